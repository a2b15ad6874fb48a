from app.i18n import N_
from app.web.words import Words

TEXTS = {
    "update.never_checked": Words(
        N_("No update has been merged here yet."),
        N_("A merge needs the site's export and that of the new template."),
        N_("Hand in the exports. Nothing is written to an environment."),
    ),
}

REFUSED = {
    "not_a_zip": Words(
        N_("%(name)s is not a zip file."),
        N_("An export of a site is a folder, packed as one zip."),
        N_("Run pac pages download, zip the folder it made, and choose that zip."),
    ),
    "too_large": Words(
        N_("%(name)s is larger than this wizard takes in."),
        N_("An export is read whole, at most 64 MB packed and 192 MB unpacked."),
        N_("Leave out of the zip what is not part of the site."),
    ),
    "too_many_files": Words(
        N_("%(name)s holds more files than a site has."),
        N_("It was closed before anything in it was read."),
        N_("Zip only the folder that pac pages download made."),
    ),
    "too_compressed": Words(
        N_("%(name)s unpacks to far more than its size."),
        N_("Files like that are made to bring a server down. It was not read further."),
        N_("Make the export again and zip it with an ordinary tool."),
    ),
    "unsafe_path": Words(
        N_("%(name)s holds a file whose path leaves its folder: %(subject)s"),
        N_("No export has such a path. Nothing of it was read."),
        N_("Make the export again. If somebody gave you this file, ask where it comes from."),
    ),
    "link": Words(
        N_("%(name)s holds a link instead of a file: %(subject)s"),
        N_("Links can lead outside of the export. Nothing of it was read."),
        N_("Zip the folder with its files, not with links to them."),
    ),
    "encrypted": Words(
        N_("%(name)s is protected by a password."),
        N_("It cannot be read without it, and this wizard asks for no passwords."),
        N_("Zip the folder again without a password."),
    ),
    "no_site": Words(
        N_("%(name)s holds no site: there is no website.yml in it."),
        N_("An export in the classic layout always has this file at its top."),
        N_("Run pac pages download, zip the folder it made, and choose that zip."),
    ),
    "several_sites": Words(
        N_("%(name)s holds more than one site."),
        N_("Which one is meant cannot be told."),
        N_("Zip only the folder of the one site."),
    ),
    "broken_yaml": Words(
        N_("A file in %(name)s cannot be read: %(subject)s"),
        N_("It is not the plain YAML that an export holds."),
        N_("Download the site again. If the file was edited by hand, mend it there."),
    ),
    "broken_text": Words(
        N_("A file in %(name)s is not UTF-8 text: %(subject)s"),
        N_("Its letters cannot be told for certain, so it is not merged."),
        N_("Save the file as UTF-8, or download the site again."),
    ),
    "unsupported_layout": Words(
        N_("%(name)s is a site in a layout that this version does not read: %(subject)s"),
        N_("So far the classic layout of pac pages download is read."),
        N_("Run pac pages download with the classic layout and choose its zip."),
    ),
    "not_offered": Words(
        N_("%(name)s is not among the exports on this server any more."),
        N_("It was moved or renamed since the page was opened."),
        N_("Choose another one or upload the file."),
    ),
    "nothing_chosen": Words(
        N_("No file is chosen here."),
        N_("The merge needs it."),
        N_("Upload an export, or choose one that is here already."),
    ),
    "same_file": Words(
        N_("The site and the new template are the same file: %(name)s"),
        N_("There would be nothing to merge."),
        N_("Choose the export of the new template."),
    ),
}

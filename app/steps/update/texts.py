from app.i18n import N_
from app.web.words import Words

ADMINISTRATOR = N_("System administrator of this environment")

TEXTS = {
    "update.never_checked": Words(
        N_("The portal's site has not been looked for here yet."),
        N_("Nothing is known about it, good or bad. Exports can be merged without it."),
        N_("Check now. The check only reads."),
    ),
    "update.site_found": Words(
        N_("%(subject)s is here, on the standard data model. The wizard can update it."),
    ),
    "update.no_site": Words(
        N_("There is no site in this environment."),
        N_("There is nothing to update."),
        N_("Provision the portal first, then check again."),
        ADMINISTRATOR,
    ),
    "update.site_enhanced": Words(
        N_("%(subject)s is on the enhanced data model."),
        N_("This version does not update such a site, and writes nothing to it."),
        N_("Merge exports of it by hand, or wait for a version that updates it."),
    ),
    "update.site_not_seen": Words(
        N_("Which sites are here could not be seen."),
        N_("Dataverse did not let the signed-in account read the table of websites."),
        N_("Ask for a security role that can read the portal's tables, then check again."),
        ADMINISTRATOR,
        ask=N_(
            "Please give the account that looks a security role that can read the portal's tables."
        ),
    ),
    "update.baseline_kept": Words(
        N_("The untouched template is kept as the base, since %(subject)s."),
    ),
    "update.no_baseline": Words(
        N_("No base is kept: the template as your site was made from it."),
        N_(
            "Without it, nobody can tell your changes from the template's. Every difference becomes"
            " a question."
        ),
        N_("If you have an export from that time, choose it as the base."),
    ),
    "update.applied": Words(N_("The last merge was written to the site on %(subject)s.")),
    "update.never_applied": Words(
        N_("No merge has been written to this site by the wizard."),
        N_(
            "Whether there is a newer template cannot be seen: Microsoft numbers no versions of it."
        ),
        N_("Compare the site with the template of an environment where it was provisioned lately."),
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
        N_(
            "An export is read whole, at most 192 MB unpacked. Packed, it may have 64 MB on a page "
            "and 128 MB on the command line."
        ),
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
        N_("%(name)s holds no site."),
        N_(
            "Looked for: website.yml of a pac folder, the site in a solution of Dataverse, or the "
            "website in data.xml of the Configuration Migration tool."
        ),
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
        N_("Download the site again. If the file was edited by hand, correct it there."),
    ),
    "broken_text": Words(
        N_("A file in %(name)s is not UTF-8 text: %(subject)s"),
        N_("Its letters cannot be told for certain, so it is not merged."),
        N_("Save the file as UTF-8, or download the site again."),
    ),
    "broken_snapshot": Words(
        N_("%(name)s is a snapshot of this wizard, but not whole: %(subject)s"),
        N_("It was changed or damaged after it was written. Nothing of it was taken in."),
        N_("Download the snapshot again, or read the site again."),
    ),
    "broken_xml": Words(
        N_("A file in %(name)s cannot be read: %(subject)s"),
        N_("It is not the plain XML that such an export holds."),
        N_("Export the site again. If the file was edited by hand, correct it there."),
    ),
    "broken_json": Words(
        N_("A record in %(name)s cannot be read: %(subject)s"),
        N_("Its content is not the JSON that a solution with a site holds."),
        N_("Export the solution again, or download the site with pac pages download."),
    ),
    "not_written": Words(
        N_("The result cannot be written into %(name)s. What is in the way: %(subject)s"),
        N_("The file has no place for it, and nothing is left out of a result."),
        N_(
            "Decide to keep your site without these records, or read the site from its environment "
            "instead of a file."
        ),
    ),
    "too_many_to_pack": Words(
        N_("The result for %(name)s would be a zip with %(count)s files, and none can hold them."),
        N_("A zip holds 65,534 at most. Nothing was written, and nothing is left out of a result."),
        N_("Leave out of the export what is not part of the site, and merge again."),
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
    "site_not_offered": Words(
        N_("No site is chosen."),
        N_("The wizard has to know which site is to be updated."),
        N_("Choose one of the sites that were seen here."),
    ),
    "template_not_offered": Words(
        N_("This environment cannot give the template."),
        N_("It was removed from the wizard, or it has no site."),
        N_("Choose another environment, or an export."),
    ),
}

INSTEAD = {
    "solution": N_(
        "A solution is read only: the result is a pac folder with the whole site, for pac pages "
        "upload."
    ),
    "schema": N_(
        "The schema of the Configuration Migration export has no place for a part of the result, "
        "so it is a pac folder with the whole site, for pac pages upload. Without a place:"
    ),
    "text": N_(
        "A text of the result cannot be written as XML, so it is a pac folder with the whole "
        "site, for pac pages upload. Found in:"
    ),
    "state": N_(
        "In the git layout a record that has a status of its own cannot be given a state as well, "
        "so the result is a pac folder in the classic layout, for pac pages upload. Found in:"
    ),
}
"""Why a result is not in the layout of the site's export."""

LAYOUTS = {
    "pac_classic": N_("pac folder, classic layout"),
    "pac_git": N_("pac folder, git layout"),
    "snapshot": N_("snapshot of this wizard"),
    "configuration_migration": N_("Configuration Migration export"),
    "solution": N_("solution of Dataverse"),
}

ROLES = {
    "baseline": N_("The untouched template, kept as the base."),
    "site": N_("The site, read for a merge."),
    "template": N_("The template, read for a merge."),
    "backup": N_("The site before a merge was written."),
    "retired": N_("A base that was put aside when the update it belongs to was taken back."),
}

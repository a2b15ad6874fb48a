"""What the review calls tables, answers and reasons. Other codes are shown as they are."""

from app.i18n import N_
from app.merge.outcome import Case, Choice, ConflictKind, Standing
from app.steps.update.fault_words import FAULTS

TABLES = {
    "adx_webpage": N_("Web page"),
    "adx_webtemplate": N_("Web template"),
    "adx_pagetemplate": N_("Page template"),
    "adx_contentsnippet": N_("Content snippet"),
    "adx_sitesetting": N_("Site setting"),
    "adx_sitemarker": N_("Site marker"),
    "adx_webfile": N_("Web file"),
    "adx_weblinkset": N_("Web link set"),
    "adx_weblink": N_("Web link"),
    "adx_webrole": N_("Web role"),
    "adx_entitypermission": N_("Table permission"),
    "adx_columnpermissionprofile": N_("Column permission profile"),
    "adx_columnpermission": N_("Column permission"),
    "adx_webpageaccesscontrolrule": N_("Page access rule"),
    "adx_websiteaccess": N_("Website access"),
    "adx_entityform": N_("Basic form"),
    "adx_entityformmetadata": N_("Basic form field"),
    "adx_entitylist": N_("List"),
    "adx_webform": N_("Multistep form"),
    "adx_webformstep": N_("Multistep form step"),
    "adx_webformmetadata": N_("Multistep form field"),
    "adx_publishingstate": N_("Publishing state"),
    "adx_websitelanguage": N_("Site language"),
    "adx_website": N_("Website"),
    "adx_redirect": N_("Redirect"),
    "adx_shortcut": N_("Shortcut"),
}

COLUMNS = {
    "adx_copy": N_("Text of the page"),
    "adx_summary": N_("Summary"),
    "adx_customcss": N_("Styles of the page (CSS)"),
    "adx_customjavascript": N_("Script of the page (JavaScript)"),
    "adx_registerstartupscript": N_("Start-up script (JavaScript)"),
    "adx_source": N_("Source"),
    "adx_value": N_("Value"),
    "adx_title": N_("Title"),
    "adx_name": N_("Name"),
    "adx_displayorder": N_("Display order"),
    "adx_partialurl": N_("Partial URL"),
    "adx_settings": N_("Settings"),
    "adx_webtemplateid": N_("Web template"),
    "adx_pagetemplateid": N_("Page template"),
    "adx_parentpageid": N_("Parent page"),
    "adx_description": N_("Description"),
    "adx_externalurl": N_("External address"),
    "adx_hiddenfromsitemap": N_("Hidden from the site map"),
    "adx_label": N_("Label"),
    "adx_onsavevalue": N_("Value set on saving"),
    "adx_successmessage": N_("Message after success"),
    "adx_progressindicatortype": N_("Kind of progress indicator"),
    "content": N_("Content of the file"),
    "links:adx_entitypermission_webrole": N_("Web roles"),
    "links:adx_webpageaccesscontrolrule_webrole": N_("Web roles"),
    "links:adx_websiteaccess_webrole": N_("Web roles"),
    "links:adx_columnpermissionprofile_webrole": N_("Web roles"),
    "": N_("The whole record"),
}

KINDS = {
    ConflictKind.VALUE: N_("Both changed this value, and not to the same."),
    ConflictKind.TEXT: N_("Both changed these lines, and not to the same."),
    ConflictKind.JSON: N_("Both changed this setting inside the column, and not to the same."),
    ConflictKind.FILE: N_("Both changed this file, and its bytes cannot be merged."),
    ConflictKind.RECORD: N_("Only one side still has this record."),
    ConflictKind.DANGLING: N_("This points to a record that the result would not contain."),
    ConflictKind.AMBIGUOUS: N_("Several records could be this one. Say which is meant."),
    ConflictKind.TOO_LONG: N_("Merged, this text is longer than its column takes."),
    ConflictKind.LOOP: N_("Both moves together would make this its own ancestor."),
    ConflictKind.PERMISSION: N_("The new template would let somebody see or do more than today."),
}

CHOICES = {
    Choice.SITE: N_("Keep yours"),
    Choice.TEMPLATE: N_("Take the template's"),
    Choice.SITE_THEN_TEMPLATE: N_("Both: yours first, then the template's"),
    Choice.TEMPLATE_THEN_SITE: N_("Both: the template's first, then yours"),
    Choice.BASE: N_("Neither: as it was in the base"),
    Choice.SUGGESTION: N_("Suggested"),
    Choice.OWN: N_("Write it myself"),
    Choice.LATER: N_("Decide later"),
}

SUGGESTIONS = {
    "spacing": N_("Suggested: one side changed only blanks, so take the other"),
    "larger": N_("Suggested: one side has all that the other has, and more"),
    "combined": N_("Suggested: the two edits touch but do not overlap, so take both"),
    "both": N_("Suggested: both only added lines, so take both"),
    "words": N_("Suggested: combined word by word. Read it before you take it"),
}

STANDINGS = {
    Standing.OPEN: N_("Open"),
    Standing.DEFAULTED: N_("Answered by rule"),
    Standing.DECIDED: N_("Decided"),
    Standing.DEFERRED: N_("Put off"),
}

CASES = {
    Case.UPDATED: N_("Updated from the template"),
    Case.CREATED: N_("New from the template"),
    Case.KEPT: N_("Your own changes, kept"),
    Case.OWN: N_("Your own records, kept"),
    Case.ADOPTED: N_("Added on both sides, and equal"),
    Case.BOTH_ADDED: N_("Added on both sides, and different"),
    Case.DELETED_HERE: N_("Deleted by you"),
    Case.REMOVED_IN_TEMPLATE: N_("Removed by the template"),
    Case.AMBIGUOUS: N_("Not clear which record is meant"),
    Case.GONE: N_("Gone on both sides"),
    Case.OTHER_LANGUAGE: N_("In a language that your site does not have, left out"),
    Case.UNCHANGED: N_("Unchanged"),
}

REASONS = {
    "several_claim_one": N_("More than one record of the template would be this record of yours."),
    "perhaps_renamed": N_("This new record may be one of yours under another name."),
    "would_loop": N_(
        "You moved one of them below the other, and the template the other below the one."
    ),
    "never_modified": N_(
        "Nobody changed this record of yours since it was provisioned, as its dates say. That"
        " speaks for the template's."
    ),
    "switched_off": N_(
        "The template switches this record off. It stays on unless you take the template's."
    ),
    "new_needs_another": N_(
        "It is new in the template and points to a record that your site would not have. Keep"
        " yours to leave it out, or take the template's to bring that record along."
    ),
    "required": N_("This lookup cannot be left empty."),
    "adds_roles": N_("The template connects it with more web roles."),
    "language_is_new": N_(
        "The template brings this language, and your site does not have it. Its texts are left out"
        " unless you take the template's: then the language is created with all of them."
    ),
    "language_was_dropped": N_(
        "The template no longer has this language. Yours is kept with all its texts. If you take"
        " the template's, you are asked about each of its records."
    ),
    "loses_roles": N_("The template disconnects it from web roles, which would restrict less."),
    "removed_restriction": N_(
        "The template no longer has this restriction. It is kept unless you take the template's:"
        " without it, more people could see or do something."
    ),
    "adds_links": N_("The template connects it with more records."),
    "deleted_and_changed": N_(
        "You deleted this record, and the template changed it. It stays deleted unless you take"
        " the template's."
    ),
    "no_base_new": N_(
        "The template has this record and your site does not. Without a base nobody can tell"
        " whether it is new or was deleted by you."
    ),
    "no_longer_json": N_(
        "Merged by lines this would no longer be valid JSON, so it is asked as a whole."
    ),
    "new_right": N_("It is new in the template, and gives somebody a right."),
    "removed_unchanged": N_(
        "The template no longer has this record, and you never changed it. It is kept unless you"
        " take the template's."
    ),
    "removed_changed": N_(
        "The template no longer has this record, and you changed it. It is kept unless you take the"
        " template's."
    ),
}

NOTES = {
    "ids_shared": N_("Site and template share their record ids."),
    "ids_fresh": N_("Site and template have different record ids. Records were matched by name."),
    "ids_unknown": N_("Too little is alike to tell whether site and template share record ids."),
    "not_read": N_("One of the exports does not hold this column, so it is left as it is."),
    "environment_bound": N_(
        "The template has another value here. It belongs to the environment, so yours is kept."
    ),
    "name_leads_nowhere": N_(
        "After the merge, a name in this record would lead nowhere: the record it names is not"
        " there."
    ),
    "language_left_out": N_(
        "The template brings a language that your site does not have. Its records are left out."
    ),
    "language_not_offered": N_(
        "The template brings a language that your organisation's portals do not know. Its records"
        " are left out. To take them, add the language in Portal Management, then merge again."
    ),
    "language_only_here": N_(
        "Your site has a language that the template does not have. Its records are kept."
    ),
    "translation_outdated": N_(
        "The template changed the text in its own language. This translation of yours may be"
        " outdated."
    ),
    "id_leads_nowhere": N_(
        "After the merge, this text mentions an id that is no record of the site. Look whether it"
        " is needed."
    ),
    "id_of_a_solution": N_(
        "This mentions a view or a dashboard. It belongs to a solution: check that the solution is"
        " in this environment."
    ),
    "left_out_with_its_owner": N_(
        "It is a part of a record that your site does not have or take, and is left out with it."
    ),
    "left_over_in_template": N_(
        "The template marks this record as inactive or deleted, and your site has none: it is not"
        " created."
    ),
}

PROBLEMS = {
    "duplicate_id": N_("Two files hold the same record. The first was taken; look which is right."),
    "no_id": N_("A file holds a record without an id. It was left out."),
    "empty_file": N_("A file that should hold a record is empty. It was left out."),
    "missing_content": N_("The bytes of a web file are not in the export."),
    "unread_column": N_("A column could not be read and is left as it is."),
    "unknown_file": N_(
        "Files that this version does not know. Those of your site stay as they are; those of the "
        "new template are not brought along."
    ),
}

WORDS = {
    "faults": FAULTS,
    "problems": PROBLEMS,
    "tables": TABLES,
    "columns": COLUMNS,
    "kinds": KINDS,
    "choices": CHOICES,
    "suggestions": SUGGESTIONS,
    "standings": STANDINGS,
    "cases": CASES,
    "reasons": REASONS,
    "notes": NOTES,
}

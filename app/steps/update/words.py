"""What the review calls tables, answers and reasons. Other codes are shown as they are."""

from app.i18n import N_
from app.merge.outcome import Case, Choice, ConflictKind, Standing

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
    "content": N_("Content of the file"),
    "": N_("The whole record"),
}

KINDS = {
    ConflictKind.VALUE: N_("Both changed this value, and not to the same."),
    ConflictKind.TEXT: N_("Both changed these lines, and not to the same."),
    ConflictKind.JSON: N_("Both changed this setting inside the column, and not to the same."),
    ConflictKind.FILE: N_("Both changed this file, and its bytes cannot be merged."),
    ConflictKind.RECORD: N_("One side has this record no more; the other changed it."),
    ConflictKind.DANGLING: N_("This points to a record that the result would not contain."),
    ConflictKind.AMBIGUOUS: N_("Several records could be this one. Say which is meant."),
    ConflictKind.TOO_LONG: N_("Merged, this text is longer than its column takes."),
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
    Case.UNCHANGED: N_("Unchanged"),
}

REASONS: dict[str, str] = {}
NOTES: dict[str, str] = {}

WORDS = {
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

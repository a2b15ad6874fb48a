"""What the checks of the merged site are called: what is so, what it means, what to do."""

from app.i18n import N_
from app.web.words import Words

_LOOK_AT_DECISIONS = N_("Look at what the merge takes for these records, and decide otherwise.")

FAULTS = {
    "marker_missing": Words(
        N_("A site marker that the portal looks for is missing."),
        N_("The portal does not find the page that this marker stands for."),
        N_("Create the site marker under exactly this name, and let it point to the page."),
    ),
    "marker_inactive": Words(
        N_("A site marker that the portal looks for is inactive."),
        N_("The portal does not find the page that this marker stands for."),
        N_("Activate the site marker."),
    ),
    "marker_leads_nowhere": Words(
        N_("A site marker does not lead to an active page."),
        N_("Visitors who are sent there see an error."),
        N_("Let the marker point to an active page, or activate the page."),
    ),
    "home_is_not_the_root": Words(
        N_("The marker Home does not lead to the top page."),
        N_("The portal takes another page for its start page."),
        N_("Let the marker Home point to the page without a parent."),
    ),
    "published_missing": Words(
        N_("There is no active publishing state named Published."),
        N_("No page is shown to visitors."),
        N_("Activate or create the publishing state Published."),
    ),
    "published_invisible": Words(
        N_("The publishing state Published is not visible."),
        N_("No page that is in it is shown to visitors."),
        N_("Set Is Visible for the publishing state Published."),
    ),
    "no_default_state": Words(
        N_("No publishing state is the default."),
        N_("New pages get no state."),
        N_("Make one publishing state the default."),
    ),
    "several_default_states": Words(
        N_("More than one publishing state is the default."),
        N_("Which state new pages get cannot be told."),
        N_("Leave exactly one publishing state the default."),
    ),
    "header_missing": Words(
        N_("The website has no active web template for its header."),
        N_("Pages are shown without the header."),
        N_("Choose a header template in the row of the website. The wizard never writes that row."),
    ),
    "footer_missing": Words(
        N_("The website has no active web template for its footer."),
        N_("Pages are shown without the footer."),
        N_("Choose a footer template in the row of the website. The wizard never writes that row."),
    ),
    "page_in_a_loop": Words(
        N_("A page is its own ancestor."),
        N_("The portal cannot find its address, nor that of the pages below."),
        _LOOK_AT_DECISIONS,
    ),
    "parent_inactive": Words(
        N_("The parent page is inactive or not there."),
        N_("The page or file below it has no address."),
        N_("Activate the parent page, or choose another one."),
    ),
    "page_without_template": Words(
        N_("A page has no active page template."),
        N_("The page cannot be shown."),
        N_("Choose a page template for it."),
    ),
    "page_without_state": Words(
        N_("A page has no active publishing state."),
        N_("The page is not shown to visitors."),
        N_("Choose a publishing state for it."),
    ),
    "file_inactive": Words(
        N_("A web file is inactive."),
        N_("Pages that use it do not get it."),
        N_("Activate it, or remove what uses it."),
    ),
    "file_without_content": Words(
        N_("A web file has no content."),
        N_("Whoever opens it gets an error."),
        N_("Upload its content again."),
    ),
    "less_protected": Words(
        N_("A rule restricts who may read this today, and would not any more."),
        N_("More visitors could read it than before."),
        _LOOK_AT_DECISIONS,
    ),
    "permissions_off": Words(
        N_("A list or form has table permissions switched off."),
        N_(
            "Since June 2026 Microsoft enforces table permissions for all lists and forms, whatever"
            " this switch says. Without a fitting permission it shows nothing."
        ),
        N_("Add table permissions for its table, then switch them on."),
    ),
    "odata_feed": Words(
        N_("A list has its OData feed switched on."),
        N_("Microsoft removed the OData feeds of lists by June 2026. Who reads it gets nothing."),
        N_("Read the table through the portals Web API, with table permissions, instead."),
    ),
    "lucene_search": Words(
        N_("The search of the portal still relies on Lucene."),
        N_("Microsoft replaced it by Dataverse search: the portal may find nothing."),
        N_("Switch on Dataverse search, and set Search/EnableDataverseSearch to true."),
    ),
    "fields_star": Words(
        N_("A table is open to the Web API with all its fields (fields = *)."),
        N_("Microsoft is retiring that in 2026: such calls will be refused."),
        N_("List the fields that the portal's scripts use, in this setting."),
    ),
}

"""Words for documented failures."""

from app.i18n import N_
from app.web.words import Words

_BOTH = N_("System administrator in both")
_FINANCE = N_("System administrator of finance and operations")
_HERE = N_("System administrator of this environment")
_TENANT = N_("Cloud application administrator")
_TENANT_ADMIN = N_("Entra tenant administrator, with System administrator in both")
_LICENCES = N_("Licence administrator")
_KEY = N_("Add the key in Dataverse, map all its columns both ways, and choose Refresh tables.")
_REFRESH = N_("Refresh the entity list in finance and operations, then Refresh tables on the map.")

TROUBLES = {
    "many_lookups": Words(
        N_("The map has more than ten lookups, and the export from Dataverse cannot follow them."),
        N_("This is a limit of the initial sync from Dataverse. Live sync is not affected."),
        N_(
            "Start the map without initial sync, or with finance and operations as master. To copy"
            " from Dataverse all the same, take optional lookups out of the map in rounds, then"
            " put them back and start without initial sync."
        ),
        _BOTH,
    ),
    "lookup_not_found": Words(
        N_("A row points to another row that is not there yet."),
        N_("The map before it has not run, or the row points to itself or in a circle."),
        N_(
            "Run the map of the missing rows first. For accounts: take ContactPersonID and"
            " InvoiceAccount out of the map, sync accounts, sync contacts, put them back, sync"
            " accounts again."
        ),
        _BOTH,
    ),
    "export_service": Words(
        N_("The data import/export service of finance and operations does not run."),
        N_("Nothing can be exported while it stands still."),
        N_("Restart the data import/export framework service, then run the map again."),
        _FINANCE,
    ),
    "export_forbidden": Words(
        N_("Finance and operations does not let dual-write export."),
        N_("The entry of its application under Microsoft Entra applications is broken."),
        N_("Delete the entry in finance and operations and add it again."),
        _FINANCE,
    ),
    "plugin_registration": Words(
        N_("The map could not be registered in Dataverse."),
        N_("Maps that it depends on are not enabled, or the map lacks columns."),
        N_("Enable the maps before it, choose Refresh tables, then run it again."),
        _BOTH,
    ),
    "stale_schema": Words(
        N_("A column of the map is not where dual-write looks for it."),
        N_("What dual-write remembers of the tables is out of date."),
        _REFRESH,
        _BOTH,
    ),
    "old_solution": Words(
        N_("A solution in Dataverse is older than the map asks for."),
        N_("The map refuses to start."),
        N_("Update the package in the Power Platform admin center."),
        _HERE,
    ),
    "many_companies": Words(
        N_("More companies are linked than the limit allows."),
        N_("The initial sync takes about 40 companies, live sync about 250."),
        N_("Link only the companies that the portal serves."),
        _BOTH,
    ),
    "integration_key": Words(
        N_("The integration key of a table is missing, or not mapped both ways."),
        N_("Without it, rows of both sides cannot be matched."),
        _KEY,
        _BOTH,
    ),
    "team_privilege": Words(
        N_("The team that owns the rows may not write them."),
        N_("The default owning team of a company has no fitting security role."),
        N_("Give the team the dual-write roles and a role for the table."),
        _HERE,
    ),
    "not_a_member": Words(
        N_("The application user of dual-write is not there, or has no role."),
        N_("Every row fails until it may work in Dataverse."),
        N_("Add the application user with the role System Administrator."),
        _HERE,
    ),
    "token_exchange": Words(
        N_("The person lacks rights on one side, or Dataverse was reset after linking."),
        N_("The dual-write page cannot act in that person's name."),
        N_("Use an account that is System administrator on both sides; else link anew."),
        _BOTH,
    ),
    "secure_config": Words(
        N_("The run-time configuration belongs to another environment."),
        N_("That is left over after an environment was copied."),
        N_("An administrator deletes the rows of the old configuration and resets the link."),
        _BOTH,
    ),
    "party_number": Words(
        N_("A party of a legal entity or operating unit is not brought over."),
        N_("This is a known behaviour: such parties are filtered out."),
        N_("These rows can be ignored."),
    ),
    "number_format": Words(
        N_("A number was exported in a format that cannot be read."),
        N_("The data source of finance and operations uses another language's format."),
        N_("Set the language locale of the data source to en-us."),
        _FINANCE,
    ),
    "stuck": Words(
        N_("The initial sync waits for a job in finance and operations."),
        N_("Large tables take hours; a job that stands still waits for its service."),
        N_("Look for the job in Data management, Job history. Restart its service if need be."),
        _FINANCE,
    ),
    "cookies": Words(
        N_("The browser does not let the sign-in appear inside the page."),
        N_("Third-party cookies are blocked."),
        N_("Allow them for this page, or use a private window."),
    ),
    "no_consent": Words(
        N_("Your tenant has not consented to the application of dual-write."),
        N_("The dual-write page answers with 404 until somebody does."),
        N_("Consent for the whole tenant; the link stands under the instructions by hand."),
        _TENANT,
    ),
    "same_key": Words(
        N_("Two companies have the same code."),
        N_("The link cannot be made with them."),
        N_("Clean up the table Company in Dataverse."),
        _HERE,
    ),
    "user_privilege": Words(
        N_("The person, or the application, may not read or write this table."),
        N_("Its security roles lack the privilege that the message names."),
        N_("Give the user a security role with this privilege, then try again."),
        _HERE,
    ),
    "not_allowed_connection": Words(
        N_("Dual-write cannot reach the linked Dataverse environment."),
        N_("Its connection is gone, or the environment itself is not available."),
        N_(
            "See in the Power Platform admin center whether the environment is there. If it is, ask"
            " Microsoft's support to mark the maps as not running."
        ),
        _BOTH,
    ),
    "link_licence": Words(
        N_("The person who links has no Power Apps licence."),
        N_("While linking, two connections are made in that person's name; without it they fail."),
        N_("Assign a Power Apps licence to the person, and link again."),
        _LICENCES,
    ),
    "only_who_linked": Words(
        N_("Only the person who set dual-write up can add a new table map."),
        N_("Others can look at maps, edit and start them."),
        N_("Sign in as the person who linked the environments."),
        _BOTH,
    ),
    "not_discoverable": Words(
        N_("The finance and operations environment is not found."),
        N_("The person is in another tenant, or the environment is old and Microsoft-hosted."),
        N_("Sign in with an account of the same tenant; an old environment needs an update."),
        _FINANCE,
    ),
    "not_linked": Words(
        N_("This Dataverse environment is not linked to finance and operations."),
        N_("Without the link there is no dual-write."),
        N_("Link the two in the Power Platform admin center or in Lifecycle Services."),
        _TENANT_ADMIN,
    ),
    "empty_address": Words(
        N_("The configuration in finance and operations names no Dataverse address."),
        N_("That is left over after Dataverse was reset while it was linked."),
        N_(
            "Look in the table DualWriteProjectConfiguration for rows with the wrong address, then"
            " stop the map and start it again."
        ),
        _FINANCE,
    ),
    "write_failed": Words(
        N_("A row could not be written to the other side, so saving failed here, too."),
        N_("Most often a row that it points to is missing there."),
        N_(
            "See that the row it points to is on both sides. If it is, stop the map, and look in"
            " DualWriteProjectConfiguration for rows that were left over."
        ),
        _FINANCE,
    ),
}

"""Words for codes: of Microsoft's checks of maps (the whole list), and of its health check."""

from app.i18n import N_
from app.steps.maps.platform_texts import PLATFORM_CODES
from app.web.words import Words

_BOTH = N_("System administrator in both")
_HERE = N_("System administrator of this environment")
_RESET = N_(
    "The connection set is broken. Reset link on the dual-write page mends it, but wipes the"
    " configuration of all maps: ask Microsoft's support first."
)
_NEW_KEY = N_("Add the key in Dataverse, map all its columns both ways, and choose Refresh tables.")
_REFRESH = N_("Refresh the entity list in finance and operations, then Refresh tables on the map.")
_SUPPORT = N_("Ask Microsoft's support, with all of the message.")
_TWICE = N_("Take the double mapping out of the map.")
_MAP_KEY = N_("Map the key columns of the table that the column points to.")


def _of_map(says: str, do: str) -> Words:
    return Words(says, do=do, who=_BOTH)


CODES = {
    "DIPV1000": _of_map(
        N_("The connections of dual-write are not valid any more."),
        N_(
            "The message says which. Mend the connection in the Power Apps maker portal; if that"
            " does not help, ask Microsoft's support."
        ),
    ),
    "DIPV1001": _of_map(N_("An unknown fault while the map was checked."), _SUPPORT),
    "DIPV1002": _of_map(
        N_("One side of the map belongs to companies and the other does not."),
        N_("Switch cross-company data sharing off for the entity, or use another entity."),
    ),
    "DIPV1003": _of_map(N_("The table in Dataverse has no integration key."), _NEW_KEY),
    "DIPV1004": _of_map(N_("A column of the integration key is mapped one way only."), _NEW_KEY),
    "DIPV1005": _of_map(N_("The connection knows nothing of an environment."), _RESET),
    "DIPV1006": _of_map(N_("An unknown fault while the project was checked."), _SUPPORT),
    "DIPV1007": _of_map(
        N_("A task names an environment that the connection set does not have."),
        N_("Make the data integration project anew."),
    ),
    "DIPV1008": _of_map(
        N_("A business unit or legal entity of the link was deleted or renamed."),
        N_("Add it again or give it its old name back."),
    ),
    "DIPV1010": _of_map(
        N_("A mandatory column is not mapped."), N_("Map it, or give it a default.")
    ),
    "DIPV1011": _of_map(
        N_("A read-only column is written to."), N_("Take it out of the map, or map it one way.")
    ),
    "DIPV1012": _of_map(
        N_("The filter for Dataverse cannot be read."), N_("Correct the filter in the map.")
    ),
    "DIPV1014": _of_map(N_("A column of the integration key is not mapped."), _NEW_KEY),
    "DIPV1015": _of_map(N_("A lookup in the integration key is not mapped as a whole."), _MAP_KEY),
    "DIPV1016": _of_map(N_("The company of the target table is not in the link."), _RESET),
    "DIPV1017": _of_map(N_("The company of a related table is not in the link."), _RESET),
    "DIPV1018": _of_map(N_("What dual-write remembers of the source table is missing."), _REFRESH),
    "DIPV1019": _of_map(
        N_("The table in Dataverse has no column for row versions and cannot be mapped."),
        N_("Map another table. Virtual and elastic tables have no such column."),
    ),
    "DIPV1020": _of_map(N_("What dual-write remembers of the target table is missing."), _REFRESH),
    "DIPV1021": _of_map(
        N_("A mapping has no source column."),
        N_("Choose the source column, or give the mapping a default."),
    ),
    "DIPV1022": _of_map(N_("A source column is not where dual-write looks for it."), _REFRESH),
    "DIPV1023": _of_map(N_("A source column is mapped twice."), _TWICE),
    "DIPV1024": _of_map(N_("A mapping has no target column."), N_("Choose the target column.")),
    "DIPV1025": _of_map(N_("A target column is not where dual-write looks for it."), _REFRESH),
    "DIPV1026": _of_map(N_("A target column is mapped twice."), _TWICE),
    "DIPV1027": _of_map(N_("A lookup of the target is not mapped by its key."), _MAP_KEY),
    "DIPV1028": _of_map(N_("A lookup of the source is not mapped by its key."), _MAP_KEY),
    "DIPV1029": _of_map(N_("Two mappings have the same pair of columns."), _TWICE),
    "DIPV1030": _of_map(
        N_("The columns have different types."), N_("Map columns of the same type.")
    ),
    "DIPV1031": _of_map(
        N_("A mandatory target column has no default."), N_("Give the column one in the map.")
    ),
    "DWDVEV1001": _of_map(N_("The connection to Dataverse is missing."), _RESET),
    "DWFOEV1001": _of_map(N_("The connection to finance and operations is missing."), _RESET),
    "DWDVEV1003": _of_map(
        N_("The companies of the link are not those of Dataverse."),
        N_("Take the companies that the message names out of the dual-write configuration."),
    ),
    "DWFOEV1003": _of_map(
        N_("The companies of the link are not those of finance and operations."),
        N_("Take the companies that the message names out of the dual-write configuration."),
    ),
    "DWDVEV1004": Words(
        N_("Old run-time configuration was left in Dataverse."),
        N_("It stays behind when a link is removed or an environment is copied."),
        N_("An administrator removes it by hand, as Microsoft's article says."),
        _HERE,
    ),
    "DWFOEV1004": _of_map(
        N_("Old run-time configuration was left in finance and operations."),
        N_("An administrator removes it by hand, as Microsoft's article says."),
    ),
    "DWFOEV1006": _of_map(
        N_("The default team was renamed after linking."),
        N_("Ask Microsoft's support to bring the link up to date."),
    ),
    "DWDVEV1007": Words(
        N_("A company has no default owning team."),
        N_("Rows of the company cannot be written."),
        N_("Choose one in the company's row, and give the team its roles."),
        _HERE,
    ),
    **PLATFORM_CODES,
}
"""Only codes whose meaning is documented. Another one is named, and nothing is made up for it."""

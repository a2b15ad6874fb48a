"""Which rows of an organization are one site's configuration (standard data model), and how they
are reached. Never what belongs to people: memberships, invitations, sessions, votes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from app.microsoft.dataverse import Association, Column, Dataverse, Row, TableShape
from app.microsoft.errors import UnexpectedReply

_PAGE = 500
_WEBSITE, _LANGUAGE = "adx_website", "adx_portallanguage"


@dataclass(frozen=True, slots=True)
class SiteTable:
    """`path` names the lookups that lead to the row with the website's; mostly it is the row."""

    name: str
    path: tuple[str, ...] = ()
    links: tuple[str, ...] = ()  # many-to-many associations, as seen from this table


def _words(text: str) -> list[str]:
    return text.split()


_ROLES: Final = {
    "adx_columnpermissionprofile": ("adx_columnpermissionprofile_webrole",),
    "adx_entitypermission": ("adx_entitypermission_webrole",),
    "adx_publishingstatetransitionrule": ("adx_publishingstatetransitionrule_webrole",),
    "adx_webpageaccesscontrolrule": (
        "adx_webpageaccesscontrolrule_webrole",
        "adx_accesscontrolrule_publishingstate",
    ),
    "adx_websiteaccess": ("adx_websiteaccess_webrole",),
    "adx_cloudflowconsumer": ("adx_CloudFlowConsumer_adx_webrole",),
    "adx_serverlogic": ("adx_serverlogic_adx_webrole",),
    "adx_communityforumaccesspermission": ("adx_communityforumaccesspermission_webrole",),
    "adx_blog": ("adx_blog_webrole",),
    "adx_webpage": ("adx_webpage_tag",),
    "adx_pagetag": ("adx_pagetag_webpage",),
    "adx_pollplacement": ("adx_pollplacement_poll",),
    "adx_adplacement": ("adx_adplacement_ad",),
}
_PATHS: Final = {
    "adx_weblink": ("adx_weblinksetid",),
    "adx_entityformmetadata": ("adx_entityform",),
    "adx_webformstep": ("adx_webform",),
    "adx_webformmetadata": ("adx_webformstep", "adx_webform"),
    "adx_columnpermission": ("adx_columnpermissionprofileid",),
    "adx_polloption": ("adx_pollid",),
    "adx_blogpost": ("adx_blogid",),
    "adx_communityforumaccesspermission": ("adx_forumid",),
}
_NAMES: Final = _words("""
    adx_website adx_portallanguage adx_publishingstate adx_websitelanguage adx_webtemplate
    adx_pagetemplate adx_webrole adx_entityform adx_entityformmetadata adx_entitylist
    adx_webform adx_webformstep adx_webformmetadata adx_webpage adx_webfile
    adx_contentsnippet adx_sitesetting adx_sitemarker adx_weblinkset adx_weblink
    adx_entitypermission adx_columnpermissionprofile adx_columnpermission
    adx_webpageaccesscontrolrule adx_websiteaccess adx_redirect adx_shortcut
    adx_publishingstatetransitionrule adx_poll adx_polloption adx_pollplacement adx_ad
    adx_adplacement adx_tag adx_pagetag adx_botconsumer adx_cloudflowconsumer
    adx_serverlogic adx_blog adx_blogpost adx_communityforum
    adx_communityforumaccesspermission adx_forumthreadtype adx_ideaforum
""")

SITE_TABLES: Final = tuple(
    SiteTable(name, _PATHS.get(name, ()), _ROLES.get(name, ())) for name in _NAMES
)
"""Parents before their children, so that what refers is read after what it refers to."""

NOT_CONFIGURATION: Final = frozenset(
    _words("""
    createdonbehalfby modifiedonbehalfby overriddencreatedon importsequencenumber
    timezoneruleversionnumber utcconversiontimezonecode versionnumber ownerid
    owningbusinessunit owningteam owninguser organizationid adx_authorid
    adx_createdbyipaddress adx_createdbyusername adx_modifiedbyipaddress
    adx_modifiedbyusername adx_votes
""")
)
"""Columns of the platform, and what people left behind by using the site."""

_ABOUT_THE_ROW: Final = ("createdon", "modifiedon", "createdby", "modifiedby")
_READABLE: Final = frozenset(
    _words("""
    String Memo Integer BigInt Decimal Double Money Boolean DateTime Uniqueidentifier Lookup
    Customer Picklist State Status EntityName MultiSelectPicklist
""")
)


@dataclass(frozen=True)
class TableRows:
    """One table of a site as Dataverse shows it. `links`: by association and row, the far ids."""

    shape: TableShape
    columns: tuple[Column, ...]
    rows: Sequence[Row]
    links: dict[str, dict[str, list[str]]]


class Unreachable(Exception):
    """The table is not in this organization, or nothing in it leads to the website."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


async def read_table(dataverse: Dataverse, table: SiteTable, website_id: str) -> TableRows:
    """All rows of the website in one table, inactive ones too; or Unreachable."""
    shape = await dataverse.shape(table.name)
    if shape is None:
        raise Unreachable("no_table")
    of_site = await _filter(dataverse, table, shape, website_id)
    columns = configuration_columns(shape)
    about = [shape.columns[name].property for name in _ABOUT_THE_ROW if shape.has(name)]
    rows = dataverse.rows(
        shape.entity_set,
        select=[shape.primary_id, *(column.property for column in columns), *about],
        filter=of_site,
        order_by=shape.primary_id,
        page_size=_PAGE,
    )
    listed = [row async for row in rows]
    links = {
        name: await _links(dataverse, shape, association, of_site)
        for name in table.links
        if (association := _association(shape, name))
    }
    return TableRows(shape, columns, listed, links)


def configuration_columns(shape: TableShape) -> tuple[Column, ...]:
    """What makes up the site in this table: not the id, the website, the platform or people."""
    left_out = {shape.primary_id, "adx_websiteid", *_ABOUT_THE_ROW, *NOT_CONFIGURATION}
    return tuple(
        column
        for name, column in sorted(shape.columns.items())
        if name not in left_out
        and column.can_read
        and not column.part_of
        and column.kind in _READABLE
    )


async def _filter(
    dataverse: Dataverse, table: SiteTable, shape: TableShape, website_id: str
) -> str:
    if table.name == _LANGUAGE:  # shared by all sites of the organization
        return ""
    if table.name == _WEBSITE:
        return f"{shape.primary_id} eq {website_id}"
    here, steps = shape, []
    for column in table.path:
        lookups = here.lookups.get(column, ())
        above = await dataverse.shape(lookups[0].target) if lookups else None
        if above is None:
            raise Unreachable("no_way")
        steps.append(lookups[0].navigation)
        here = above
    if not here.has("adx_websiteid"):
        raise Unreachable("no_way")
    return "/".join([*steps, f"_adx_websiteid_value eq {website_id}"])


async def _links(
    dataverse: Dataverse, shape: TableShape, association: Association, of_site: str
) -> dict[str, list[str]]:
    """Read apart from the rows: what is expanded does not go with a page size of our own."""
    navigation = association.navigation
    found: dict[str, list[str]] = {}
    rows = dataverse.rows(
        shape.entity_set,
        select=[shape.primary_id],
        filter=of_site,
        order_by=shape.primary_id,
        expand=f"{navigation}($select={association.target_id})",
        page_size=0,
    )
    async for row in rows:
        ends = row.get(navigation)
        if not isinstance(ends, list) or f"{navigation}@odata.nextLink" in row:
            raise UnexpectedReply(f"read the links {navigation}", code="unreadable")
        ids = [end.get(association.target_id) for end in ends if isinstance(end, dict)]
        found[str(row[shape.primary_id]).lower()] = [str(one).lower() for one in ids]
    return found


def _association(shape: TableShape, name: str) -> Association | None:
    """Its name differs in case between versions."""
    return next(
        (one for one in shape.associations.values() if one.name.lower() == name.lower()), None
    )

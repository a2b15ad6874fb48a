"""Which file of a pac folder holds the records of which table, and where new files go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Final


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file, in the classic layout; `trees` has those of the git layout too.

    `folder` and `ending` recognise it; with `exact`, `ending` is the whole path. `many` files hold
    a list of records. `texts` are the long columns that lie in files of their own beside it.
    pac spells the keys of `bare` ones without prefix in both layouts, the id with the table's name.
    A child names its parent in the column `parent`; its folder implies the parent when the file
    does not say it: the file with `parent_ending` beside it, or in the nearest folder above.
    """

    table: str
    ending: str
    folder: str = ""
    exact: bool = False
    many: bool = False
    bare: bool = False
    own_folder: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)
    title: str = "adx_name"
    language: str = ""
    parent: str = ""
    parent_ending: str = ""

    @property
    def id_column(self) -> str:
        return f"{self.table}id"


def _list(name: str, table: str, folder: str = "") -> Kind:
    return Kind(table, f"{folder}{name}.yml", exact=True, many=True)


def _child(table: str, folder: str, endings: tuple[str, str], parent: str) -> Kind:
    above, own = endings
    return Kind(
        table,
        f".{above}.{own}.yml",
        folder,
        many=True,
        parent=parent,
        parent_ending=f".{above}.yml",
    )


def _script(name: str) -> Mapping[str, str]:
    return {"adx_registerstartupscript": f".{name}.custom_javascript.js"}


_PAGE_TEXTS = {
    "adx_copy": ".webpage.copy.html",
    "adx_summary": ".webpage.summary.html",
    "adx_customcss": ".webpage.custom_css.css",
    "adx_customjavascript": ".webpage.custom_javascript.js",
}

WEBSITE = Kind("adx_website", "website.yml", exact=True)
WEB_PAGE = Kind(
    "adx_webpage",
    ".webpage.yml",
    "web-pages",
    own_folder=True,
    texts=_PAGE_TEXTS,
    language="adx_webpagelanguageid",
)
WEB_FILE = Kind("adx_webfile", ".webfile.yml", "web-files")
STEP = Kind(
    "adx_webformstep",
    ".advancedformstep.yml",
    "advanced-forms",
    own_folder=True,
    texts=_script("advancedformstep"),
    parent="adx_webform",
    parent_ending=".advancedform.yml",
)

# Parents stand before their children: new files are named in this order.
KINDS: Final = (
    WEBSITE,
    _list("portallanguage", "adx_portallanguage", ".portalconfig/"),
    _list("websitelanguage", "adx_websitelanguage"),
    _list("publishingstate", "adx_publishingstate"),
    _list("publishingstatetransitionrule", "adx_publishingstatetransitionrule"),
    _list("webrole", "adx_webrole"),
    _list("sitesetting", "adx_sitesetting"),
    _list("sitemarker", "adx_sitemarker"),
    _list("webpagerule", "adx_webpageaccesscontrolrule"),
    _list("websiteaccess", "adx_websiteaccess"),
    _list("redirect", "adx_redirect"),
    _list("shortcut", "adx_shortcut"),
    _list("tag", "adx_tag"),
    _list("ad", "adx_ad"),
    _list("adplacement", "adx_adplacement"),
    _list("botconsumer", "adx_botconsumer"),
    _list("forumthreadtype", "adx_forumthreadtype", "forums/"),
    WEB_PAGE,
    WEB_FILE,
    Kind(
        "adx_webtemplate",
        ".webtemplate.yml",
        "web-templates",
        own_folder=True,
        texts={"adx_source": ".webtemplate.source.html"},
    ),
    Kind(
        "adx_contentsnippet",
        ".contentsnippet.yml",
        "content-snippets",
        own_folder=True,
        texts={"adx_value": ".contentsnippet.value.html"},
        language="adx_contentsnippetlanguageid",
    ),
    Kind("adx_pagetemplate", ".pagetemplate.yml", "page-templates"),
    Kind(
        "adx_entitypermission", ".tablepermission.yml", "table-permissions", title="adx_entityname"
    ),
    Kind("adx_entitylist", ".list.yml", "lists", texts=_script("list")),
    Kind("adx_pollplacement", ".pollplacement.yml", "poll-placements"),
    Kind("adx_cloudflowconsumer", ".cloudflowconsumer.yml", "cloud-flow-consumer"),
    Kind("adx_serverlogic", ".serverlogic.yml", "server-logic", texts={"adx_filecontent": ".js"}),
    Kind(
        "adx_uxcomponent",
        ".uxcomponent.yml",
        "ux-components",
        bare=True,
        own_folder=True,
        # The column's name is unknown: this is our word.
        texts={"component_parameters": ".uxcomponent.params.json"},
    ),
    Kind(
        "adx_weblinkset",
        ".weblinkset.yml",
        "weblink-sets",
        own_folder=True,
        language="adx_websitelanguageid",
    ),
    _child("adx_weblink", "weblink-sets", ("weblinkset", "weblink"), "adx_weblinksetid"),
    Kind(
        "adx_entityform",
        ".basicform.yml",
        "basic-forms",
        own_folder=True,
        texts=_script("basicform"),
    ),
    _child(
        "adx_entityformmetadata",
        "basic-forms",
        ("basicform", "basicformmetadata"),
        "adx_entityform",
    ),
    Kind("adx_webform", ".advancedform.yml", "advanced-forms", own_folder=True),
    STEP,
    _child(
        "adx_webformmetadata",
        "advanced-forms",
        ("advancedformstep", "advancedformmetadata"),
        "adx_webformstep",
    ),
    Kind(
        "adx_columnpermissionprofile",
        ".columnpermissionprofile.yml",
        "column-permission-profiles",
        own_folder=True,
        title="adx_profilename",
    ),
    _child(
        "adx_columnpermission",
        "column-permission-profiles",
        ("columnpermissionprofile", "columnpermission"),
        "adx_columnpermissionprofileid",
    ),
    Kind("adx_poll", ".poll.yml", "polls", own_folder=True),
    _child("adx_polloption", "polls", ("poll", "polloption"), "adx_pollid"),
    Kind("adx_communityforum", ".forum.yml", "forums", own_folder=True),
    _child(
        "adx_communityforumaccesspermission", "forums", ("forum", "forumpermission"), "adx_forumid"
    ),
)

BY_TABLE: Final[Mapping[str, Kind]] = {kind.table: kind for kind in KINDS}

MULTI_CHOICE: Final = frozenset({"adx_permissions", "adx_allcolumnpermissions"})

# Columns that hold links even when the file gives them no value, or a single one.
ASSOCIATIONS: Final = frozenset(
    {
        "adx_entitypermission_webrole",
        "adx_webpageaccesscontrolrule_webrole",
        "adx_websiteaccess_webrole",
        "adx_columnpermissionprofile_webrole",
        "adx_publishingstatetransitionrule_webrole",
        "adx_communityforumaccesspermission_webrole",
        "adx_CloudFlowConsumer_adx_webrole",
        "adx_serverlogic_adx_webrole",
        "adx_accesscontrolrule_publishingstate",
        "adx_pollplacement_poll",
        "adx_adplacement_ad",
        "adx_webpage_tag",
    }
)

# Keys that say nothing about the site: leftovers of the platform, a permission's children (each
# child names its parent itself), and the note that holds a web file's bytes.
NOT_COLUMNS: Final = frozenset(
    {
        "versionnumber",
        "importsequencenumber",
        "timezoneruleversionnumber",
        "utcconversiontimezonecode",
        "modifiedon",
        "adx_childTablePermissions",
        "adx_filecontent",
        "annotationid",
        "filename",
        "isdocument",
        "mimetype",
        "objectid",
        "objecttypecode",
        "subject",
        "notetext",
    }
)

_BOOKKEEPING = (
    ".portalconfig/manifest.yml",
    ".portalconfig/*-manifest.yml",
    ".portalconfig/websitebinding.yml",
    "websitebinding.yml",
    "urlhistory.yml",
    "deployment-profiles/*",
)


def is_bookkeeping(path: str) -> bool:
    """Files that belong to one host or to the tool: carried along, never rows."""
    return any(fnmatchcase(path, pattern) for pattern in _BOOKKEEPING)


def is_host_manifest(path: str) -> bool:
    return fnmatchcase(path, ".portalconfig/*-manifest.yml")

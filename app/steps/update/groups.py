"""The kinds of records that a person tells apart, each with the tables that belong to it."""

from app.i18n import N_

GROUPS: dict[str, tuple[str, ...]] = {
    "pages": ("adx_webpage",),
    "templates": ("adx_webtemplate", "adx_pagetemplate"),
    "snippets": ("adx_contentsnippet",),
    "settings": ("adx_sitesetting",),
    "links": ("adx_weblinkset", "adx_weblink", "adx_sitemarker", "adx_redirect", "adx_shortcut"),
    "forms": (
        "adx_entityform",
        "adx_entityformmetadata",
        "adx_entitylist",
        "adx_webform",
        "adx_webformstep",
        "adx_webformmetadata",
    ),
    "permissions": (
        "adx_entitypermission",
        "adx_webrole",
        "adx_webpageaccesscontrolrule",
        "adx_columnpermissionprofile",
        "adx_columnpermission",
        "adx_websiteaccess",
    ),
    "files": ("adx_webfile",),
    "others": (),
}

GROUP_WORDS = {
    "pages": N_("Pages"),
    "templates": N_("Templates"),
    "snippets": N_("Snippets"),
    "settings": N_("Settings"),
    "links": N_("Links"),
    "forms": N_("Forms and lists"),
    "permissions": N_("Permissions"),
    "files": N_("Files"),
    "others": N_("Others"),
}

_OF = {table: group for group, tables in GROUPS.items() for table in tables}


def group_of(table: str) -> str:
    return _OF.get(table, "others")

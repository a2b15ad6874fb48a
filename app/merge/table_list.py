"""The tables of the standard data model, one by one; parents stand before their children."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.merge.tables import STATE, Guard, Kind, Table, words

_WHERE_TO = ("adx_onsuccess", "adx_redirectwebpage", "adx_redirecturl")
_WHICH_FORM = ("adx_entityname", "adx_formname", "adx_tabname")
_WHICH_STEP_FORM = ("adx_targetentitylogicalname", "adx_formname", "adx_tabname")
_ON_SAVE = ("adx_setvalueonsave", "adx_onsavetype", "adx_onsavevalue", "adx_onsavefromattribute")
_PREPOPULATE = ("adx_prepopulatetype", "adx_prepopulatevalue", "adx_prepopulatefromattribute")
_FIELD = (
    "adx_type",
    "adx_attributelogicalname",
    "adx_sectionname",
    "adx_tabname",
    "adx_subgrid_name",
)
_LABELS = dict.fromkeys(
    (
        "adx_label",
        "adx_description",
        "adx_requiredfieldvalidationerrormessage",
        "adx_validationregularexpressionerrormessage",
    ),
    Kind.JSON,
)
_RIGHTS = ("adx_read", "adx_write", "adx_create", "adx_delete", "adx_append", "adx_appendto")
_REACH = (
    "adx_scope",
    "adx_contactrelationship",
    "adx_accountrelationship",
    "adx_parentrelationship",
    "adx_parententitypermission",
    "adx_entitylogicalname",
)
_MANAGES = (
    "adx_managecontentsnippets",
    "adx_managesitemarkers",
    "adx_manageweblinksets",
    "adx_previewunpublishedentities",
)
_PROTECTED = {"adx_entitypermissionsenabled": Guard.WHEN_FALSE}
_FILTERED = dict.fromkeys(
    ("adx_filterportaluser", "adx_filteraccount", "adx_filterwebsite"), Guard.WHEN_SET
)
_ALWAYS_STATE: Mapping[str, Guard] = dict.fromkeys(STATE, Guard.ALWAYS)


def _guarded(true: tuple[str, ...] = (), always: tuple[str, ...] = ()) -> dict[str, Guard]:
    return {
        **dict.fromkeys(true, Guard.WHEN_TRUE),
        **dict.fromkeys(always, Guard.ALWAYS),
        **_ALWAYS_STATE,
    }


_ALL: Final = (
    Table(
        "adx_website",
        key=(),
        own=frozenset(
            (
                "adx_name",
                "adx_primarydomainname",
                "adx_partialurl",
                "adx_defaultbotconsumerid",
                "adx_website_language",
                "adx_parentwebsiteid",
            )
        ),
    ),
    Table("adx_portallanguage", key=("adx_languagecode",)),
    Table("adx_publishingstate", guards={"adx_isvisible": Guard.WHEN_TRUE}),
    Table(
        "adx_websitelanguage",
        key=("adx_portallanguageid",),
        required=frozenset(("adx_portallanguageid",)),
    ),
    Table("adx_webtemplate", kinds={"adx_source": Kind.LONG_TEXT}, lengths={"adx_source": 100_000}),
    Table("adx_pagetemplate", together=(("adx_type", "adx_webtemplateid", "adx_rewriteurl"),)),
    Table(
        "adx_webrole",
        guards=_guarded(true=("adx_anonymoususersrole", "adx_authenticatedusersrole")),
    ),
    Table(
        "adx_entityform",
        together=(_WHERE_TO, _WHICH_FORM),
        guards=_PROTECTED,
        lengths={"adx_settings": 100_000},
    ),
    Table(
        "adx_entityformmetadata",
        key=("adx_entityform", *_FIELD),
        tie_breakers=("adx_label",),
        title="adx_attributelogicalname",
        kinds=_LABELS,
        together=(_ON_SAVE, _PREPOPULATE),
        required=frozenset(("adx_entityform",)),
    ),
    Table(
        "adx_entitylist",
        guards={**_PROTECTED, **_FILTERED, "adx_odata_enabled": Guard.WHEN_TRUE},
        lengths={"adx_settings": 100_000, "adx_views": 100_000},
    ),
    Table("adx_webform", guards={"adx_authenticationrequired": Guard.WHEN_FALSE}),
    Table(
        "adx_webformstep",
        key=("adx_webform", "adx_name"),
        together=(_WHERE_TO, _WHICH_STEP_FORM),
        guards=_PROTECTED,
        required=frozenset(("adx_webform",)),
    ),
    Table(
        "adx_webformmetadata",
        key=("adx_webformstep", *_FIELD),
        tie_breakers=("adx_label",),
        title="adx_attributelogicalname",
        kinds=_LABELS,
        together=(_ON_SAVE, _PREPOPULATE),
        required=frozenset(("adx_webformstep",)),
    ),
    Table(
        "adx_webpage",
        lengths={
            "adx_copy": 655_360,
            "adx_customcss": 100_000,
            "adx_customjavascript": 100_000,
            "adx_name": 100,
            "adx_partialurl": 100,
            "adx_title": 512,
            "adx_summary": 2_000,
        },
        required=frozenset(("adx_pagetemplateid", "adx_publishingstateid")),
    ),
    Table(
        "adx_webfile",
        tie_breakers=("filename",),
        together=(("content", "filename", "mimetype"),),
        lengths={"adx_name": 100, "adx_partialurl": 1_024, "adx_summary": 4_096},
    ),
    Table(
        "adx_contentsnippet",
        key=("adx_name", "adx_contentsnippetlanguageid"),
        kinds={"adx_value": Kind.LONG_TEXT},
        together=(("adx_type", "adx_value"),),
        lengths={"adx_value": 1_048_576},
    ),
    Table(
        "adx_sitesetting",
        kinds={"adx_source": Kind.NUMBER},
        together=(("adx_source", "adx_envvar_schema", "adx_value"),),
        lengths={"adx_value": 4_000, "adx_description": 4_096},
    ),
    Table("adx_sitemarker"),
    Table(
        "adx_weblinkset", key=("adx_name", "adx_websitelanguageid"), lengths={"adx_copy": 25_000}
    ),
    Table(
        "adx_weblink",
        key=("adx_weblinksetid", "adx_parentweblinkid", "adx_name"),
        tie_breakers=("adx_displayorder",),
        together=(("adx_pageid", "adx_externalurl"),),
        required=frozenset(("adx_weblinksetid",)),
    ),
    Table(
        "adx_entitypermission",
        key=("adx_entityname",),
        tie_breakers=("adx_entitylogicalname",),
        title="adx_entityname",
        together=(_REACH,),
        guards=_guarded(true=_RIGHTS, always=_REACH),
    ),
    Table(
        "adx_columnpermissionprofile",
        key=("adx_tablename", "adx_profilename"),
        title="adx_profilename",
        guards=_guarded(always=("adx_allcolumnpermissions", "adx_tablename")),
    ),
    Table(
        "adx_columnpermission",
        key=("adx_columnpermissionprofileid", "adx_columnname"),
        title="adx_columnname",
        guards=_guarded(always=("adx_permissions", "adx_columnname")),
        required=frozenset(("adx_columnpermissionprofileid",)),
    ),
    Table(
        "adx_webpageaccesscontrolrule",
        tie_breakers=("adx_webpageid",),
        guards=_guarded(always=("adx_right", "adx_scope", "adx_webpageid")),
        required=frozenset(("adx_webpageid",)),
    ),
    Table("adx_websiteaccess", guards=_guarded(true=_MANAGES)),
    Table(
        "adx_redirect",
        key=("adx_inboundurl",),
        together=(("adx_webpageid", "adx_sitemarkerid", "adx_externalurl"),),
    ),
    Table(
        "adx_shortcut",
        key=("adx_parentpage_webpageid", "adx_name"),
        together=(("adx_webpageid", "adx_webfileid", "adx_externalurl"),),
    ),
    Table(
        "adx_publishingstatetransitionrule",
        guards=_guarded(
            always=("adx_fromstate_publishingstateid", "adx_tostate_publishingstateid")
        ),
    ),
    Table("adx_communityforumaccesspermission", guards=_guarded(always=("adx_right",))),
    Table("adx_poll"),
    Table("adx_polloption", key=("adx_pollid", "adx_name")),
    Table("adx_botconsumer", own=frozenset(("adx_botschemaname", "adx_configjson"))),
    Table("adx_serverlogic", kinds={"adx_filecontent": Kind.LONG_TEXT}),
    Table("adx_uxcomponent", kinds={"component_parameters": Kind.JSON}),
    Table("adx_blogpost", key=("adx_blogid", "adx_name")),
)

TABLES: Final[Mapping[str, Table]] = MappingProxyType({table.name: table for table in _ALL})
ORDER: Final[Mapping[str, int]] = MappingProxyType({t.name: i for i, t in enumerate(_ALL)})

# Read for identity at most; the site's rows pass through untouched.
NEVER_MERGED: Final = frozenset(
    words("""
    adx_portallanguage adx_websitebinding adx_urlhistory adx_webpagehistory adx_invitation
    adx_inviteredemption adx_externalidentity adx_portalcomment adx_pollsubmission
    adx_webformsession adx_webpagelog adx_webfilelog adx_alertsubscription
    adx_communityforumthread adx_communityforumpost adx_communityforumalert
    adx_blogpostcomment adx_idea adx_ideavote adx_setting adx_websitemigrationtracker
    contact account systemuser
    """)
)
# Who belongs to which role is user data.
NEVER_LINKED: Final = frozenset(
    words("adx_webrole_contact adx_webrole_account adx_webrole_systemuser adx_invitation_webrole")
)
# Associations by lower-case name: the table at the far end.
ASSOCIATIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "adx_entitypermission_webrole": "adx_webrole",
        "adx_webpageaccesscontrolrule_webrole": "adx_webrole",
        "adx_websiteaccess_webrole": "adx_webrole",
        "adx_columnpermissionprofile_webrole": "adx_webrole",
        "adx_publishingstatetransitionrule_webrole": "adx_webrole",
        "adx_communityforumaccesspermission_webrole": "adx_webrole",
        "adx_blog_webrole": "adx_webrole",
        "adx_cloudflowconsumer_adx_webrole": "adx_webrole",
        "adx_accesscontrolrule_publishingstate": "adx_publishingstate",
        "adx_pollplacement_poll": "adx_poll",
        "adx_adplacement_ad": "adx_ad",
        "adx_webpage_tag": "adx_tag",
        "adx_pagetag_webpage": "adx_webpage",
    }
)


def table(name: str) -> Table:
    """The table of that name; one nobody knows gets no special treatment."""
    return TABLES.get(name) or Table(name)


def owners(name: str) -> frozenset[str]:
    """The lookups to what a record is a part of: without it, the record has no meaning."""
    return _PART_OF_PAGE if name == "adx_webpage" else table(name).required - _NO_OWNER


_PART_OF_PAGE: Final = frozenset(("adx_rootwebpageid",))
_NO_OWNER: Final = frozenset(("adx_portallanguageid",))


def gives_rights(association: str) -> bool:
    return "webrole" in association.lower() and association.lower() not in NEVER_LINKED

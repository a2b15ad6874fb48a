"""What we know of the tables that hold a site's configuration.

Columns carry the same meaning in every table that has them, with few exceptions, so their kinds
stand once, by name. A column nobody knows is carried through as plain text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from types import MappingProxyType
from typing import Final

STATE = ("statecode", "statuscode")
FIRST_CHOICE: Final = "756150000"
"""The first of the choices of each of the portal's own columns, which a new record gets."""


class Kind(Enum):
    """How values of a column are compared and merged."""

    SCALAR = auto()
    LONG_TEXT = auto()
    JSON = auto()
    LOOKUP = auto()
    BOOLEAN = auto()
    NUMBER = auto()
    DATE = auto()
    CHOICES = auto()


class Guard(Enum):
    """Which change of a column could let somebody see or do more than before."""

    WHEN_TRUE = auto()
    WHEN_FALSE = auto()
    WHEN_SET = auto()  # it limits what is seen, once it has a value
    ALWAYS = auto()


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `key` names the columns that tell its records apart within a site.

    `tie_breakers` are added to the key where it is not unique. Columns in one tuple of `together`
    mean one thing and move together. `own` columns belong to the site and are never taken.
    `grants` says when merely creating a record gives somebody rights.
    """

    name: str
    key: tuple[str, ...] = ("adx_name",)
    tie_breakers: tuple[str, ...] = ()
    title: str = "adx_name"
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    together: tuple[tuple[str, ...], ...] = ()
    own: frozenset[str] = frozenset()
    guards: Mapping[str, Guard] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    lengths: Mapping[str, int] = field(default_factory=dict)

    def kind(self, column: str) -> Kind:
        return self.kinds.get(column) or COLUMN_KINDS.get(column, Kind.SCALAR)

    def skips(self, column: str) -> bool:
        """Whether a column is bookkeeping: not part of what people configure."""
        return column in BOOKKEEPING or column in self.own or column == f"{self.name}id"


def words(text: str) -> list[str]:
    return text.split()


def target_id(value: str) -> str:
    """The id that a lookup holds, however it was written."""
    return value.strip().strip("{}").lower()


def _named(text: str) -> list[str]:
    return [f"adx_{name}" for name in words(text)]


_LONG_TEXTS = _named("""
    copy customcss customjavascript description editexpiredmessage editnotpermittedmessage
    emptylisttext instructions recordnotfoundmessage registerstartupscript
    savechangeswarningmessage successmessage summary
""")
_JSON = _named("""
    settings views filter_definition configjson subgrid_settings notes_settings timeline_settings
    metadata
""")
_BOOLEANS = _named("""
    adddescription allowmultiplefiles anonymoususersrole append appendquerystring appendto
    associatecurrentportaluser attachfile attachfileallowmultiple attachfilerequired
    attachfilerestrictaccept authenticatedusersrole authenticationrequired autogeneratesteps
    calendar_enabled captcharequired create createautonumber delete disablepagevalidation
    displayimageonly displaypagechildlinks displaypagevalidation editexistingrecordpermitted
    enablerating enabletracking entitypermissionsenabled excludefromsearch fieldisrequired
    filter_enabled forceallfieldsrequired geolocation_displaymap geolocation_enabled
    hiddenfromsitemap hideformonsuccess ignoredefaultvalue iscodecomponent isdefault
    isofflinecached isroot isvisible loguser managecontentsnippets managesitemarkers
    manageweblinksets map_enabled migratedtofilecontent movepreviouspermitted
    multiplerecordsperuserpermitted odata_enabled openinnewwindow
    populatereferenceentitylookupfield portaluserlookupattributeisactivityparty
    previewunpublishedentities progressindicatorenabled progressindicatorignorelaststep
    progressindicatorprependstepnum purchasecreateinvoiceonpayment
    purchasefulfillorderonpayment purchaserequiresshipping randomizeoptionsetvalues read
    recommendedfieldsrequired recordsourceallowcreateonnull
    redirecturlappendentityidquerystring referenceentityshowreadonlyform
    referencequerystringisprimarykey renderwebresourcesinline robotsfollowlink
    savechangeswarningonclose searchenabled setentityreference setvalueonsave
    sharedpageconfiguration showcaptchaforauthenticatedusers showownerfields
    showunsupportedfields startnewsessiononload tooltipenabled
    useattributedescriptionproperty usewebsiteheaderandfooter validationsummarylinksenabled
    write
""")
_NUMBERS = _named("""
    attachfilemaxsize attachfilesaveoption attachfilestoragelocation calendar_initialview
    calendar_style calendar_timezone calendar_timezonemode category contentdisposition
    controlstyle descriptionposition displayorder editexpiredstatecode editexpiredstatuscode
    entitysourcetype feedbackpolicy filter_orientation geolocation_maptype imageheight
    imagewidth lcid map_distanceunits map_infoboxoffsetx map_infoboxoffsety map_latitude
    map_longitude map_pushpinheight map_pushpinwidth map_type map_zoom maximumnooffiles mode
    onsavetype onsuccess pagesize prepopulatetype progressindicatorposition
    progressindicatortype provisionedlanguages referenceentitysourcetype right scope
    statuscode systemlanguage type website_language
""")
_DATES = _named("calendar_initialdate displaydate expirationdate releasedate")
_CHOICES = _named("allcolumnpermissions permissions")

LOOKUPS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "adx_blogid": "adx_blog",
        "adx_columnpermissionprofileid": "adx_columnpermissionprofile",
        "adx_conditiondefaultnextstep": "adx_webformstep",
        "adx_contentsnippetlanguageid": "adx_websitelanguage",
        "adx_defaultbotconsumerid": "adx_botconsumer",
        "adx_defaultlanguage": "adx_websitelanguage",
        "adx_entityform": "adx_entityform",
        "adx_entityformforcreate": "adx_entityform",
        "adx_entitylist": "adx_entitylist",
        "adx_entitysourcestep": "adx_webformstep",
        "adx_footerwebtemplateid": "adx_webtemplate",
        "adx_fromstate_publishingstateid": "adx_publishingstate",
        "adx_headerwebtemplateid": "adx_webtemplate",
        "adx_image": "adx_webfile",
        "adx_masterwebfileid": "adx_webfile",
        "adx_masterwebpageid": "adx_webpage",
        "adx_navigation": "adx_weblinkset",
        "adx_nextstep": "adx_webformstep",
        "adx_pageid": "adx_webpage",
        "adx_pagetemplateid": "adx_pagetemplate",
        "adx_parententitypermission": "adx_entitypermission",
        "adx_parentpage_webpageid": "adx_webpage",
        "adx_parentpageid": "adx_webpage",
        "adx_parentweblinkid": "adx_weblink",
        "adx_parentwebsiteid": "adx_website",
        "adx_pollid": "adx_poll",
        "adx_portallanguageid": "adx_portallanguage",
        "adx_previousstep": "adx_webformstep",
        "adx_publishingstate": "adx_publishingstate",
        "adx_publishingstateid": "adx_publishingstate",
        "adx_redirectwebpage": "adx_webpage",
        "adx_referenceentitystep": "adx_webformstep",
        "adx_rootwebpageid": "adx_webpage",
        "adx_sitemarkerid": "adx_sitemarker",
        "adx_startstep": "adx_webformstep",
        "adx_tostate_publishingstateid": "adx_publishingstate",
        "adx_webfileid": "adx_webfile",
        "adx_webform": "adx_webform",
        "adx_webformstep": "adx_webformstep",
        "adx_weblinksetid": "adx_weblinkset",
        "adx_webpageforcreate": "adx_webpage",
        "adx_webpagefordetailsview": "adx_webpage",
        "adx_webpageid": "adx_webpage",
        "adx_webpagelanguageid": "adx_websitelanguage",
        "adx_websiteid": "adx_website",
        "adx_websitelanguageid": "adx_websitelanguage",
        "adx_webtemplateid": "adx_webtemplate",
    }
)
COLUMN_KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    dict.fromkeys(_LONG_TEXTS, Kind.LONG_TEXT)
    | dict.fromkeys(_JSON, Kind.JSON)
    | dict.fromkeys(_BOOLEANS, Kind.BOOLEAN)
    | dict.fromkeys([*_NUMBERS, *STATE], Kind.NUMBER)
    | dict.fromkeys(_DATES, Kind.DATE)
    | dict.fromkeys(_CHOICES, Kind.CHOICES)
    | dict.fromkeys(LOOKUPS, Kind.LOOKUP)
)
# Written by the platform or by people who use the site; no part of its configuration.
BOOKKEEPING: Final = frozenset(
    [
        *words("""
    annotationid createdby createdon createdonbehalfby importsequencenumber isdocument modifiedby
    modifiedon modifiedonbehalfby notetext objectid objecttypecode organizationid
    overriddencreatedon ownerid owningbusinessunit owningteam owninguser subject
    timezoneruleversionnumber utcconversiontimezonecode versionnumber
    """),
        *_named("""
    authorid createdbyipaddress createdbyusername modifiedbyipaddress modifiedbyusername votes
    """),
    ]
)

"""The many-to-many relationships: the two tables of each, by the name of its navigation.

The navigation has the same name on both sides.
"""

from collections.abc import Mapping
from typing import Final

ASSOCIATIONS: Final[Mapping[str, tuple[str, str]]] = {
    "adx_entitypermission_webrole": ("adx_entitypermission", "adx_webrole"),
    "adx_webpageaccesscontrolrule_webrole": ("adx_webpageaccesscontrolrule", "adx_webrole"),
    "adx_websiteaccess_webrole": ("adx_websiteaccess", "adx_webrole"),
    "adx_columnpermissionprofile_webrole": ("adx_columnpermissionprofile", "adx_webrole"),
    "adx_publishingstatetransitionrule_webrole": (
        "adx_publishingstatetransitionrule",
        "adx_webrole",
    ),
    "adx_accesscontrolrule_publishingstate": (
        "adx_webpageaccesscontrolrule",
        "adx_publishingstate",
    ),
    "adx_CloudFlowConsumer_adx_webrole": ("adx_cloudflowconsumer", "adx_webrole"),
    "adx_serverlogic_adx_webrole": ("adx_serverlogic", "adx_webrole"),
    "adx_pollplacement_poll": ("adx_pollplacement", "adx_poll"),
    "adx_adplacement_ad": ("adx_adplacement", "adx_ad"),
    "adx_webpage_tag": ("adx_webpage", "adx_tag"),
    "adx_webrole_contact": ("adx_webrole", "contact"),
    "adx_webrole_account": ("adx_webrole", "account"),
    "adx_webrole_systemuser": ("adx_webrole", "systemuser"),
    "systemuserroles_association": ("systemuser", "role"),
    "teamroles_association": ("team", "role"),
}
INTERSECTS: Final[Mapping[str, str]] = {
    "adx_CloudFlowConsumer_adx_webrole": "adx_cloudflowconsumer_adx_webrole",
    "systemuserroles_association": "systemuserroles",
    "teamroles_association": "teamroles",
}

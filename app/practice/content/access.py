"""Who may see and do what in the made-up portal: table permissions, page rules, editing rights."""

from dataclasses import dataclass

from app.practice.content.draft import Draft, ref

_GLOBAL, _CONTACT, _ACCOUNT, _PARENT, _SELF = (str(756150000 + number) for number in range(5))
_RIGHTS = ("read", "write", "create", "delete", "append", "appendto")


@dataclass(frozen=True)
class Permission:
    """`rights` are the first letters of read, write, create, delete, and + for append."""

    key: str
    name: str
    table: str
    scope: str
    rights: str
    roles: tuple[str, ...] = ()
    relationship: tuple[str, str] | None = None
    parent: str = ""


PERMISSIONS = (
    Permission("orders-all", "Orders - all", "salesorder", _GLOBAL, "rwc+", ("administrator",)),
    Permission(
        "orders-account",
        "Orders - account",
        "salesorder",
        _ACCOUNT,
        "rwc+",
        ("representative",),
        ("adx_accountrelationship", "order_customer_accounts"),
    ),
    Permission(
        "orders-own",
        "Orders - own",
        "salesorder",
        _CONTACT,
        "rwc+",
        ("authorized",),
        ("adx_contactrelationship", "order_customer_contacts"),
    ),
    Permission(
        "lines-account",
        "Order lines - account",
        "salesorderdetail",
        _PARENT,
        "rwcd+",
        ("representative",),
        ("adx_parentrelationship", "order_details"),
        "orders-account",
    ),
    Permission(
        "lines-own",
        "Order lines - own",
        "salesorderdetail",
        _PARENT,
        "rwcd+",
        ("authorized",),
        ("adx_parentrelationship", "order_details"),
        "orders-own",
    ),
    Permission(
        "products",
        "Products - read",
        "product",
        _GLOBAL,
        "r+",
        ("administrator", "representative", "authorized"),
    ),
    Permission("units", "Units - read", "uom", _GLOBAL, "r+", ("representative", "authorized")),
    Permission("contact-self", "Contact - self", "contact", _SELF, "rw", ("authorized",)),
    Permission(
        "account-read",
        "Account - read",
        "account",
        _ACCOUNT,
        "r",
        ("representative",),
        ("adx_accountrelationship", "account_parent_account"),
    ),
)


def add_access(draft: Draft) -> None:
    for permission in PERMISSIONS:
        add_permission(draft, permission)
    _add_rule(draft, "restrict-orders", "Orders for signed-in customers", "orders", "2")
    _add_rule(draft, "restrict-create", "Ordering for signed-in customers", "create-order", "2")
    for rule in ("restrict-orders", "restrict-create"):
        roles = ("administrator", "representative", "authorized")
        _link_rule(draft, rule, roles)
    _add_rule(draft, "grant-change", "Grant change to administrators", "home", "1")
    _link_rule(draft, "grant-change", ("administrator",))
    draft.add(
        "adx_websiteaccess",
        "editors",
        adx_name="Administrators edit content",
        adx_managecontentsnippets="true",
        adx_managesitemarkers="true",
        adx_manageweblinksets="true",
        adx_previewunpublishedentities="true",
    )
    draft.link("adx_websiteaccess", "editors", "adx_websiteaccess_webrole", ["administrator"])


def add_permission(draft: Draft, permission: Permission) -> None:
    columns: dict[str, str | None] = {
        f"adx_{right}": "true" if _letter(right) in permission.rights else "false"
        for right in _RIGHTS
    }
    if permission.relationship:
        name, value = permission.relationship
        columns[name] = value
    if permission.parent:
        columns["adx_parententitypermission"] = ref("adx_entitypermission", permission.parent)
    draft.add(
        "adx_entitypermission",
        permission.key,
        adx_entityname=permission.name,
        adx_entitylogicalname=permission.table,
        adx_scope=permission.scope,
        **columns,
    )
    link = "adx_entitypermission_webrole"
    draft.link("adx_entitypermission", permission.key, link, permission.roles)


def _letter(right: str) -> str:
    return "+" if right.startswith("append") else right[0]


def _add_rule(draft: Draft, key: str, name: str, page: str, right: str) -> None:
    draft.add(
        "adx_webpageaccesscontrolrule",
        key,
        adx_name=name,
        adx_right=right,
        adx_webpageid=ref("adx_webpage", page),
    )


def _link_rule(draft: Draft, key: str, roles: tuple[str, ...]) -> None:
    association = "adx_webpageaccesscontrolrule_webrole"
    draft.link("adx_webpageaccesscontrolrule", key, association, roles)

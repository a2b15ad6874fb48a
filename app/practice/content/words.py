"""Snippets and site settings of the made-up portal, one line each."""

from app.practice.content.draft import Draft, ref, text

_TEXT, _HTML = "756150000", "756150001"

_SNIPPETS = {
    "Home/Title": "Order products online",
    "Home/Subtitle": "Place orders, follow their delivery and see what you ordered before.",
    "Home/Promotion": "<p>New: order in the quantity you need, down to a single piece.</p>",
    "Home/CreateOrderTile": "Create an order",
    "Home/OrdersTile": "Follow your orders",
    "Home/AccountTile": "Your account",
    "Browser Title Suffix": " - Customer portal",
    "Footer/Copyright": "<p>Copyright Contoso. All rights reserved.</p>",
    "Footer/Notice": "<p>Prices are estimates until the order is confirmed.</p>",
    "Order/AddItem": "Add item",
    "Order/Submit": "Submit order",
    "Order/Submitted": "<p>Thank you. Your order was sent and will be confirmed.</p>",
    "Order/NoOrders": "You have no orders yet.",
    "Order/LegacyNotice": "<p>Orders made before the move are shown in the old system.</p>",
    "Account/Welcome": "Keep your address up to date so that deliveries reach you.",
    "Login/Invitation": "<p>You need an invitation to sign up.</p>",
}

# Each has a value and, sometimes, a description.
_SETTINGS = {
    "Authentication/Registration/Enabled": ("true", "Signing in is possible."),
    "Authentication/Registration/OpenRegistrationEnabled": (
        "false",
        "People are invited; nobody registers by themselves.",
    ),
    "Authentication/Registration/InvitationEnabled": ("true", None),
    "Authentication/Registration/LocalLoginEnabled": ("false", None),
    "Authentication/Registration/ProfileRedirectEnabled": ("true", None),
    "Authentication/OpenIdConnect/Entra/Authority": (
        "https://login.microsoftonline.com/practice-tenant/",
        None,
    ),
    "Authentication/OpenIdConnect/Entra/ClientId": ("practice-portal-client", None),
    "Authentication/OpenIdConnect/Entra/ClientSecret": ("made-up-secret-of-the-template", None),
    "Authentication/OpenIdConnect/Entra/RedirectUri": (
        "https://customer-portal.powerappsportals.example/signin-entra",
        None,
    ),
    "Portal/TemplateVersion": ("1.0.0", "Made up. The real template shows no version."),
    "Orders/DefaultPageSize": ("10", "Orders on one page of the list."),
    "Orders/AllowRequestedShipDate": ("false", "Ask for a ship date on the first step."),
    "Orders/DefaultShipToCountry": ("USA", "Used when the contact has no country."),
    "Orders/MaximumLines": ("50", "Lines one order may have."),
    "Search/Enabled": ("true", None),
    "Search/EnableDataverseSearch": ("false", None),
    "Header/OutputCache/Enabled": ("true", None),
    "Footer/OutputCache/Enabled": ("true", None),
    "HTTP/X-Frame-Options": ("SAMEORIGIN", None),
    "DateTime/DateFormat": ("MM/dd/yyyy", None),
    "Webapi/salesorder/enabled": ("false", "The portals Web API for orders."),
}

_FILES = ("portal.css", "order-tiles.css", "order-wizard.js", "logo.svg")


def add_words(draft: Draft) -> None:
    for name, value in _SNIPPETS.items():
        add_snippet(draft, name, value)
    for name, (value, description) in _SETTINGS.items():
        add_setting(draft, name, value, description)
    for order, name in enumerate(_FILES, 1):
        add_file(draft, name, order)


def add_snippet(draft: Draft, name: str, value: str) -> None:
    draft.add(
        "adx_contentsnippet",
        key_of(name),
        adx_name=name,
        adx_display_name=name,
        adx_type=_HTML if value.startswith("<") else _TEXT,
        adx_value=value,
        adx_contentsnippetlanguageid=ref("adx_websitelanguage", "en"),
    )


def add_setting(draft: Draft, name: str, value: str, description: str | None = None) -> None:
    draft.add(
        "adx_sitesetting",
        key_of(name),
        adx_name=name,
        adx_value=value,
        adx_description=description,
    )


def add_file(draft: Draft, name: str, order: int) -> None:
    draft.add_file(
        name,
        text(name).encode(),
        adx_name=name,
        adx_partialurl=name,
        adx_parentpageid=ref("adx_webpage", "home"),
        adx_publishingstateid=ref("adx_publishingstate", "published"),
        adx_displayorder=str(order),
        adx_hiddenfromsitemap="true",
        adx_excludefromsearch="true",
        adx_enabletracking="false",
    )


def key_of(name: str) -> str:
    return name.lower().replace("/", ".").replace(" ", "-")

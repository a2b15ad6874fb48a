"""The frame of the made-up portal: website, language, templates, roles, menus."""

from app.practice.content.draft import Draft, ref, text

PUBLISHED = ref("adx_publishingstate", "published")
ENGLISH = ref("adx_websitelanguage", "en")

_WEB_TEMPLATES = {
    "layout": "Layout",
    "header": "Header",
    "footer": "Footer",
    "home": "Home",
    "order-tile": "Order tile",
    "order-status": "Order status",
    "breadcrumbs": "Breadcrumbs",
}
_PAGE_TEMPLATES = {
    "home": ("Home", "home"),
    "page": ("Page", "layout"),
    "order-details": ("Order details", "order-status"),
}
_ROLES = {
    "administrator": ("Administrator", "Sees and manages the orders of all customers."),
    "representative": ("Customer representative", "Orders for the whole account."),
    "authorized": ("Authorized user", "Orders for themselves."),
    "unauthorized": ("Unauthorized user", "Sees public pages only."),
}
_MAIN_LINKS = {
    "home": ("Home", "home"),
    "create-order": ("Create order", "create-order"),
    "orders": ("Orders", "orders"),
    "account": ("Account", "account"),
    "help": ("Help", "help"),
}
_FOOTER_LINKS = {
    "about-ordering": ("About ordering", "about-ordering"),
    "contact-us": ("Contact us", "contact-us"),
}
_MARKERS = {
    "Home": "home",
    "Page Not Found": "page-not-found",
    "Access Denied": "access-denied",
    "Profile": "profile",
    "Search": "search",
    "Create order": "create-order",
    "Order details": "order-details",
}


def add_structure(draft: Draft) -> None:
    draft.add(
        "adx_website",
        "website",
        adx_name="Customer portal",
        adx_website_language="1033",
        adx_defaultlanguage=ENGLISH,
        adx_headerwebtemplateid=ref("adx_webtemplate", "header"),
        adx_footerwebtemplateid=ref("adx_webtemplate", "footer"),
    )
    _add_language_and_states(draft)
    _add_templates(draft)
    _add_roles(draft)
    _add_menus(draft)
    for name, page in _MARKERS.items():
        key = name.lower().replace(" ", "-")
        draft.add("adx_sitemarker", key, adx_name=name, adx_pageid=ref("adx_webpage", page))


def _add_language_and_states(draft: Draft) -> None:
    draft.add(
        "adx_portallanguage",
        "en",
        adx_name="English",
        adx_displayname="English",
        adx_languagecode="en-US",
        adx_lcid="1033",
        adx_systemlanguage="1033",
    )
    draft.add(
        "adx_websitelanguage",
        "en",
        adx_name="English",
        adx_portallanguageid=ref("adx_portallanguage", "en"),
        adx_publishingstate=PUBLISHED,
    )
    for order, (key, is_default) in enumerate((("draft", "false"), ("published", "true")), 1):
        draft.add(
            "adx_publishingstate",
            key,
            adx_name=key.capitalize(),
            adx_displayorder=str(order),
            adx_isdefault=is_default,
            adx_isvisible=is_default,
        )


def _add_templates(draft: Draft) -> None:
    for key, name in _WEB_TEMPLATES.items():
        draft.add("adx_webtemplate", key, adx_name=name, adx_source=text(f"{key}.html"))
    for key, (name, template) in _PAGE_TEMPLATES.items():
        draft.add(
            "adx_pagetemplate",
            key,
            adx_name=name,
            adx_type="756150001",
            adx_webtemplateid=ref("adx_webtemplate", template),
            adx_isdefault="true" if key == "page" else "false",
            adx_usewebsiteheaderandfooter="true",
        )


def _add_roles(draft: Draft) -> None:
    for key, (name, description) in _ROLES.items():
        draft.add(
            "adx_webrole",
            key,
            adx_name=name,
            adx_description=description,
            adx_anonymoususersrole="true" if key == "unauthorized" else "false",
            adx_authenticatedusersrole="true" if key == "authorized" else "false",
        )


def _add_menus(draft: Draft) -> None:
    for key, name, links in (
        ("main", "Primary navigation", _MAIN_LINKS),
        ("footer", "Footer", _FOOTER_LINKS),
    ):
        draft.add(
            "adx_weblinkset",
            key,
            adx_name=name,
            adx_title=name,
            adx_display_name=name,
            adx_publishingstateid=PUBLISHED,
            adx_websitelanguageid=ENGLISH,
        )
        for order, (page, (title, target)) in enumerate(links.items(), 1):
            add_link(draft, page, title, (key, target), order)


def add_link(draft: Draft, key: str, title: str, place: tuple[str, str], order: int) -> None:
    """`place` is the menu and the page it points to."""
    menu, page = place
    draft.add(
        "adx_weblink",
        key,
        adx_name=title,
        adx_weblinksetid=ref("adx_weblinkset", menu),
        adx_pageid=ref("adx_webpage", page),
        adx_displayorder=str(order),
        adx_publishingstateid=PUBLISHED,
        adx_disablepagevalidation="false",
        adx_displayimageonly="false",
        adx_displaypagechildlinks="false",
        adx_openinnewwindow="false",
        adx_robotsfollowlink="true",
    )

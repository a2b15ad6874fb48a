"""The pages of the made-up portal. Each has a root row and a row for English."""

from dataclasses import dataclass

from app.practice.content.draft import Draft, ref, text
from app.practice.content.structure import ENGLISH, PUBLISHED


@dataclass(frozen=True)
class Page:
    key: str
    name: str
    url: str
    order: int
    copy: str = ""
    script: str = ""
    template: str = "page"
    parent: str = "home"
    is_hidden: bool = False
    form: tuple[str, str] | None = None  # the column and record of the form or list it shows


_PAGES = (
    Page("home", "Home", "/", 1, template="home", parent=""),
    Page(
        "create-order",
        "Create order",
        "create-order",
        2,
        copy="create-order.copy.html",
        script="create-order.js",
        form=("adx_webform", "create-order"),
    ),
    Page(
        "orders", "Orders", "orders", 3, copy="orders.copy.html", form=("adx_entitylist", "orders")
    ),
    Page(
        "order-details",
        "Order details",
        "details",
        1,
        template="order-details",
        parent="orders",
        is_hidden=True,
        form=("adx_entityform", "order-details"),
    ),
    Page(
        "account",
        "Account information",
        "account",
        4,
        copy="account.copy.html",
        form=("adx_entityform", "account"),
    ),
    Page("about-ordering", "About ordering", "about-ordering", 5, copy="about-ordering.copy.html"),
    Page("help", "Help", "help", 6, copy="help.copy.html"),
    Page("contact-us", "Contact us", "contact-us", 7, copy="contact-us.copy.html"),
    Page("profile", "Profile", "profile", 8, is_hidden=True, form=("adx_entityform", "profile")),
    Page("search", "Search", "search", 9, is_hidden=True),
    Page("access-denied", "Access denied", "access-denied", 10, is_hidden=True),
    Page("page-not-found", "Page not found", "page-not-found", 11, is_hidden=True),
)


def add_pages(draft: Draft) -> None:
    for page in _PAGES:
        add_page(draft, page)


def add_page(draft: Draft, page: Page) -> None:
    shared: dict[str, str | None] = {
        "adx_name": page.name,
        "adx_partialurl": page.url,
        "adx_displayorder": str(page.order),
        "adx_pagetemplateid": ref("adx_pagetemplate", page.template),
        "adx_publishingstateid": PUBLISHED,
        "adx_hiddenfromsitemap": "true" if page.is_hidden else "false",
        "adx_excludefromsearch": "true" if page.is_hidden else "false",
        "adx_enablerating": "false",
        "adx_enabletracking": "false",
        "adx_sharedpageconfiguration": "false",
        "adx_feedbackpolicy": "756150005",
    }
    if page.parent:
        shared["adx_parentpageid"] = ref("adx_webpage", page.parent)
    if page.form:
        table, key = page.form
        shared[table] = ref(table, key)
    draft.add("adx_webpage", page.key, adx_isroot="true", **shared)
    draft.add(
        "adx_webpage",
        f"{page.key}.en",
        adx_isroot="false",
        adx_rootwebpageid=ref("adx_webpage", page.key),
        adx_webpagelanguageid=ENGLISH,
        adx_title=page.name,
        adx_copy=text(page.copy) if page.copy else None,
        adx_customjavascript=text(page.script) if page.script else None,
        **shared,
    )

"""What the made-up new version of the template changed since the one the site was made from."""

import json

from app.practice.content.access import Permission, add_permission
from app.practice.content.draft import Draft, ref, text
from app.practice.content.forms import add_value, said
from app.practice.content.pages import Page, add_page
from app.practice.content.structure import add_link
from app.practice.content.words import add_setting, add_snippet


def renew(draft: Draft) -> None:
    _renew_words(draft)
    _renew_pages(draft)
    _renew_templates(draft)
    _renew_forms(draft)
    _renew_files(draft)
    _renew_access(draft)


def _renew_words(draft: Draft) -> None:
    draft.set("adx_contentsnippet", "home.title", adx_value="Order from your supplier, online")
    promotion = "<p>New: see the progress of every order, and send goods back online.</p>"
    draft.set("adx_contentsnippet", "home.promotion", adx_value=promotion)
    copyright_text = "<p>Copyright Contoso 2026. All rights reserved.</p>"
    draft.set("adx_contentsnippet", "footer.copyright", adx_value=copyright_text)
    draft.set("adx_contentsnippet", "order.submit", adx_value="Send order")
    draft.remove("adx_contentsnippet", "order.legacynotice")
    add_snippet(draft, "Order/Progress", "Progress of your order")
    draft.set("adx_sitesetting", "portal.templateversion", adx_value="2.0.0")
    draft.set("adx_sitesetting", "orders.defaultpagesize", adx_value="20")
    draft.set("adx_sitesetting", "search.enabledataversesearch", adx_value="true")
    add_setting(draft, "Orders/ShowProgress", "true", "Show the stages of an order.")
    secret = "made-up-secret-of-the-new-template"  # noqa: S105 - made up, to show masking
    client_secret = "authentication.openidconnect.entra.clientsecret"  # noqa: S105 - a key
    draft.set("adx_sitesetting", client_secret, adx_value=secret)


def _renew_pages(draft: Draft) -> None:
    returns = Page("returns", "Return goods", "returns", 8, copy="returns.template.html")
    add_page(draft, returns)
    add_link(draft, "returns", "Return goods", ("main", "returns"), 6)
    draft.set("adx_webpage", "orders", adx_displayorder="2")
    draft.set("adx_webpage", "create-order", adx_displayorder="3")
    draft.set("adx_webpage", "orders.en", adx_title="Orders and deliveries")
    change = (
        "Goods in stock leave our warehouse within two working days.",
        "Goods in stock leave our warehouse on the next working day.",
    )
    draft.edit("adx_webpage", "about-ordering.en", "adx_copy", change)
    change = (
        "<p>Call us as long as the order is not confirmed.</p>",
        "<p>Open the order and choose Change as long as it is not confirmed.</p>",
    )
    draft.edit("adx_webpage", "help.en", "adx_copy", change)
    change = ('country.value === "USA"', 'country.value === "USA" || country.value === "CAN"')
    draft.edit("adx_webpage", "create-order.en", "adx_customjavascript", change)


def _renew_templates(draft: Draft) -> None:
    change = (
        "Welcome back, {{ user.firstname | escape }}.",
        "Good to see you, {{ user.fullname }}.",
    )
    draft.edit("adx_webtemplate", "home", "adx_source", change)
    draft.edit("adx_webtemplate", "home", "adx_source", ('count="5"', 'count="8"'))
    change = ('<a href="/SignIn">Sign in</a>', '<a class="sign-in" href="/SignIn">Sign in</a>')
    draft.edit("adx_webtemplate", "header", "adx_source", change)
    change = ('aria-label="Breadcrumb"', 'aria-label="You are here"')
    draft.edit("adx_webtemplate", "breadcrumbs", "adx_source", change)
    draft.add(
        "adx_webtemplate",
        "order-progress",
        adx_name="Order progress",
        adx_source=text("order-progress.html"),
    )
    progress = ref("adx_webtemplate", "order-progress")
    draft.set("adx_pagetemplate", "order-details", adx_webtemplateid=progress)
    draft.remove("adx_webtemplate", "order-status")


def _renew_forms(draft: Draft) -> None:
    quantity = said("Quantity (in the unit you chose)")
    draft.set("adx_entityformmetadata", "add-item.quantity", adx_label=quantity)
    draft.set(
        "adx_webformmetadata",
        "order-information.msdyn_deliveryaddressdescription",
        adx_onsavevalue="Customer portal",
    )
    add_value(draft, "order-information", ("requestdeliveryby", "Requested date"), "today")
    settings = json.loads(draft.items["adx_entitylist", "orders"].columns["adx_settings"] or "{}")
    settings["Search"]["Placeholder"] = "Order number or product"
    settings["ColumnWidth"] = 180
    settings["DownloadEnabled"] = True
    draft.set("adx_entitylist", "orders", adx_settings=json.dumps(settings, indent=2))
    draft.set("adx_webform", "create-order", adx_progressindicatortype="756150001")
    draft.set("adx_entityform", "profile", adx_successmessage=said("Your profile was saved."))


def _renew_files(draft: Draft) -> None:
    draft.edit_file("portal.css", ("--portal-brand: #0b6a5d;", "--portal-brand: #0f6cbd;"))
    draft.edit_file(
        "portal.css", ("--portal-brand-dark: #084f46;", "--portal-brand-dark: #0c3b5e;")
    )
    draft.edit_file("order-tiles.css", ("border-radius: 4px;", "border-radius: 8px;"))
    draft.edit_file("order-wizard.js", ("toFixed(2)", "toLocaleString()"))


def _renew_access(draft: Draft) -> None:
    link = "adx_entitypermission_webrole"
    draft.link(
        "adx_entitypermission", "units", link, ["administrator", "representative", "authorized"]
    )
    new = Permission(
        "prices", "Price lists - read", "pricelevel", "756150000", "r", ("authorized",)
    )
    add_permission(draft, new)

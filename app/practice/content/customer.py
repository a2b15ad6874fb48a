"""What the made-up customer did to their site since it was provisioned."""

import json

from app.practice.content.draft import Draft
from app.practice.content.pages import Page, add_page
from app.practice.content.structure import add_link
from app.practice.content.words import add_file, add_setting, add_snippet


def customise(draft: Draft) -> None:
    _change_words(draft)
    _change_pages(draft)
    _change_templates(draft)
    _change_forms(draft)
    _change_files(draft)


def _change_words(draft: Draft) -> None:
    draft.set("adx_contentsnippet", "home.title", adx_value="Contoso spare parts and supplies")
    subtitle = "Order until 16:00 and we ship the same day."
    draft.set("adx_contentsnippet", "home.subtitle", adx_value=subtitle)
    draft.remove("adx_contentsnippet", "home.promotion")
    copyright_text = "<p>Copyright Contoso 2026. All rights reserved.</p>"
    draft.set("adx_contentsnippet", "footer.copyright", adx_value=copyright_text)
    old = "<p>Orders made before March 2025 are in the old system: ask us for a copy.</p>"
    draft.set("adx_contentsnippet", "order.legacynotice", adx_value=old)
    add_snippet(draft, "Contoso/Hotline", "Hotline: +1 555 0100")
    draft.set("adx_sitesetting", "orders.defaultpagesize", adx_value="25")
    draft.set("adx_sitesetting", "orders.defaultshiptocountry", adx_value="DEU")
    draft.set("adx_sitesetting", "datetime.dateformat", adx_value="dd.MM.yyyy")
    add_setting(draft, "Contoso/HotlineHours", "08:00-18:00", "Shown beside the hotline.")
    entra = "authentication.openidconnect.entra"
    draft.set("adx_sitesetting", f"{entra}.clientid", adx_value="practice-portal-client-uat")
    secret = "made-up-secret-of-contoso-uat"  # noqa: S105 - made up, to show masking
    draft.set("adx_sitesetting", f"{entra}.clientsecret", adx_value=secret)
    redirect = "https://contoso-uat.powerappsportals.example/signin-entra"
    draft.set("adx_sitesetting", f"{entra}.redirecturi", adx_value=redirect)


def _change_pages(draft: Draft) -> None:
    parts = Page("site.spare-parts", "Spare parts", "spare-parts", 12, copy="spare-parts.copy.html")
    add_page(draft, parts)
    add_link(draft, "site.spare-parts", "Spare parts", ("main", "site.spare-parts"), 7)
    returns = Page("site.returns", "Returns", "returns", 9, copy="returns.site.html")
    add_page(draft, returns)
    draft.set("adx_webpage", "orders", adx_displayorder="5")
    draft.set("adx_webpage", "contact-us.en", adx_title="Talk to us")
    change = (
        "<p>Call us as long as the order is not confirmed.</p>",
        "<p>Call our hotline, day and night, as long as the order is not confirmed.</p>",
    )
    draft.edit("adx_webpage", "help.en", "adx_copy", change)
    change = ("within 30 days", "within 14 days")
    draft.edit("adx_webpage", "about-ordering.en", "adx_copy", change)


def _change_templates(draft: Draft) -> None:
    change = (
        "Welcome back, {{ user.firstname | escape }}.",
        "Welcome back to Contoso, {{ user.firstname | escape }}.",
    )
    draft.edit("adx_webtemplate", "home", "adx_source", change)
    hotline = "  <p class=\"portal-hotline\">{{ snippets['Contoso/Hotline'] | escape }}</p>\n"
    change = ("  {% assign primary", f"{hotline}  {{% assign primary")
    draft.edit("adx_webtemplate", "header", "adx_source", change)
    draft.set("adx_webtemplate", "breadcrumbs", adx_name="Breadcrumbs (Contoso)")
    for template in ("layout", "order-status"):
        change = ("{% include 'Breadcrumbs' %}", "{% include 'Breadcrumbs (Contoso)' %}")
        draft.edit("adx_webtemplate", template, "adx_source", change)


def _change_forms(draft: Draft) -> None:
    draft.set(
        "adx_webformmetadata",
        "order-information.msdyn_deliveryaddressdescription",
        adx_onsavevalue="Contoso web order",
    )
    draft.set("adx_webformmetadata", "order-information.shipto_country", adx_onsavevalue="DEU")
    settings = json.loads(draft.items["adx_entitylist", "orders"].columns["adx_settings"] or "{}")
    settings["Search"]["Placeholder"] = "Order or customer reference"
    settings["EmptyText"] = "Nothing found. Call the hotline."
    draft.set("adx_entitylist", "orders", adx_settings=json.dumps(settings, indent=2))


def _change_files(draft: Draft) -> None:
    draft.edit_file("portal.css", ("--portal-brand: #0b6a5d;", "--portal-brand: #b10e1c;"))
    draft.edit_file("portal.css", ("max-width: 60rem;", "max-width: 72rem;"))
    draft.edit_file("logo.svg", (">Customer portal<", ">Contoso<"))
    add_file(draft, "contoso.css", 5)

"""Forms and lists of the made-up portal, first of all the order wizard with its stored values."""

import json

from app.practice.content.draft import Draft, ref, text

_ATTRIBUTE, _SUBGRID = "100000000", "100000003"
_INSERT, _EDIT, _READ_ONLY = "100000000", "100000001", "100000002"
_FIXED, _FROM_USER = "756150000", "756150002"

# What dual-write needs on every order: (column, label, value, how the value is found)
_ON_SAVE = (
    ("msdyn_company", "Company", "msdyn_company", _FROM_USER),
    ("name", "Sales order name", "Portal order", _FIXED),
    ("transactioncurrencyid", "Currency", "transactioncurrencyid", _FROM_USER),
    ("pricelevelid", "Price list", "defaultpricelevelid", _FROM_USER),
    ("customerid", "Potential customer", "parentcustomerid", _FROM_USER),
    ("msdyn_invoicecustomerid", "Invoice customer", "parentcustomerid", _FROM_USER),
    ("msdyn_contactpersonid", "Contact", "contactid", _FROM_USER),
    ("msdyn_language", "Language", "en-us", _FIXED),
    ("shipto_country", "Ship-to country", "USA", _FIXED),
    ("msdyn_deliveryaddressdescription", "Delivery address description", "Portal", _FIXED),
)
_STEPS = (
    ("order-information", "Order information", _INSERT, "items"),
    ("items", "Items", _EDIT, "summary"),
    ("summary", "Order information (summary)", _READ_ONLY, ""),
)
_FORMS = {
    "order-details": ("Order details", "salesorder", "Portal order", _READ_ONLY),
    "add-item": ("Add item", "salesorderdetail", "Portal order line", _INSERT),
    "account": ("Account information", "account", "Portal account", _READ_ONLY),
    "profile": ("Profile", "contact", "Portal profile", _EDIT),
}
_FORM_LABELS = (
    ("order-details", "ordernumber", "Order number"),
    ("order-details", "msdyn_ordertotal", "Estimated total"),
    ("add-item", "productid", "Product"),
    ("add-item", "quantity", "Quantity"),
    ("add-item", "uomid", "Unit"),
    ("add-item", "msdyn_estimatednetamount", "Estimated net amount"),
    ("profile", "emailaddress1", "Email"),
)


def add_forms(draft: Draft) -> None:
    for key, (name, table, form, mode) in _FORMS.items():
        draft.add(
            "adx_entityform",
            key,
            adx_name=name,
            adx_entityname=table,
            adx_formname=form,
            adx_mode=mode,
            adx_entitypermissionsenabled="true",
            adx_onsuccess="756150000",
            adx_captcharequired="false",
            adx_recommendedfieldsrequired="false",
            adx_tooltipenabled="true",
            adx_successmessage=said("Your changes were saved."),
        )
    for form, column, label in _FORM_LABELS:
        draft.add(
            "adx_entityformmetadata",
            f"{form}.{column}",
            adx_entityform=ref("adx_entityform", form),
            adx_type=_ATTRIBUTE,
            adx_attributelogicalname=column,
            adx_label=said(label),
            adx_fieldisrequired="true" if form == "add-item" else "false",
            adx_setvalueonsave="false",
        )
    _add_wizard(draft)
    _add_lists(draft)


def _add_wizard(draft: Draft) -> None:
    draft.add(
        "adx_webform",
        "create-order",
        adx_name="Create order",
        adx_startstep=ref("adx_webformstep", "order-information"),
        adx_authenticationrequired="true",
        adx_startnewsessiononload="true",
        adx_multiplerecordsperuserpermitted="true",
        adx_progressindicatorenabled="true",
        adx_progressindicatortype="756150000",
        adx_savechangeswarningonclose="true",
    )
    for key, name, mode, following in _STEPS:
        draft.add(
            "adx_webformstep",
            key,
            adx_name=name,
            adx_webform=ref("adx_webform", "create-order"),
            adx_type="100000001",
            adx_mode=mode,
            adx_targetentitylogicalname="salesorder",
            adx_formname=f"Portal {name}",
            adx_entitypermissionsenabled="true",
            adx_movepreviouspermitted="true",
            adx_nextstep=ref("adx_webformstep", following) if following else None,
            adx_registerstartupscript=text("items-step.js") if key == "items" else None,
            adx_successmessage=said("Your order was sent.") if key == "summary" else None,
        )
    for column, label, value, how in _ON_SAVE:
        add_value(draft, "order-information", (column, label), value, how)
    draft.add(
        "adx_webformmetadata",
        "items.lines",
        adx_webformstep=ref("adx_webformstep", "items"),
        adx_type=_SUBGRID,
        adx_subgrid_name="order_lines",
        adx_subgrid_settings=json.dumps(_SUBGRID_SETTINGS, indent=2),
    )


def add_value(
    draft: Draft, step: str, column: tuple[str, str], value: str, how: str = _FIXED
) -> None:
    """A column that the wizard fills in by itself when the order is saved."""
    name, label = column
    draft.add(
        "adx_webformmetadata",
        f"{step}.{name}",
        adx_webformstep=ref("adx_webformstep", step),
        adx_type=_ATTRIBUTE,
        adx_attributelogicalname=name,
        adx_label=said(label),
        adx_setvalueonsave="true",
        adx_onsavetype=how,
        adx_onsavevalue=value if how == _FIXED else None,
        adx_onsavefromattribute=value if how == _FROM_USER else None,
        adx_fieldisrequired="true",
    )


_SUBGRID_SETTINGS: dict[str, object] = {
    "CreateActions": [{"EntityFormId": ref("adx_entityform", "add-item"), "Label": "Add item"}],
    "DeleteActions": [{"Confirmation": "Remove this item from the order?"}],
    "PageSize": 10,
}


def _add_lists(draft: Draft) -> None:
    settings = {
        "DetailsActions": [
            {"RedirectWebpageId": ref("adx_webpage", "order-details"), "Label": "Show order"}
        ],
        "CreateActions": [
            {"RedirectWebpageId": ref("adx_webpage", "create-order"), "Label": "Create order"}
        ],
        "Search": {"Enabled": True, "Placeholder": "Order number", "Tooltip": "Find an order"},
        "EmptyText": "No orders match.",
        "ColumnWidth": 160,
    }
    views = [{"ViewId": "b10a0c5e-1111-4222-8333-444455556666", "Name": "Portal orders"}]
    draft.add(
        "adx_entitylist",
        "orders",
        adx_name="My orders",
        adx_entityname="salesorder",
        adx_pagesize="10",
        adx_searchenabled="true",
        adx_entitypermissionsenabled="true",
        adx_filter_enabled="false",
        adx_webpagefordetailsview=ref("adx_webpage", "order-details"),
        adx_idquerystringparametername="id",
        adx_settings=json.dumps(settings, indent=2),
        adx_views=json.dumps(views, indent=2),
        adx_registerstartupscript=text("orders-list.js"),
    )


def said(words: str) -> str:
    """A label in the languages of the form designer: JSON with language ids."""
    return json.dumps([{"LCID": 1033, "Value": words}], indent=2)

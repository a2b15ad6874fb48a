"""Words for what an initial sync would stumble over."""

from app.i18n import N_
from app.steps.maps.ground_texts import ADMINISTRATOR, BOTH, FINANCE
from app.web.words import Words

_KEY_USER = N_("Whoever keeps customers and products in Dataverse")
_NO_PRICES = N_("Without a price list, the portal cannot price an order, and saving it fails.")
_NO_COUNTRY = N_("The portal takes Ship-to country from here. An order without it is not synced.")

TEXTS = {
    "maps.start_over_limit": Words(
        N_("%(subject)s: %(number)s rows, more than one run takes (%(limit)s)."),
        N_("The initial sync of this map fails."),
        N_("Migrate the rows by other means, and start the map without initial sync."),
        BOTH,
    ),
    "maps.start_near_limit": Words(
        N_("%(subject)s: %(number)s rows in all companies. One run takes %(limit)s of each."),
        N_("If one company alone has more, the initial sync of this map fails for it."),
        N_("Look at the largest company. Above the limit, migrate its rows by other means."),
        BOTH,
    ),
    "maps.start_one_by_one": Words(
        N_("%(subject)s: %(number)s rows in Dataverse, more than about %(limit)s."),
        N_(
            "With Dataverse as master, finance and operations takes these rows one by one, and a"
            " run ends after 24 hours."
        ),
        N_("Take finance and operations as master, or start without initial sync."),
        BOTH,
    ),
    "maps.start_many_lookups": Words(
        N_("%(subject)s has more than ten lookups."),
        N_("With Dataverse as master, its initial sync fails by design."),
        N_("Take finance and operations as master, or start this map without initial sync."),
        BOTH,
    ),
    "maps.start_reference_empty": Words(
        N_("Tables that the rows point to are empty: %(subject)s."),
        N_("Every row that points there fails: lookup not found."),
        N_("Start the maps of these tables first, with their initial sync."),
        BOTH,
    ),
    "maps.start_not_looked": Words(
        N_("Some things were not looked at before this start: %(subject)s."),
        N_("The signed-in account may not read them, or the tables have no such column."),
        N_("Check again on the page before, or go on and read the errors of the sync."),
        ADMINISTRATOR,
    ),
    "maps.start_accounts_homeless": Words(
        N_("Accounts without a company: %(subject)s."),
        N_("They take no part in the initial sync, and never reach finance and operations."),
        N_("Fill in Company where it belongs. It cannot be changed once it is saved."),
        _KEY_USER,
    ),
    "maps.start_contacts_homeless": Words(
        N_("Contacts without a company: %(subject)s."),
        N_("They take no part in the initial sync, and cannot order in the portal."),
        N_("Fill in Company where it belongs. It cannot be changed once it is saved."),
        _KEY_USER,
    ),
    "maps.start_accounts_circular": Words(
        N_("Accounts that lead back to themselves: %(subject)s."),
        N_("An invoice account or parent that is the row itself, or a circle, is not resolved."),
        N_(
            "Take the columns InvoiceAccount and ContactPersonID out of the map, sync accounts,"
            " then contacts, put the columns back and sync accounts again."
        ),
        BOTH,
    ),
    "maps.start_accounts_no_currency": Words(
        N_("Accounts without a currency: %(subject)s."),
        N_("Finance and operations refuses a customer without one."),
        N_("Fill in the currency."),
        _KEY_USER,
    ),
    "maps.start_accounts_no_group": Words(
        N_("Accounts without a customer group: %(subject)s."),
        N_("Finance and operations refuses a customer without one."),
        N_("Fill in the customer group. If there is none to choose, start that map first."),
        _KEY_USER,
    ),
    "maps.start_accounts_no_terms": Words(
        N_("Accounts without terms of payment: %(subject)s."),
        N_("Orders of theirs take the terms from the customer, and may be stopped without."),
        N_("Fill in the terms of payment. If there are none to choose, start that map first."),
        _KEY_USER,
    ),
    "maps.start_accounts_no_prices": Words(
        N_("Accounts without a price list: %(subject)s."),
        _NO_PRICES,
        N_("Fill in the price list of those that will order."),
        _KEY_USER,
    ),
    "maps.start_contacts_no_prices": Words(
        N_("Contacts without a price list: %(subject)s."),
        _NO_PRICES,
        N_("Fill in the price list of those that will order."),
        _KEY_USER,
    ),
    "maps.start_currency_no_prices": Words(
        N_("Accounts in a currency without an active price list: %(subject)s."),
        _NO_PRICES,
        N_("Make a price list in the currency. Dual-write makes one with the first price."),
        _KEY_USER,
    ),
    "maps.start_accounts_no_country": Words(
        N_("Accounts without a country in their address: %(subject)s."),
        _NO_COUNTRY,
        N_("Fill in the country of those that will order."),
        _KEY_USER,
    ),
    "maps.start_contacts_no_country": Words(
        N_("Contacts without a country in their address: %(subject)s."),
        _NO_COUNTRY,
        N_("Fill in the country of those that will order."),
        _KEY_USER,
    ),
    "maps.start_contacts_not_sellable": Words(
        N_("Contacts that are not sellable: %(subject)s."),
        N_("The map of persons as customers leaves them out."),
        N_("Set Sellable to Yes for persons who buy in their own name. Others stay as they are."),
        _KEY_USER,
    ),
    "maps.start_products_draft": Words(
        N_("Products that are drafts: %(subject)s."),
        N_("A draft cannot be ordered."),
        N_("Publish them, and let new ones arrive as active in the settings of Sales."),
        _KEY_USER,
    ),
    "maps.start_products_no_unit": Words(
        N_("Products without a unit: %(subject)s."),
        N_("Dataverse asks for a sales unit: such a product fails, or cannot be ordered."),
        N_("Give the released product a sales unit in finance and operations."),
        FINANCE,
    ),
}

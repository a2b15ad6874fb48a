"""Settings of Sales that decide whether orders from finance and operations keep their prices."""

from app.steps.maps.checks.ground import about
from app.steps.maps.facts import MapsFacts
from app.steps.maps.ground_facts import SeenSales
from app.steps.maps.links import sales_settings_page
from app.steps.maps.requirements import Requirement
from app.wizard.facts import Evidence
from app.wizard.finding import Finding, Level


def sales_is_set_up(facts: MapsFacts) -> list[Finding]:
    fact = facts.ground.sales
    details = about(Requirement.SALES, sales_settings_page(facts.origin))
    if fact is None or fact.value is None or fact.value == SeenSales():
        return [Finding("maps.sales_not_seen", Level.WARNING, "", Evidence.UNKNOWN, details)]
    seen, found = fact.value, []
    if seen.system_prices is False:
        found.append(Finding("maps.prices_off", Level.WARNING, "", fact.evidence, details))
    if seen.by_line is False:
        found.append(Finding("maps.discounts_by_unit", Level.WARNING, "", fact.evidence, details))
    if seen.products_active is False:
        found.append(Finding("maps.products_as_draft", Level.WARNING, "", fact.evidence, details))
    if found:
        return found
    return [Finding("maps.sales", Level.OK, "", fact.evidence, about(Requirement.SALES))]

"""How we judge what was seen of dual-write, from its solutions up to the five maps."""

from app.steps.maps.checks.ground import (
    link_is_known_on_both_sides,
    link_stands,
    packages_are_at_rest,
    users_may_work,
)
from app.steps.maps.checks.readiness import (
    GROUND_CHECKS,
    REQUIREMENT_CHECKS,
    portal_can_be_provisioned,
)
from app.steps.maps.checks.running import (
    accounts_have_a_company,
    claims_hold,
    contacts_fit_the_party_model,
    maps_run,
    one_family_of_order_maps,
    prerequisites_are_there,
    rows_arrive,
)

CHECKS = (
    portal_can_be_provisioned,
    *GROUND_CHECKS,
    packages_are_at_rest,
    link_stands,
    link_is_known_on_both_sides,
    users_may_work,
    *REQUIREMENT_CHECKS,
    maps_run,
    claims_hold,
    one_family_of_order_maps,
    contacts_fit_the_party_model,
    prerequisites_are_there,
    rows_arrive,
    accounts_have_a_company,
)

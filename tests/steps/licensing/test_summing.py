from app.microsoft.graph import SubscribedSku
from app.steps.licensing.reading import summed


def listed(sku_id, status, **units):
    return SubscribedSku(
        skuId=sku_id, skuPartNumber="DYN365_SCM", capabilityStatus=status, prepaidUnits=units
    )


def test_the_same_product_of_two_subscriptions_is_summed():
    (sku,) = summed([listed("s", "Enabled", enabled=3), listed("s", "Warning", warning=2)])
    assert (sku.enabled, sku.grace) == (3, 2)


def test_units_of_a_subscription_that_has_ended_cannot_be_used():
    (sku,) = summed([listed("s", "Suspended", enabled=3, suspended=25)])
    assert (sku.enabled, sku.grace, sku.suspended) == (0, 0, 25)


def test_a_product_without_units_has_none():
    (sku,) = summed([SubscribedSku(skuId="s", skuPartNumber="X")])
    assert (sku.enabled, sku.grace) == (0, 0)

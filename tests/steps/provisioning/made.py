"""Facts of which only what a test cares about is named."""

from datetime import UTC, datetime

from app.steps.provisioning.facts import ProvisioningFacts, Record, Site
from app.wizard.facts import Fact

AT = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


def exact(value):
    return Fact.exact(value, source="test", at=AT)


def unseen(reason="403"):
    return Fact.unknown(source="test", reason=reason, at=AT)


def a_site(**differing):
    usual = {
        "host_id": "h1", "record_id": "R1", "name": "Contoso Portal", "subdomain": "contoso",
        "address": "https://contoso.powerappsportals.com", "template": "CustomerPortal",
        "kind": "Trial", "status": "OperationComplete", "package": "Installed",
        "visibility": "private", "trial_days": 86, "deleting_days": 93,
    }  # fmt: skip
    return Site(**(usual | differing))


def a_record(*markers, **differing):
    return Record(**({"id": "r1", "name": "Old - old", "is_bound": False} | differing),
                  markers=markers)  # fmt: skip


def facts(*sites, records=(), **differing):
    usual = {
        "person": "Kim", "platform_id": exact("e1"), "sites": exact(sites),
        "records": exact(tuple(records)), "organization_id": exact("o1"),
        "languages": exact((1033,)), "access_mode": exact(0), "is_administrator": exact(value=True),
        "is_restricted": exact(value=False),
    }  # fmt: skip
    return ProvisioningFacts(**(usual | differing))

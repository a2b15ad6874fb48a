"""The ids of people and of the business unit in one organization."""

from uuid import NAMESPACE_OID, uuid5


def user_id(organization_id: str, person_id: str) -> str:
    return str(uuid5(NAMESPACE_OID, f"user {organization_id} {person_id}"))


def business_unit_id(organization_id: str) -> str:
    return str(uuid5(NAMESPACE_OID, f"unit {organization_id}"))

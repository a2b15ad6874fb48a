"""Requests that name no row: functions, metadata, alternate keys, actions on many rows."""

from app.practice.dataverse.calls import Call, Reply, said
from app.practice.dataverse.functions import Functions
from app.practice.dataverse.key_definitions import KeyDefinitions
from app.practice.dataverse.many import Many
from app.practice.dataverse.organization import Organization


class BesideRows:
    def __init__(self, organization: Organization) -> None:
        self._functions = Functions(organization)
        self._keys, self._many = KeyDefinitions(organization), Many(organization)

    def answer(self, call: Call) -> Reply | None:
        """None when the call means something else."""
        if call.method == "GET":
            body = self._functions.find(call)
            return None if body is None else said(body)
        return self._keys.change(call) or self._many.answer(call)

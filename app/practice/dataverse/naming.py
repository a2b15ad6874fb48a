"""The ids that metadata has: of each thing always the same, in every organization."""

from uuid import NAMESPACE_OID, uuid5


def metadata_id(name: str) -> str:
    return str(uuid5(NAMESPACE_OID, name))

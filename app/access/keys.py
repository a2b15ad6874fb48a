"""Encryption of what the database keeps: AES-256-GCM, with keys in a file of their own.

A sealed value names its key and is bound to its context, so that two rows cannot be swapped.
"""

import json
import os
import secrets
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import BaseModel, Field, ValidationError

_FORMAT = b"\x01"
_ID_BYTES = 8
_NONCE_BYTES = 12
_OTHERS = 0o077


class CannotUnseal(Exception):
    """Not sealed with a key of ours, not for this context, or changed since."""


class KeysUnsafe(Exception):
    """The key file can be read by other accounts of this machine."""


class KeysUnreadable(Exception):
    """The key file is not one of ours, or damaged. It is never replaced by a new one."""


class _Key(BaseModel):
    id: str = Field(pattern=r"^[0-9a-f]{16}$")
    key: str


class _File(BaseModel):
    """The newest key is the last."""

    keys: list[_Key] = Field(min_length=1)


class KeyRing:
    """Seals with the newest key; older ones still unseal."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._ciphers = {key_id: AESGCM(key) for key_id, key in keys.items()}
        self.key_id = list(keys)[-1]

    @classmethod
    def open(cls, path: Path) -> "KeyRing":
        """The keys in the file, which is made with a first key if it is not there."""
        if not path.exists():
            _create(path, _File(keys=[_new_key()]))
        return cls(_decoded(_read(path)))

    @classmethod
    def renew(cls, path: Path) -> "KeyRing":
        """Add a key that seals from now on."""
        file = _read(path)
        fresh = _File(keys=[*file.keys, _new_key()])
        _written(path, fresh).replace(path)
        return cls(_decoded(fresh))

    def seal(self, data: bytes, context: str) -> bytes:
        header = _FORMAT + bytes.fromhex(self.key_id)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        sealed = self._ciphers[self.key_id].encrypt(nonce, data, header + context.encode())
        return header + nonce + sealed

    def unseal(self, blob: bytes, context: str) -> bytes:
        start = len(_FORMAT) + _ID_BYTES
        header, nonce, sealed = blob[:start], blob[start : start + _NONCE_BYTES], blob[start:]
        cipher = self._ciphers.get(header[1:].hex())
        if cipher is None or not header.startswith(_FORMAT):
            raise CannotUnseal
        try:
            return cipher.decrypt(nonce, sealed[_NONCE_BYTES:], header + context.encode())
        except (InvalidTag, ValueError):
            raise CannotUnseal from None


def _new_key() -> _Key:
    secret = AESGCM.generate_key(bit_length=256)
    return _Key(id=secrets.token_hex(_ID_BYTES), key=b64encode(secret).decode())


def _read(path: Path) -> _File:
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_mode & _OTHERS:
            raise KeysUnsafe(path.name)
        text = file.read()
    try:
        return _File.model_validate_json(text)
    except ValidationError:
        raise KeysUnreadable(path.name) from None


def _decoded(file: _File) -> dict[str, bytes]:
    try:
        keys = {key.id: b64decode(key.key, validate=True) for key in file.keys}
        _ = [AESGCM(key) for key in keys.values()]
    except ValueError:
        raise KeysUnreadable from None
    return keys


def _create(path: Path, file: _File) -> None:
    """Whole or not at all; of two processes starting at once, the first one's file stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = _written(path, file)
    try:
        os.link(written, path)
    except FileExistsError:
        return
    finally:
        written.unlink()


def _written(path: Path, file: _File) -> Path:
    """Beside the file it is to become, readable by us only, and on the disk."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w") as out:
        json.dump(file.model_dump(), out)
        out.flush()
        os.fsync(out.fileno())
    return Path(name)

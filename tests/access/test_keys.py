import json
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.access.keys import CannotUnseal, KeyRing, KeysUnreadable, KeysUnsafe


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "keys.json"


def test_what_is_sealed_opens_again_in_its_context_only(path):
    keys = KeyRing.open(path)
    sealed = keys.seal(b"rt-canary", "row 1")
    assert keys.unseal(sealed, "row 1") == b"rt-canary"
    assert b"canary" not in sealed
    with pytest.raises(CannotUnseal):
        keys.unseal(sealed, "row 2")


def test_the_same_text_never_looks_the_same_twice(path):
    keys = KeyRing.open(path)
    assert keys.seal(b"x", "row") != keys.seal(b"x", "row")


def test_the_key_file_is_made_once_and_for_us_only(path):
    sealed = KeyRing.open(path).seal(b"x", "row")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    assert KeyRing.open(path).unseal(sealed, "row") == b"x"
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_processes_that_start_together_agree_on_one_key(path):
    with ThreadPoolExecutor(8) as pool:
        rings = list(pool.map(lambda _: KeyRing.open(path), range(16)))
    assert len({ring.key_id for ring in rings}) == 1


def test_a_new_key_seals_and_the_old_one_still_opens(path):
    old = KeyRing.open(path)
    sealed = old.seal(b"x", "row")
    new = KeyRing.renew(path)
    assert new.key_id != old.key_id
    assert new.unseal(sealed, "row") == b"x"
    with pytest.raises(CannotUnseal):
        old.unseal(new.seal(b"y", "row"), "row")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert KeyRing.open(path).key_id == new.key_id


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o777])
def test_a_key_file_that_others_can_read_is_refused(path, mode):
    KeyRing.open(path)
    path.chmod(mode)
    with pytest.raises(KeysUnsafe):
        KeyRing.open(path)


@pytest.mark.parametrize(
    "text",
    ["", "{}", '{"keys": []}', '{"keys": [{"id": "no", "key": ""}]}',
     json.dumps({"keys": [{"id": "0" * 16, "key": "c2hvcnQ="}]}),
     json.dumps({"keys": [{"id": "0" * 16, "key": "***"}]})],
)  # fmt: skip
def test_a_damaged_key_file_is_reported_and_left_alone(path, text):
    path.parent.mkdir()
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(KeysUnreadable):
        KeyRing.open(path)
    assert path.read_text() == text


def test_anything_changed_or_foreign_stays_closed(path):
    keys = KeyRing.open(path)
    sealed = keys.seal(b"secret", "row")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(CannotUnseal):
            keys.unseal(bytes(changed), "row")
    for length in range(len(sealed)):
        with pytest.raises(CannotUnseal):
            keys.unseal(sealed[:length], "row")

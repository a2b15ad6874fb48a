from app.store import merges
from tests.store.merging import session, site_file

__all__ = ["session"]


def test_the_same_bytes_are_kept_once(session):
    again = merges.add_file(session, site_file("g", sha256="f"))
    assert again.id == "f"
    assert len(merges.list_files(session, "e")) == 1


def test_a_file_of_another_environment_is_not_found(session):
    assert merges.find_file(session, "other", "f") is None

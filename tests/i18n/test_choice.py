import pytest

from app.i18n.choice import choose_language, choose_zone


@pytest.mark.parametrize(
    ("asked", "kept", "accepted", "language"),
    [
        ("ko", "en", "en", "ko"),
        ("fr", "ko", "en", "ko"),
        (None, None, "ko-KR,ko;q=0.9,en;q=0.8", "ko"),
        (None, None, "en;q=0.5, ko;q=0.9", "ko"),
        (None, None, "fr-CH, fr;q=0.9", "en"),
        (None, None, "ko;q=0, en", "en"),
        (None, "", "", "en"),
        ("../../x", "<script>", ";;q=,,,\x00", "en"),
        (None, None, "ko" * 10_000, "en"),
    ],
)
def test_the_address_wins_over_the_cookie_over_the_browser(asked, kept, accepted, language):
    assert choose_language(asked, kept, accepted) == language


@pytest.mark.parametrize(
    ("kept", "zone"),
    [
        ("Asia/Seoul", "Asia/Seoul"),
        ("America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
        ("Nowhere/Land", "None"),
        ("../../etc/passwd", "None"),
        ("/etc/localtime", "None"),
        (None, "None"),
    ],
)
def test_only_a_zone_that_exists_is_taken(kept, zone):
    assert str(choose_zone(kept)) == zone

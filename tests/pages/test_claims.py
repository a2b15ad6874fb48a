import re
from urllib.parse import urlsplit

from app.pages.claims import CLAIMS, SOURCES


def test_every_claim_has_a_source_and_every_source_is_used():
    told = [claim.source for _, claims in CLAIMS for claim in claims]
    assert set(told) == set(SOURCES)


def test_sources_are_pages_of_microsofts_with_a_date_or_none():
    for source in SOURCES.values():
        parts = urlsplit(source.link)
        assert parts.scheme == "https"
        assert parts.hostname == "learn.microsoft.com" or parts.path.startswith("/MicrosoftDocs/")
        assert re.fullmatch(r"(\d{4}(-\d\d){0,2})?", source.dated)


def test_no_price_is_named():
    words = " ".join(claim.says for _, claims in CLAIMS for claim in claims)
    assert not re.search(r"[$€£₩]|USD|EUR|\bper month\b", words)

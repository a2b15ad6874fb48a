"""What exports of one site have in common is kept once: they say nearly everything alike."""

from app.exports.document import Document, parse
from app.exports.records import Budget


class Alike:
    """Texts, contents and files that were seen before, in this export or in another one."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._contents: dict[bytes, bytes] = {}
        self._documents: dict[str, tuple[Document, int]] = {}

    def text(self, text: str) -> str:
        return self._texts.setdefault(text, text)

    def content(self, content: bytes) -> bytes:
        return self._contents.setdefault(content, content)

    def document(self, text: str, path: str, budget: Budget) -> Document:
        """The file as it is read; the budget is charged for it each time."""
        known = self._documents.get(text)
        if known:
            budget.spend(path, known[1])
            return known[0]
        before = budget.left
        document = parse(text, path, budget)
        self._documents[text] = document, before - budget.left
        return document

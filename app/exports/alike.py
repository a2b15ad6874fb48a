"""What exports of one site have in common is kept once: they say nearly everything alike."""

from app.exports.document import Document, parse
from app.exports.records import Budget
from app.exports.said import said_by
from app.exports.sheets import Said, Sheet


class Alike:
    """Texts, contents and files that were seen before, in this export or in another one."""

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._contents: dict[bytes, bytes] = {}
        self._documents: dict[str, tuple[Document, int]] = {}
        self._said: dict[tuple[int, int, str], Said] = {}

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

    def said(self, sheet: Sheet, index: int) -> Said:
        """What an entry says, worked out once for a document from here: they are all kept."""
        key = id(sheet.document), index, sheet.kind.table
        found = self._said.get(key)
        if found is None:
            found = self._said[key] = said_by(sheet, index, self.text)
        return found

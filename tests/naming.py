"""Which names of Dataverse stand in the code: in its literals, and in what it declares."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

APP = Path(__file__).parents[1] / "app"
_NAME = re.compile(
    r"(?<![\w.-])(?:_(?P<lookup>\w+?)_value|(?P<name>(?:adx|mspp|msdyn|cdm)_\w+|powerpage(?:site|component)\w*))\b"
)
_SOLUTION = re.compile(r"msdyn_[A-Z]")
_READS = frozenset({"rows", "row"})


def modules() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(APP.rglob("*.py")):
        yield path.relative_to(APP.parent), ast.parse(path.read_text("utf-8"))


def texts(tree: ast.Module) -> Iterator[str]:
    """Literals, the parts of f-strings too, without what only explains."""
    explains = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in explains
        ):
            yield node.value


def names_in(text: str) -> Iterator[str]:
    """Names of tables, sets, columns and ways. Names of solutions look alike, but for a capital."""
    for found in _NAME.finditer(text):
        if found["lookup"] or not _SOLUTION.match(found[0]):
            yield found[0]


def selected(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """(entity set or "", column) for what a call names to read, as far as it stands there."""
    known = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        where = node.args[0] if node.func.attr in _READS and node.args else None
        entity_set = "".join(_words(where, known)) if where else ""
        for keyword in node.keywords:
            if keyword.arg == "select":
                yield from ((entity_set, word) for word in _words(keyword.value, known))


def _words(node: ast.expr, known: dict[str, ast.expr]) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)):
            yield from text.split(",")
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            for part in parts:
                yield from _words(part, known)
        case ast.Name(id=name) if name in known and known[name] is not node:
            yield from _words(known[name], {k: v for k, v in known.items() if k != name})

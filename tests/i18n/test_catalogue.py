"""The tool that keeps the catalogues whole, and the catalogues themselves."""

import ast
import importlib.util
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message

ROOT = Path(__file__).resolve().parents[2]


def load_tool():
    spec = importlib.util.spec_from_file_location("i18n_tool", ROOT / "tools" / "i18n.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tool = load_tool()


def test_every_text_of_the_product_has_korean():
    assert list(tool.check()) == []


@pytest.mark.parametrize(
    ("source", "korean", "faults"),
    [
        ("Sign out", "로그아웃", []),
        ("Sign out", "", ["not translated"]),
        ("%(n)s of %(total)s", "%(total)s 중 %(n)s", []),
        ("%(n)s of %(total)s", "%(n)s", ["other places than in the source"]),
        ("%(n)s", "%(m)s", ["other places than in the source"]),
        (("%(n)s map", "%(n)s maps"), ("맵 %(n)s개",), []),
        (("One map", "%(n)s maps"), ("맵 %(n)s개",), []),
        (
            ("%(n)s map", "%(n)s maps"),
            ("맵 %(n)s개", "맵 %(n)s개"),
            ["2 plural forms instead of 1"],
        ),
    ],
)
def test_a_faulty_translation_is_found(source, korean, faults):
    assert list(tool.faults_of(Message(source, korean), 1)) == faults


def test_a_guessed_translation_is_found():
    assert list(tool.faults_of(Message("a", "가", flags=["fuzzy"]), 1)) == ["fuzzy"]


def python_files():
    return sorted((ROOT / "app").rglob("*.py"))


def calls(path: Path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_":
            yield node


def test_every_text_marked_in_python_is_in_the_catalogue():
    found = {form for m in tool.texts(tool.collect()) for form in tool.forms(m.id)}
    marked = {call.args[0].value for path in python_files() for call in calls(path)}
    assert marked
    assert marked - found == set()


def test_korean_keeps_to_its_style():
    catalogue = tool.read(tool.catalogue_file("ko"), "ko")
    korean = [text for m in tool.texts(catalogue) for text in tool.forms(m.string)]
    wrong = re.compile(r"당신|귀사|성공적으로|이중쓰기")
    assert [text for text in korean if wrong.search(text)] == []

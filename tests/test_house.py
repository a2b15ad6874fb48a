"""The house rules that no linter knows, measured on the files that are tracked."""

import ast
import importlib
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TRACKED = [
    Path(name)
    for name in subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - whichever git made this checkout
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    if name and (ROOT / name).exists()
]
PYTHON = [path for path in TRACKED if path.suffix == ".py"]
APP = [path for path in PYTHON if path.parts[0] == "app"]
STEPS = sorted(path.name for path in (ROOT / "app" / "steps").iterdir() if path.is_dir())
STEPS = [name for name in STEPS if not name.startswith("__")]
MEETING_PLACES = {
    Path("app/main.py"),
    Path("app/steps/order.py"),
    Path("app/practice/tenant.py"),
}
UNDATED = re.compile(r"#\s*noqa\s*($|[^:\s])|#\s*type:\s*ignore\s*($|[^\[\s])")
LATER = re.compile(r"\b(TODO|FIXME|XXX)\b")
ADDRESSES = ("py" + "pi.", "python" + "hosted.", "registry." + "npm" + "js.", "deb." + "debian.",
             "registry." + "yarn" + "pkg.")  # fmt: skip
PLACES = ("/work" + "/", "/root" + "/", "/home" + "/")


def named(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=str)


def text(path: Path) -> str:
    return (ROOT / path).read_text("utf-8")


def tree(path: Path) -> ast.Module:
    return ast.parse(text(path))


def of_kind(path: Path, kind: type[ast.AST]) -> Iterator[ast.AST]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, kind))


@named(PYTHON)
def test_a_module_is_at_most_300_lines(path):
    assert len(text(path).splitlines()) <= 300


@named([path for path in TRACKED if path.parts[0] == "templates"])
def test_a_page_is_under_120_lines(path):
    assert len(text(path).splitlines()) < 120


@named(APP)
def test_a_module_knows_at_most_eight_of_our_own(path):
    if path in MEETING_PLACES:
        pytest.skip("where the parts meet, all of them are known")
    assert len(own_imports(path)) <= 8


def own_imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree(path)):
        match node:
            case ast.ImportFrom(module=str(module)) if module.startswith("app"):
                found.add(module)
            case ast.Import(names=names):
                found |= {name.name for name in names if name.name.startswith("app")}
    return found


@named(APP)
def test_only_the_settings_read_the_environment(path):
    names = {node.attr for node in of_kind(path, ast.Attribute)}
    assert path == Path("app/settings.py") or not names & {"environ", "getenv", "environb"}


@named([path for path in APP if path.name != "clock.py"])
def test_only_a_clock_asks_for_the_time(path):
    asked = {ast.unparse(node) for node in of_kind(path, ast.Attribute)}
    assert not asked & {"time.time", "datetime.now", "datetime.utcnow", "date.today"}


@named([path for path in PYTHON if path != Path("tests/test_house.py")])
def test_every_exception_to_a_rule_names_the_rule(path):
    assert not [line for line in text(path).splitlines() if UNDATED.search(line)]


@named([path for path in PYTHON if path != Path("tests/test_house.py")])
def test_nothing_is_left_for_later(path):
    assert not LATER.search(text(path))


@pytest.mark.parametrize("step", STEPS)
def test_every_finding_has_words_and_no_words_outlive_their_finding(step):
    folder = Path("app/steps") / step
    if not (ROOT / folder / "texts.py").exists():
        pytest.skip("this step has no screen yet")
    assert worded(step) == said(folder) | {f"{step}.never_checked"}


def said(folder: Path) -> set[str]:
    """The codes that a step's checks can answer, each a literal."""
    calls = [
        call
        for path in APP
        if folder in path.parents
        for call in of_kind(path, ast.Call)
        if isinstance(call.func, ast.Name) and call.func.id == "Finding"
    ]
    codes = [call.args[0] for call in calls]
    assert all(isinstance(code, ast.Constant) for code in codes), "a code must be a literal"
    return {code.value for code in codes}


def worded(step: str) -> set[str]:
    """The codes that have words, however many parts the texts are written in."""
    return set(importlib.import_module(f"app.steps.{step}.texts").TEXTS)


def routes() -> Iterator[tuple[Path, str]]:
    verbs = {"get", "post", "put", "patch", "delete"}
    for path in APP:
        if path.parts[1] not in ("pages", "steps"):
            continue
        for call in of_kind(path, ast.Call):
            match call.func:
                case ast.Attribute(value=ast.Name(id="router"), attr=verb) if verb in verbs:
                    names = [k.value.value for k in call.keywords if k.arg == "name"]
                    yield path, names[0] if names else ""


def test_every_route_is_named_after_its_step_and_verb():
    for path, name in routes():
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", name), f"{path}: {name!r}"
        if path.parts[1] == "steps":
            assert name.partition(".")[0] == path.parts[2], f"{path}: {name!r}"


def test_no_two_routes_share_a_name():
    names = [name for _, name in routes()]
    assert sorted(names) == sorted(set(names))


def test_no_third_party_code_is_tracked():
    foreign = re.compile(r"(^|/)(vendor|node_modules)/|\.min\.(js|css)$|\.(whl|tgz|woff2?)$")
    assert [path for path in TRACKED if foreign.search(path.as_posix())] == []


@named([path for path in TRACKED if path.suffix not in (".png", ".zip", ".db")])
def test_no_tracked_file_names_a_registry_or_a_place_of_one_machine(path):
    found = [word for word in (*ADDRESSES, *PLACES) if word in text(path)]
    assert found == []


@named([path for path in PYTHON if path.name.startswith("test_")])
def test_tests_lie_where_what_they_test_lies(path):
    extra = {"journeys", "security", "chaos", "tools"}
    room = path.parts[1] if len(path.parts) > 2 else None
    assert room is None or room in extra or (ROOT / "app" / room).exists()

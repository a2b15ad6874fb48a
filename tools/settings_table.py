"""Writes the table of settings in the README from the class that reads them (`--write`)."""

import sys
from pathlib import Path

from pydantic import SecretStr
from pydantic.fields import FieldInfo

ROOT = Path(__file__).resolve().parent.parent
BEGIN = "<!-- settings: made by tools/settings_table.py -->\n"
END = "<!-- end of settings -->"


def table(fields: dict[str, FieldInfo]) -> str:
    rows = [
        f"| `PORTAL_SETUP_{name.upper()}` | {_default(field)} | {field.description or ''} |"
        for name, field in fields.items()
    ]
    return "\n".join(["| variable | if not set | meaning |", "|---|---|---|", *rows, ""])


def _default(field: FieldInfo) -> str:
    value: object = field.default
    match value:
        case SecretStr() | None | "" | frozenset():
            return ""
        case Path():
            return f"`{value.relative_to(ROOT)}` in this folder"
        case _:
            return f"`{value}`"


def renewed(readme: str, fields: dict[str, FieldInfo]) -> str:
    before, _, rest = readme.partition(BEGIN)
    return f"{before}{BEGIN}{table(fields)}{END}{rest.partition(END)[2]}"


def main() -> int:
    sys.path.insert(0, str(ROOT))
    from app.settings import Settings  # noqa: PLC0415 - found only once the path is set

    path = ROOT / "README.md"
    new = renewed(path.read_text("utf-8"), Settings.model_fields)
    if "--write" in sys.argv[1:]:
        path.write_text(new, "utf-8")
    elif new != path.read_text("utf-8"):
        print("README.md: the table of settings is old; run make format", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Templates in one language, compiled once for all languages and applications of a process."""

from collections.abc import Sequence
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from typing_extensions import override

from app.i18n.translator import Translator
from app.settings import ROOT
from app.web.static import Addresses


class Compiled(BytecodeCache):
    """Keeps the code of each template in memory; another source is another code.

    Environments may share it if they compile alike: same options, same extensions. What they know
    at run time (translations, globals) is no part of the code.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, CodeType]] = {}

    @override
    def load_bytecode(self, bucket: Bucket) -> None:
        checksum, code = self._known.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    @override
    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._known[bucket.key] = bucket.checksum, bucket.code


_COMPILED = Compiled()


def environment_of(
    translator: Translator, assets: Addresses, folders: Sequence[Path] = ()
) -> Environment:
    """The templates of the product, and those in further folders, in one language."""
    environment = Environment(
        loader=FileSystemLoader([ROOT / "templates", *folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=_COMPILED,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.globals["asset"] = assets.address
    install = environment.install_gettext_translations  # type: ignore[attr-defined]
    install(translator.catalogue, newstyle=True)
    return environment

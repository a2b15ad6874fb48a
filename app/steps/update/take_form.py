"""The form that asks for site and template to be read: understood, or sent back with reasons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import FormData

from app.exports import ExportRefused
from app.steps.update.facts import SeenWebsite
from app.steps.update.slots import Desk, Slot
from app.steps.update.take_view import Source, TakeView
from app.steps.update.wish import Wish

PREFIX: Final = "take_"
ENVIRONMENT: Final = "environment"


@dataclass(frozen=True)
class Asked:
    """The three fields as they were sent; `wish` is None when one of them is refused."""

    slots: Mapping[str, Slot]
    wish: Wish | None


async def asked(desk: Desk, view: TakeView, form: FormData) -> Asked:
    site = _site(str(form.get(f"{PREFIX}site") or ""), view.websites)
    template = await _template(desk, form, view.sources)
    base = await desk.slot(form, "base", PREFIX)
    slots = {"site": site, "template": template, "base": base}
    if any(slot.refused for slot in slots.values()):
        return Asked(slots, None)
    kind, _, value = template.picked.partition(":")
    wish = Wish(
        website_id=site.picked,
        template_environment_id=value if kind == ENVIRONMENT else "",
        template_file_id=template.file.id if template.file else "",
        base_id=base.file.id if base.file else None,
    )
    return Asked(slots, wish)


def _site(picked: str, websites: Sequence[SeenWebsite]) -> Slot:
    if any(website.id == picked for website in websites):
        return Slot("site", picked)
    return Slot("site", refused=ExportRefused("site_not_offered"))


async def _template(desk: Desk, form: FormData, sources: Sequence[Source]) -> Slot:
    """From an environment, if one of those that were offered is picked; else like any export."""
    picked = str(form.get(f"{PREFIX}template") or "")
    kind, _, value = picked.partition(":")
    upload = getattr(form.get(f"{PREFIX}template_file"), "filename", "")
    if kind != ENVIRONMENT or upload:
        return await desk.slot(form, "template", PREFIX)
    if any(source.id == value for source in sources):
        return Slot("template", picked)
    return Slot("template", refused=ExportRefused("template_not_offered"))

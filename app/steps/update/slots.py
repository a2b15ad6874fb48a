"""The three places of the form: base, site and template, each filled by an upload or a pick."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from anyio import to_thread
from fastapi import Depends
from starlette.datastructures import FormData, UploadFile

from app.exports import ExportRefused
from app.sites.keeping import HandedIn, take_in
from app.steps.update.intake import from_this_server
from app.store import merges
from app.store.site_tables import SiteFile
from app.web.deps import EnvironmentDep, NowDep, OperatorDep, ProductDep

SLOTS: Final = ("base", "site", "template")
NO_BASE: Final = "none"


@dataclass(frozen=True, slots=True)
class Slot:
    """One place after the form was posted. `picked` is what the form shows when it comes back."""

    name: str
    picked: str = ""
    file: SiteFile | None = None
    refused: ExportRefused | None = None
    file_name: str = ""  # of what was refused


@dataclass(frozen=True)
class Desk:
    """Where exports are handed in for one environment."""

    product: ProductDep
    environment: EnvironmentDep
    visitor: OperatorDep
    now: NowDep

    async def fill(self, form: FormData) -> Mapping[str, Slot]:
        """Take in all three. A good file is kept even when another one is refused."""
        slots = {name: await self.slot(form, name) for name in SLOTS}
        site, template = slots["site"].file, slots["template"].file
        if site and template and site.sha256 == template.sha256:
            same = ExportRefused("same_file", template.name)
            slots["template"] = Slot(
                "template", slots["template"].picked, refused=same, file_name=template.name
            )
        return slots

    async def slot(self, form: FormData, name: str, prefix: str = "") -> Slot:
        """The field of that name, or the upload beside it. `prefix` is of the form's own names."""
        field = prefix + name
        upload, pick = form.get(f"{field}_file"), str(form.get(field) or "")
        try:
            if isinstance(upload, UploadFile) and upload.filename:
                pick = upload.filename
                return await self.taken(name, upload.filename, await upload.read())
            return await self.picked(name, pick)
        except ExportRefused as refused:
            return Slot(name, refused=refused, file_name=pick.removeprefix("folder:"))

    async def picked(self, name: str, pick: str) -> Slot:
        """Raises ExportRefused for what cannot be picked in this place."""
        kind, _, value = pick.partition(":")
        if kind == "folder":
            data = await to_thread.run_sync(
                from_this_server, self.product.settings.exports_folder, value
            )
            return await self.taken(name, value, data)
        if kind == "file":
            find = self.environment.id, value
            file = await self.product.database(
                lambda session: merges.find_file(session, *find), ro=True
            )
            if file:
                return Slot(name, pick, file)
        if kind == NO_BASE and name == "base":
            return Slot(name, pick)
        raise ExportRefused("nothing_chosen")

    async def taken(self, name: str, file_name: str, data: bytes) -> Slot:
        handed_in = HandedIn(file_name, data, self.environment.id, self.visitor.user_id, self.now)
        made = await to_thread.run_sync(take_in, handed_in, self.product.keys)
        kept = await self.product.database(lambda session: merges.add_file(session, made))
        return Slot(name, f"file:{kept.id}", kept)


DeskDep = Annotated[Desk, Depends()]

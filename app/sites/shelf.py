"""Where the pieces of a site lie, sealed, until all are there: a killed run goes on from them."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from app.jobs.job import Context
from app.store import site_parts
from app.store.site_tables import SitePart


@dataclass(frozen=True)
class Shelf:
    """`name` keeps the pieces of several sites in one run apart."""

    ctx: Context
    name: str

    async def get(self, piece: str, read: Callable[[], Awaitable[bytes]]) -> bytes:
        """The piece as it was read before; else read it now and keep it."""
        key = self.key(piece)
        kept = await self.ctx.read(lambda s: site_parts.find(s, self.ctx.run_id, key))
        if kept:
            return self.ctx.keys.unseal(kept.blob, self._sealed_as(key))
        await self.ctx.check()
        data = await read()
        sealed = self.ctx.keys.seal(data, self._sealed_as(key))
        part = SitePart(run_id=self.ctx.run_id, key=key, blob=sealed, at=self.ctx.clock.now())
        await self.ctx.write(lambda s: site_parts.keep(s, part.model_copy()))
        return data

    def key(self, piece: str) -> str:
        return f"{self.name}/{piece}"

    def _sealed_as(self, key: str) -> str:
        return f"site_part/{self.ctx.run_id}/{key}"

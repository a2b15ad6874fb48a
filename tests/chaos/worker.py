"""A process with an engine, started and killed by test_engine_kill.py."""

import asyncio
import signal
import sys
from datetime import timedelta
from urllib.request import Request, urlopen

from anyio import to_thread

from app.access.keys import KeyRing
from app.clock import SystemClock
from app.jobs.around import Around
from app.jobs.engine import Engine
from app.jobs.job import Again, Done, job
from app.settings import Settings
from app.store.database import Database

EFFECTS = 10
PAUSE = timedelta(seconds=0.2)


def send(address, key):
    headers = {"Idempotency-Key": key}
    request = Request(f"{address}/effect", method="POST", headers=headers)  # noqa: S310
    with urlopen(request, timeout=10) as reply:  # noqa: S310
        return reply.read().decode()


@job("maps.chain")
async def chain(ctx):
    """Ten effects, one after the other, with a pause in the middle."""

    async def effect(key):
        return await to_thread.run_sync(send, ctx.args["address"], key)

    async def half():
        return None

    for number in range(EFFECTS):
        await ctx.once(f"e{number}", effect, ctx.key(f"e{number}"))
        await ctx.progress(done=number + 1, of=EFFECTS)
        if number + 1 == EFFECTS // 2 and await ctx.record.find("half") is None:
            await ctx.once("half", half)
            return Again(PAUSE)
    return Done()


JOBS = {chain.name: chain}
KEYS = KeyRing({"00" * 8: bytes(32)})


async def main(url):
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    database = Database(url)
    settings = Settings(queue_poll_seconds=0.05)
    around = Around(database, SystemClock(), JOBS, lambda *_: None, KEYS)
    engine = Engine(around, settings)
    await engine.launch()
    print("launched", flush=True)  # noqa: T201
    await ended.wait()
    await engine.shutdown()
    database.dispose()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))

"""What a job stands on in a test: a run's memory, and a time that nothing moves."""

import json

from app.jobs.job import Journalled
from tests.steps.maps_samples import AT


class Record:
    """A run's memory, as long as the test lasts."""

    def __init__(self):
        self.effects, self.shown, self.saved = {}, {}, []

    async def find(self, key):
        return self.effects.get(key)

    async def journal(self, key, out):
        self.effects[key] = Journalled(json.loads(json.dumps(out)))
        return self.effects[key].out

    async def progress(self, progress):
        self.shown = json.loads(json.dumps(dict(progress)))

    async def save(self, step, facts):
        self.saved.append((step, facts))

    async def read(self, _query):
        """Nothing was ever looked at."""

    def check(self):
        pass


class Clock:
    def __init__(self):
        self.at = AT

    def now(self):
        return self.at

from app.pages.texts import RUNS
from app.steps.order import JOBS


def test_every_job_has_a_name_for_people():
    assert RUNS.keys() == JOBS.keys()

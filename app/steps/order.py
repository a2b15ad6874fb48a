"""The steps of the wizard, front to back, with their pages and jobs."""

from typing import Any

from app.jobs.job import Job
from app.steps import licensing, maps, provisioning, update
from app.steps.licensing import counting as licensing_counting
from app.steps.licensing import jobs as licensing_jobs
from app.steps.licensing import marks as licensing_marks
from app.steps.licensing import routes as licensing_routes
from app.steps.licensing import texts as licensing_texts
from app.steps.maps import beginning as maps_beginning
from app.steps.maps import claiming as maps_claiming
from app.steps.maps import expert as maps_expert
from app.steps.maps import expert_texts as maps_expert_texts
from app.steps.maps import explaining as maps_explaining
from app.steps.maps import finance_page as maps_finance
from app.steps.maps import installing as maps_installing
from app.steps.maps import jobs as maps_jobs
from app.steps.maps import marks as maps_marks
from app.steps.maps import routes as maps_routes
from app.steps.maps import texts as maps_texts
from app.steps.provisioning import form as provisioning_form
from app.steps.provisioning import jobs as provisioning_jobs
from app.steps.provisioning import marks as provisioning_marks
from app.steps.provisioning import routes as provisioning_routes
from app.steps.provisioning import texts as provisioning_texts
from app.steps.provisioning import words as provisioning_words
from app.steps.update import decided, files, taking, written
from app.steps.update import jobs as update_jobs
from app.steps.update import routes as update_routes
from app.steps.update import texts as update_texts
from app.web.words import Words
from app.wizard.drift import Marker
from app.wizard.step import Step

STEPS: tuple[Step[Any], ...] = (licensing.STEP, maps.STEP, provisioning.STEP, update.STEP)

JOBS: dict[str, Job] = {
    job.name: job
    for job in (
        licensing_jobs.look,
        *maps_jobs.JOBS,
        *provisioning_jobs.JOBS,
        update_jobs.look,
        update_jobs.read,
        *written.JOBS,
    )
}

ROUTERS = (
    licensing_routes.router,
    licensing_counting.router,
    maps_routes.router,
    maps_claiming.router,
    maps_installing.router,
    maps_expert.router,
    maps_beginning.router,
    maps_explaining.router,
    maps_finance.router,
    provisioning_routes.router,
    provisioning_form.router,
    update_routes.router,
    taking.router,
    files.router,
    *decided.ROUTERS,
    *written.ROUTERS,
)

TEXTS: dict[str, Words] = {
    **licensing_texts.TEXTS,
    **maps_texts.TEXTS,
    **provisioning_texts.TEXTS,
    **update_texts.TEXTS,
}

MARKERS: dict[str, Marker] = {
    licensing.STEP.slug: licensing_marks.marks,
    maps.STEP.slug: maps_marks.marks,
    provisioning.STEP.slug: provisioning_marks.marks,
}
"""What is remembered of a step from look to look, to tell what changed."""

CAUSES: dict[str, Words] = {**maps_expert_texts.CAUSES, **provisioning_words.CAUSES}
"""Why a run of a step was given up."""

"""The steps of the wizard, front to back, with their pages and jobs."""

from typing import Any

from app.steps import licensing, maps, provisioning, update
from app.wizard.step import Step

STEPS: tuple[Step[Any], ...] = (licensing.STEP, maps.STEP, provisioning.STEP, update.STEP)

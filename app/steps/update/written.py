"""All that writes to a live site: its jobs, and the pages that order and show them."""

from app.steps.update import applying, check, restore, restoring, writing

JOBS = (applying.apply, restoring.look_before_restoring, restoring.restore)
ROUTERS = (check.router, writing.router, restore.router)

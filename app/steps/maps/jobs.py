"""The jobs of this step: looking, watching, installing, starting."""

from app.steps.maps.install import install
from app.steps.maps.looking import look
from app.steps.maps.starting import start_maps
from app.steps.maps.watching import watch

JOBS = (look, watch, install, start_maps)

__all__ = ["JOBS", "install", "look", "start_maps", "watch"]

"""What `status` looks at: our own store, with the keys that belong to it."""

from app.access.keys import CannotUnseal
from app.cli.naming import meant
from app.cli.opening import open_keys, opened
from app.cli.refusal import Refused
from app.pages.standing import Standing, standing
from app.settings import Settings
from app.steps.update.workbench import Workbench
from app.store.environments import list_everywhere


def look(settings: Settings, typed: str) -> Standing:
    """Where the environment stands that is meant, or Refused. Nothing is changed."""
    with opened(settings) as database:
        known = database.run(list_everywhere, ro=True)
        environment = meant(typed, known, settings.cloud)
        workbench = Workbench(open_keys(settings))
        try:
            return database.run(lambda session: standing(session, workbench, environment), ro=True)
        except CannotUnseal:
            raise Refused("The key file in use does not belong to this database.") from None

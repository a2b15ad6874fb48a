"""What can be done at the practice page: make things go wrong, and do by hand what people do."""

from collections.abc import Callable, Mapping

from app.practice.dataverse.organization import Organization
from app.practice.environments import ENVIRONMENTS, Environment
from app.practice.gateway.by_hand import run_all_maps, stop_map
from app.practice.scene import Scene
from app.practice.wishes import Next, Standing, What, choose, move_clock

Form = Mapping[str, str]


def act(scene: Scene, action: str, form: Form) -> None:
    """Raises KeyError or ValueError for what is not on offer."""
    _ACTS[action](scene, form)


def _fail(scene: Scene, form: Form) -> None:
    _plan(scene, form, What.FAIL)


def _lose(scene: Scene, form: Form) -> None:
    _plan(scene, form, What.LOSE)


def _reset(scene: Scene, form: Form) -> None:
    _plan(scene, form, What.RESET)


def _plan(scene: Scene, form: Form, what: What) -> None:
    Next.model_validate({**form, "what": what}).plan(scene.controls)


def _move_clock(scene: Scene, form: Form) -> None:
    move_clock(scene, float(form["seconds"]))


def _set(scene: Scene, form: Form) -> None:
    Standing.model_validate(form).hold(scene.controls)


def _rate(scene: Scene, form: Form) -> None:
    """One status of the error rates; a share of none ends it."""
    status, share = int(form["status"]), float(form["share"])
    others = {one: kept for one, kept in scene.controls.error_rates.items() if one != status}
    rates = {**others, status: share} if share else others
    Standing(error_rates=rates).hold(scene.controls)


def _choose(scene: Scene, form: Form) -> None:
    choose(scene, dict(form))


def _environment(form: Form) -> Environment:
    for one in ENVIRONMENTS:
        if one.id == form["environment"]:
            return one
    raise KeyError(form["environment"])


def _link(scene: Scene, form: Form) -> None:
    scene.services.links.change(_environment(form), is_linked=True)


def _unlink(scene: Scene, form: Form) -> None:
    scene.services.links.change(_environment(form), is_linked=False)


def _run_maps(scene: Scene, form: Form) -> None:
    one = _environment(form)
    scene.services.settle()
    run_all_maps(scene.services.book, one.id, scene.services.ground.worlds[one.id].solutions())


def _stop_map(scene: Scene, form: Form) -> None:
    stop_map(scene.services.book, _environment(form).id, form["map"])


def _end_trials(scene: Scene, form: Form) -> None:
    scene.services.hosting.end_trials(_environment(form).id)


def _allow(scene: Scene, form: Form) -> None:
    _organization(scene, form).attachments(form["ending"], are_allowed=True)


def _block(scene: Scene, form: Form) -> None:
    _organization(scene, form).attachments(form["ending"], are_allowed=False)


def _organization(scene: Scene, form: Form) -> Organization:
    return scene.organizations[_environment(form).host]


_ACTS: Mapping[str, Callable[[Scene, Form], None]] = {
    "expire-tokens": lambda scene, _: scene.directory.expire_tokens(),
    "revoke-grants": lambda scene, _: scene.directory.revoke_grants(),
    "fail": _fail,
    "lose-answers": _lose,
    "reset": _reset,
    "error-rate": _rate,
    "clock": _move_clock,
    "set": _set,
    "choose": _choose,
    "link": _link,
    "unlink": _unlink,
    "run-maps": _run_maps,
    "stop-map": _stop_map,
    "end-trials": _end_trials,
    "allow-attachments": _allow,
    "block-attachments": _block,
}

"""What can be done at the practice page: make things go wrong, and do by hand what people do."""

from collections.abc import Callable, Mapping

from app.practice.dataverse.organization import Organization
from app.practice.environments import ENVIRONMENTS, Environment
from app.practice.gateway.by_hand import run_all_maps, stop_map
from app.practice.scene import Scene

Form = Mapping[str, str]


def act(scene: Scene, action: str, form: Form) -> None:
    """Raises KeyError or ValueError for what is not on offer."""
    _ACTS[action](scene, form)


def _fail(scene: Scene, form: Form) -> None:
    status = int(form["status"])
    if not 400 <= status < 600:  # noqa: PLR2004 - the classes of HTTP errors
        raise ValueError(status)
    scene.controls.fail_next(status, *_which(form))


def _lose(scene: Scene, form: Form) -> None:
    scene.controls.lose_answers(*_which(form))


def _which(form: Form) -> tuple[int, str]:
    return int(form.get("times", "1")), form.get("path_contains", "")


def _move_clock(scene: Scene, form: Form) -> None:
    scene.clock.advance(float(form["seconds"]))
    scene.services.settle()


def _set(scene: Scene, form: Form) -> None:
    controls = scene.controls
    for name, value in form.items():
        match name:
            case "throttle_share":
                controls.throttle_share = min(1.0, max(0.0, float(value)))
            case "latency":
                controls.latency = min(60.0, max(0.0, float(value)))
            case "content_page_delay":
                controls.content_page_delay = min(600.0, max(0.0, float(value)))
            case "strict_refresh":
                controls.strict_refresh = value == "true"
            case "consent_required":
                controls.consent_required = value == "true"
            case "context_demanded":
                controls.context_demanded = value[:3]  # c1 to c99
            case _:
                raise KeyError(name)


def _choose(scene: Scene, form: Form) -> None:
    for name, value in form.items():
        scene.services.plot.choose(name, value)
    scene.services.ground.memory.keep()


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

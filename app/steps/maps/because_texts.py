"""Words for why the portal may be provisioned, and for what cannot be seen from here."""

from app.i18n import N_

BECAUSE = {
    "solutions_there": N_(
        "The solutions of dual-write are installed. That is all that Microsoft's page asks for when"
        " it provisions."
    ),
    "solutions_missing": N_("Without these solutions nothing is provisioned: %(names)s."),
    "solutions_unseen": N_(
        "Whether the solutions are installed could not be seen, and without them nothing is"
        " provisioned."
    ),
    "running": N_("the gateway says that %(map)s runs."),
    "enabled": N_(
        "Dataverse is set up to send what changes in %(map)s. That is so only while the map is on;"
        " it may be paused."
    ),
    "like_running": N_(
        "finance and operations gives %(map)s the same status as maps that are known to be on, and"
        " to none that is known to be off."
    ),
    "like_stopped": N_(
        "finance and operations gives %(map)s the same status as maps that are known to be off."
    ),
    "none_in_finance": N_(
        "finance and operations holds a configuration of other maps, and none of %(map)s."
    ),
    "attested": N_(
        "%(name)s said on %(day)s that %(map)s runs, and nothing that was seen contradicts it."
    ),
    "moving": N_("%(map)s is being started; the portal is not complete until it runs."),
    "still": N_(
        "%(map)s does not run. It can be started after provisioning; until then, the portal shows"
        " nothing new of it."
    ),
    "absent": N_(
        "%(map)s is not there. It can be added after provisioning; until then, the portal shows"
        " nothing of it."
    ),
    "unseen": N_(
        "whether %(map)s runs cannot be seen. If you see it run on the dual-write page, say so in"
        " its row."
    ),
}

UNSEEN = {
    "progress": (
        N_("How far an initial sync is, and its errors"),
        N_("On the dual-write page, open the map and the tab Initial sync details."),
    ),
    "paused": (
        N_("Whether a map is paused"),
        N_("In the list of maps on the dual-write page, in the column Status."),
    ),
    "brings_in": (
        N_("Whether a map runs that only brings data in, such as that of products"),
        N_(
            "In the same list. Or change a test product in finance and operations, and see whether"
            " the change arrives."
        ),
    ),
    "catch_up": (
        N_("Changes that failed after a pause"),
        N_(
            "On the dual-write page, open the map and the tab Catch-up errors; they are kept a day."
        ),
    ),
    "jobs": (
        N_("Whether a job in finance and operations stands still"),
        N_("In finance and operations, open Data management, Job history."),
    ),
}
"""What a token for Dataverse does not show, and where to look by hand."""

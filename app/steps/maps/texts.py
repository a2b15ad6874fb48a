from app.i18n import N_
from app.steps.maps import before_start_texts, environment_texts, vouched_texts
from app.steps.maps import ground_texts as ground
from app.web.words import Words

_ON_THE_PAGE = N_(
    "Open the dual-write page and start the map there. The page of the step Dual-write maps tells"
    " how."
)

TEXTS = {
    **vouched_texts.TEXTS,
    **environment_texts.TEXTS,
    **before_start_texts.TEXTS,
    "maps.never_checked": Words(
        N_("Dual-write has not been looked for here yet."),
        N_("Nothing is known about this environment, good or bad."),
        N_("Check now. The check only reads."),
    ),
    "maps.ready": ground.READY,
    "maps.ready_with_warnings": ground.READY_WITH_WARNINGS,
    "maps.not_ready": ground.NOT_READY,
    "maps.ready_not_known": ground.READY_NOT_KNOWN,
    "maps.core_installed": ground.CORE_INSTALLED,
    "maps.core_missing": ground.CORE_MISSING,
    "maps.core_not_seen": ground.CORE_NOT_SEEN,
    "maps.solution_installed": ground.SOLUTION_INSTALLED,
    "maps.solution_stood_in": ground.SOLUTION_STOOD_IN,
    "maps.solution_old": ground.SOLUTION_OLD,
    "maps.solution_missing": ground.SOLUTION_MISSING,
    "maps.solution_not_seen": ground.SOLUTION_NOT_SEEN,
    "maps.package_on_its_way": ground.PACKAGE_ON_ITS_WAY,
    "maps.package_failed": ground.PACKAGE_FAILED,
    "maps.linked": ground.LINKED,
    "maps.not_linked": ground.NOT_LINKED,
    "maps.linked_elsewhere": ground.LINKED_ELSEWHERE,
    "maps.link_not_seen": ground.LINK_NOT_SEEN,
    "maps.not_set_up": ground.NOT_SET_UP,
    "maps.companies": ground.COMPANIES,
    "maps.companies_none": ground.COMPANIES_NONE,
    "maps.companies_double": ground.COMPANIES_DOUBLE,
    "maps.companies_blank": ground.COMPANIES_BLANK,
    "maps.companies_many": ground.COMPANIES_MANY,
    "maps.companies_not_seen": ground.COMPANIES_NOT_SEEN,
    "maps.user": ground.USER,
    "maps.user_missing": ground.USER_MISSING,
    "maps.user_disabled": ground.USER_DISABLED,
    "maps.user_without_role": ground.USER_WITHOUT_ROLE,
    "maps.user_not_seen": ground.USER_NOT_SEEN,
    "maps.running": Words(N_("%(subject)s runs.")),
    "maps.enabled": Words(
        N_("%(subject)s is configured for live sync."),
        N_("Dataverse is set up to send its changes. A map that is paused can look the same."),
    ),
    "maps.syncing": Words(
        N_("%(subject)s copies what is there: its initial sync runs."),
        N_("It goes live by itself afterwards. Large tables take hours."),
        N_("Wait, or let the wizard watch."),
    ),
    "maps.resuming": Words(
        N_("%(subject)s catches up with what changed while it was paused."),
        N_("It goes live by itself afterwards."),
        N_("Wait, or let the wizard watch."),
    ),
    "maps.paused": Words(
        N_("%(subject)s is paused."),
        N_(
            "Changes wait in a queue, for seven days or one gigabyte; after that, saving is blocked"
            " in both systems."
        ),
        N_("Resume it on the dual-write page, and keep the queue."),
        ground.BOTH,
    ),
    "maps.stopped": Words(
        N_("%(subject)s does not run."),
        N_("Its rows are not exchanged. What changes now is not queued either."),
        _ON_THE_PAGE,
        ground.BOTH,
    ),
    "maps.not_applied": Words(
        N_("%(subject)s is in Dataverse, but not on the dual-write page."),
        N_("The solution that brings it was imported and not applied."),
        N_("Choose Apply solution on the dual-write page, one solution at a time."),
        ground.BOTH,
    ),
    "maps.absent": Words(
        N_("%(subject)s is not there."),
        N_("No installed solution brings this map."),
        N_("Install the missing solutions, then check again."),
        ground.ADMINISTRATOR,
    ),
    "maps.not_seen": Words(
        N_("Whether %(subject)s runs cannot be seen from Dataverse."),
        N_("No supported call tells the state of a map that only brings data in."),
        N_(
            "Look at the dual-write page. If the map runs there, say so in its row: your word is"
            " kept with your name."
        ),
        ground.BOTH,
    ),
    "maps.not_readable": Words(
        N_("Whether %(subject)s runs could not be seen."),
        N_("Dataverse did not let the signed-in account read what tells the state of its maps."),
        N_(
            "Ask for a security role that can read this, then check again. Or look at the"
            " dual-write page, and say in the row of the map that it runs."
        ),
        ground.ADMINISTRATOR,
        ask=ground.ASK_READ,
    ),
    "maps.claim_contradicted": Words(
        N_(
            "%(name)s said on %(day)s that %(subject)s was started, but a later look saw otherwise."
        ),
        N_("It may have stopped again, or another map was started."),
        N_("Look at the dual-write page, then check again or withdraw the statement."),
        ground.BOTH,
    ),
    "maps.two_families": Words(
        N_("Two maps for the same orders run: %(subject)s and %(other)s."),
        N_("They exclude each other: orders are written twice or fail."),
        N_("Stop one of the two families on the dual-write page. The wizard stops no map."),
        ground.BOTH,
    ),
    "maps.contacts_twice": Words(
        N_("%(subject)s runs beside the party model."),
        N_("With party and global address book, contacts come through another map."),
        N_("Stop it on the dual-write page and run Contacts V2 (msdyn_contactforparties)."),
        ground.BOTH,
    ),
    "maps.prerequisites_absent": Words(
        N_("Maps that the five stand on are missing: %(subject)s."),
        N_("A row that points to something missing fails."),
        N_("Install or apply the solutions that bring them."),
        ground.BOTH,
    ),
    "maps.nothing_arrived": Words(
        N_("%(subject)s runs, but no row of it is in Dataverse."),
        N_("It was started without an initial sync, or the rows have no company."),
        N_("Look at the initial sync on the dual-write page."),
        ground.BOTH,
    ),
    "maps.accounts_homeless": Words(
        N_("Accounts without a company: %(subject)s."),
        N_("A row without a company never reaches finance and operations."),
        N_("Fill in the company. It cannot be changed once it is saved."),
        ground.ADMINISTRATOR,
    ),
}

REASONS = {
    "not_in_catalogue": N_("Dataverse holds no such map."),
    "name_is_shared": N_("Several maps share this name, so no state was given to any of them."),
    "configured": N_("Dataverse has an active run-time configuration for it."),
    "configured_not_readable": N_("The run-time configurations could not be read."),
    "catalogue_not_readable": N_("The catalogue of maps could not be read."),
    "direction_not_read": N_("Which way this map copies could not be read."),
    "not_configured": N_("It copies both ways, and Dataverse has no active configuration for it."),
    "only_brings_in": N_("It only brings data in, which leaves no trace in Dataverse."),
    "claimed": N_("Said with the button on this page."),
    "not_asked": N_("Expert mode is off, or holds no token of yours."),
    "empty": N_("The gateway answered with an empty list, which proves nothing."),
    "not_told": N_("Dataverse did not say."),
    "not_offered": N_("The list does not offer this package."),
    "word_not_known": N_("Microsoft's word for its state is not known to this version."),
    "or_more": N_("Dataverse counts no further than this."),
    "writer_not_seen": N_("The application user was not seen."),
    "never": N_("No row of theirs was found."),
    "core_solution": N_("The core solution is listed, though its table could not be asked for."),
    "package_state": N_("The list of packages says so, though Dataverse could not be asked."),
    "no_such_column": N_("The table shows no column for this."),
    "graph_not_asked": N_("Microsoft Graph was not asked: it needs a consent of its own."),
    "similar_set": N_("Counted in a public set over the same rows."),
    "a_day_old": N_("Dataverse's own count, up to a day old."),
    "too_many_currencies": N_("There are price lists in more currencies than can be compared."),
    "finance_consent": N_("Microsoft asks for a consent to finance and operations first."),
    "set_not_offered": N_("Finance and operations offers no such data."),
    "finance_like_running": N_(
        "Finance and operations gives it the same status as maps that are known to be on."
    ),
    "finance_like_stopped": N_(
        "Finance and operations gives it the same status as maps that are known to be off."
    ),
    "finance_holds_none": N_("Finance and operations holds no configuration of it."),
    "finance_not_told": N_(
        "Finance and operations holds a configuration of it, but what its status means is not"
        " known."
    ),
}
"""Why a fact is no surer. Other reasons are Microsoft's own words."""

NEEDS = {
    "accounts": N_("Accounts"),
    "contacts": N_("Contacts"),
    "products": N_("Products"),
    "order_headers": N_("Sales order headers"),
    "order_lines": N_("Sales order lines"),
}

COUNTS = {
    "accounts": N_("Accounts with a company"),
    "accounts_without_company": N_("Accounts without a company"),
    "contacts": N_("Contacts with a company"),
    "products": N_("Products with a number from finance and operations"),
    "order_headers": N_("Orders with a number from finance and operations"),
    "order_lines": N_("Order lines"),
}

BASES = {
    "lookup": N_("a column points to its rows"),
    "order": N_("by the order in which Microsoft starts them"),
    "beside": N_("recommended beside it"),
    "circle": N_("points to it, too: a second initial sync may be needed"),
}
"""How it is known that a map goes before another."""

UNDECIDED = {
    "party_not_known": N_(
        "Whether party and global address book is installed could not be seen, so both ways for"
        " contacts are shown. With it, Contacts V2 (msdyn_contactforparties) runs and CDS Contacts"
        " V2 stands still; without it, the other way round."
    ),
    "family_not_known": N_(
        "There are two families of order maps, and neither is seen to run, so both are shown. Only"
        " one of them may run: the CDS maps, or those named Dynamics 365 Sales (Supply Chain"
        " solution 2.3.4.203 or later)."
    ),
}
"""Why two branches of the tree are shown."""

STATES = {
    "running": ("ok", "checkmark_circle", N_("Running")),
    "enabled": ("ok", "checkmark_circle", N_("Configured for live sync")),
    "syncing": ("working", "", N_("Initializing")),
    "resuming": ("working", "", N_("Resuming")),
    "paused": ("decide", "pause", N_("Paused")),
    "stopped": ("bad", "error_circle", N_("Not running")),
    "not_applied": ("bad", "error_circle", N_("Not applied")),
    "absent": ("bad", "error_circle", N_("Not installed")),
    "": ("unseen", "question_circle", N_("Cannot be seen")),
}
"""Microsoft's own words for the states of a map, where it has one: look, icon, word."""

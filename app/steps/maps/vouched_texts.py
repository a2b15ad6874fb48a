"""Words for what no call shows: so it is, so it is not, and nobody has said so yet."""

from typing import NamedTuple

from app.i18n import N_
from app.steps.maps.ground_texts import (
    ADMINISTRATOR,
    BOTH,
    FINANCE,
    LICENCES,
    LINKER,
    TENANT,
)
from app.steps.maps.requirements import R
from app.web.words import Words


class Answer(NamedTuple):
    met: Words
    denied: Words
    unsaid: Words


def _answer(says: tuple[str, str, str], means: str, do: str, who: str) -> Answer:
    """`says`: that it is so, that it is not, and that nobody has said."""
    met, denied, unsaid = says
    return Answer(Words(met), Words(denied, means, do, who), Words(unsaid, means, do, who))


ANSWERS = {
    R.FINANCE_VERSION: _answer(
        (
            N_("Finance and operations is new enough for dual-write."),
            N_("Finance and operations is too old for dual-write."),
            N_("No call shows the version of finance and operations."),
        ),
        N_(
            "Dual-write needs 10.0.9 with platform update 33. Since 10.0.30, environments are"
            " linked in the Power Platform admin center only."
        ),
        N_("Look under Help, About in finance and operations. If it is older, update it first."),
        FINANCE,
    ),
    R.REGION: _answer(
        (
            N_("Both environments are in the same region."),
            N_("The two environments are in different regions."),
            N_("The addresses do not show whether both environments are in the same region."),
        ),
        N_("Microsoft supports dual-write between environments of one region."),
        N_("Compare the region of this environment in the admin center with that of the other."),
        ADMINISTRATOR,
    ),
    R.TRIAL: _answer(
        (
            N_("Neither environment is a trial."),
            N_("One of the two environments is a trial."),
            N_("Whether one of the two environments is a trial could not be seen."),
        ),
        N_("Dual-write does not work with a trial of finance and operations."),
        N_("Look at the type of the environments in the Power Platform admin center."),
        FINANCE,
    ),
    R.APPLICATIONS: _answer(
        (
            N_("Finance and operations lists both applications of dual-write."),
            N_("Finance and operations does not list both applications of dual-write."),
            N_("No call shows which applications finance and operations lists."),
        ),
        N_("Without them, what Dataverse sends is refused."),
        N_(
            "Look in Microsoft Entra applications for 33976c19-1db5-4c02-810e-c243db79efde and"
            " 2e49aa60-1bd3-43b6-8ab6-03ada3d9f08b. Add what is missing, with the user DtAppID."
        ),
        FINANCE,
    ),
    R.CONSENT: _answer(
        (
            N_("An administrator of the tenant has agreed to both applications of dual-write."),
            N_("Nobody has agreed yet to the applications of dual-write."),
            N_("Whether the tenant has agreed to the applications of dual-write was not seen."),
        ),
        N_("Without it, the dual-write page answers 404."),
        N_(
            "Let the wizard ask Microsoft Graph, or open the page of consent and agree once for"
            " each application."
        ),
        TENANT,
    ),
    R.ENTITIES: _answer(
        (
            N_("The list of data entities is fresh, and the data management service runs."),
            N_("The list of data entities is stale, or the data management service stands still."),
            N_("No call shows the list of data entities or the data management service."),
        ),
        N_("Maps miss columns with a stale list, and an initial sync waits for hours."),
        N_(
            "In the workspace Data management, refresh the entity list under Framework parameters,"
            " and see that jobs there come to an end."
        ),
        FINANCE,
    ),
    R.LINKER: _answer(
        (
            N_("Whoever links has the roles and the licence for it."),
            N_("Whoever links lacks a role or the licence for it."),
            N_("Nobody has said yet whether the person who links has the roles and the licence."),
        ),
        N_("Without a Power Apps licence two connections fail, and linking ends in 403."),
        N_(
            "It takes the role System administrator in both environments, an administrator of the"
            " tenant, and a Power Apps licence."
        ),
        LINKER,
    ),
    R.EDITORS: _answer(
        (
            N_("Those who change maps have the roles for it in both environments."),
            N_("Those who change maps lack roles in one of the environments."),
            N_("Nobody has said yet whether those who change maps have the roles for it."),
        ),
        N_("A map that is new here can be added only by the person who linked the environments."),
        N_(
            "It takes System customizer or System administrator here, and System administrator of"
            " finance and operations."
        ),
        BOTH,
    ),
    R.LICENCES: _answer(
        (
            N_("The people who write the synced tables have licences that cover them."),
            N_("Some people who write the synced tables have no licence that covers them."),
            N_("No call shows whether the people are licensed for the tables that they write."),
        ),
        N_("Dual-write has no licence of its own. The step Licensing looks at what was bought."),
        N_(
            "Look in the Power Platform admin center, under Licenses, who needs which licence, and"
            " compare with Microsoft's licensing guide."
        ),
        LICENCES,
    ),
    R.SHARING: _answer(
        (
            N_("No table of the maps is shared across companies."),
            N_("Tables of the maps are shared across companies."),
            N_("No call shows whether tables of the maps are shared across companies."),
        ),
        N_("A map of a shared table does not start: error DIPV1002."),
        N_(
            "In finance and operations, look at Configure cross-company data sharing, and switch it"
            " off for customers, products and orders."
        ),
        FINANCE,
    ),
    R.SEQUENCES: _answer(
        (
            N_("Orders and customers are numbered differently on both sides."),
            N_("Orders or customers can get the same number on both sides."),
            N_("Nobody has said yet whether both sides number orders and customers differently."),
        ),
        N_("Two rows with the same number are taken for one, and the second one is refused."),
        N_("Give the number sequences on one side a prefix of their own."),
        FINANCE,
    ),
}

TEXTS = {
    "maps.finance_version": ANSWERS[R.FINANCE_VERSION].met,
    "maps.finance_version_denied": ANSWERS[R.FINANCE_VERSION].denied,
    "maps.finance_version_unsaid": ANSWERS[R.FINANCE_VERSION].unsaid,
    "maps.region_said": ANSWERS[R.REGION].met,
    "maps.region_denied": ANSWERS[R.REGION].denied,
    "maps.region_unsaid": ANSWERS[R.REGION].unsaid,
    "maps.no_trial_said": ANSWERS[R.TRIAL].met,
    "maps.trial_said": ANSWERS[R.TRIAL].denied,
    "maps.trial_unsaid": ANSWERS[R.TRIAL].unsaid,
    "maps.applications": ANSWERS[R.APPLICATIONS].met,
    "maps.applications_denied": ANSWERS[R.APPLICATIONS].denied,
    "maps.applications_unsaid": ANSWERS[R.APPLICATIONS].unsaid,
    "maps.consent": ANSWERS[R.CONSENT].met,
    "maps.consent_denied": ANSWERS[R.CONSENT].denied,
    "maps.consent_unsaid": ANSWERS[R.CONSENT].unsaid,
    "maps.entities": ANSWERS[R.ENTITIES].met,
    "maps.entities_denied": ANSWERS[R.ENTITIES].denied,
    "maps.entities_unsaid": ANSWERS[R.ENTITIES].unsaid,
    "maps.linker": ANSWERS[R.LINKER].met,
    "maps.linker_denied": ANSWERS[R.LINKER].denied,
    "maps.linker_unsaid": ANSWERS[R.LINKER].unsaid,
    "maps.editors": ANSWERS[R.EDITORS].met,
    "maps.editors_denied": ANSWERS[R.EDITORS].denied,
    "maps.editors_unsaid": ANSWERS[R.EDITORS].unsaid,
    "maps.licences": ANSWERS[R.LICENCES].met,
    "maps.licences_denied": ANSWERS[R.LICENCES].denied,
    "maps.licences_unsaid": ANSWERS[R.LICENCES].unsaid,
    "maps.sharing": ANSWERS[R.SHARING].met,
    "maps.sharing_denied": ANSWERS[R.SHARING].denied,
    "maps.sharing_unsaid": ANSWERS[R.SHARING].unsaid,
    "maps.sequences": ANSWERS[R.SEQUENCES].met,
    "maps.sequences_denied": ANSWERS[R.SEQUENCES].denied,
    "maps.sequences_unsaid": ANSWERS[R.SEQUENCES].unsaid,
}

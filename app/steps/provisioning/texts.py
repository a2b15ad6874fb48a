from app.i18n import N_
from app.web.words import Words

TEXTS = {
    "provisioning.never_checked": Words(
        N_("This version does not look for the portal and does not provision it."),
        N_("Nothing is known about it, good or bad."),
        N_("Provision the template Customer Portal in Power Pages, under Dynamics 365 templates."),
        N_("System administrator of this environment"),
        "https://make.powerpages.microsoft.com",
    ),
}

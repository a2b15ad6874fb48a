from app.i18n import N_
from app.web.words import Words

TEXTS = {
    "licensing.never_checked": Words(
        N_("Licences are not checked by this version."),
        N_("Nothing is known about them, good or bad."),
        N_("Look at the licences page of the Power Platform admin center."),
        N_("Power Platform administrator or Dynamics 365 administrator"),
        "https://admin.powerplatform.microsoft.com/billing/licenses",
    ),
}

"""A site as the list and the single call show it."""

from datetime import datetime

from app.practice.environments import Environment
from app.practice.people import PEOPLE, TENANT_ID
from app.practice.plot import Answers, Plot
from app.practice.websites.hosting import Website


def shown(site: Website, one: Environment, now: datetime, plot: Plot) -> dict[str, object]:
    status, package = site.progress(now)
    trial, deleting = site.days_left(now)
    body: dict[str, object] = {
        "id": site.id,
        "name": site.name,
        "createdOn": site.asked.strftime("%Y-%m-%dT%H:%M:%S"),
        "templateName": site.template,
        "websiteUrl": f"https://{site.subdomain}.powerappsportals.com",
        "subdomain": site.subdomain,
        "tenantId": TENANT_ID,
        "environmentId": one.id,
        "environmentName": one.name,
        "dataverseInstanceUrl": f"https://{one.host}/",
        "dataverseOrganizationId": one.organization_id,
        "websiteRecordId": site.record_id or None,
        "selectedBaseLanguage": site.language,
        "customHostNames": [],
        "type": "Production" if site.is_production(now) else "Trial",
        "trialExpiringInDays": trial,
        "suspendedWebsiteDeletingInDays": deleting,
        "packageInstallStatus": package,
        "packageVersion": "9.6.9.39" if package == "Installed" else None,
        "status": status,
        "siteVisibility": site.visibility,
        "isEarlyUpgradeEnabled": False,
        "isCustomErrorEnabled": True,
        "applicationUserAadAppId": None,
        "ownerId": PEOPLE[0].oid,
        "dataModel": site.data_model,
    }
    if plot.answers is Answers.ODD:
        body.update(status="OperationPondered", siteVisibility=None, customHostNames=None)
    return body

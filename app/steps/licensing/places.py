"""Who can help with licences, and on which of Microsoft's pages."""

from app.i18n import N_

TENANT_ADMIN = N_("Power Platform administrator or Dynamics 365 administrator")
ASK_LOOK = N_("Please look at it, and tell us what you see.")
BILLING_ADMIN = N_("Billing administrator of the tenant")
LICENCES = "https://admin.powerplatform.microsoft.com/billing/licenses"
PRODUCTS = "https://admin.microsoft.com/Adminportal/Home#/subscriptions"
SITES = "https://admin.powerplatform.microsoft.com/environments"

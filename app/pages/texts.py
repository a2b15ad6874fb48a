from app.access.refusal import Reason
from app.i18n import N_
from app.microsoft.address import AddressProblem
from app.web.words import Words

SIGN_IN_REFUSED = {
    Reason.TOO_MANY: Words(
        N_("Too many sign-ins are under way."),
        N_("This server takes no more of them for a moment, to protect itself."),
        N_("Try again in ten minutes."),
    ),
    Reason.NO_FLOW: Words(
        N_("This sign-in does not belong to this browser, or was used already."),
        N_("A sign-in works once, in the browser that began it."),
        N_("Start again from here."),
    ),
    Reason.EXPIRED: Words(
        N_("This sign-in took longer than ten minutes."),
        N_("It is void now. Nothing was lost."),
        N_("Start again."),
    ),
    Reason.NOT_THIS_FLOW: Words(
        N_("Microsoft's answer does not belong to this sign-in."),
        N_("It was not used."),
        N_("Start again from here."),
    ),
    Reason.WRONG_ISSUER: Words(
        N_("The answer does not come from the Microsoft Entra tenant that was asked."),
        N_("It was not used."),
        N_("Start again. If it happens again, tell whoever runs this server."),
    ),
    Reason.DECLINED: Words(
        N_("Microsoft did not let you in."),
        N_("You declined, or a rule of your organization forbids it."),
        N_("Start again, or show the words below to your administrator."),
        N_("Cloud application administrator"),
    ),
    Reason.REFUSED: Words(
        N_("Microsoft refused the sign-in."),
        N_("Its own words are below."),
        N_("Show them to the administrator of your organization."),
        N_("Cloud application administrator"),
    ),
    Reason.BAD_TOKEN: Words(
        N_("Microsoft's answer could not be verified."),
        N_("Who you are was not taken on trust, so you are not signed in."),
        N_("Start again. If it happens again, tell whoever runs this server."),
    ),
    Reason.FOREIGN_TENANT: Words(
        N_("Your account belongs to an organization that may not use this wizard."),
        N_("Only the tenants that its administrator has named may sign in."),
        N_("Choose another account, or ask for your tenant to be added."),
        N_("Whoever runs this server"),
    ),
    Reason.NO_ROLE: Words(
        N_("Your account has no role in this wizard."),
        N_("Somebody must say what you may do here before you can sign in."),
        N_("Ask to be assigned Wizard.Reader, Wizard.Operator or Wizard.Admin."),
        N_("Whoever manages this enterprise application in Microsoft Entra"),
    ),
}

ADDRESS_REFUSED = {
    AddressProblem.EMPTY: N_("Enter the address of the environment."),
    AddressProblem.TOO_LONG: N_("This is too long for an address. Copy only the first part."),
    AddressProblem.NOT_AN_ADDRESS: N_(
        "This is no web address. Enter one like https://contoso.crm4.dynamics.com"
    ),
    AddressProblem.NOT_HTTPS: N_("The address begins with https://"),
    AddressProblem.HAS_USER: N_("Leave out the part before the @ sign."),
    AddressProblem.HAS_PORT: N_("Leave out the port number after the colon."),
    AddressProblem.IS_IP: N_("Enter the name of the environment, not a number."),
    AddressProblem.NOT_PLAIN_LETTERS: N_(
        "The name of an environment has only the letters a to z, digits and hyphens."
    ),
    AddressProblem.OTHER_CLOUD: N_(
        "This address belongs to another Microsoft cloud than the one this server is set up for."
    ),
    AddressProblem.NOT_DATAVERSE: N_(
        "This is not the address of an environment. It ends in dynamics.com, as in"
        " https://contoso.crm4.dynamics.com"
    ),
}

NOT_ADDED = {
    "forbidden": N_(
        "Dataverse does not let your account in. Ask a system administrator of that environment"
        " to add you as a user."
    ),
    "not_there": N_("No environment answers at this address. Check it for a slip."),
    "unavailable": N_(
        "No answer from this address. It may be misspelt, or Microsoft may be busy: check it, then"
        " try again."
    ),
    "sign_in_needed": N_(
        "Microsoft asks you to sign in again before it lets you into this environment."
    ),
    "other": N_("Microsoft refused the request. Its own words are below."),
    "other_organization": N_(
        "Another organization answers at this address than the one in your list. Nothing was"
        " added; ask your administrator before going on."
    ),
}

RUNS = {
    "licensing.look": N_("Check of the licences"),
    "maps.look": N_("Check of dual-write"),
    "maps.watch": N_("Watching dual-write"),
    "maps.install": N_("Installing dual-write packages"),
    "maps.start": N_("Starting table maps"),
    "provisioning.look": N_("Look for the portal"),
    "provisioning.create": N_("Provisioning the portal"),
    "provisioning.baseline": N_("Keeping the untouched template"),
    "provisioning.watch": N_("Watching for a portal made by hand"),
    "update.look": N_("Check of the site"),
    "update.read": N_("Reading site and template"),
    "update.apply": N_("Applying a merge to the site"),
    "update.restore": N_("Restoring the site"),
    "update.restore_look": N_("Look at the site before a restore"),
}
"""What a run is called where it is shown."""

DEEDS = {
    "environments.add": N_("%(name)s added the environment to the wizard."),
    "environments.remove": N_("%(name)s removed the environment from the wizard."),
    "environments.put_back": N_("%(name)s put the environment back."),
    "overview.look": N_("%(name)s asked for a look at all four steps."),
    "licensing.look": N_("%(name)s asked for a check of the licences."),
    "licensing.state": N_("%(name)s stated something about the licences."),
    "licensing.users": N_("%(name)s said how many people will use the portal."),
    "licensing.withdraw": N_("%(name)s withdrew a statement about the licences."),
    "requests.asked": N_("%(name)s asked somebody for help."),
    "requests.end": N_("%(name)s ended the waiting for somebody."),
    "links.create": N_("%(name)s made a one-time link for a colleague."),
    "links.revoke": N_("%(name)s revoked a one-time link."),
    "links.open": N_("A one-time link was opened."),
    "links.answer": N_("%(name)s answered through a one-time link. Who that is was not verified."),
    "links.refused": N_("A one-time link was tried that works no longer."),
    "statements.state": N_("%(name)s stated something that no check can show."),
    "statements.renew": N_("%(name)s said again that something is still so."),
    "statements.withdraw": N_("%(name)s withdrew a statement."),
    "maps.look": N_("%(name)s asked for a check of dual-write."),
    "update.look": N_("%(name)s asked for a check of the site."),
    "update.read": N_("%(name)s asked for site and template to be read."),
    "update.download_file": N_("%(name)s downloaded a site that is kept here."),
    "runs.stop": N_("%(name)s stopped a run."),
    "runs.resume": N_("%(name)s let a run go on."),
    "runs.take_over": N_("%(name)s took a run over."),
    "provisioning.look": N_("%(name)s asked for a look for the portal."),
    "provisioning.create": N_("%(name)s provisioned the portal."),
    "provisioning.watch": N_("%(name)s let the wizard watch for a portal made by hand."),
    "provisioning.baseline": N_("%(name)s had the untouched template kept."),
    "maps.watch": N_("%(name)s let the wizard watch dual-write."),
    "maps.finance_on": N_("%(name)s had finance and operations asked, too."),
    "maps.finance_off": N_("%(name)s had finance and operations asked no more."),
    "maps.stop": N_("%(name)s stopped a run about dual-write."),
    "maps.resume": N_("%(name)s let a run about dual-write go on."),
    "maps.claim": N_("%(name)s said that a table map was started in Microsoft's page."),
    "maps.withdraw": N_("%(name)s withdrew a statement about dual-write."),
    "maps.install": N_("%(name)s let dual-write packages be installed."),
    "maps.start": N_("%(name)s let table maps be started."),
    "maps.enable": N_("%(name)s switched expert mode of dual-write on."),
    "maps.disable": N_("%(name)s switched expert mode of dual-write off."),
    "maps.paste": N_("%(name)s pasted a token of the dual-write page."),
    "maps.forget": N_("%(name)s let the token of the dual-write page be forgotten."),
    "update.merge": N_("%(name)s began a merge."),
    "update.decide": N_("%(name)s decided conflicts: %(times)s."),
    "update.bulk_decide": N_("%(name)s decided many conflicts at once."),
    "update.undo_all_now": N_("%(name)s took all decisions of a merge back."),
    "update.bring_back": N_("%(name)s brought decisions back as they were before."),
    "update.hand_in": N_("%(name)s handed in files of decisions: %(times)s."),
    "update.take_decisions": N_("%(name)s took decisions from a file."),
    "update.reveal": N_("%(name)s looked at secrets of a site: %(times)s."),
    "update.download": N_("%(name)s downloaded the merged export."),
    "update.take_back": N_("%(name)s took decisions back: %(times)s."),
    "update.apply": N_("%(name)s applied a merge to the site."),
    "update.restore_look": N_("%(name)s looked at what a restore would do."),
    "update.restore": N_("%(name)s restored the site."),
}

CHANGES = {
    "maps.solution gone": N_("The solution %(subject)s (%(before)s) is not there any more."),
    "maps.solution changed": N_("The solution %(subject)s went from %(before)s to %(now)s."),
    "maps.map_version changed": N_("The table map %(subject)s went from %(before)s to %(now)s."),
    "maps.company new": N_("The company %(subject)s was added to dual-write."),
    "maps.company gone": N_("The company %(subject)s is not in dual-write any more."),
    "maps.link changed": N_("The environment was linked to %(before)s and is linked to %(now)s."),
    "maps.link gone": N_("The environment was linked to %(before)s and is not linked any more."),
    "provisioning.site gone": N_("The Customer portal %(subject)s is not there any more."),
    "provisioning.site changed": N_(
        "The Customer portal %(subject)s was %(before)s and is %(now)s."
    ),
    "provisioning.version changed": N_(
        "The package of %(subject)s went from %(before)s to %(now)s."
    ),
    "provisioning.sight changed": N_("%(subject)s was %(before)s and is %(now)s to visitors."),
    "licensing.licences changed": N_("%(subject)s: %(before)s licences then, %(now)s now."),
    "licensing.capacity changed": N_(
        "Capacity assigned here (%(subject)s): %(before)s then, %(now)s now."
    ),
    "licensing.policy changed": N_("The billing policy was %(before)s and is %(now)s."),
    "licensing.policy new": N_("A billing policy was linked to the environment: %(now)s."),
    "licensing.policy gone": N_("The billing policy is not linked to the environment any more."),
}
"""What is not as it was, by kind and what became of it; what has no words here is not told."""

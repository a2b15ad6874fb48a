"""What the tests of applying and restoring share: a reviewed merge of sites that were read."""

ENVIRONMENT, SITE = "contoso-uat.crm4.dynamics.com", "contoso-uat"
SETTING = "Orders/DefaultPageSize"


def allow(tenant, ending: str) -> None:
    """As an administrator does in the organization's settings."""
    [row] = tenant.scene.organizations[ENVIRONMENT].rows("organization")
    kept = [one for one in row["blockedattachments"].split(";") if one != ending]
    _put(tenant, "organization", {**row, "blockedattachments": ";".join(kept)})


def edit_setting(tenant, value: str) -> None:
    """As somebody does by hand, beside the wizard."""
    rows = tenant.scene.organizations[ENVIRONMENT].rows("adx_sitesetting")
    row = next(row for row in rows if row["adx_name"] == SETTING)
    _put(tenant, "adx_sitesetting", {**row, "adx_value": value})


def setting(tenant) -> str:
    rows = tenant.scene.organizations[ENVIRONMENT].rows("adx_sitesetting")
    return next(row["adx_value"] for row in rows if row["adx_name"] == SETTING)


def _put(tenant, table: str, row) -> None:
    tenant.scene.organizations[ENVIRONMENT].store.put(table, row)


async def decide_each(person, review: str, **answer: str) -> None:
    """The same answer to every question, until none is open."""
    while await decide_next(person, review, **answer):
        pass


async def decide_next(person, review: str, **answer: str) -> bool:
    """Answer the first question that is open. False when none is."""
    await person.get(f"{review}?show=open")
    links = person.soup().select("ul.tasks a.row")
    opened = [link["href"] for link in links if "/conflicts/" in link["href"]]
    if not opened:
        return False
    await person.get(opened[0])
    seen = person.soup().select_one("form[action$=decide] input[name=seen]")["value"]
    decided = await person.post(f"{opened[0]}/decide", seen=seen, **answer)
    assert decided.status_code == 200, decided.text
    return True


def hidden(form) -> dict[str, str]:
    """What a form sends by itself, but for what every form of ours carries."""
    fields = {i["name"]: i["value"] for i in form.select("input[type=hidden]")}
    return {name: value for name, value in fields.items() if name not in ("csrf", "from_page")}


async def approve(person, page: str) -> str:
    """Send the form of a check page as it is. Gives the path of the run."""
    form = person.soup().select_one(f"form[action$={page}]")
    await person.post(form["action"], **hidden(form))
    return person.path()

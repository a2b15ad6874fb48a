from app.steps.update.texts import ROLES
from app.store.site_tables import BACKUP, BASELINE, RETIRED, SITE, TEMPLATE


def test_every_purpose_of_a_kept_site_has_words():
    assert ROLES.keys() == {BASELINE, SITE, TEMPLATE, BACKUP, RETIRED}

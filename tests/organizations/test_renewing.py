"""An upgrade makes organizations findable that an earlier version stored."""

from sqlalchemy import update

from tests.builders import organizations
from vendor_risk.cli import upgrade
from vendor_risk.database import db
from vendor_risk.organizations.actions import renew_derived
from vendor_risk.organizations.models import Organization


def test_search_texts_of_an_old_database_are_renewed_once(app, group, monkeypatch):
    monkeypatch.setattr("vendor_risk.database.upgrade_tables", lambda: None)  # the tables are those of this version
    vendor = organizations.vendor("Müller Logistik", group.a, name_kana="ミュラー")
    renew_derived()
    db.session.commit()
    db.session.expire_all()
    made, touched = vendor.search_text, vendor.updated_at
    db.session.execute(update(Organization.__table__).values(search_text="müller", sort_name=""))
    db.session.commit()
    answer = app.test_cli_runner().invoke(upgrade)
    assert answer.exit_code == 0, answer.output
    assert "findable" in answer.output
    db.session.expire_all()
    found = db.session.get_one(Organization, vendor.id)
    assert (found.search_text, found.updated_at) == (made, touched)
    assert "mueller" in found.search_text
    assert found.sort_name
    assert "findable" not in app.test_cli_runner().invoke(upgrade).output
    assert renew_derived() == 0

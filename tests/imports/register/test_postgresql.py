"""The register on PostgreSQL: the same import, the same pages, the same answers."""

import pytest

from tests.builders import accounts
from tests.builders.applications import Client, make_config
from tests.imports.register.registers import ENGAGEMENT, FULL, exported, imported, plan_of
from vendor_risk.app import create_app
from vendor_risk.database import db, writing
from vendor_risk.formats.register.workbook import write_workbook
from vendor_risk.imports.register.words import vocabularies
from vendor_risk.organizations.models import Organization
from vendor_risk.permissions import Role
from vendor_risk.supply_chain.actions import rebuild_reach

PAGES = (
    "/organizations/vendors?q=一番&depth=1&category=other&tier=T1&company={works}",
    "/organizations/vendors?sort=depth&dir=desc",
    "/organizations/vendors?sort=risk&depth=4",
    "/organizations/companies",
    "/organizations/{vendor}",
    "/engagements/?q=host&sort=end&ending=1",
    "/supply_chain/?q=parts&sort=buyer&older_than=180",
    "/supply_chain/chain/{vendor}",
    "/imports/register/export.xlsx",
)


@pytest.mark.postgresql
def test_on_postgresql_a_register_is_imported_shown_and_exported(tmp_path, postgresql):
    application = create_app(make_config(tmp_path, database_url=postgresql))
    application.test_client_class = Client
    with application.app_context(), writing():
        db.create_all()
        imported(FULL)
        assert plan_of(write_workbook(exported(), vocabularies())).changes == 0
        imported({"engagements": [ENGAGEMENT | {"data_class": "highly_confidential"}]})
        db.session.expire_all()
        assert rebuild_reach() == 0
        ids = {row.code: row.id for row in db.session.query(Organization)}
        vendor = db.session.get(Organization, ids["P-1"])
        assert (vendor.tier, vendor.home_company_id) == ("T1", ids["C-2"])
        user = accounts.person(Role.PROCUREMENT, db.session.get(Organization, ids["C-1"]))
        client = application.test_client()
        with client.session_transaction() as session:
            session |= {"_user_id": user.fs_uniquifier, "_fresh": True, "fs_cc": "set"}
        for page in PAGES:
            address = page.format(works=ids["C-2"], vendor=ids["P-1"])
            assert client.get(address).status_code == 200, address
        db.session.remove()
        db.engine.dispose()

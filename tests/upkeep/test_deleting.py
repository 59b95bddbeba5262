"""Deleting vendors and engagements: only while nothing that must be kept hangs on them; otherwise it says what."""

import re

import pytest
import sqlalchemy as sa

from tests.builders import accounts, flows, organizations
from tests.builders.chains import GOOD, engagement, link
from tests.builders.forms import post
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import Base, db, now
from vendor_risk.engagements.models import Engagement
from vendor_risk.organizations.models import Contact, Organization, Reach
from vendor_risk.permissions import Role
from vendor_risk.supply_chain import history_actions
from vendor_risk.supply_chain.actions import rebuild_reach
from vendor_risk.supply_chain.models import SupplyLink, SupplyLinkVersion
from vendor_risk.upkeep import hanging_queries, words


@pytest.fixture
def mistake(group):
    """A vendor registered by mistake: with a contact, an engagement, a supplier and the history of all that."""
    vendor = organizations.vendor("Typo", group.a)
    engagement(group.a, vendor)
    link(vendor, organizations.vendor("Deep", group.a))
    history_actions.note(at=now(), actor="x")
    rebuild_reach()
    db.session.commit()
    return group, vendor


def naming(vendor_id):
    """Rows of any table that name this organization, by column."""
    found = {}
    for table, column in hanging_queries.naming_columns():
        number = db.session.scalar(sa.select(sa.func.count()).select_from(table).where(column == vendor_id))
        if number:
            found[f"{table.name}.{column.name}"] = number
    return found


def test_a_vendor_on_which_nothing_hangs_goes_with_all_that_goes_along(mistake, sign_in):
    group, vendor = mistake
    number, client = vendor.id, sign_in(group.owner)
    page = re.sub(r"\s+", " ", client.get(f"/upkeep/vendors/{number}/delete").text)
    assert "Contacts: 1, engagements: 1, other supplier relationships: 1" in page
    assert set(naming(number)) >= {"contact.organization_id", "engagement.supplier_id", "supply_link_version.buyer_id"}
    answer = post(client, "/upkeep/vendors/delete", {"ids": number}, follow_redirects=True)
    assert "1 vendor deleted." in answer.text
    db.session.expire_all()
    assert db.session.get(Organization, number) is None
    assert naming(number) == {}
    for model in (Contact, Engagement, SupplyLink, SupplyLinkVersion, Reach):
        assert db.session.query(model).count() == {Contact: 1, Reach: 3}.get(model, 0), model
    event = db.session.query(AuditEvent).filter_by(action="upkeep.delete_vendor").one()
    assert event.details["name"] == "Typo"
    assert event.details["engagements"] == 1


def test_answers_and_results_keep_a_vendor_and_ending_is_offered(mistake, sign_in):
    group, vendor = mistake
    flows.accepted(flows.issued(vendor, group.a, flows.version()), GOOD, now())
    db.session.commit()
    client = sign_in(group.owner)
    page = client.get(f"/upkeep/vendors/{vendor.id}/delete").text
    assert "None of the selected vendors can be deleted." in page
    assert "Assessments and their answers: 1" in page
    assert "Results: 1" in page
    assert "Set 1 vendor to “Ended” instead…" in page
    asked = post(client, "/upkeep/vendors", {"do": "end", "vendor": vendor.id}).text
    assert "None of the selected" not in asked
    assert post(client, "/upkeep/vendors/delete", {"ids": vendor.id}).status_code == 409
    db.session.expire_all()
    assert db.session.get(Organization, vendor.id) is vendor
    assert db.session.query(Contact).filter_by(organization_id=vendor.id).count() == 1


def test_other_companies_engagements_keep_a_vendor_even_when_they_ended(mistake, sign_in):
    group, vendor = mistake
    engagement(group.b, vendor).status = "ended"
    db.session.commit()
    client = sign_in(accounts.person(Role.PROCUREMENT, group.a))
    assert "Other group companies still" in client.get(f"/upkeep/vendors/{vendor.id}/delete").text
    assert post(client, "/upkeep/vendors/delete", {"ids": vendor.id}).status_code == 409


def test_every_column_that_names_an_organization_is_said_to_go_along_or_keeps_it():
    columns = {f"{table.name}.{column.name}" for table, column in hanging_queries.naming_columns()}
    assert columns >= hanging_queries.GO_ALONG, "a column that goes along is not there any more"
    models = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}
    of_vendors = {"assessment", "result", "finding", "declaration", "import_batch", "bulk_file", "organization_merge"}
    assert of_vendors <= set(models)
    assert of_vendors <= set(words.kept()), "say what keeps a vendor"
    assert words.kept_name("report_schedule") == "Other records"


def test_an_engagement_that_nothing_rests_on_is_deleted_and_its_tier_goes(mistake, sign_in):
    group, vendor = mistake
    row = db.session.query(Engagement).one()
    client = sign_in(group.owner)
    assert "Delete 1 engagement" in client.get(f"/upkeep/engagements/{row.id}/delete").text
    answer = post(client, "/upkeep/engagements/delete", {"ids": row.id}, follow_redirects=True)
    assert "1 engagement deleted." in answer.text
    db.session.expire_all()
    assert vendor.tier is None
    assert db.session.query(SupplyLink).filter_by(supplier_id=vendor.id).count() == 0
    assert db.session.query(AuditEvent).filter_by(action="engagements.delete").one().details["service"] == "Hauling"


def test_an_engagement_on_which_questionnaires_were_sent_or_that_was_closed_is_kept(mistake, sign_in):
    group, vendor = mistake
    row, client = db.session.query(Engagement).one(), sign_in(group.owner)
    flows.issued(vendor, group.a, flows.version())
    db.session.commit()
    assert "questionnaires have been sent based on" in client.get(f"/upkeep/engagements/{row.id}/delete").text
    assert post(client, "/upkeep/engagements/delete", {"ids": row.id}).status_code == 409
    ended = {"ids": row.id, "ended_on": "2026-11-01", "data_state": "open", "access_state": "open"}
    post(client, "/upkeep/engagements/end", ended)
    assert "offboarding checklist must be kept" in client.get(f"/upkeep/engagements/{row.id}/delete").text
    assert post(client, "/upkeep/engagements/delete", {"ids": row.id}).status_code == 409
    db.session.expire_all()
    assert db.session.query(Engagement).count() == 1

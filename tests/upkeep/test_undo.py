"""Undoing a register import: every row is as it was, or nothing is touched and the page says what stands in the way."""

import io
import re

import pytest
from sqlalchemy import select

from tests.builders import accounts, flows, organizations
from tests.builders.chains import link
from tests.builders.forms import post
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db, now
from vendor_risk.engagements.models import Engagement
from vendor_risk.formats.register.workbook import write_workbook
from vendor_risk.imports.models import ImportBatch, ImportStatus
from vendor_risk.imports.register.words import vocabularies
from vendor_risk.organizations.models import Contact, Organization, Reach
from vendor_risk.permissions import Role
from vendor_risk.supply_chain import history_actions
from vendor_risk.supply_chain.actions import rebuild_reach
from vendor_risk.supply_chain.models import LinkSource, SupplyLink

LEFT_OUT = {"updated_at", "version"}


def everything():
    """Every row an import writes or has follow, as it is."""
    db.session.expire_all()
    found = {}
    for model in (Organization, Contact, Engagement, SupplyLink, Reach):
        columns = [column for column in model.__table__.c if column.name not in LEFT_OUT]
        found[model.__tablename__] = sorted(map(repr, db.session.execute(select(*columns)).all()))
    return found


@pytest.fixture
def before(group, sign_in):
    """A register with Known (two contacts, a declared supplier Deep), and somebody who imports."""
    known = organizations.vendor("Known", group.a, code="P-OLD", search_text="known p-old", name_en="", name_ja="")
    db.session.add(Contact(organization_id=known.id, name="Second", email="second@known.example"))
    deep = organizations.vendor("Deep", group.a, code="P-DEEP", search_text="deep p-deep", name_en="", name_ja="")
    link(known, deep, service="cloud")
    history_actions.note(at=now(), actor="x")
    rebuild_reach()
    db.session.commit()
    return group, known, deep, sign_in(group.owner)


def brought(client, group, tables):
    """The batch of an import of these tables, stored."""
    data = write_workbook(tables, vocabularies())
    sent = {"home_company_id": group.a.id, "file": (io.BytesIO(data), "list.xlsx")}
    answer = post(client, "/imports/register", sent, content_type="multipart/form-data")
    done = post(client, f"{answer.location}/apply", follow_redirects=True).text
    assert "Register imported. This file has no rows on hold." in done
    return db.session.get(ImportBatch, int(answer.location.rsplit("/", 1)[1]))


def tables(group):
    """A list that adds a vendor with all that belongs to it, and changes one that was there."""
    return {
        "vendors": [
            {"code": "P-NEW", "name": "New", "home_company": group.a.code},
            {"code": "P-OLD", "name": "Known Ltd.", "home_company": group.a.code, "employees": 12},
        ],
        "contacts": [
            {"organization": "P-NEW", "name": "Sato", "email": "sato@new.example", "primary": True},
            {"organization": "P-OLD", "name": "Third", "email": "third@known.example", "primary": True},
        ],
        "engagements": [
            {"code": "E-NEW", "buyer": group.a.code, "supplier": "P-NEW", "service": "Hosting", "owner_name": "Mori"},
            {"code": "E-OLD", "buyer": group.a.code, "supplier": "P-OLD", "service": "Hauling", "owner_name": "Mori"},
        ],
        "links": [{"buyer": "P-NEW", "supplier": "P-DEEP", "service": "parts", "confidence": 0.5}],
    }


def undo(client, batch):
    return post(client, f"/upkeep/imports/{batch.id}", follow_redirects=True)


def test_undoing_brings_every_row_back_and_the_batch_says_so(before):
    group, known, _deep, client = before
    at_first = everything()
    batch = brought(client, group, tables(group))
    assert everything() != at_first
    page = re.sub(r"\s+", " ", client.get(f"/upkeep/imports/{batch.id}").text)
    for gone in ("P-NEW New", "Sato", "E-NEW Hosting", "P-NEW New → P-DEEP Deep"):
        assert gone in page
    assert '</span>Known Ltd.</span> → <span class="after">Known</span>' in page
    assert '</span>12</span> → <span class="after">–</span>' in page
    answer = undo(client, batch)
    assert (
        "Import undone. The records it added have been deleted, and the records it changed have been restored."
        in answer.text
    )
    assert everything() == at_first
    db.session.refresh(batch)
    assert batch.status == ImportStatus.UNDONE
    event = db.session.query(AuditEvent).filter_by(action="imports.undo").one()
    assert event.details["gone"] == {"organization": 1, "contact": 2, "engagement": 2, "supply_link": 1}
    assert "This import has been undone." in client.get(f"/imports/register/{batch.id}").text
    assert "Undo…" not in client.get("/imports/").text
    assert known.tier is None


def test_it_is_offered_where_an_import_ends_and_in_the_list_of_imports(before):
    group, _known, _deep, client = before
    batch = brought(client, group, tables(group))
    for page in (f"/imports/register/{batch.id}", "/imports/"):
        assert f'href="/upkeep/imports/{batch.id}"' in client.get(page).text


def test_a_declared_relationship_that_a_contract_took_over_comes_back(before):
    group, known, _deep, client = before
    link(group.a, known, service="Hauling")
    db.session.commit()
    at_first = everything()
    batch = brought(client, group, tables(group))
    taken = db.session.query(SupplyLink).filter_by(buyer_id=group.a.id, supplier_id=known.id).one()
    assert taken.source == LinkSource.CONTRACT
    undo(client, batch)
    assert everything() == at_first


def change_row(group, known):
    known.employees = 99


def change_added(group, known):
    db.session.query(Organization).filter_by(code="P-NEW").one().notes = "typed since"


def hang_contact(group, known):
    new = db.session.query(Organization).filter_by(code="P-NEW").one()
    db.session.add(Contact(organization_id=new.id, name="Late", email="late@new.example"))


def ask(group, known):
    new = db.session.query(Organization).filter_by(code="P-NEW").one()
    flows.issued(new, group.a, flows.version())


def rely(group, known):
    flows.issued(known, group.a, flows.version(), at=now())


def end_engagement(group, known):
    row = db.session.query(Engagement).filter_by(code="E-OLD").one()
    row.status = "ended"


@pytest.mark.parametrize(
    ("since", "told"),
    [
        (change_row, "The record has been changed since the import."),
        (change_added, "The record has been changed since the import."),
        (hang_contact, "Records added later depend on this record. Contacts: 1"),
        (ask, "Records added later depend on this record. Assessments and their answers: 1"),
        (rely, "The record’s status is “Ended”, or questionnaires have been sent based on its registered details."),
        (end_engagement, "The record has been changed since the import."),
    ],
)
def test_what_came_since_keeps_all_of_the_import_and_is_said(before, since, told):
    group, known, _deep, client = before
    batch = brought(client, group, tables(group))
    since(group, known)
    db.session.commit()
    kept = everything()
    page = re.sub(r"\s+", " ", client.get(f"/upkeep/imports/{batch.id}").text)
    assert "This import cannot be undone: 1 reason" in page
    assert told in page
    assert '<button class="button danger">' not in page
    answer = undo(client, batch)
    assert "This import can no longer be undone. Nothing has been changed." in answer.text
    assert everything() == kept
    db.session.refresh(batch)
    assert batch.status == ImportStatus.APPLIED


def test_an_import_is_undone_once_and_only_by_who_brought_it(before, sign_in):
    group, _known, _deep, client = before
    batch = brought(client, group, tables(group))
    other = sign_in(accounts.person(Role.PROCUREMENT, group.holding))
    assert other.get(f"/upkeep/imports/{batch.id}").status_code == 404
    assert undo(other, batch).status_code == 404
    assert sign_in(group.manager_a).get(f"/upkeep/imports/{batch.id}").status_code == 403
    undo(client, batch)
    again = undo(client, batch).text
    assert "Only saved imports can be undone." in again
    assert db.session.query(AuditEvent).filter_by(action="imports.undo").count() == 1


def test_who_may_no_longer_change_a_row_cannot_undo_it(before, sign_in):
    group, *_rest = before
    person = accounts.person(Role.PROCUREMENT, group.holding)
    batch = brought(sign_in(person), group, tables(group))
    for membership in person.memberships:
        membership.company_id = group.b.id
    batch.company_id = group.b.id
    db.session.commit()
    page = sign_in(person).get(f"/upkeep/imports/{batch.id}").text
    assert "Another group company manages this record." in page
    assert 'class="button danger"' not in page


def test_an_import_that_changed_nothing_has_nothing_to_undo(before):
    group, _known, _deep, client = before
    batch = brought(client, group, tables(group))
    batch.journal = {}
    db.session.commit()
    assert "There is nothing to undo" in client.get(f"/upkeep/imports/{batch.id}").text


def test_the_same_file_can_be_imported_again_after_undoing(before):
    group, _known, _deep, client = before
    undo(client, brought(client, group, tables(group)))
    after = everything()
    again = brought(client, group, tables(group))
    assert db.session.query(Organization).filter_by(code="P-NEW").count() == 1
    undo(client, again)
    assert everything() == after

"""Rows on hold after an import: listed with file, row and reason, imported later, replaced or discarded."""

import pytest

from tests.builders import accounts
from tests.builders.forms import post
from tests.imports.register.pages import HEAD, number, put_right, row, store, upload, vendor
from tests.imports.register.registers import sheet
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db
from vendor_risk.engagements.models import Engagement
from vendor_risk.imports.models import ImportBatch, ImportStatus
from vendor_risk.imports.register.waiting.models import HeldRow, HeldRowState
from vendor_risk.organizations.models import Contact, Organization
from vendor_risk.permissions import Role

LIST = "/imports/register/waiting"


@pytest.fixture
def procurement(group, sign_in):
    return sign_in(group.owner)


def listed(*rows):
    return sheet(HEAD, *rows)


GOOD = row("A1", "Alpha")
ROWS = (GOOD, row("A2", "Beta", country="Atlantis"), row("A3", "Gamma", mail="nowhere"))


def brought(client, *rows, name="november.xlsx"):
    preview = upload(client, listed(*(rows or ROWS)), name)
    store(client, preview)
    return preview


def held(state=HeldRowState.WAITING):
    db.session.expire_all()
    return db.session.query(HeldRow).filter_by(state=state).order_by(HeldRow.id).all()


def take_up(client, *rows):
    return post(client, f"{LIST}/take-up", {"row": [str(one.id) for one in rows]}).location


def test_rows_on_hold_wait_with_their_file_row_and_reason(group, procurement):
    brought(procurement)
    assert [(one.row, one.label) for one in held()] == [(3, "A2 Beta"), (4, "A3 Gamma")]
    page = procurement.get(LIST).text
    assert "november.xlsx" in page
    assert "Sheet1, row 3" in page
    assert "“Atlantis” is not a recognised country" in page
    assert "“nowhere” is not a valid email address" in page
    assert "「Atlantis」は国として認識できません" in procurement.get(LIST, query_string={"lang": "ja"}).text


def test_their_number_stands_on_the_import_list_and_at_home(group, procurement):
    assert "Rows on hold from your imports" not in procurement.get("/").text
    brought(procurement)
    page = procurement.get("/imports/").text
    assert "2 rows on hold" in page
    home = procurement.get("/").text
    assert "Rows on hold from your imports" in home
    assert LIST in home


def test_a_waiting_row_is_corrected_and_imported_later(group, procurement):
    brought(procurement)
    preview = take_up(procurement, held()[0])
    page = procurement.get(preview).text
    assert "This preview shows only the rows on hold that you selected." in page
    assert (number(page, "On hold"), "Sheet1, row 2" in page, "Sheet1, row 4" in page) == (1, False, False)
    put_right(procurement, preview, **{"cell-0-3-country": "ベトナム"})
    page = procurement.get(preview).text
    assert (number(page, "Added"), number(page, "On hold")) == (1, 0)
    store(procurement, preview)
    assert vendor("A2").country == "VN"
    assert [one.label for one in held()] == ["A3 Gamma"]
    assert [one.settled_by for one in held(HeldRowState.IMPORTED)] == [f"user:{group.owner.id} {group.owner.name}"]


def test_the_part_that_waits_joins_what_was_stored_of_its_row(group, procurement):
    brought(procurement)
    assert vendor("A3") is not None
    preview = take_up(procurement, held()[1])
    put_right(procurement, preview, **{"cell-0-4-contact_email": "gamma@v.example"})
    store(procurement, preview)
    assert [one.email for one in db.session.query(Contact).filter_by(organization_id=vendor("A3").id)] == [
        "gamma@v.example"
    ]
    assert db.session.query(Engagement).filter_by(supplier_id=vendor("A3").id).count() == 1
    assert len(held()) == 1


def test_taking_up_one_row_changes_nothing_that_other_rows_say(group, procurement):
    again = row("A1", "Alpha", country="韓国", service="警備", mail="nowhere")
    brought(procurement, GOOD, again)
    stored = vendor("A1")
    stored.country = "US"
    db.session.commit()
    preview = take_up(procurement, *held())
    put_right(procurement, preview, **{"cell-0-3-contact_email": "guard@v.example"})
    store(procurement, preview)
    assert vendor("A1").country == "US", (
        "the second row of a vendor does not write its facts, nor does the first one again"
    )
    assert db.session.query(Contact).filter_by(email="guard@v.example").count() == 1


def test_a_row_taken_up_and_not_put_right_goes_on_waiting(group, procurement):
    brought(procurement)
    preview = take_up(procurement, *held())
    put_right(procurement, preview, **{"cell-0-3-country": "JP"})
    page = store(procurement, preview)
    assert [one.label for one in held()] == ["A3 Gamma"]
    assert "1 row is still on hold." not in page, "it waits with its file, not with this import"


def test_giving_up_a_take_up_leaves_the_rows_waiting(group, procurement):
    brought(procurement)
    preview = take_up(procurement, *held())
    post(procurement, f"{preview}/discard")
    assert len(held()) == 2


def test_next_months_file_takes_the_place_of_its_rows(group, procurement):
    brought(procurement)
    brought(procurement, GOOD, row("A2", "Beta", country="Lemuria"), row("A4", "Delta"), name="december.xlsx")
    waiting = {(one.label, db.session.get(ImportBatch, one.batch_id).file_name) for one in held()}
    assert waiting == {("A2 Beta", "december.xlsx"), ("A3 Gamma", "november.xlsx")}
    assert [one.label for one in held(HeldRowState.REPLACED)] == ["A2 Beta"]


def test_rows_are_discarded_with_a_reason_once_confirmed(group, procurement):
    brought(procurement)
    ids = [str(one.id) for one in held()]
    asked = post(procurement, f"{LIST}/discard", {"row": ids}).text
    assert "Discard 2 rows" in asked
    assert "A2 Beta" in asked
    assert "Enter a reason." in post(procurement, f"{LIST}/discard", {"row": ids, "confirmed": "1"}).text
    assert len(held()) == 2
    page = post(
        procurement, f"{LIST}/discard", {"row": ids, "confirmed": "1", "reason": "Closed"}, follow_redirects=True
    ).text
    assert "2 rows on hold discarded." in page
    assert "No rows on hold" in page
    event = db.session.query(AuditEvent).filter_by(action="imports.discard_rows").one()
    assert event.details["rows"] == ["Sheet1!3 A2 Beta", "Sheet1!4 A3 Gamma"]
    assert event.details["reason"] == "Closed"


def test_leaving_a_waiting_row_out_settles_it_with_the_reason(group, procurement):
    brought(procurement, *ROWS, row("A5", "Epsilon", country="Lemuria"))
    preview = take_up(procurement, held()[0], held()[2])
    put_right(procurement, preview, **{"cell-0-3-country": "JP", "stay-0-5": "leave", "why-0-5": "A test entry"})
    store(procurement, preview)
    assert [(one.label, one.reason) for one in held(HeldRowState.DISCARDED)] == [("A5 Epsilon", "A test entry")]


def test_rows_of_one_import_are_shown_alone(group, procurement):
    first = brought(procurement)
    brought(procurement, row("C1", "Gimel"), row("C2", "Dalet", country="Lemuria"), name="other.xlsx")
    number_of_first = first.rsplit("/", 1)[1]
    assert "Dalet" not in procurement.get(f"{LIST}?batch={number_of_first}").text
    assert "Dalet" in procurement.get(LIST).text


def test_rows_of_several_files_are_taken_up_file_by_file(group, procurement):
    brought(procurement)
    brought(procurement, row("C1", "Gimel"), row("C2", "Dalet", country="Lemuria"), name="other.xlsx")
    page = procurement.get(take_up(procurement, *held())).text
    assert "The selected rows come from several files." in page
    assert number(page, "On hold") == 2


def test_nothing_selected_is_said(group, procurement):
    brought(procurement)
    for verb in ("take-up", "discard"):
        assert "Select one or more rows." in post(procurement, f"{LIST}/{verb}", {}, follow_redirects=True).text


def test_nobody_else_sees_or_settles_ones_waiting_rows(group, procurement, sign_in):
    brought(procurement)
    ids = [str(one.id) for one in held()]
    other = sign_in(accounts.person(Role.PROCUREMENT, group.holding))
    assert "No rows on hold" in other.get(LIST).text
    for verb in ("take-up", "discard"):
        assert post(other, f"{LIST}/{verb}", {"row": ids, "confirmed": "1", "reason": "x"}).status_code == 404
    assert post(other, f"{LIST}/discard", {"batch": "1", "confirmed": "1", "reason": "x"}).status_code == 303
    assert len(held()) == 2
    for who in (group.reviewer, group.auditor, group.manager_a):
        assert sign_in(who).get(LIST).status_code == 403
        assert post(sign_in(who), f"{LIST}/take-up", {"row": ids}).status_code == 403


def test_who_lost_the_company_sees_its_rows_no_more(group, procurement, sign_in):
    brought(procurement)
    group.owner.memberships[0].company_id = group.a.id
    db.session.commit()
    assert "No rows on hold" in sign_in(group.owner).get(LIST).text


def test_a_file_with_nothing_new_keeps_its_rows_on_hold(group, procurement):
    brought(procurement, GOOD)
    preview = upload(procurement, listed(*ROWS[:2]), "again.xlsx")
    page = procurement.get(preview).text
    assert "Everything else in this file is already in the register. 1 row is on hold." in page
    assert "Keep 1 row on hold" in page
    store(procurement, preview)
    assert [one.label for one in held()] == ["A2 Beta"]
    assert db.session.query(ImportBatch).filter_by(status=ImportStatus.APPLIED).count() == 2


def test_a_deleted_import_takes_its_waiting_rows_along(group, procurement):
    brought(procurement)
    db.session.delete(db.session.query(ImportBatch).one())
    db.session.commit()
    assert db.session.query(HeldRow).count() == 0
    assert db.session.query(Organization).filter_by(code="A1").count() == 1

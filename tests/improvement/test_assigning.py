"""Giving findings an owner: who is offered, what is said before many change, and who is told."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from tests.builders import accounts, organizations
from tests.improvement.scene import LEVELS, assess, assign, choose, decide, finding_of, gaps
from vendor_risk.accounts.models import User
from vendor_risk.database import db
from vendor_risk.improvement import actions, owner_queries
from vendor_risk.improvement.models import Finding, FindingStatus
from vendor_risk.notifications.models import OutboxMail
from vendor_risk.organizations.models import Reach
from vendor_risk.permissions import Role

__all__ = ["gaps"]


def owners():
    db.session.expire_all()
    rows = db.session.query(Finding).order_by(Finding.question_id)
    return [row.owner.name if row.owner else ("vendor" if row.vendor_owns else "") for row in rows]


def ids(*organizations):
    rows = select(Finding.id).where(Finding.organization_id.in_([one.id for one in organizations]))
    return list(db.session.scalars(rows.order_by(Finding.question_id, Finding.id)))


def bought(name, group):
    """A vendor that A buys from and the holding assessed."""
    made = organizations.vendor(name, group.a)
    db.session.add(Reach(company_id=group.a.id, organization_id=made.id, depth=1))
    assess(made, group.holding, LEVELS)
    return made


def offered(page):
    chooser = re.search(r'<select[^>]* name="owner">(.*?)</select>', page, re.DOTALL)[1]
    return re.findall(r'<option (?:selected )?value="([^"]*)"', chooser)


def mails():
    return db.session.scalars(select(OutboxMail).where(OutboxMail.kind == "findings").order_by(OutboxMail.id)).all()


def test_the_page_before_says_how_many_findings_of_whom_and_what_is_replaced(gaps, sign_in):
    group, vendor = gaps
    other = organizations.vendor("Elsewhere", group.a)
    assess(other, group.a, LEVELS | {"Q4": 4})
    client = sign_in(group.owner)
    decide(client, finding_of(vendor, "Q1"), owner=group.ciso)
    page = choose(client, "view=list&lang=en", finding=ids(vendor, other)[:4])
    assert page.status_code == 200
    assert "4 findings: 2 organisations" in page.text
    assert "Vendor" in page.text
    assert "Elsewhere" in page.text
    assert "1 finding already has an owner" in page.text
    assert "Assign 4 findings" in page.text
    assert owners().count(group.ciso.name) == 1, "nothing changes by looking"


def test_an_unnarrowed_list_is_never_changed_as_a_whole(gaps, sign_in):
    group, _vendor = gaps
    client = sign_in(group.owner)
    assert 'name="all"' not in client.get("/improvement/?view=list").text
    assert 'name="all"' in client.get("/improvement/?view=list&severity=critical").text
    assert choose(client, "view=list", all="1").status_code == 303
    assert "Narrow the list first" in client.get("/improvement/").text
    chosen = choose(client, "view=list&severity=critical", all="1")
    assert "Assign 1 finding" in chosen.text


def test_more_than_anybody_can_look_over_are_refused(gaps, sign_in, monkeypatch):
    group, vendor = gaps
    client = sign_in(group.owner)
    monkeypatch.setattr(actions, "AT_MOST", 1)
    assert choose(client, "q=vendor&small=y", all="1").status_code == 303
    assert "3 findings match. No more than 1" in client.get("/improvement/?lang=en").text
    assert assign(client, ids(vendor), owner=group.ciso).status_code == 422
    assert set(owners()) == {""}


def test_only_those_who_see_every_one_of_the_findings_are_offered(gaps, sign_in):
    group, vendor = gaps
    client = sign_in(group.owner)
    seen = offered(choose(client, finding=ids(vendor)).text)
    everywhere = {group.administrator.id, group.owner.id, group.reviewer.id, group.ciso.id}
    assert {int(one) for one in seen if one.isdigit()} == everywhere | {group.manager_a.id}, "no auditor, no B"
    other = organizations.vendor("Elsewhere", group.b)
    assess(other, group.b, LEVELS)
    seen = offered(choose(client, finding=ids(vendor, other)).text)
    assert {int(one) for one in seen if one.isdigit()} == everywhere


def test_who_is_offered_can_open_the_finding_and_who_is_not_cannot(gaps, sign_in):
    group, vendor = gaps
    by_parent = bought("Shared", group)
    people = [group.administrator, group.owner, group.reviewer, group.ciso, group.manager_a, group.manager_b]
    for about in (vendor, by_parent):
        row = finding_of(about, "Q1")
        known = {person.id for person in owner_queries.people_for([row.id])}
        assert group.manager_a.id in known
        for person in people:
            assert (sign_in(person).get(f"/improvement/{row.id}").status_code == 200) == (person.id in known)


@pytest.mark.parametrize("who", ["manager_b", "auditor"])
def test_an_owner_who_may_not_have_it_is_refused_whatever_is_sent(gaps, sign_in, who):
    group, vendor = gaps
    client, stranger = sign_in(group.owner), getattr(group, who)
    assert assign(client, ids(vendor), owner=stranger).status_code == 422
    assert decide(client, finding_of(vendor, "Q1"), owner=stranger).status_code == 422
    assert set(owners()) == {""}


def test_somebody_who_left_is_not_offered_and_keeps_the_finding_until_another_is_named(gaps, sign_in):
    group, vendor = gaps
    client = sign_in(group.owner)
    decide(client, finding_of(vendor, "Q1"), owner=group.ciso)
    group.ciso.active = False
    db.session.commit()
    assert str(group.ciso.id) not in offered(choose(client, finding=ids(vendor)).text)
    assert decide(client, finding_of(vendor, "Q1"), owner=group.ciso, note="Later.").status_code == 303
    assert finding_of(vendor, "Q1").owner == group.ciso


def test_assigned_findings_have_owner_and_date_and_what_is_left_empty_stays(gaps, sign_in):
    group, vendor = gaps
    client = sign_in(group.owner)
    before = finding_of(vendor, "Q1").version
    done = assign(client, ids(vendor)[:2], "view=list", owner=group.ciso, due_on="2028-02-29")
    assert (done.status_code, done.headers["Location"]) == (303, "/improvement/?view=list")
    assert owners() == [group.ciso.name, group.ciso.name, ""]
    assign(client, ids(vendor), due_on="2028-03-31")
    assert owners() == [group.ciso.name, group.ciso.name, ""]
    assign(client, ids(vendor)[:1], owner="vendor")
    assert owners() == ["vendor", group.ciso.name, ""]
    row = finding_of(vendor, "Q1")
    assert (str(row.due_on), row.status) == ("2028-03-31", FindingStatus.OPEN)
    assert row.version > before, "who looks at the old state is told"


@pytest.mark.parametrize("data", [{"due_on": "2027-02-29"}, {"due_on": "soon"}, {}, {"owner": "999999"}])
def test_a_day_or_person_there_is_not_changes_nothing(gaps, sign_in, data):
    group, vendor = gaps
    assert assign(sign_in(group.owner), ids(vendor), **data).status_code == 422
    assert set(owners()) == {""}
    assert finding_of(vendor, "Q1").due_on is None


def test_a_manager_assigns_within_the_own_company_only_whatever_ids_are_sent(gaps, sign_in):
    group, vendor = gaps
    other = organizations.vendor("Elsewhere", group.b)
    assess(other, group.b, LEVELS)
    client = sign_in(group.manager_a)
    assign(client, [finding_of(vendor, "Q1").id, finding_of(other, "Q1").id], owner=group.manager_a)
    assert finding_of(vendor, "Q1").owner == group.manager_a
    assert finding_of(other, "Q1").owner is None
    assert assign(client, ids(other), owner=group.manager_a).status_code == 303
    assert "Elsewhere" not in choose(client, finding=ids(vendor, other)).text
    assert finding_of(other, "Q1").owner is None


def test_an_auditor_is_offered_no_assignment_and_may_not_send_one(gaps, sign_in):
    group, vendor = gaps
    client = sign_in(group.auditor)
    assert "/improvement/choose" not in client.get("/improvement/?view=list").text
    assert choose(client, finding=ids(vendor)).status_code == 403
    assert assign(client, ids(vendor), owner="vendor").status_code == 403
    assert set(owners()) == {""}


def test_an_owner_records_progress_on_a_finding_of_a_company_above(gaps, sign_in):
    group, _vendor = gaps
    shared = bought("Shared", group)
    client = sign_in(group.manager_a)
    assert decide(client, finding_of(shared, "Q1")).status_code == 404
    decide(sign_in(group.owner), finding_of(shared, "Q1"), owner=group.manager_a)
    assert decide(client, finding_of(shared, "Q1"), owner=group.manager_a, note="Asked.").status_code == 303
    assert finding_of(shared, "Q1").note == "Asked."
    assert decide(client, finding_of(shared, "Q3")).status_code == 404


def test_a_colleague_is_told_by_mail_once_and_nobody_of_what_they_took_themselves(gaps, sign_in):
    group, vendor = gaps
    client = sign_in(group.owner)
    assign(client, ids(vendor), owner=group.owner)
    assert mails() == []
    assign(client, ids(vendor), owner=group.ciso, due_on="2028-02-29")
    (mail,) = mails()
    assert (mail.to_address, mail.subject) == (group.ciso.email, "3 findings assigned to you")
    assert "Vendor: 3" in mail.body
    assert "29 February 2028" in mail.body
    assert "/improvement/?owner=me" in mail.body
    db.session.get_one(User, group.ciso.id).language = "ja"
    db.session.commit()
    row = finding_of(vendor, "Q1")
    decide(client, row, owner=group.ciso)
    assert len(mails()) == 1, "who had it already is not told again"
    decide(client, finding_of(vendor, "Q1"), owner=group.manager_a)
    decide(client, finding_of(vendor, "Q1"), owner=group.ciso)
    assert mails()[-1].subject == "指摘事項1件の責任者に指定されました"
    assert f"/improvement/{row.id}" in mails()[-1].body


def test_home_names_ones_own_findings(gaps, sign_in):
    group, vendor = gaps
    assert "owner=me" not in sign_in(group.manager_a).get("/").text
    decide(sign_in(group.owner), finding_of(vendor, "Q4"), owner=group.manager_a)
    finding_of(vendor, "Q4").due_on = date(2020, 1, 31)
    db.session.commit()
    for lang, said in (("en", "1 finding assigned to you"), ("ja", "1件")):
        page = sign_in(group.manager_a).get(f"/?lang={lang}").text
        assert said in page
        assert f"/improvement/{finding_of(vendor, 'Q4').id}" in page
    assert "assigned to you" not in sign_in(group.reviewer).get("/?lang=en").text


def test_a_role_without_the_permission_chooses_nothing(gaps, sign_in):
    group, vendor = gaps
    reader = accounts.person(Role.AUDITOR, group.a)
    assert choose(sign_in(reader), finding=ids(vendor)).status_code == 403

"""Who may see and do what: by role, by company, and never by guessing an id."""

import pytest

from tests.builders import accounts, assessments, files, organizations
from vendor_risk.assessments import actions, queries
from vendor_risk.assessments.evidence import actions as evidence_actions
from vendor_risk.assessments.models import Assessment
from vendor_risk.database import db, now
from vendor_risk.organizations.models import Reach
from vendor_risk.permissions import Role, Scope
from vendor_risk.reviews import actions as review_actions

POSTS = ("link", "revoke", "due", "close")


@pytest.fixture
def asked(app, group):
    """An assessment of company A's vendor, with an answer and a file."""
    campaign = assessments.campaign(group)
    assessment, _token = assessments.issued(group, in_campaign=campaign)
    assessments.answer_all(assessment)
    evidence_actions.add_file(
        assessment, "A-1", "a.pdf", files.pdf(), store=lambda _data: "0" * 64, actor="invitation:1", at=now()
    )
    db.session.commit()
    return assessment


def pages(assessment):
    item = queries.evidence(assessment.id)["A-1"][0]
    return [
        f"/assessments/{assessment.id}",
        f"/assessments/{assessment.id}/questions/A-1",
        f"/assessments/{assessment.id}/evidence/{item.id}",
        f"/campaigns/{assessment.campaign_id}",
    ]


def test_people_of_the_asking_company_see_it_and_others_do_not(app, group, asked, sign_in):
    for user, code in ((group.owner, 200), (group.manager_a, 200), (group.auditor, 200), (group.manager_b, 404)):
        client = sign_in(user)
        for page in pages(asked):
            if "evidence" in page and code == 200:
                continue  # the file itself was never kept; handing out is tested in the portal
            assert client.get(page).status_code == code, (user.name, page)
    for page in ("/assessments/", "/campaigns/", "/assessments/?status=waiting&q=vendor"):
        assert "Vendor One" not in sign_in(group.manager_b).get(page).text
        assert "Yearly review" not in sign_in(group.manager_b).get(page).text


def test_only_those_who_may_issue_issue(app, group, asked, sign_in):
    stranger_of_a = accounts.person(Role.PROCUREMENT, group.b)
    before = (asked.status, asked.due_on, asked.workbook_key, len(assessments.mails()))
    for user, code in ((group.manager_a, 403), (group.auditor, 403), (group.reviewer, 403), (stranger_of_a, 404)):
        client = sign_in(user)
        token = assessments.csrf(client, "/assessments/")
        fields = {"csrf_token": token, "email": "x@y.example", "language": "en", "due_on": "2030-01-01"}
        for verb in POSTS:
            assert client.post(f"/assessments/{asked.id}/{verb}", data=fields).status_code == code, (user.name, verb)
        if code == 403:
            assert client.get("/campaigns/new").status_code == 403
            for path in ("new", "preview", ""):
                address = f"/campaigns/{path}"
                assert client.post(address, data=fields).status_code == 403
    db.session.refresh(asked)
    assert before == (asked.status, asked.due_on, asked.workbook_key, len(assessments.mails()))


def test_strangers_are_sent_to_sign_in(app, asked, stranger):
    for page in [*pages(asked), "/assessments/", "/campaigns/", "/campaigns/new"]:
        assert stranger.get(page).status_code == 302


def test_who_may_issue_can_renew_extend_end_and_close(app, group, asked, sign_in):
    client = sign_in(group.owner)
    page = f"/assessments/{asked.id}"
    token = assessments.csrf(client, page)
    fields = {"csrf_token": token, "name": "N", "email": "new@p.example", "language": "ja", "due_on": "2030-01-01"}
    for verb in POSTS:
        assert client.post(f"{page}/{verb}", data=fields).status_code == 303
    db.session.refresh(asked)
    assert asked.status == "expired"
    assert asked.due_on.isoformat() == "2030-01-01"
    assert assessments.mails("link_renewed")[0].to_address == "new@p.example"
    bad = client.post(f"{page}/link", data=fields | {"email": "not an address"})
    assert bad.status_code == 303
    assert len(assessments.mails("link_renewed")) == 1


def test_an_organization_of_another_company_is_never_asked_by_its_id(app, group, sign_in):
    assessments.released()
    theirs = organizations.vendor("Of B", home=group.b)
    procurement_a = accounts.person(Role.PROCUREMENT, group.a)
    client = sign_in(procurement_a)
    token = assessments.csrf(client, "/campaigns/new")
    form = {
        "csrf_token": token,
        "ids": str(theirs.id),
        "name": "x",
        "issuer": group.a.id,
        "vendor_version": assessments.released().id,
        "company_version": 0,
        "due_on": "2030-01-01",
    }
    assert "Of B" not in client.post("/campaigns/preview", data=form).text
    assert client.post("/campaigns/", data=form).status_code == 422
    form |= {"issuer": group.b.id, "ids": str(organizations.vendor("Of A", home=group.a).id)}
    assert client.post("/campaigns/", data=form).status_code == 422
    assert db.session.query(Assessment).count() == 0


def test_an_assessment_by_a_company_above_is_seen_by_those_whose_direct_vendor_it_is_about(app, group):
    shared = organizations.vendor("Shared", home=group.holding)
    assessment, _token = assessments.issued(group, shared, issuer=group.holding)
    db.session.add(Reach(company_id=group.a.id, organization_id=shared.id, depth=1))
    db.session.add(Reach(company_id=group.b.id, organization_id=shared.id, depth=2))
    db.session.flush()
    above = frozenset({group.holding.id})
    assert queries.assessment(Scope(frozenset({group.a.id}), above), assessment.id) is assessment
    assert queries.assessment(Scope(frozenset({group.b.id}), above), assessment.id) is None
    assert queries.assessment(Scope(frozenset({group.a.id})), assessment.id) is None


def test_a_group_companys_own_assessment_is_seen_by_itself_and_above_only(app, group):
    assessment, _token = assessments.issued(group, group.a, issuer=group.holding)
    db.session.add(Reach(company_id=group.b.id, organization_id=group.a.id, depth=1))
    db.session.flush()
    above = frozenset({group.holding.id})
    assert queries.assessment(Scope(frozenset({group.a.id}), above), assessment.id) is assessment
    assert queries.assessment(Scope(above), assessment.id) is assessment
    assert queries.assessment(Scope(frozenset({group.b.id}), above), assessment.id) is None


def test_lists_ask_the_database_the_same_number_of_times_however_long_they_are(app, group, sign_in):
    from sqlalchemy import event

    client = sign_in(group.owner)
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    counts = {}
    for number in (2, 12):
        while db.session.query(Assessment).count() < number:
            assessments.issued(group, in_campaign=assessments.campaign(group))
        for page in ("/assessments/", "/campaigns/", "/campaigns/new", "/notifications/"):
            client.get(page)
            asked.clear()
            client.get(page)
            counts.setdefault(page, []).append(len(asked))
    assert all(few == many for few, many in counts.values()), counts


def test_a_whole_campaign_gets_another_date_and_new_links_at_once(app, group, sign_in):
    campaign = assessments.campaign(group)
    running = [assessments.issued(group, in_campaign=campaign) for _number in range(3)]
    done, _token = assessments.issued(group, in_campaign=campaign)
    assessments.answer_all(done)
    actions.submit(done, actor="x", at=now())
    db.session.commit()
    client = sign_in(group.owner)
    page = f"/campaigns/{campaign.id}"
    token = assessments.csrf(client, page)
    client.post(f"{page}/due", data={"csrf_token": token, "due_on": "2031-03-31"})
    client.post(f"{page}/links", data={"csrf_token": token})
    db.session.expire_all()
    assert {assessment.due_on.isoformat() for assessment, _token in running} == {"2031-03-31"}
    assert done.due_on.isoformat() != "2031-03-31"
    assert campaign.due_on.isoformat() == "2031-03-31"
    assert {mail.assessment_id for mail in assessments.mails("link_renewed")} == {row.id for row, _token in running}
    for _assessment, old in running:
        assert client.get(f"/portal/i/{old}").status_code == 404
    manager = sign_in(group.manager_a)
    assert manager.post(f"{page}/links", data={"csrf_token": assessments.csrf(manager, page)}).status_code == 403
    other = sign_in(accounts.person(Role.PROCUREMENT, group.b))
    fields = {"csrf_token": assessments.csrf(other, "/assessments/"), "due_on": "2032-01-01"}
    for what in ("due", "links"):
        assert other.post(f"{page}/{what}", data=fields).status_code == 404


def test_of_accepted_answers_the_result_can_be_mailed_to_anybody_named_and_all_links_ended(app, group, asked, sign_in):
    assessments.answer_all(asked)
    actions.submit(asked, actor="Respondent", at=now(), confirmed=True)
    assessments.decide_claims(asked)
    review_actions.accept(asked, actor="user:1", at=now())
    client, page = sign_in(group.owner), f"/assessments/{asked.id}"
    fields = {"csrf_token": assessments.csrf(client, page), "name": "N", "email": "head@p.example", "language": "ja"}
    assert client.post(f"{page}/link", data=fields).status_code == 303
    (mail,) = assessments.mails("result")
    assert mail.to_address == "head@p.example"
    visitor = assessments.visitor(app, assessments.token_in(mail))
    assert visitor.get("/portal/result").status_code == 200
    client.post(f"{page}/revoke", data=fields)
    assert visitor.get("/portal/result").status_code == 401

"""The life of an assessment: every way there is, and no other."""

import itertools
import re
from datetime import timedelta

import pytest

from tests.builders import assessments, organizations
from tests.builders.assessments import SITE
from tests.builders.forms import post
from vendor_risk.assessments import actions, queries, states
from vendor_risk.assessments.answers import actions as answer_actions
from vendor_risk.assessments.links import actions as link_actions
from vendor_risk.assessments.models import Assessment, Invitation
from vendor_risk.assessments.models import AssessmentStatus as Status
from vendor_risk.assessments.states import MOVES, Verb
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db, now
from vendor_risk.errors import Refused


def test_every_verb_has_its_row_and_every_state_can_be_reached():
    assert set(MOVES) == set(Verb)
    reached = {Status.DRAFT} | {move.target for move in MOVES.values()}
    assert reached == set(Status)


def test_a_verb_works_from_its_states_only_and_refuses_in_a_sentence(app):
    for status, verb in itertools.product(Status, Verb):
        assessment = Assessment(status=status)
        if states.can(assessment, verb):
            assert status in MOVES[verb].sources
            states.move(assessment, verb)
            assert assessment.status == MOVES[verb].target
            continue
        with pytest.raises(Refused) as caught:
            states.move(assessment, verb)
        assert caught.value.status == 409
        assert caught.value.message.endswith(".")
        assert assessment.status == status


def test_nothing_leads_back_from_accepted_but_a_newer_assessment():
    assert [verb for verb, move in MOVES.items() if Status.ACCEPTED in move.sources] == [Verb.SUPERSEDE]
    assert not [verb for verb, move in MOVES.items() if Status.SUPERSEDED in move.sources]


def test_the_whole_life_is_written_down(app, group):
    assessment, _token = assessments.issued(group)
    assessments.answer_all(assessment)
    actions.submit(assessment, actor="Aoi", at=now())
    actions.begin_review(assessment, actor="user:1", at=now())
    actions.return_for_correction(assessment, {"A-1": "Why?"}, actor="user:1", site=SITE, at=now())
    actions.submit(assessment, actor="Aoi", at=now())
    actions.mark_accepted(assessment, actor="user:1", at=now())
    done = [event.action for event in db.session.query(AuditEvent).order_by(AuditEvent.id)]
    assert done == [
        f"assessments.{verb}"
        for verb in ("create", "issue", "save_many", "submit", "begin_review", "return", "submit", "accept")
    ]


def test_the_questions_are_fixed_at_issue_by_tier_and_facts(app, group):
    whole, _token = assessments.issued(group)
    without_cloud, _token = assessments.issued(group, facts=frozenset())
    assert whole.question_ids == assessments.QUESTION_IDS
    assert without_cloud.question_ids == assessments.QUESTION_IDS[:-1]


def test_returning_needs_a_question_of_this_questionnaire(app, group):
    assessment, _token = assessments.issued(group)
    assessments.answer_all(assessment)
    actions.submit(assessment, actor="x", at=now())
    for notes in ({}, {"Z-9": "?"}):
        with pytest.raises(Refused):
            actions.return_for_correction(assessment, notes, actor="user:1", site=SITE, at=now())
    assert assessment.status == "submitted"


def test_an_unanswered_question_can_be_returned_too(app, group):
    assessment, _token = assessments.issued(group)
    answer_actions.save_answer(assessment, "A-1", assessments.level(3), expected_version=0, actor="x", at=now())
    actions.submit(assessment, actor="x", at=now(), confirmed=True)
    actions.return_for_correction(assessment, {"A-2": "Please answer."}, actor="user:1", site=SITE, at=now())
    db.session.commit()
    answer_actions.save_answer(assessment, "A-2", assessments.level(2), expected_version=1, actor="x", at=now())
    assert queries.answer(assessment.id, "A-2").value == 2


def test_another_due_date_keeps_good_links_good_and_opens_what_was_closed(app, group):
    assessment, _token = assessments.issued(group)
    link = db.session.query(Invitation).one()
    before = link.expires_at
    link_actions.extend(
        assessment, assessment.due_on.replace(year=assessment.due_on.year + 1), site=SITE, actor="u", at=now()
    )
    assert link.expires_at > before
    link_actions.close(assessment, actor="u", at=now())
    assert assessment.status == "expired"
    link_actions.extend(assessment, assessment.due_on, site=SITE, actor="u", at=now())
    assert assessment.status == "in_progress"
    with pytest.raises(Refused):
        link_actions.extend(assessment, now().date().replace(year=2020), site=SITE, actor="u", at=now())


def test_ending_links_changes_the_key_of_the_workbooks_too(app, group):
    assessment, _token = assessments.issued(group)
    key = assessment.workbook_key
    link_actions.revoke_links(assessment, actor="u", at=now())
    assert assessment.workbook_key != key
    assert len(assessment.workbook_key) == 64


def test_an_assessment_about_nothing_is_refused(app, group):
    vendor = organizations.vendor("P", home=group.a)
    from dataclasses import replace

    from vendor_risk.domain.questionnaires import Section

    only_cloud = tuple(q for q in assessments.QUESTIONNAIRE.questions() if q.facts)
    version = assessments.released(
        replace(assessments.QUESTIONNAIRE, key="cloud", sections=(Section("C", assessments.text("Cloud"), only_cloud),))
    )
    with pytest.raises(Refused, match="No question"):
        actions.create_assessment(
            organization_id=vendor.id,
            issuer_id=group.a.id,
            version_id=version.id,
            tier="T2",
            facts=frozenset(),
            actor="u",
            at=now(),
        )


def closed(group, *, mailed=True):
    assessment, _token = assessments.issued(group)
    if not mailed:
        db.session.query(Invitation).delete()
    link_actions.close(assessment, actor="u", at=now())
    db.session.commit()
    return assessment


def reopened(client, assessment, **values):
    fields = {"due_on": (now().date() + timedelta(days=20)).isoformat()} | values
    return post(client, f"/assessments/{assessment.id}/due", fields, follow_redirects=True).text


def live(assessment):
    db.session.expire_all()
    links = db.session.query(Invitation).filter_by(assessment_id=assessment.id, revoked_at=None)
    return [link.email for link in links]


def test_what_was_closed_opens_again_with_a_new_link_in_the_same_step(group, sign_in):
    assessment, client = closed(group), sign_in(group.owner)
    to = db.session.query(Invitation).one().email
    page = client.get(f"/assessments/{assessment.id}").text
    assert f"The link will be sent to {to}." in page
    assert re.search(r'<input[^>]*\bchecked\b[^>]*name="send_link"', page)
    told = reopened(client, assessment, send_link="y")
    assert f"Assessment reopened. An email to {to} with a new link has been placed in the outbox." in told
    assert (assessment.status, live(assessment)) == ("in_progress", [to])
    assert [mail.kind for mail in assessments.mails()] == ["invitation", "link_renewed"]


@pytest.mark.parametrize(("mailed", "values"), [(True, {}), (False, {"send_link": "y"})], ids=["unticked", "nobody"])
def test_opened_again_without_a_link_the_page_says_so_and_offers_to_send_one(group, sign_in, mailed, values):
    assessment, client = closed(group, mailed=mailed), sign_in(group.owner)
    told = reopened(client, assessment, **values)
    assert "no link works yet: send a new link below" in told
    assert f'action="/assessments/{assessment.id}/link"' in told
    assert (assessment.status, live(assessment)) == ("in_progress", [])


def test_a_refused_day_keeps_whether_a_link_is_to_be_sent(group, sign_in):
    assessment, client = closed(group), sign_in(group.owner)
    past = (now().date() - timedelta(days=5)).isoformat()
    for values, ticked in (({"send_link": "y"}, True), ({}, False)):
        page = reopened(client, assessment, due_on=past, **values)
        assert ("checked" in re.search(r'<input[^>]*name="send_link"[^>]*>', page)[0]) is ticked
    assert assessment.status == "expired"


def test_another_due_date_alone_mails_nobody(group, sign_in):
    assessment, _token = assessments.issued(group)
    client = sign_in(group.owner)
    assert 'name="send_link"' not in client.get(f"/assessments/{assessment.id}").text
    assert "No email was sent." in reopened(client, assessment, send_link="y")
    assert [mail.kind for mail in assessments.mails()] == ["invitation"]


@pytest.mark.parametrize("accepts", [False, True])
def test_the_heading_names_no_closing_where_it_is_impossible(group, sign_in, accepts):
    assessment, _token = assessments.issued(group)
    if accepts:
        assessments.answer_all(assessment)
        actions.submit(assessment, actor="x", at=now())
        assessments.accept(assessment, at=now())
    db.session.commit()
    page = sign_in(group.owner).get(f"/assessments/{assessment.id}").text
    assert "<h3>End access</h3>" in page
    assert (f"/assessments/{assessment.id}/close" in page) is not accepts

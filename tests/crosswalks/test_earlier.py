"""The second year: answers of last time are offered one by one, and count only once somebody has confirmed them."""

import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import assessments, organizations
from tests.builders.assessments import ANSWERS, QUESTIONNAIRE, SITE, csrf, level, put, visitor
from vendor_risk.assessments import actions, queries
from vendor_risk.assessments.answers.values import content_of
from vendor_risk.assessments.models import Evidence
from vendor_risk.crosswalks.earlier.offer import earlier_answers
from vendor_risk.database import db, now
from vendor_risk.domain.questionnaires import Text
from vendor_risk.questionnaires.actions import add_version
from vendor_risk.questionnaires.models import Origin, QuestionnaireStatus

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def vendor(group):
    return organizations.vendor("Vendor One", home=group.a)


def accepted(app, group, vendor, *, files=()):
    """Last year's assessment, answered in full and accepted, with files at the questions named."""
    assessment, token = assessments.issued(group, vendor, at=now() - timedelta(days=2))
    assessments.answer_all(assessment)
    client = visitor(app, token)
    for number in files:
        sent = client.post(
            f"/portal/questions/{number}/evidence",
            data={"csrf_token": csrf(client), "files": (io.BytesIO(PDF), f"rules {number}.pdf")},
            headers={"Accept": "application/json"},
        )
        assert sent.json["faults"] == []
    actions.submit(assessment, actor="invitation:1", at=now() - timedelta(days=1))
    assessments.accept(assessment, at=now() - timedelta(hours=23))
    db.session.commit()
    return assessment


def section(client, number=1, **fields):
    return client.post(f"/portal/sections/{number}", data={"csrf_token": csrf(client), **fields}, follow_redirects=True)


def test_last_years_answers_are_shown_and_count_for_nothing_until_confirmed(app, group, vendor):
    accepted(app, group, vendor)
    asked, token = assessments.issued(group, vendor)
    client = visitor(app, token)
    page = client.get("/portal/sections/1").text
    assert page.count("Answer from last time (to be confirmed)") == 3
    assert "written down" in page  # the comment of last year
    assert "We have no devices." in page
    assert "3 questions below show your answers of" in page
    overview = client.get("/portal/").text
    assert "to 8 of these questions are shown at each question" in overview
    assert re.search(r'class="big-number">0<', overview)
    assert queries.answers(asked.id) == {}
    assert "前回の回答（要確認）" in client.get("/portal/sections/1?lang=ja").text
    put(client, "A-1", level(2))
    check = client.get("/portal/submit?lang=en").text
    assert "7 questions are unanswered" in check
    assert "7 of them show your answers from last time, which you can confirm." in check


def test_one_answer_is_confirmed_with_its_evidence_and_the_day_that_was_added(app, group, vendor):
    before = accepted(app, group, vendor, files=(1,))
    day = db.session.query(Evidence).filter_by(assessment_id=before.id).one().added_at
    asked, token = assessments.issued(group, vendor)
    client = visitor(app, token)
    page = section(client, still="A-1").text
    assert "1 answer was confirmed." in page
    stored = queries.answers(asked.id)
    assert {key: content_of(row) for key, row in stored.items()} == {"A-1": ANSWERS["A-1"]}
    assert (stored["A-1"].source, stored["A-1"].grade) == ("earlier", "document")
    copied = db.session.query(Evidence).filter_by(assessment_id=asked.id).one()
    assert (copied.name, copied.added_at) == ("rules 1.pdf", day)
    assert page.count("Answer from last time (to be confirmed)") == 2
    assert "You confirmed that your answer from last time is still correct." in page


def test_a_section_is_confirmed_together_with_its_number_said(app, group, vendor):
    accepted(app, group, vendor)
    asked, token = assessments.issued(group, vendor)
    client = visitor(app, token)
    put(client, "A-2", level(1))
    page = client.get("/portal/sections/1").text
    assert "Confirm 2 answers from last time" in page
    offered = re.findall(r'name="still_offered" value="([^"]+)"', page)
    assert offered == ["A-1", "A-3"]
    assert "2 answers were confirmed." in section(client, still_all="1", still_offered=offered).text
    db.session.expire_all()
    stored = queries.answers(asked.id)
    assert set(stored) == {"A-1", "A-2", "A-3"}  # and nothing of the other section
    assert content_of(stored["A-2"]) == level(1)  # what was answered today stands


def test_what_was_answered_meanwhile_is_never_overwritten(app, group, vendor):
    accepted(app, group, vendor)
    asked, token = assessments.issued(group, vendor)
    client = visitor(app, token)
    put(client, "A-1", level(1))
    page = section(client, still="A-1").text
    assert "No answers were confirmed" in page
    assert content_of(queries.answers(asked.id)["A-1"]) == level(1)


def test_a_comment_written_today_stands_above_the_one_of_last_time(app, group, vendor):
    accepted(app, group, vendor)
    asked, token = assessments.issued(group, vendor)
    client = visitor(app, token)
    section(client, still="A-1", version1="0", c1="New owner since May.")
    assert content_of(queries.answers(asked.id)["A-1"]) == level(3, "New owner since May.")


def test_an_older_edition_is_offered_too_and_reworded_questions_only_one_by_one(app, group, vendor):
    accepted(app, group, vendor)
    first, second = QUESTIONNAIRE.sections
    a1, a2, a3 = first.questions
    reworded = replace(a1, text=Text("How is A-1 done, and by whom?", "A-1は誰がどう行っていますか。"))
    renamed = replace(a2, id="A-9")
    newer = replace(
        QUESTIONNAIRE,
        version="2.0",
        sections=(replace(first, questions=(reworded, renamed, a3)), second),
    )
    version = add_version(newer, status=QuestionnaireStatus.RELEASED, origin=Origin.SHIPPED, at=now())
    asked = actions.create_assessment(
        organization_id=vendor.id, issuer_id=group.a.id, version_id=version.id, tier="T2", actor="user:1", at=now()
    )
    db.session.commit()
    offered = earlier_answers(asked)
    assert offered.by_question["A-9"].was == "A-2"
    assert offered.by_question["A-9"].content == ANSWERS["A-2"]
    assert offered.by_question["A-1"].reworded
    assert offered.together(["A-1", "A-9", "A-3"]) == ["A-9", "A-3"]


def test_what_the_reviewer_held_against_an_answer_is_said_and_keeps_it_alone(app, group, vendor):
    before = accepted(app, group, vendor)
    row = queries.answer(before.id, "A-1")
    row.override_level, row.override_reason = 1.0, "The paper was a draft."
    db.session.commit()
    asked, token = assessments.issued(group, vendor)
    assert earlier_answers(asked).together(["A-1", "A-2"]) == ["A-2"]
    assert "The paper was a draft." in visitor(app, token).get("/portal/sections/1").text


def test_answers_given_to_another_company_or_never_accepted_are_not_offered(app, group, vendor):
    accepted(app, group, vendor)
    other, token = assessments.issued(group, vendor, issuer=group.b)
    assert earlier_answers(other) is None
    assert "From last time" not in visitor(app, token).get("/portal/sections/1").text
    stranger = organizations.vendor("Vendor Two", home=group.a)
    unfinished, _token = assessments.issued(group, stranger)
    assessments.answer_all(unfinished)
    asked, _token = assessments.issued(group, stranger)
    assert earlier_answers(asked) is None


def test_nothing_is_offered_once_the_answers_are_closed(app, group, vendor):
    accepted(app, group, vendor)
    asked, token = assessments.issued(group, vendor)
    client = visitor(app, token)
    put(client, "A-1", level(2))
    actions.submit(asked, actor="invitation:1", at=now(), confirmed=True)
    db.session.commit()
    assert earlier_answers(asked) is None
    section(client, still="A-2")
    assert set(queries.answers(asked.id)) == {"A-1"}


def test_staff_see_what_is_offered_and_where_a_confirmed_answer_came_from(app, group, vendor, sign_in):
    before = accepted(app, group, vendor)
    asked, token = assessments.issued(group, vendor)
    staff = sign_in(group.owner)
    page = staff.get(f"/crosswalks/{asked.id}").text
    assert "8 of 8 questions were answered on" in page
    assert f"/assessments/{before.id}" in page
    section(visitor(app, token), still="A-1")
    shown = staff.get(f"/assessments/{asked.id}").text
    assert "Confirmed as unchanged since last time" in shown
    assert staff.get(f"/crosswalks/{asked.id}/source/A-1").location.endswith(f"/assessments/{before.id}")


def test_an_answer_that_is_changed_after_being_confirmed_is_a_new_one(app, group, vendor):
    accepted(app, group, vendor)
    asked, token = assessments.issued(group, vendor)
    client = visitor(app, token)
    section(client, still="A-1")
    put(client, "A-1", level(4), 1)
    row = queries.answer(asked.id, "A-1")
    assert (row.source, row.source_ref) == ("web", "")


def test_after_a_return_nothing_of_last_time_is_offered(app, group, vendor):
    accepted(app, group, vendor)
    asked, _token = assessments.issued(group, vendor)
    assessments.answer_all(asked)
    actions.submit(asked, actor="invitation:1", at=now())
    actions.return_for_correction(asked, {"A-1": "Say more."}, actor="user:1", site=SITE, at=now())
    db.session.commit()
    assert earlier_answers(asked) is None

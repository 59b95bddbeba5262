"""Answering as a respondent: at once, by the form, in both languages, and only what is open."""

import io
import re

import pytest

from tests.builders import assessments
from tests.builders.assessments import ANSWERS, SITE, level, put, visitor
from vendor_risk.assessments import actions, queries
from vendor_risk.assessments.answers.values import AnswerContent, content_of
from vendor_risk.assessments.models import AnswerRevision
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db, now
from vendor_risk.domain.questionnaires import AnswerState


def stored(assessment, question):
    db.session.expire_all()
    return queries.answer(assessment.id, question)


def section_form(client, number=1, **changes):
    """The fields of a section's form as a browser without scripts sends them, with some changed."""
    page = client.get(f"/portal/sections/{number}").text
    fields = {"csrf_token": assessments.csrf(client, f"/portal/sections/{number}")}
    for tag in re.findall(r"<input[^>]+>", page):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and ("hidden" in tag or "checked" in tag or 'type="text"' in tag or 'type="date"' in tag):
            fields[name[1]] = value[1] if value else ""
    for name, content in re.findall(r'<textarea[^>]+name="([^"]+)"[^>]*>([^<]*)</textarea>', page):
        fields[name] = content
    return fields | changes


def test_every_page_of_the_portal_opens_in_both_languages(app, group):
    _assessment, token = assessments.issued(group)
    client = visitor(app, token)
    for lang in ("en", "ja"):
        for page in ("/portal/", "/portal/sections/1", "/portal/sections/2", "/portal/submit"):
            response = client.get(f"{page}?lang={lang}")
            assert response.status_code == 200, page
            assert f'<html lang="{lang}"' in response.text
    assert client.get("/portal/sections/3").status_code == 404
    assert client.get("/portal/sections/0").status_code == 404


def test_a_respondent_is_spoken_to_in_their_language_until_they_choose_another(app, group):
    _assessment, token = assessments.issued(group, language="ja")
    client = visitor(app, token)
    assert '<html lang="ja"' in client.get("/portal/").text
    client.get("/portal/?lang=en")
    assert '<html lang="en"' in client.get("/portal/sections/1").text


def test_an_answer_of_every_kind_is_saved_at_once(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    for question, content in ANSWERS.items():
        response = put(client, question, content)
        assert response.status_code == 200, response.text
        assert response.json["version"] == 1
    db.session.expire_all()
    assert {question: content_of(row) for question, row in queries.answers(assessment.id).items()} == ANSWERS
    assert assessment.status == "in_progress"


def test_a_repeated_save_gives_the_same_reply_and_leaves_one_trace(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    first = put(client, "A-1", level(3), key="one-and-only-key")
    events = db.session.query(AuditEvent).filter_by(action="assessments.save_answer").count()
    again = put(client, "A-1", level(3), key="one-and-only-key")
    assert (first.status_code, first.json) == (again.status_code, again.json) == (200, first.json)
    assert db.session.query(AnswerRevision).count() == 1
    assert db.session.query(AuditEvent).filter_by(action="assessments.save_answer").count() == events == 1
    put(client, "A-1", level(4), 1)
    late = put(client, "A-1", level(3), key="one-and-only-key")  # the network delivers an old save once more
    assert late.status_code == 200
    assert late.json["version"] == 1  # so that the next save on top of it is seen to be old
    assert stored(assessment, "A-1").value == 4


def test_two_people_who_save_the_same_answer_see_both_texts_and_nothing_is_overwritten(app, group):
    assessment, token = assessments.issued(group)
    one, two = visitor(app, token), visitor(app, token)
    assert put(one, "A-1", level(3, "mine")).status_code == 200
    clash = put(two, "A-1", level(1, "yours"))
    assert clash.status_code == 409
    assert clash.json["current"] == {
        "state": "answered",
        "value": 3,
        "comment": "mine",
        "na_reason": "",
        "version": 1,
    }
    assert stored(assessment, "A-1").comment == "mine"
    assert put(two, "A-1", level(1, "yours"), 1).status_code == 200
    assert stored(assessment, "A-1").comment == "yours"


@pytest.mark.parametrize(
    ("question", "content", "words"),
    [
        ("A-1", level(6), "a level from 0 to 5"),
        ("A-1", AnswerContent(AnswerState.ANSWERED, "3"), "a level from 0 to 5"),
        ("A-1", AnswerContent(AnswerState.NOT_APPLICABLE, None, "", "no"), "applies to all organisations"),
        ("A-3", AnswerContent(AnswerState.ANSWERED, "perhaps"), "one of the available answers"),
        ("B-1", AnswerContent(AnswerState.ANSWERED, ("yes", "perhaps")), "one of the available answers"),
        ("B-2", AnswerContent(AnswerState.ANSWERED, "many"), "a number"),
        ("B-3", AnswerContent(AnswerState.ANSWERED, "2026-02-31"), "a date"),
        ("B-4", AnswerContent(AnswerState.ANSWERED, "x" * 10_001), "10000 characters"),
        ("B-4", AnswerContent(AnswerState.ANSWERED, "x", "y" * 10_001), "10000 characters"),
    ],
)
def test_an_answer_its_question_cannot_have_is_refused_with_a_sentence(app, group, question, content, words):
    assessment, token = assessments.issued(group)
    response = put(visitor(app, token), question, content)
    assert response.status_code == 422
    assert words in response.json["error"]
    assert stored(assessment, question) is None


def test_unknown_fields_and_broken_bodies_are_refused(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    for more in (
        {"grade": "certified"},
        {"score": 100},
        {"review": "ok"},
        {"state": "perfect"},
        {"idempotency_key": ""},
    ):
        assert put(client, "A-1", level(3), **more).status_code == 400, more
    headers = {"X-CSRFToken": assessments.csrf(client), "Accept": "application/json"}
    for body in (b"", b"{", b"[]", b"\xff"):
        assert client.put("/portal/answers", data=body, headers=headers).status_code == 400
    assert put(client, "Z-9", level(3)).status_code == 404
    assert stored(assessment, "A-1") is None


def test_a_save_needs_the_form_token_and_the_own_site(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    body = {"question_id": "A-1", "state": "answered", "value": 3, "expected_version": 0, "idempotency_key": "12345678"}
    assert client.put("/portal/answers", json=body).status_code == 400
    headers = {"X-CSRFToken": assessments.csrf(client), "Sec-Fetch-Site": "cross-site"}
    assert client.put("/portal/answers", json=body, headers=headers).status_code == 403
    headers = {"X-CSRFToken": assessments.csrf(client), "Origin": "https://evil.example"}
    assert client.put("/portal/answers", json=body, headers=headers).status_code == 403
    assert stored(assessment, "A-1") is None


def test_answers_are_closed_after_submitting_and_the_attempt_is_written_down(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    assessments.answer_all(assessment)
    actions.submit(assessment, actor="x", at=now())
    response = put(client, "A-1", level(5), 1)
    assert response.status_code == 409
    assert response.json["closed"] is True
    assert stored(assessment, "A-1").value == 3
    attempt = db.session.query(AuditEvent).filter_by(action="assessments.save_refused").one()
    assert attempt.details == {"question": "A-1"}
    form = {"csrf_token": assessments.csrf(client), "s1": "=5", "version1": "1"}
    client.post("/portal/sections/1", data=form)
    assert stored(assessment, "A-1").value == 3


def test_a_returned_question_is_the_only_one_open(app, group):
    assessment, _token = assessments.issued(group)
    assessments.answer_all(assessment)
    actions.submit(assessment, actor="x", at=now())
    actions.return_for_correction(assessment, {"A-1": "Which policy is this?"}, actor="user:1", site=SITE, at=now())
    db.session.commit()
    client = visitor(app, assessments.token_in(assessments.mails("returned")[0]))
    page = client.get("/portal/sections/1").text
    assert "Which policy is this?" in page
    assert 'name="version1"' in page
    assert 'name="version2"' not in page
    assert put(client, "A-2", level(5), 1).status_code == 409
    assert put(client, "A-1", level(4), 1).status_code == 200
    form = section_form(client, 1, s1="=5", s2="=5", version2="1")
    client.post("/portal/sections/1", data=form)
    assert stored(assessment, "A-1").value == 5
    assert stored(assessment, "A-2").state == "na"
    assert assessment.status == "returned"


def test_the_form_alone_saves_a_section_without_any_script(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    form = section_form(client, 1, s1="=3", c1="written down", s2="na", n2="We have no devices.", s3="=yes", go="next")
    response = client.post("/portal/sections/1", data=form)
    assert (response.status_code, response.location) == (303, "/portal/sections/2")
    form = section_form(client, 2, v5="85", v6="2026-04-01", v7="Nothing else.", s8="unknown", go="next")
    form["v4"] = ["no", "yes"]
    response = client.post("/portal/sections/2", data=form)
    assert (response.status_code, response.location) == (303, "/portal/subcontractors")
    db.session.expire_all()
    assert {question: content_of(row) for question, row in queries.answers(assessment.id).items()} == ANSWERS


def test_a_form_posted_after_a_colleague_submitted_says_so_and_shows_what_was_typed(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    form = section_form(client, 1, s1="=4", c1="important\r\nline", f1=(io.BytesIO(b"x"), "policy.pdf"), go="next")
    assessments.answer_all(assessment)
    actions.submit(assessment, actor="Maya Sato (invitation:9 m@x.example)", at=now())
    db.session.commit()
    reply = client.post("/portal/sections/1", data=form)
    assert reply.status_code == 409
    assert "Maya Sato submitted the answers on" in reply.text
    assert "“policy.pdf” was not attached." in reply.text
    assert reply.text.count("Your answer, which was not submitted:") == 1  # the other questions were left alone
    assert "important\nline" in reply.text
    assert "A-1 looks like level 4" in reply.text
    assert content_of(stored(assessment, "A-1")) == ANSWERS["A-1"]


def test_an_answer_saved_after_a_colleague_submitted_is_refused_with_who_and_when(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    assessments.answer_all(assessment)
    actions.submit(assessment, actor="Maya Sato (invitation:9 m@x.example)", at=now())
    db.session.commit()
    reply = put(client, "A-1", level(5), 1)
    assert reply.status_code == 409
    assert reply.json["closed"] is True
    assert "Maya Sato submitted the answers on" in reply.json["error"]
    known = client.get("/portal/questions").json
    assert known["closed"] == reply.json["error"]
    assert known["questions"]["A-1"]["title"] == "1. Policy"
    assert known["questions"]["A-1"]["url"] == "/portal/sections/1#q1"
    assert known["questions"]["A-1"]["words"]["3"] == "3 Documented and applied"


def test_after_a_return_the_way_on_leads_past_what_is_closed(app, group):
    assessment, _token = assessments.issued(group)
    assessments.answer_all(assessment)
    actions.submit(assessment, actor="x", at=now())
    actions.return_for_correction(assessment, {"A-1": "Why so?"}, actor="user:1", site=SITE, at=now())
    db.session.commit()
    client = visitor(app, assessments.token_in(assessments.mails("returned")[0]))
    assert "Why so?" in client.get("/portal/").text
    link = client.get(f"/portal/i/{assessments.token_in(assessments.mails('returned')[0])}").text
    assert "1 answer to check again" in link
    response = client.post("/portal/sections/1", data=section_form(client, 1, s1="=4", go="next"))
    assert response.location == "/portal/submit"


def test_saving_a_form_twice_changes_nothing_the_second_time(app, group):
    _assessment, token = assessments.issued(group)
    client = visitor(app, token)
    client.post("/portal/sections/1", data=section_form(client, 1, s1="=3"))
    before = db.session.query(AnswerRevision).count()
    client.post("/portal/sections/1", data=section_form(client, 1))
    assert db.session.query(AnswerRevision).count() == before == 1


def test_one_fault_in_a_form_keeps_no_other_answer_from_being_saved(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    response = client.post("/portal/sections/2", data=section_form(client, 2, v5="many", v7="A text."))
    assert response.status_code == 422
    assert "Enter a number in digits." in response.text
    assert 'value="many"' in response.text  # what was typed is still there
    assert stored(assessment, "B-4").value == "A text."


def test_a_stale_form_shows_both_answers_and_overwrites_nothing(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    form = section_form(client, 1, s1="=1", c1="from the old page")
    put(client, "A-1", level(4, "from elsewhere"))
    put(client, "A-2", level(2))
    response = client.post("/portal/sections/1", data=form)
    assert response.status_code == 422
    assert "from elsewhere" in response.text
    assert "from the old page" in response.text
    assert stored(assessment, "A-1").comment == "from elsewhere"
    assert stored(assessment, "A-2").value == 2  # untouched in the form: no clash, and no overwriting
    again = client.post("/portal/sections/1", data=form | {"version1": "1"})
    assert again.status_code == 303
    assert stored(assessment, "A-1").comment == "from the old page"


def test_an_answer_can_be_cleared(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    put(client, "A-1", level(3))
    client.post("/portal/sections/1", data=section_form(client, 1, clear="A-1"))
    assert stored(assessment, "A-1").state == "blank"


def test_the_way_to_the_next_unanswered_question_ends_at_the_submit_page(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    assert client.get("/portal/next").location == "/portal/sections/1"  # from its top, where it says how to answer
    put(client, "A-1", level(3))
    put(client, "A-2", AnswerContent(AnswerState.NOT_APPLICABLE))  # the reason is missing
    assert client.get("/portal/next").location == "/portal/sections/1#q2"
    put(client, "A-2", level(1), 1)
    put(client, "A-3", AnswerContent(AnswerState.UNKNOWN))
    assert client.get("/portal/next").location == "/portal/sections/2"
    assessments.answer_all(assessment)
    assert client.get("/portal/next").location == "/portal/subcontractors"
    client.post("/portal/subcontractors/none", data={"csrf_token": assessments.csrf(client, "/portal/subcontractors")})
    assert client.get("/portal/next").location == "/portal/submit"


def test_an_answer_cannot_be_changed_without_end(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    put(client, "A-1", level(3))
    stored(assessment, "A-1").version = 500
    response = put(client, "A-1", level(4), 500)
    assert response.status_code == 422
    assert (
        "This answer has been changed the maximum number of times. Contact the company that sent the questionnaire."
        in response.json["error"]
    )


def test_no_weight_target_or_score_is_shown_to_a_respondent(app, group):
    _assessment, token = assessments.issued(group)
    client = visitor(app, token)
    for page in ("/portal/", "/portal/sections/1", "/portal/sections/2", "/portal/submit"):
        words = client.get(page).text.lower()
        assert not [word for word in ("weight", "target", "knock", "score") if word in words]


def test_questions_are_headings_and_levels_are_read_out_with_their_numbers(app, group):
    _assessment, token = assessments.issued(group)
    page = visitor(app, token).get("/portal/sections/1").text
    assert re.findall(r"<legend><h2><span class=\"question-number\">(\d)</span>", page) == ["1", "2", "3"]
    assert page.count('<span class="choice-level">') == 12


def test_submitting_is_offered_once_something_is_answered(app, group):
    _assessment, token = assessments.issued(group)
    client = visitor(app, token)
    assert "Check and submit" not in client.get("/portal/").text
    put(client, "A-1", level(3))
    assert "Check and submit" in client.get("/portal/").text

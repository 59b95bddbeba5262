"""Handing in: what must be there, what may stay open, the receipt, and the mailed code where one is asked for."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

from tests.builders import assessments
from tests.builders.assessments import level, put, visitor
from vendor_risk.assessments.answers.values import AnswerContent
from vendor_risk.database import db, now
from vendor_risk.domain.questionnaires import AnswerState
from vendor_risk.portal.actions import CODE_TRIES
from vendor_risk.portal.models import MailCode


def hand_in(client, **fields):
    """Submit, having said that there are no subcontractors."""
    token = assessments.csrf(client, "/portal/submit")
    client.post("/portal/subcontractors/none", data={"csrf_token": token})
    return client.post("/portal/submit", data={"csrf_token": token, "name": "Aoi Tanaka"} | fields)


def test_complete_answers_are_handed_in_with_a_receipt_on_page_and_by_mail(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    assessments.answer_all(assessment)
    response = hand_in(client)
    assert (response.status_code, response.location) == (303, "/portal/receipt")
    db.session.refresh(assessment)
    assert assessment.status == "submitted"
    assert assessment.submitted_by.startswith("Aoi Tanaka (invitation:")
    page = client.get("/portal/receipt").text
    reference = re.search(r"VR-\d{8}-\d{6}", page)[0]
    assert "8 of 8 questions" in page
    assert "Aoi Tanaka" in page
    mail = assessments.mails("receipt")[0]
    assert reference in mail.subject
    assert "8 of 8" in mail.body
    assert client.get("/portal/submit").location == "/portal/receipt"


def test_every_answer_stands_on_one_page_to_be_checked_and_on_the_receipt_to_be_kept(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    assessments.answer_all(assessment)
    check = client.get("/portal/submit").text
    hand_in(client)
    for page in (check, client.get("/portal/receipt").text):
        for words in (
            "How is A-1 done?", "A-1 looks like level 3", "written down", "We have no devices.", "85", "April",
            "Nothing else.", "I do not know",
        ):  # fmt: skip
            assert words in page, words
    assert 'href="/portal/sections/2#q7"' in check
    assert "Change" not in client.get("/portal/receipt").text


def test_what_is_late_is_said_as_late(app, group):
    assessment, token = assessments.issued(group)
    assessments.answer_all(assessment)
    client = visitor(app, token)
    assert "You can still submit" not in client.get("/portal/").text
    today = now().astimezone(ZoneInfo(app.extensions["vendor_risk.config"].timezone)).date()
    assessment.due_on = today - timedelta(days=3)
    db.session.commit()
    assert "Overdue by 3 days" in client.get(f"/portal/i/{token}").text
    for page in ("/portal/", "/portal/submit"):
        assert "3 days ago" in client.get(page).text
    hand_in(client)
    assert "3 days after the due date" in client.get("/portal/receipt").text


def test_after_submitting_nothing_invites_to_what_is_closed_and_the_contact_stays(app, group):
    letter = {"person_en": "Pia Procurement", "phone": "03-1234-5678", "reply_to": "pia@group.example"}
    campaign = assessments.campaign(group, **letter)
    _assessment, token = assessments.issued(group, in_campaign=campaign)
    client = visitor(app, token)
    put(client, "A-1", level(3))
    before = client.get("/portal/").text
    open_words = ("Upload completed file", "Continue answering", "Not started", "Check and submit")
    for words in open_words:
        assert words in before, words
    form = {"csrf_token": assessments.csrf(client, "/portal/submit"), "name": "Aoi", "confirmed": "y"}
    assert client.post("/portal/submit", data=form).status_code == 303, "also without a word about subcontractors"
    after = client.get("/portal/").text
    for words in open_words:
        assert words not in after, words
    assert after.partition('id="subcontractors"')[2].count("Not answered") == 1
    assert "Pia Procurement" in after
    assert "mailto:pia@group.example" in after


def test_the_due_date_names_the_zone_it_ends_in_as_the_mails_do(app, group):
    assessment, token = assessments.issued(group)
    assessments.answer_all(assessment)
    client = visitor(app, token)
    day = f"{assessment.due_on:%-d %B %Y}"
    for page in (f"/portal/i/{token}", "/portal/", "/portal/submit"):
        assert f"nd of {day} (Japan time)" in client.get(page).text, page
        assert "日本時間" in client.get(f"{page}?lang=ja").text, page
        client.get(f"{page}?lang=en")


def test_unanswered_questions_are_listed_and_may_stay_open_after_a_confirmation(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    put(client, "A-1", level(3))
    page = client.get("/portal/submit").text
    assert "7 questions are unanswered" in page
    assert 'href="/portal/sections/1#q2"' in page
    assert hand_in(client).status_code == 422
    assert hand_in(client, confirmed="y").status_code == 303
    db.session.refresh(assessment)
    assert assessment.status == "submitted"


def test_not_applicable_needs_its_reason_before_handing_in(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    assessments.answer_all(assessment)
    put(client, "A-2", AnswerContent(AnswerState.NOT_APPLICABLE, None, "", "  "), 1)
    assert "1 reason is missing" in client.get("/portal/submit").text
    assert hand_in(client, confirmed="y").status_code == 422
    put(client, "A-2", AnswerContent(AnswerState.NOT_APPLICABLE, None, "", "No devices"), 2)
    assert hand_in(client).status_code == 303


def test_nothing_can_be_handed_in_without_an_answer_or_a_name(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    page = client.get("/portal/submit").text
    assert "No questions have been answered yet." in page
    put(client, "A-1", level(3))
    assert hand_in(client, name="", confirmed="y").status_code == 422
    db.session.refresh(assessment)
    assert assessment.status == "in_progress"


def test_handing_in_twice_says_so_and_changes_nothing(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    assessments.answer_all(assessment)
    form_token = assessments.csrf(client, "/portal/submit")
    client.post("/portal/subcontractors/none", data={"csrf_token": form_token})
    assert client.post("/portal/submit", data={"csrf_token": form_token, "name": "A"}).status_code == 303
    assert client.post("/portal/submit", data={"csrf_token": form_token, "name": "B"}).status_code == 409
    db.session.refresh(assessment)
    assert assessment.submitted_by.startswith("A (")
    assert len(assessments.mails("receipt")) == 1


def code_in(mail):
    return re.search(r"^\s*(\d{6})\s*$", mail.body, re.MULTILINE)[1]


def with_code(app, group):
    """A visitor whose campaign asks for a code, everything answered."""
    campaign = assessments.campaign(group, mail_code_required=True)
    assessment, token = assessments.issued(group, in_campaign=campaign)
    assessments.answer_all(assessment)
    return assessment, visitor(app, token)


def ask_code(client):
    form_token = assessments.csrf(client, "/portal/code?next=/portal/submit")
    client.post("/portal/code/send?next=/portal/submit", data={"csrf_token": form_token})
    return assessments.mails("code")[-1]


def enter(client, code):
    form_token = assessments.csrf(client, "/portal/code?next=/portal/submit")
    return client.post("/portal/code?next=/portal/submit", data={"csrf_token": form_token, "code": code})


def test_where_a_code_is_asked_for_nothing_is_handed_in_without_it(app, group):
    assessment, client = with_code(app, group)
    assert client.get("/portal/submit").location == "/portal/code?next=/portal/submit"
    form_token = assessments.csrf(client, "/portal/code?next=/portal/submit")
    refused = client.post("/portal/submit", data={"csrf_token": form_token, "name": "A"})
    assert refused.location == "/portal/code?next=/portal/submit"
    mail = ask_code(client)
    assert mail.to_address == assessments.mails("invitation")[0].to_address
    code = code_in(mail)
    assert code not in mail.subject
    assert not db.session.query(MailCode).filter(MailCode.code_hash.contains(code)).count()
    assert enter(client, code).location == "/portal/submit"
    assert hand_in(client).status_code == 303
    db.session.refresh(assessment)
    assert assessment.status == "submitted"


def test_a_code_can_be_tried_five_times_within_ten_minutes_and_used_once(app, group):
    _assessment, client = with_code(app, group)
    code = code_in(ask_code(client))
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _number in range(CODE_TRIES):
        assert enter(client, wrong).location == "/portal/code?next=/portal/submit"
    assert enter(client, code).location == "/portal/code?next=/portal/submit"  # too late: five wrong tries
    code = code_in(ask_code(client))
    db.session.query(MailCode).order_by(MailCode.id.desc()).first().expires_at = now() - timedelta(seconds=1)
    assert enter(client, code).location == "/portal/code?next=/portal/submit"  # too old
    code = code_in(ask_code(client))
    assert enter(client, code).location == "/portal/submit"
    assert db.session.query(MailCode).order_by(MailCode.id.desc()).first().used_at is not None


def test_a_code_of_one_visit_does_not_open_another(app, group):
    campaign = assessments.campaign(group, mail_code_required=True)
    assessment, token = assessments.issued(group, in_campaign=campaign)
    assessments.answer_all(assessment)
    one, two = visitor(app, token), visitor(app, token)
    code = code_in(ask_code(one))
    assert enter(two, code).location == "/portal/code?next=/portal/submit"
    assert two.get("/portal/submit").location == "/portal/code?next=/portal/submit"


def test_codes_are_not_mailed_without_end(app, group):
    _assessment, client = with_code(app, group)
    for _number in range(7):
        ask_code(client)
    assert len(assessments.mails("code")) == 5


def test_returned_answers_can_be_handed_in_again_and_are_then_closed(app, group):
    from vendor_risk.assessments import actions

    assessment, _token = assessments.issued(group)
    assessments.answer_all(assessment)
    actions.submit(assessment, actor="x", at=now())
    actions.return_for_correction(
        assessment, {"A-1": "Why?"}, "Thanks!", actor="user:1", site=assessments.SITE, at=now()
    )
    db.session.commit()
    client = visitor(app, assessments.token_in(assessments.mails("returned")[0]))
    assert "Thanks!" in client.get("/portal/").text
    assert "1 returned answer is unchanged" in client.get("/portal/submit").text
    put(client, "A-1", level(4), 1)
    assert "1 returned answer is unchanged" not in client.get("/portal/submit").text
    assert hand_in(client).status_code == 303
    assert put(client, "A-1", level(5), 2).status_code == 409


def test_whoever_submits_gives_their_own_name_and_not_that_of_the_invited(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    assessments.answer_all(assessment)
    field = re.search(r'<input[^>]*name="name"[^>]*>', client.get("/portal/submit").text)[0]
    assert 'autocomplete="name"' in field
    assert "Respondent" not in field

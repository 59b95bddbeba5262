"""Handing in: what must be there, what may stay open, the receipt, and the mailed code where one is asked for."""

import re
from datetime import timedelta

from tests.builders import assessments
from tests.builders.assessments import level, put, visitor
from vendor_risk.assessments import pages
from vendor_risk.assessments.answers.values import AnswerContent
from vendor_risk.database import db, now
from vendor_risk.declarations.models import NoSubcontractors
from vendor_risk.domain.questionnaires import AnswerState
from vendor_risk.portal.actions import CODE_TRIES
from vendor_risk.portal.models import MailCode
from vendor_risk.reports.answers.paper import answers_paper


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


def test_subcontractors_are_asked_for_and_silence_does_not_say_none(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    assessments.answer_all(assessment)
    assert client.get("/portal/next").location == "/portal/subcontractors"
    assert "Nothing is said about subcontractors" in client.get("/portal/submit").text
    form = {"csrf_token": assessments.csrf(client, "/portal/submit")}
    assert client.post("/portal/submit", data=form | {"name": "Aoi Tanaka"}).status_code == 422
    db.session.refresh(assessment)
    assert assessment.status == "in_progress"
    for _again in range(2):  # pressed twice is said once
        assert client.post("/portal/subcontractors/none", data=form).location == "/portal/submit"
    page = client.get("/portal/submit").text
    assert "Nothing is said about subcontractors" not in page
    assert "We use no subcontractors for this work" in page
    client.post("/portal/subcontractors/none", data=form | {"back": "1"})
    assert "Nothing is said about subcontractors" in client.get("/portal/submit").text
    client.post("/portal/subcontractors/none", data=form)
    named = {"name": "Blue Cloud", "service": "hosting", "country": "JP"}
    assert client.post("/portal/subcontractors", data=form | named).status_code == 303
    assert db.session.query(NoSubcontractors).count() == 0
    assert "Blue Cloud · hosting · Japan" in client.get("/portal/submit").text
    refused = client.post("/portal/subcontractors/none", data=form, follow_redirects=True)
    assert "Withdraw them first" in refused.text
    assert client.post("/portal/submit", data=form | {"name": "Aoi Tanaka"}).status_code == 303


def test_the_buyer_sees_on_the_vendors_page_that_it_uses_none(app, group, sign_in):
    assessment, token = assessments.issued(group)
    vendor_page = f"/organizations/{assessment.organization_id}"
    client = visitor(app, token)
    client.post("/portal/subcontractors/none", data={"csrf_token": assessments.csrf(client, "/portal/subcontractors")})
    assert "the vendor said that it uses no subcontractors" in sign_in(group.owner).get(vendor_page).text


def test_without_a_word_on_subcontractors_it_takes_a_confirmation(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    assessments.answer_all(assessment)
    form = {"csrf_token": assessments.csrf(client, "/portal/submit"), "name": "Aoi Tanaka", "confirmed": "y"}
    assert client.post("/portal/submit", data=form).status_code == 303
    assert "We use no subcontractors" not in client.get("/portal/receipt").text


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


def test_the_receipt_gives_a_copy_of_the_answers_as_pdf_and_as_workbook(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    assessments.answer_all(assessment)
    long = AnswerContent(AnswerState.ANSWERED, 3, "\n".join(f"line {number}" for number in range(900)))
    put(client, "A-1", long, 1)
    assert client.get("/portal/answers.pdf").location == "/portal/"
    hand_in(client)
    page = client.get("/portal/receipt").text
    assert 'href="/portal/answers.pdf"' in page
    assert 'href="/portal/workbook/file"' in page
    for lang in ("en", "ja"):
        client.get(f"/portal/receipt?lang={lang}")
        reply = client.get("/portal/answers.pdf")
        assert reply.mimetype == "application/pdf"
        assert reply.data.startswith(b"%PDF-")
        assert len(re.findall(rb"/Type /Page\b", reply.data)) > 12  # nothing of the 900 lines is cut
    assert re.fullmatch(r"attachment; filename=answers-VR-\d{8}-\d{6}\.pdf", reply.headers["Content-Disposition"])
    db.session.refresh(assessment)
    with app.test_request_context("/?lang=en"):
        paper = answers_paper(assessment, pages.view(assessment), (), by="Aoi Tanaka", today=now().date())
    text = str(paper)
    for words in (
        "line 0\\n", "line 899", "A-1 looks like level 3", "Not applicable: We have no devices.", "Aoi Tanaka",
        "Nothing else.", "I do not know", "We use no subcontractors for this work",
    ):  # fmt: skip
        assert words in text, words
    assert client.get("/portal/workbook/file").status_code == 200


def test_what_is_late_is_said_as_late(app, group):
    assessment, token = assessments.issued(group)
    assessments.answer_all(assessment)
    client = visitor(app, token)
    assert "You can still submit" not in client.get("/portal/").text
    assessment.due_on = now().date() - timedelta(days=3)
    db.session.commit()
    assert "Overdue by 3 days" in client.get(f"/portal/i/{token}").text
    for page in ("/portal/", "/portal/submit"):
        assert "3 days ago" in client.get(page).text
    hand_in(client)
    assert "3 days after the due date" in client.get("/portal/receipt").text


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
    form_token = assessments.csrf(client, "/portal/code?next=submit")
    client.post("/portal/code/send?next=submit", data={"csrf_token": form_token})
    return assessments.mails("code")[-1]


def enter(client, code):
    form_token = assessments.csrf(client, "/portal/code?next=submit")
    return client.post("/portal/code?next=submit", data={"csrf_token": form_token, "code": code})


def test_where_a_code_is_asked_for_nothing_is_handed_in_without_it(app, group):
    assessment, client = with_code(app, group)
    assert client.get("/portal/submit").location == "/portal/code?next=submit"
    form_token = assessments.csrf(client, "/portal/code?next=submit")
    refused = client.post("/portal/submit", data={"csrf_token": form_token, "name": "A"})
    assert refused.location == "/portal/code?next=submit"
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
        assert enter(client, wrong).location == "/portal/code?next=submit"
    assert enter(client, code).location == "/portal/code?next=submit"  # too late: five wrong tries
    code = code_in(ask_code(client))
    db.session.query(MailCode).order_by(MailCode.id.desc()).first().expires_at = now() - timedelta(seconds=1)
    assert enter(client, code).location == "/portal/code?next=submit"  # too old
    code = code_in(ask_code(client))
    assert enter(client, code).location == "/portal/submit"
    assert db.session.query(MailCode).order_by(MailCode.id.desc()).first().used_at is not None


def test_a_code_of_one_visit_does_not_open_another(app, group):
    campaign = assessments.campaign(group, mail_code_required=True)
    assessment, token = assessments.issued(group, in_campaign=campaign)
    assessments.answer_all(assessment)
    one, two = visitor(app, token), visitor(app, token)
    code = code_in(ask_code(one))
    assert enter(two, code).location == "/portal/code?next=submit"
    assert two.get("/portal/submit").location == "/portal/code?next=submit"


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

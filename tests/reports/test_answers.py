"""The vendor's own copy of what it submitted, as PDF and as Excel file."""

import re

from tests.builders import assessments
from tests.builders.assessments import put, visitor
from vendor_risk.assessments import pages
from vendor_risk.assessments.answers.values import AnswerContent
from vendor_risk.database import db, now
from vendor_risk.domain.questionnaires import AnswerState
from vendor_risk.reports.answers.paper import answers_paper


def test_the_receipt_gives_a_copy_of_the_answers_as_pdf_and_as_workbook(app, group):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    assessments.answer_all(assessment)
    long = AnswerContent(AnswerState.ANSWERED, 3, "\n".join(f"line {number}" for number in range(900)))
    put(client, "A-1", long, 1)
    assert client.get("/portal/answers.pdf").location == "/portal/"
    form = {"csrf_token": assessments.csrf(client, "/portal/submit")}
    client.post("/portal/subcontractors/none", data=form)
    client.post("/portal/submit", data=form | {"name": "Aoi Tanaka"})
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

"""Answering as a respondent: at once, by the form, in both languages, and only what is open."""

from tests.assessments import material
from tests.assessments.material import ANSWERS, level, put, visitor
from vendor_risk.assessments import queries
from vendor_risk.assessments.answers import content_of
from vendor_risk.assessments.models import AnswerRevision
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db


def test_every_page_of_the_portal_opens_in_both_languages(app, group):
    assessment, token = material.issued(group)
    client = visitor(app, token)
    for lang in ("en", "ja"):
        for page in ("/portal/", "/portal/sections/1", "/portal/sections/2", "/portal/submit"):
            response = client.get(f"{page}?lang={lang}")
            assert response.status_code == 200, page
            assert f'<html lang="{lang}"' in response.text
    assert client.get("/portal/sections/3").status_code == 404
    assert client.get("/portal/sections/0").status_code == 404


def test_an_answer_of_every_kind_is_saved_at_once(app, group):
    assessment, token = material.issued(group)
    client = visitor(app, token)
    for question, content in ANSWERS.items():
        response = put(client, question, content)
        assert response.status_code == 200, response.text
        assert response.json["version"] == 1
    stored = queries.answers(assessment.id)
    assert {question: content_of(row) for question, row in stored.items()} == ANSWERS
    db.session.refresh(assessment)
    assert assessment.status == "in_progress"

"""The staff's pages: who may open them, what they show, and the way from choosing to issuing."""

import pytest

from tests.assessments import material


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_page_opens_in_both_languages(app, group, sign_in, lang):
    assessment, _token = material.issued(group, in_campaign=material.campaign(group))
    material.answer_all(assessment)
    client = sign_in(group.owner)
    pages = [
        "/assessments/",
        f"/assessments/{assessment.id}",
        f"/assessments/{assessment.id}/questions/A-1",
        f"/assessments/{assessment.id}/questions/B-1",
        "/assessments/campaigns",
        f"/assessments/campaigns/{assessment.campaign_id}",
        "/assessments/campaigns/new",
        "/assessments/campaigns/new?kind=group_company&q=",
        "/questionnaires/",
        f"/questionnaires/{assessment.questionnaire_version_id}",
        "/notifications/",
        f"/notifications/{material.mails()[0].id}",
    ]
    for page in pages:
        response = client.get(f"{page}{'&' if '?' in page else '?'}lang={lang}")
        assert response.status_code == 200, page
        assert f'<html lang="{lang}"' in response.text

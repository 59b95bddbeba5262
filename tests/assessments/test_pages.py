"""The staff's pages: who may open them, what they show, and the way from choosing to issuing."""

import pytest

from tests.builders import assessments


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_page_opens_in_both_languages(app, group, sign_in, lang):
    assessment, _token = assessments.issued(group, in_campaign=assessments.campaign(group))
    assessments.answer_all(assessment)
    client = sign_in(group.owner)
    pages = [
        "/assessments/",
        f"/assessments/{assessment.id}",
        f"/assessments/{assessment.id}/questions/A-1",
        f"/assessments/{assessment.id}/questions/B-1",
        "/campaigns/",
        f"/campaigns/{assessment.campaign_id}",
        "/campaigns/new",
        "/campaigns/new?kind=group_company&q=",
        "/questionnaires/",
        f"/questionnaires/{assessment.questionnaire_version_id}",
        "/notifications/",
        f"/notifications/{assessments.mails()[0].id}",
    ]
    for page in pages:
        response = client.get(f"{page}{'&' if '?' in page else '?'}lang={lang}")
        assert response.status_code == 200, page
        assert f'<html lang="{lang}"' in response.text


def test_an_organizations_page_shows_what_it_was_asked_and_offers_to_ask(app, group, sign_in):
    assessment, _token = assessments.issued(group)
    page = sign_in(group.owner).get(f"/organizations/{assessment.organization_id}")
    assert f'href="/assessments/{assessment.id}"' in page.text
    assert "/campaigns/new?" in page.text
    assert "/campaigns/new?" not in sign_in(group.manager_a).get(page.request.path).text


def test_what_respondents_write_stays_text_everywhere(app, group, sign_in):
    assessment, token = assessments.issued(group)
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}"
    client = assessments.visitor(app, token)
    assessments.put(client, "A-1", assessments.level(3, evil))
    assessments.put(client, "B-4", assessments.AnswerContent(assessments.AnswerState.ANSWERED, evil))
    staff = sign_in(group.owner)
    pages = [
        client.get("/portal/sections/1"),
        client.get("/portal/sections/2"),
        staff.get(f"/assessments/{assessment.id}"),
        staff.get(f"/assessments/{assessment.id}/questions/B-4"),
    ]
    for page in pages:
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert "&lt;script&gt;alert(1)" in page.text
        assert "{{ 7*7 }}" in page.text

"""The pages of answering once: who may, whose, and what they do."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.builders import accounts, crosswalks, organizations
from tests.builders.forms import post
from vendor_risk.assessments import queries as assessment_queries
from vendor_risk.assessments.models import Assessment, AssessmentStatus
from vendor_risk.crosswalks.proposals import proposals
from vendor_risk.database import db
from vendor_risk.permissions import Role

SignIn = Callable[..., FlaskClient]


@pytest.fixture
def both(group: organizations.Group) -> tuple[Assessment, Assessment]:
    return crosswalks.pair(group)


def test_from_an_imported_workbook_to_answers_of_ours(
    group: organizations.Group, sign_in: SignIn, both: tuple[Assessment, Assessment]
) -> None:
    target, source = both
    client = sign_in(group.owner)
    assert f"/crosswalks/from/{source.id}" in client.get(f"/organizations/{source.organization_id}").text
    assert f"/crosswalks/from/{source.id}" in client.get(f"/assessments/{source.id}").text
    assert "Vendor security self-assessment" in client.get(f"/crosswalks/from/{source.id}").text
    began = post(client, f"/crosswalks/from/{source.id}", {"version": crosswalks.version().id})
    assert began.location == f"/crosswalks/{target.id}?source={source.id}"
    page = client.get(began.location).text
    number = len(proposals(target, source).proposed)
    assert f"Proposals from CAIQ 4.0.3 (2026-11-22): {number} of " in page
    assert "Both questions are about “Removing access when people leave” (CCM IAM-7)." in page
    done = post(client, f"/crosswalks/{target.id}/carry", {"source": source.id, "take": ["OP-07-02", "OP-08-02"]})
    page = client.get(done.location).text
    assert "2 answers were carried over." in page
    assert f'href="/assessments/{target.id}#links">Next: send the link</a>' in re.sub(r"\s+", " ", page)
    shown = client.get(f"/assessments/{target.id}").text
    assert f"/crosswalks/{target.id}/source/OP-07-02" in shown
    assert client.get(f"/crosswalks/{target.id}/source/OP-07-02").location == f"/assessments/{source.id}"
    assert client.get(f"/crosswalks/{target.id}/source/OP-01-03").status_code == 404
    handed = post(client, f"/crosswalks/{target.id}/hand-in")
    assert handed.location == f"/assessments/{target.id}"
    db.session.expire_all()
    assert target.status == AssessmentStatus.SUBMITTED
    assert "OP-07-02" in client.get(f"/reviews/{target.id}").text


def test_a_pair_that_does_not_fit_can_be_said_and_taken_back(
    group: organizations.Group, sign_in: SignIn, both: tuple[Assessment, Assessment]
) -> None:
    target, source = both
    client, where = sign_in(group.owner), f"/crosswalks/{target.id}"
    form = {"source": source.id, "pair": "OP-07-02|IAM-07.1"}
    post(client, f"{where}/decide", form)
    assert "Question pairs marked as not a match" in client.get(f"{where}?source={source.id}").text
    post(client, f"{where}/decide", form | {"verdict": "undo"})
    assert "Question pairs marked as not a match" not in client.get(f"{where}?source={source.id}").text
    page = post(client, f"{where}/decide", form | {"pair": "OP-07-02|NO-1"}, follow_redirects=True).text
    assert "This pair of questions is no longer among the proposals. Reload the page." in page


def test_bad_input_is_said_and_nothing_is_lost(
    group: organizations.Group, sign_in: SignIn, both: tuple[Assessment, Assessment]
) -> None:
    target, source = both
    client, where = sign_in(group.owner), f"/crosswalks/{target.id}"
    for form, words in (
        ({}, "Select the answers to carry over."),
        ({"take": "OP-07-02", "level|OP-07-02": "5"}, "at level 4 or below"),
        ({"take": "OP-01-03"}, "answered in the meantime"),
    ):
        assert words in post(client, f"{where}/carry", {"source": source.id, **form}, follow_redirects=True).text
    assert assessment_queries.answers(target.id) == {}
    assert "no answers to submit:" in post(client, f"{where}/hand-in", follow_redirects=True).text


def test_without_other_answers_the_page_says_what_would_come(group: organizations.Group, sign_in: SignIn) -> None:
    target, source = crosswalks.pair(group)
    source.status = AssessmentStatus.EXPIRED
    page = sign_in(group.owner).get(f"/crosswalks/{target.id}").text
    assert "No answers to carry over yet" in page
    assert f"/imports/foreign?organization={target.organization_id}" in page


PATHS = (
    ("get", "/crosswalks/{target}"),
    ("post", "/crosswalks/{target}/carry"),
    ("post", "/crosswalks/{target}/decide"),
    ("post", "/crosswalks/{target}/hand-in"),
    ("get", "/crosswalks/from/{source}"),
    ("post", "/crosswalks/from/{source}"),
)


def test_only_those_who_issue_questionnaires_and_only_for_their_companies(
    group: organizations.Group, sign_in: SignIn, both: tuple[Assessment, Assessment]
) -> None:
    target, source = both
    elsewhere = accounts.person(Role.PROCUREMENT, group.b)
    for person, expected in ((group.auditor, 403), (group.manager_a, 403), (elsewhere, 404)):
        client = sign_in(person)
        for method, path in PATHS:
            url = path.format(target=target.id, source=source.id)
            answer = client.get(url) if method == "get" else post(client, url, {"take": "OP-07-02"})
            assert answer.status_code == expected, (person.name, url)
    assert sign_in(elsewhere).get(f"/crosswalks/{target.id}/source/OP-07-02").status_code == 404
    assert assessment_queries.answers(target.id) == {}


def test_another_vendors_answers_are_not_found(
    group: organizations.Group, sign_in: SignIn, both: tuple[Assessment, Assessment]
) -> None:
    target, _source = both
    other = crosswalks.bring(group, organizations.vendor("Nut", group.a))
    assert sign_in(group.owner).get(f"/crosswalks/{target.id}?source={other.id}").status_code == 404

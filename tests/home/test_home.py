"""The first screen: what needs me now, and nothing of others."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask, render_template
from flask.testing import FlaskClient

from tests.builders import organizations
from tests.builders.clock import NOW
from vendor_risk import paths
from vendor_risk.accounts.models import User
from vendor_risk.assessments.models import Assessment, AssessmentStatus
from vendor_risk.content import load_library
from vendor_risk.database import db, now
from vendor_risk.home import queries
from vendor_risk.organizations.models import Organization
from vendor_risk.overview.position import position
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.actions import sync

TODAY = date(2026, 11, 22)
SignIn = Callable[..., FlaskClient]


def content() -> None:
    sync(load_library(paths.QUESTIONNAIRES), actor="test", at=NOW)


def assessment(
    vendor: Organization, issuer: Organization, status: AssessmentStatus, due: date, **values: object
) -> Assessment:
    version = db.session.query(queries.QuestionnaireVersion).first()
    row = Assessment(
        organization_id=vendor.id, issuer_id=issuer.id, questionnaire_version_id=version.id, status=status, due_on=due,
        tier="T1", created_at=NOW, issued_at=NOW, **values,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def test_home_is_for_people_who_are_signed_in(
    group: organizations.Group, sign_in: SignIn, stranger: FlaskClient
) -> None:
    assert sign_in(group.owner).get("/").status_code == 200
    assert stranger.get("/").status_code == 302


@pytest.mark.parametrize("role", ["administrator", "owner", "reviewer", "ciso", "auditor", "manager_a"])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_role_has_a_first_screen_in_both_languages(
    group: organizations.Group, sign_in: SignIn, role: str, lang: str
) -> None:
    user: User = getattr(group, role)
    page = sign_in(user).get(f"/?lang={lang}")
    assert page.status_code == 200
    assert f'<html lang="{lang}">' in page.text


def test_an_empty_installation_offers_the_first_steps(group: organizations.Group, sign_in: SignIn) -> None:
    page = sign_in(group.administrator).get("/").text
    assert "First steps" in page
    assert "Import your vendors" in page


def test_overdue_means_with_the_respondent_and_past_its_day(group: organizations.Group) -> None:
    content()
    vendor = organizations.vendor("Late", group.a)
    yesterday, tomorrow = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
    late = assessment(vendor, group.a, AssessmentStatus.ISSUED, yesterday)
    assessment(vendor, group.a, AssessmentStatus.OPENED, tomorrow)
    assessment(vendor, group.a, AssessmentStatus.SUBMITTED, yesterday)
    found = queries.asking(Scope(frozenset({group.a.id})), TODAY, now())
    assert (found.overdue, found.unopened, found.answering, found.submitted) == (1, 1, 1, 1)
    assert [row.id for row in found.late] == [late.id]


def test_another_companys_assessments_are_not_counted(group: organizations.Group) -> None:
    content()
    vendor = organizations.vendor("Late", group.b)
    assessment(vendor, group.b, AssessmentStatus.SUBMITTED, TODAY)
    own = Scope(frozenset({group.a.id}), frozenset({group.holding.id}))
    assert queries.asking(own, TODAY, now()).submitted == 0
    assert queries.review_queue(own)[0] == 0
    assert position(own, TODAY, UTC).critical == 0


def test_the_queue_on_home_is_short_and_its_number_whole(group: organizations.Group) -> None:
    content()
    for number in range(12):
        vendor = organizations.vendor(f"P{number}", group.a, tier="T1")
        assessment(vendor, group.a, AssessmentStatus.SUBMITTED, TODAY)
    assert queries.review_queue(Scope(frozenset({group.a.id})))[0] == 12
    assert len(queries.review_queue(Scope(frozenset({group.a.id})))[1]) == 8


def test_where_there_is_no_priority_home_says_when_there_would_be(app: Flask) -> None:
    steering = SimpleNamespace(chain=SimpleNamespace(measures=[], unknown=[], view=None))
    with app.test_request_context():
        page = render_template("home/_first.html", steering=steering)
    assert "Nothing to prioritise at present." in page
    assert "once answers have been" not in page


def test_an_empty_heatmap_waits_for_answers_that_are_submitted_as_its_rows_can_be_provisional(app: Flask) -> None:
    with app.test_request_context():
        page = render_template("home/_small_heatmap.html", small=None, heading="Vendors", url="/")
    assert "Results will appear here once answers have been submitted." in page


def test_the_column_of_organizations_is_called_so(group: organizations.Group, sign_in: SignIn) -> None:
    content()
    due = now().date() - timedelta(days=3)
    assessment(organizations.vendor("Late", group.a), group.a, AssessmentStatus.ISSUED, due)
    db.session.commit()
    page = sign_in(group.owner).get("/").text
    table = re.split(r"Overdue \w+</caption>", page)[1]
    assert re.search(r'<th scope="col">([^<]+)</th>', table)[1] == "Organisation"  # type: ignore[index]

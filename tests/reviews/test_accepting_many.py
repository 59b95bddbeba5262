"""Accepting several of the queue at once: what was ticked and seen, and nothing that needs a look of its own."""

import re

import pytest

from tests.builders import accounts, flows, organizations
from tests.builders.clock import NOW
from vendor_risk.assessments.models import Assessment
from vendor_risk.database import db
from vendor_risk.notifications.models import OutboxMail
from vendor_risk.permissions import Role
from vendor_risk.reviews import actions as review_actions
from vendor_risk.reviews.actions import Judgement

LEVELS = {"Q1": 4, "Q2": 3, "Q3": 3, "Q4": 2}


@pytest.fixture
def waiting(group):
    """Three general vendors and a critical one, all handed in to company A; by name."""
    version = flows.version()
    made = {}
    for name, tier in {"One": "T3", "Two": "T3", "Marked": "T2", "Critical": "T1"}.items():
        issued = flows.issued(organizations.vendor(name, group.a), group.a, version, tier=tier)
        made[name] = flows.submitted(issued, LEVELS)
    judgement = Judgement(review="returned", note="Which paper?")
    review_actions.judge(made["Marked"], "Q1", judgement, seen_version=1, actor="user:1", at=NOW)
    db.session.commit()
    return {name: row.id for name, row in made.items()}


def accept(client, *ticked):
    csrf = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/reviews/").text)[1]
    return client.post("/reviews/accept", data={"csrf_token": csrf, "assessment": list(ticked)}, follow_redirects=True)


def states(waiting):
    db.session.expire_all()
    return {name: str(db.session.get_one(Assessment, row).status) for name, row in waiting.items()}


def seen(waiting, *names):
    return [f"{waiting[name]}:{db.session.get_one(Assessment, waiting[name]).version}" for name in names]


def test_what_is_ticked_is_accepted_and_each_respondent_is_told(group, sign_in, waiting):
    page = accept(sign_in(group.reviewer), *seen(waiting, "One", "Two")).text
    assert "2 assessments accepted." in page
    assert states(waiting) == {"One": "accepted", "Two": "accepted", "Marked": "in_review", "Critical": "submitted"}
    assert db.session.query(OutboxMail).filter_by(kind="result").count() == 2


def test_the_most_critical_marked_and_changed_ones_are_left_and_named(group, sign_in, waiting):
    client, before = sign_in(group.reviewer), states(waiting)
    assert f'value="{waiting["Critical"]}:' not in client.get("/reviews/").text
    page = accept(client, *seen(waiting, "Marked", "Critical"), f"{waiting['One']}:99").text
    assert "Not accepted – review individually:" in page
    assert all(name in page for name in ("Marked", "Critical", "One"))
    assert states(waiting) == before


def test_nothing_ticked_and_broken_values_are_answered_with_a_sentence(group, sign_in, waiting):
    client, before = sign_in(group.reviewer), states(waiting)
    for ticked in ([], ["x"], [":"], ["1:" + "9" * 40]):
        assert "Select one or more assessments." in accept(client, *ticked).text
    assert states(waiting) == before


def test_who_may_not_decide_accepts_nothing(group, sign_in, waiting):
    before, ticked = states(waiting), seen(waiting, "One")
    client = sign_in(group.auditor)
    csrf = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/accounts/profile").text)[1]
    assert client.post("/reviews/accept", data={"csrf_token": csrf, "assessment": ticked}).status_code == 403
    accept(sign_in(accounts.person(Role.REVIEWER, group.b)), *ticked)
    assert states(waiting) == before

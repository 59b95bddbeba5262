"""The two planned rounds: the same again each time, in the order of time, never in the future."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from vendor_risk.demo.fiction.plan import (
    VENDOR,
    AssessmentCourse,
    Fate,
    PlannedCampaign,
    PlannedOrganization,
    Planner,
    Way,
)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
MOMENTS = ("opened", "answered", "submitted", "reviewed", "returned", "resubmitted", "decided")


def planner() -> Planner:
    companies = [PlannedOrganization(f"C{number}", None, 0.6, "ja") for number in range(12)]
    vendors = [PlannedOrganization(f"P{number:05}", f"T{1 + number % 3}", 0.5, "en") for number in range(104)]
    deep = tuple(PlannedOrganization(f"D{number}", None, 0.7, "ja") for number in range(3))
    return Planner(companies, vendors, deep, NOW, 2026)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def campaigns() -> list[PlannedCampaign]:
    return planner().campaigns()


def courses(campaigns: list[PlannedCampaign]) -> list[AssessmentCourse]:
    return [course for campaign in campaigns for course in campaign.courses]


def test_the_same_seed_and_moment_give_the_same_plan(campaigns: list[PlannedCampaign]) -> None:
    assert planner().campaigns() == campaigns


def test_everything_happens_in_order_and_nothing_in_the_future(campaigns: list[PlannedCampaign]) -> None:
    for campaign in campaigns:
        for course in campaign.courses:
            moments = [getattr(course, name) for name in MOMENTS]
            happened = [campaign.issued, *(moment for moment in moments if moment is not None)]
            assert happened == sorted(happened), course
            assert happened[-1] < NOW, course


def test_every_fate_and_every_way_is_dealt(campaigns: list[PlannedCampaign]) -> None:
    assert {course.fate for course in courses(campaigns)} == set(Fate)
    assert {course.way for course in courses(campaigns)} == set(Way)


def test_the_round_before_is_over(campaigns: list[PlannedCampaign]) -> None:
    before = [course for course in courses(campaigns) if course.round == "2025"]
    assert {course.fate for course in before} == {Fate.ACCEPTED}


def test_some_are_overdue_and_some_vendors_are_never_asked(campaigns: list[PlannedCampaign]) -> None:
    open_fates = (Fate.NOT_OPENED, Fate.OPENED, Fate.IN_PROGRESS)
    overdue = [c for m in campaigns for c in m.courses if m.due_on < NOW.date() and c.fate in open_fates]
    assert len(overdue) >= 3
    asked = {course.organization.code for course in courses(campaigns) if course.questionnaire == VENDOR}
    assert 3 <= sum(f"P{number:05}" not in asked for number in range(104)) <= 15


def test_what_waits_for_a_reviewer_was_handed_in_lately(campaigns: list[PlannedCampaign]) -> None:
    waiting = [course for course in courses(campaigns) if course.fate is Fate.SUBMITTED]
    assert waiting
    for course in waiting:
        assert course.submitted is not None
        assert NOW - course.submitted < timedelta(days=18)


def test_five_vendors_are_asked_for_the_first_time_within_the_hour(campaigns: list[PlannedCampaign]) -> None:
    newest = campaigns[-1]
    assert NOW - newest.issued < timedelta(hours=1)
    assert [course.fate for course in newest.courses] == [Fate.NOT_OPENED] * 5

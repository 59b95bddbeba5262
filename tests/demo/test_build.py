"""A tiny demo, made once through the application's own actions, and what must hold of every demo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from tests.builders import accounts, organizations
from vendor_risk.assessments.models import Assessment, AssessmentStatus, Evidence, Invitation, Result, StoredAnswer
from vendor_risk.assessments.results.rescore_actions import replay_many
from vendor_risk.audit.actions import verify
from vendor_risk.database import db, now
from vendor_risk.demo import build
from vendor_risk.demo.commands import demo
from vendor_risk.demo.fiction.words import COMPANIES, STORY_CLOUD
from vendor_risk.domain.scoring.packing import CONTRIBUTION_FIELDS, unpack_contributions
from vendor_risk.imports.models import ImportBatch, ImportKind
from vendor_risk.improvement.models import Finding, FindingStatus
from vendor_risk.organizations.models import Organization, OrganizationKind, Reach
from vendor_risk.permissions import Role
from vendor_risk.supply_chain.models import SupplyLink


@pytest.fixture
def context(made: Flask) -> Iterator[Flask]:
    """Inside the demo's application."""
    with made.app_context():
        yield made
        db.session.remove()


def test_the_register_holds_what_was_invented(context: Flask) -> None:
    kinds = dict(db.session.execute(select(Organization.kind, func.count()).group_by(Organization.kind)).all())
    assert kinds == {OrganizationKind.GROUP_COMPANY: len(COMPANIES), OrganizationKind.VENDOR: 12}
    assert db.session.scalar(select(func.max(Reach.depth))) == 4
    pairs = {(link.buyer_id, link.supplier_id) for link in db.session.scalars(select(SupplyLink))}
    assert any((supplier, buyer) in pairs for buyer, supplier in pairs)


def test_every_state_of_an_assessment_is_there(context: Flask) -> None:
    assert set(db.session.scalars(select(Assessment.status).distinct())) == set(AssessmentStatus)


def test_the_round_before_is_accepted_and_partly_stale(context: Flask) -> None:
    today = now().date()
    before = str(today.year - 1)
    states = set(db.session.scalars(select(Assessment.status).where(Assessment.round == before)))
    assert states == {AssessmentStatus.ACCEPTED}
    ages = list(db.session.scalars(select(Result.valid_until).where(Result.round == before, ~Result.provisional)))
    assert any(day < today for day in ages)


def test_answers_came_by_every_way(context: Flask) -> None:
    assert set(db.session.scalars(select(StoredAnswer.source).distinct())) >= {"web", "workbook", "foreign"}
    kinds = set(db.session.scalars(select(ImportBatch.kind).distinct()))
    assert kinds >= {ImportKind.OWN_WORKBOOK, ImportKind.FOREIGN_WORKBOOK}


def test_reviewers_graded_refused_and_overrode(context: Flask) -> None:
    grades = set(db.session.scalars(select(StoredAnswer.grade).distinct()))
    assert {"self_declared", "document", "reviewed", "certified"} <= grades
    assert db.session.scalar(select(func.count()).where(StoredAnswer.override_level.is_not(None)))
    assert db.session.scalar(select(func.count()).select_from(Evidence))
    states = set(db.session.scalars(select(Finding.status).distinct()))
    assert {FindingStatus.OPEN, FindingStatus.IN_PROGRESS, FindingStatus.CLOSED} <= states


def test_contributions_sum_to_every_score(context: Flask) -> None:
    points = CONTRIBUTION_FIELDS.index("points")
    rows = list(db.session.scalars(select(Result).options(undefer(Result.contributions))))
    assert len(rows) > 50
    for row in rows:
        total = np.nansum(unpack_contributions(row.contributions)[:, points])
        assert total == pytest.approx(row.score, abs=1e-6), row.id


def test_every_result_can_be_replayed(context: Flask) -> None:
    accepted = list(db.session.scalars(select(Result.id).where(~Result.provisional)))
    assert all(replay.same for _result_id, replay in replay_many(accepted))


def test_the_audit_log_is_whole(context: Flask) -> None:
    assert verify().broken == ()


def test_the_cloud_nobody_contracted_answered_late_and_badly_on_backup(context: Flask) -> None:
    cloud = db.session.scalars(select(Organization).where(Organization.name_en == STORY_CLOUD.en)).one()
    assert cloud.tier is None
    asked = db.session.scalars(select(Assessment).where(Assessment.organization_id == cloud.id)).one()
    assert asked.submitted_at is not None
    assert asked.due_on is not None
    assert asked.submitted_at.date() > asked.due_on
    result = db.session.scalars(select(Result).where(Result.organization_id == cloud.id, Result.current)).one()
    assert result.capped_by == "OP-08-04"


def test_fresh_links_open_for_newcomers(context: Flask) -> None:
    links = build.fresh_links()
    link = links.ja or links.en
    assert link is not None
    page = context.test_client().get(link.removeprefix("http://127.0.0.1:8000"))
    assert page.status_code == 200
    assert b"<form" in page.data


def test_no_link_of_a_demo_is_kept_in_plain(context: Flask) -> None:
    assert all(len(stored) == 64 for stored in db.session.scalars(select(Invitation.token_hash)))


def test_a_second_start_leaves_the_demo_as_it_is(made: Flask) -> None:
    with made.app_context():
        before = db.session.scalar(select(func.count()).select_from(StoredAnswer))
    said = made.test_cli_runner().invoke(demo, [])
    assert said.exit_code == 0, said.output
    assert "already exists" in said.output
    assert "procurement@demo.example" in said.output
    with made.app_context():
        assert db.session.scalar(select(func.count()).select_from(StoredAnswer)) == before


def test_an_installation_with_other_people_is_left_alone(app: Flask) -> None:
    holding = organizations.company("Real Holding")
    accounts.person(Role.ADMINISTRATOR, holding)
    db.session.commit()
    said = app.test_cli_runner().invoke(demo, ["--fresh"])
    assert said.exit_code == 1
    assert "other than the demo" in said.output
    assert db.session.scalar(select(func.count()).select_from(Organization)) == 1


def test_an_unfinished_demo_is_thrown_away(app: Flask, tmp_path: Path) -> None:
    db.drop_all()
    db.session.commit()
    factories_free = tmp_path / "files"
    factories_free.mkdir(exist_ok=True)
    (factories_free / "left-over").write_text("half a demo")
    assert not build.is_complete()
    build.clear()
    assert not factories_free.exists()

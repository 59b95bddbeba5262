"""The first screen of who steers: how exposed, what moved, through whom, how sure, what waits, what first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func, select

from vendor_risk.assessments.models import Result
from vendor_risk.assessments.queries import visible_assessments
from vendor_risk.changes import pages as change_pages
from vendor_risk.changes import queries as change_queries
from vendor_risk.database import db
from vendor_risk.exposure import pages as exposure_pages
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.heatmaps import queries as heatmap_queries
from vendor_risk.heatmaps.heatmap import Board, make_board
from vendor_risk.heatmaps.labels import short_titles
from vendor_risk.heatmaps.queries import Filters
from vendor_risk.home import numbers
from vendor_risk.home.causes import Cause
from vendor_risk.i18n import language
from vendor_risk.improvement.models import Finding, Severity
from vendor_risk.improvement.queries import UNDECIDED, visible_findings
from vendor_risk.organizations.models import Contact, Kind, Organization
from vendor_risk.organizations.queries import visible_organizations
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.queries import domain_questionnaire, rules

ROWS = 6
"""Rows of each short list."""
BOARD_ROWS = 12
"""Rows of each small heatmap: they stand side by side."""
MOVERS = 2
"""Organizations named as having got worse, better, or known."""


@dataclass(frozen=True, slots=True)
class Small:
    """A heatmap's first rows, with what its full page is asked for."""

    board: Board
    title: str
    version_id: int
    heads: list[str]
    """A short name for each column."""
    more: int
    """Rows that are not shown."""


@dataclass(frozen=True, slots=True)
class Severe:
    """Findings that a decision is due on: critical ones not finished, and of these the overdue."""

    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Steering:
    """What who steers must know in a minute."""

    critical: int
    """Critical and important (T1, T2) vendors with a running engagement."""
    numbers: dict[str, Any]
    """Then and now (`changes.pages.numbers`), and by `exposure.pages.home` the chain."""
    chain: dict[str, Any]
    companies: Small | None
    vendors: Small | None
    call: list[Any]
    """For each of the worst paths whom to call: organization, name and mail; None when nobody is registered."""
    weakly: Sequence[Any]
    """Critical and important vendors whose score is stale, or rests most on their own word."""
    severe: Severe
    causes: dict[str, list[Cause]]
    """What moved each number (`numbers.LISTS`)."""
    movers: dict[str, Any]
    """Who got "worse", "better", or was assessed for the first time ("known"), and their `names`."""


def steering(scope: Scope, today: date, zone: Any) -> Steering:
    """Where the group stands, what moved, how sure that is and what is worst; a fixed number of queries."""
    about = numbers.asked(scope, today, zone)
    view, chain = about.view, exposure_pages.home(about.view)
    return Steering(
        critical=critical(scope),
        numbers=change_pages.numbers(view, about.history, about.day, today, zone),
        chain=chain,
        companies=heatmap(scope, Kind.GROUP_COMPANY, today, BOARD_ROWS),
        vendors=heatmap(scope, Kind.VENDOR, today, BOARD_ROWS),
        call=contacts(view, chain),
        weakly=weakly(scope, today),
        severe=severe(scope, today),
        causes=numbers.causes(about),
        movers=_movers(view, about.day),
    )


def _movers(view: Snapshot, day: date | None) -> dict[str, Any]:
    """The organizations whose exposure moved most since that day; nobody without one."""
    if day is None:
        return {"worse": [], "better": [], "known": [], "names": {}}
    lists = change_pages.changed(view, change_queries.kept(view, day), change_queries.since(view, day), MOVERS)
    nodes = {node for rows in lists for change in rows for node in (change.node, change.origin)}
    return dict(zip(("worse", "better", "known"), lists, strict=True)) | {"names": exposure_pages.names(view, nodes)}


def critical(scope: Scope) -> int:
    """How many critical and important (T1, T2) vendors have a running engagement."""
    o = Organization
    return (
        db.session.scalar(
            select(func.count(o.id)).where(
                o.kind == Kind.VENDOR, o.tier.in_(("T1", "T2")), visible_organizations(scope)
            )
        )
        or 0
    )


def heatmap(scope: Scope, kind: Kind, today: date, number: int) -> Small | None:
    """The heatmap's first rows, what matters most first; None while nothing is scored."""
    versions = heatmap_queries.versions_with_results(scope, kind)
    if not versions:
        return None
    version, lang = versions[0], language()
    rows = heatmap_queries.rows(scope, kind, version.id, Filters(), lang=lang, today=today)
    questionnaire = domain_questionnaire(version.id)
    board = make_board(questionnaire, rows, (), rules().scoring, sort="shortfall", today=today)
    title = version.title_ja if lang == "ja" else version.title_en
    shown = board.first(number)
    more = len(board.lines) - len(shown.lines)
    return Small(shown, str(title), version.id, short_titles(questionnaire, lang), more)


def contacts(view: Snapshot, chain: dict[str, Any]) -> list[Any]:
    """For each worst path whom to call: the first contact of its end, or of the nearest before that has one."""
    ids = sorted({int(view.ids[node]) for path in chain["paths"] for node in path.nodes[1:]})
    c = Contact
    rows = db.session.execute(
        select(c.organization_id, c.name, c.email).where(c.organization_id.in_(ids)).order_by(c.primary, c.id.desc())
    )
    known = {row.organization_id: row for row in rows}
    ways = [[int(view.ids[node]) for node in reversed(path.nodes[1:])] for path in chain["paths"]]
    return [next((known[number] for number in way if number in known), None) for way in ways]


def weakly(scope: Scope, today: date) -> Sequence[Any]:
    """Critical and important vendors to ask again or to ask for evidence: stale ones first, then the widest distance
    between score and assured score; names, tier, scores, grade, validity."""
    r, o = Result, Organization
    return db.session.execute(
        select(
            r.assessment_id, o.id.label("organization_id"), o.name, o.name_en, o.name_ja, o.tier, r.score, r.assured,
            r.grade, r.valid_until,
        )
        .join(o, o.id == r.organization_id)
        .where(
            r.current.is_(True), r.provisional.is_(False), r.score.is_not(None), o.kind == Kind.VENDOR,
            o.tier.in_(("T1", "T2")), visible_assessments(scope, r),
        )
        .order_by(o.tier, case((r.valid_until < today, 0), else_=1), (r.score - r.assured).desc(), o.sort_name)
        .limit(ROWS)
    ).all()  # fmt: skip


def severe(scope: Scope, today: date) -> Severe:
    """Critical findings that are not finished."""
    f = Finding
    row = db.session.execute(
        select(func.count(f.id).label("open"), func.count(case((f.due_on < today, 1))).label("overdue")).where(
            f.severity == Severity.CRITICAL, f.status.in_(UNDECIDED), visible_findings(scope)
        )
    ).one()
    return Severe(row.open, row.overdue)

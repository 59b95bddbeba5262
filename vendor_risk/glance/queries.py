"""What is known of vendors, each within what a person may see: for one page, or for the rows of the list at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import and_, case, func, or_, select

from vendor_risk.assessments.models import VENDOR, Assessment, Evidence, Result, StoredAnswer
from vendor_risk.assessments.queries import undelivered, visible_assessments
from vendor_risk.assessments.states import RUNNING, WITH_RESPONDENT, WITH_REVIEWER
from vendor_risk.database import db
from vendor_risk.declarations.queries import waiting_by_vendor
from vendor_risk.domain.questionnaires import EvidenceGrade
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.engagements.queries import ENDING_DAYS, visible_engagements
from vendor_risk.exposure.queries import snapshot
from vendor_risk.glance.facts import (
    ContractRow,
    EarlierResult,
    EvidenceRow,
    ExposureThrough,
    Glance,
    NextStep,
    OpenFindings,
    RunningRow,
    StepKind,
)
from vendor_risk.improvement.models import Finding, Severity
from vendor_risk.improvement.queries import to_work_on, visible_findings
from vendor_risk.organizations.models import Contact, Organization, OrganizationStatus
from vendor_risk.organizations.queries import VendorRow
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.models import QuestionnaireVersion
from vendor_risk.standing.queries import Standing, others
from vendor_risk.standing.queries import standings as standings_of
from vendor_risk.upkeep.queries import open_closings_of

SHOWN = 5
"""Pieces of evidence, assessments and contracts that are shown."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks, where: register, assessments and exposure. An empty scope shows nothing."""

    register: Scope
    assessments: Scope
    exposure: Scope


def open_findings(scope: Scope, ids: Iterable[int]) -> dict[int, OpenFindings]:
    """The findings of each vendor that wait for somebody: as many as the list of findings holds."""
    f = Finding
    severe = f.severity == Severity.CRITICAL
    ownerless = and_(severe, f.owner_id.is_(None), ~f.vendor_owns)
    query = (
        select(f.organization_id, func.count(), func.count(case((severe, 1))), func.count(case((ownerless, 1))))
        .where(f.organization_id.in_(sorted(set(ids))), visible_findings(scope), to_work_on())
        .group_by(f.organization_id)
    )
    return {row[0]: OpenFindings(*row[1:]) for row in db.session.execute(query)}


def running(scope: Scope, organization_id: int) -> list[RunningRow]:
    """The assessments of a vendor in progress, those due first at the top."""
    a, v = Assessment, QuestionnaireVersion
    rows = db.session.execute(
        select(a.id, v.title_en, v.title_ja, a.status, a.due_on, undelivered())
        .join(v, v.id == a.questionnaire_version_id)
        .where(a.organization_id == organization_id, visible_assessments(scope), a.status.in_(sorted(RUNNING)))
        .order_by(a.due_on.asc().nulls_last(), a.id)
    )
    return [RunningRow._make(row) for row in rows]


def evidence(scope: Scope, organization_id: int) -> tuple[int, list[EvidenceRow]]:
    """How many pieces of evidence a vendor has given, and the strongest and newest of them."""
    t, a, s = Evidence, Assessment, StoredAnswer
    wanted = (a.organization_id == organization_id, visible_assessments(scope))
    total = db.session.scalar(select(func.count(t.id)).join(a, a.id == t.assessment_id).where(*wanted)) or 0
    strength = case({grade.value: place for place, grade in enumerate(EvidenceGrade)}, value=s.grade, else_=0)
    rows = db.session.execute(
        select(t.id, t.assessment_id, t.name, s.grade, t.sha256.is_not(None), t.added_at)
        .join(a, a.id == t.assessment_id)
        .join(s, and_(s.assessment_id == t.assessment_id, s.question_id == t.question_id))
        .where(*wanted)
        .order_by(strength.desc(), t.added_at.desc(), t.id.desc())
        .limit(SHOWN)
    )
    return total, [EvidenceRow._make(row) for row in rows]


def contracts(scope: Scope, organization_id: int, today: date) -> list[ContractRow]:
    """The engagements of a vendor whose contract ends soon or has ended, as the list of engagements narrows them."""
    e = Engagement
    ending = and_(e.status != EngagementStatus.ENDED, e.contract_end <= today + timedelta(days=ENDING_DAYS))
    rows = db.session.execute(
        select(e.id, e.service, e.service_en, e.service_ja, e.contract_end)
        .where(e.supplier_id == organization_id, visible_engagements(scope), ending)
        .order_by(e.contract_end, e.id)
    )
    return [ContractRow._make(row) for row in rows]


def _any_dated(scope: Scope, organization_id: int) -> bool:
    e = Engagement
    conditions = (e.supplier_id == organization_id, e.status != EngagementStatus.ENDED, e.contract_end.is_not(None))
    return db.session.scalar(select(select(e.id).where(*conditions, visible_engagements(scope)).exists())) or False


def _prudent(standing: Standing) -> float | None:
    return db.session.scalar(select(Result.assured).where(Result.id == standing.id))


def _earlier(scope: Scope, standing: Standing) -> EarlierResult | None:
    """The accepted result before the one that stands: of the same questionnaire, or, where there is none, of any."""
    r = Result
    same = r.questionnaire_key == standing.questionnaire_key
    row = db.session.execute(
        select(r.score, r.scored_at, same)
        .where(
            r.organization_id == standing.organization_id,
            r.purpose == standing.purpose,
            r.provisional.is_(False),
            r.score.is_not(None),
            r.scored_at < standing.scored_at,
            visible_assessments(scope, r),
        )
        .order_by(case((same, 0), else_=1), r.scored_at.desc(), r.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None or row[0] is None else EarlierResult(row[0], row[1], bool(row[2]))


def _exposure(scope: Scope, organization_id: int) -> ExposureThrough | None:
    """As the exposure page says it; None where nobody of the scope's companies rests on the vendor."""
    if scope.empty:
        return None
    view = snapshot(scope)
    node = view.node_of(organization_id)
    if node is None or not view.in_chain[node]:
        return None
    low, high = float(view.known_case.combined[node]), float(view.worst_case.combined[node])
    return ExposureThrough(low, high, int(view.companies_resting[node]), int(view.critical_resting[node]))


def glance(reader: Reader, vendor: Organization, today: date) -> Glance:
    """A vendor (which the reader may see) at a glance."""
    seen = not reader.assessments.empty
    standings = standings_of(reader.assessments, [vendor.id], today).get(vendor.id, []) if seen else []
    standing = next((row for row in standings if row.purpose == VENDOR), None)
    known = _known(reader, [vendor.id], {vendor.id: standing} if standing else {}, today)
    total, pieces = evidence(reader.assessments, vendor.id) if seen else (0, [])
    return Glance(
        standing=standing,
        prudent=_prudent(standing) if standing else None,
        earlier=_earlier(reader.assessments, standing) if standing else None,
        others=others(reader.assessments, vendor.id, standings) if seen else [],
        findings=known.findings.get(vendor.id, OpenFindings()),
        running=running(reader.assessments, vendor.id),
        evidence=pieces,
        evidence_total=total,
        contracts=contracts(reader.register, vendor.id, today),
        dated=_any_dated(reader.register, vendor.id),
        exposure=_exposure(reader.exposure, vendor.id),
        step=_step(known, vendor, today),
    )


class _Asked(NamedTuple):
    """An assessment in progress."""

    id: int
    status: str
    due: date | None
    undelivered: bool


@dataclass(slots=True)
class _Known:
    """What the next steps of some vendors follow from, by id."""

    contacts: set[int]
    standing: Mapping[int, Standing]
    findings: dict[int, OpenFindings]
    asked: dict[int, list[_Asked]]
    declared: dict[int, int]
    offboarding: dict[int, int]
    missing: Counter[int]
    ending: dict[int, tuple[int, date]]


def _known(reader: Reader, ids: Sequence[int], standing: Mapping[int, Standing], today: date) -> _Known:
    a, e = Assessment, Engagement
    contacts = select(Contact.organization_id).where(Contact.organization_id.in_(ids)).distinct()
    asked: dict[int, list[_Asked]] = {}
    runs = (a.organization_id.in_(ids), visible_assessments(reader.assessments), a.status.in_(sorted(RUNNING)))
    order = (a.due_on.asc().nulls_last(), a.id)
    running_ones = select(a.organization_id, a.id, a.status, a.due_on, undelivered()).where(*runs).order_by(*order)
    for supplier, *one in db.session.execute(running_ones):
        asked.setdefault(supplier, []).append(_Asked._make(one))
    missing, ending = Counter[int](), dict[int, tuple[int, date]]()
    open_ = (e.supplier_id.in_(ids), visible_engagements(reader.register), e.status != EngagementStatus.ENDED)
    soon = e.contract_end <= today + timedelta(days=ENDING_DAYS)
    columns = (e.supplier_id, e.id, e.facts_missing, e.contract_end)
    query = select(*columns).where(*open_, or_(soon, e.facts_missing > 0))
    for supplier, number, lacking, end in db.session.execute(query.order_by(e.contract_end.desc().nulls_first())):
        missing[supplier] += lacking
        if end is not None and end <= today + timedelta(days=ENDING_DAYS):
            ending[supplier] = (number, end)  # the last one wins: that which ends first
    return _Known(
        contacts=set(db.session.scalars(contacts)),
        standing=standing,
        findings=open_findings(reader.assessments, ids),
        asked=asked,
        declared=waiting_by_vendor(reader.register, ids),
        offboarding=open_closings_of(reader.register, ids),
        missing=missing,
        ending=ending,
    )


def next_steps(
    reader: Reader, vendors: Iterable[Organization | VendorRow], standing: Mapping[int, Standing], today: date
) -> dict[int, NextStep]:
    """By id the one next step about each of these vendors (which the reader may see); `standing`: what stands for them,
    as far as the reader may see it.
    """
    wanted = {vendor.id: vendor for vendor in vendors}
    known = _known(reader, sorted(wanted), standing, today)
    return {number: _step(known, vendor, today) for number, vendor in wanted.items()}


def _step(known: _Known, vendor: Organization | VendorRow, today: date) -> NextStep:
    number, tier = vendor.id, vendor.tier
    if vendor.status == OrganizationStatus.ENDED:
        left = known.offboarding.get(number, 0)
        return NextStep(StepKind.OFFBOARD, left) if left else NextStep(StepKind.ENDED)
    return (
        _asked(known, number, today, bought=tier is not None)
        or _open(known, number, today)
        or _quiet(known, number, bought=tier is not None)
    )


def _asked(known: _Known, number: int, today: date, *, bought: bool) -> NextStep | None:
    """What assessing the vendor needs first."""
    if bought and number not in known.contacts:
        return NextStep(StepKind.CONTACT)
    asked, standing = known.asked.get(number, []), known.standing.get(number)
    ways: tuple[tuple[StepKind, Callable[[_Asked], bool]], ...] = (
        (StepKind.REVIEW, lambda one: one.status in WITH_REVIEWER),
        (StepKind.UNDELIVERED, lambda one: one.undelivered),
        (StepKind.OVERDUE, lambda one: one.status in WITH_RESPONDENT and one.due is not None and one.due < today),
    )
    for kind, fits in ways:
        for one in filter(fits, asked):
            return NextStep(kind, day=one.due, row=one.id)
    if not asked and standing is None and bought:
        return NextStep(StepKind.FIRST)
    if not asked and standing is not None and standing.stale(today):
        return NextStep(StepKind.AGAIN, day=standing.valid_until)
    return None


def _open(known: _Known, number: int, today: date) -> NextStep | None:
    """What is open besides: severe gaps, subcontractors, contracts, answers, details, further gaps."""
    found, declared = known.findings.get(number, OpenFindings()), known.declared.get(number, 0)
    if found.ownerless:
        return NextStep(StepKind.SEVERE, found.ownerless)
    if declared:
        return NextStep(StepKind.DECLARED, declared)
    if number in known.ending:
        row, day = known.ending[number]
        return NextStep(StepKind.CONTRACT, day=day, row=row)
    for one in known.asked.get(number, []):
        if one.status in WITH_RESPONDENT:
            return NextStep(StepKind.ANSWERS, day=one.due, row=one.id)
    if known.missing[number]:
        return NextStep(StepKind.DETAILS, known.missing[number])
    return NextStep(StepKind.FINDINGS, found.total) if found.total else None


def _quiet(known: _Known, number: int, *, bought: bool) -> NextStep:
    """Nothing to do now."""
    standing = known.standing.get(number)
    if standing is not None:
        return NextStep(StepKind.LATER, day=standing.valid_until)
    return NextStep(StepKind.FIRST) if bought else NextStep(StepKind.UNUSED)

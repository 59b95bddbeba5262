"""Every change to findings: found by an accepted result, continued by the next, and what is being done about each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, or_, select, update

from vendor_risk.accounts.models import User
from vendor_risk.assessments.models import Result
from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.domain.scoring import results
from vendor_risk.domain.scoring.findings import IMPACT_STEPS, LEVEL_STEPS, Gap, GapKind, GapThreshold, gaps
from vendor_risk.errors import Conflict, Refused
from vendor_risk.improvement import owner_queries, threshold_queries
from vendor_risk.improvement.models import (
    Finding,
    FindingEvent,
    FindingEventKind,
    FindingStatus,
    FindingThreshold,
    Severity,
)
from vendor_risk.organizations.models import Organization

_UNFINISHED = (FindingStatus.OPEN, FindingStatus.IN_PROGRESS, FindingStatus.ACCEPTED_RISK)
AT_MOST = 500
"""Findings that are changed at once at most: more than anybody can have looked over."""
OWN_HOUSE = 1.0
"""Inherent risk where no engagement gives one: a group company's own gaps count in full."""


@dataclass(frozen=True, slots=True)
class Owner:
    """With whom a finding lies: a person, the assessed organization (`vendor`), or nobody."""

    person: User | None = None
    vendor: bool = False

    @property
    def nobody(self) -> bool:
        """Whether it lies with nobody."""
        return self.person is None and not self.vendor


def severity_of(gap: Gap) -> Severity:
    """Knock-outs are critical; else by impact: weight (1–3) × part of the target missing × inherent risk (0–1)."""
    if gap.kind is GapKind.KNOCK_OUT:
        return Severity.CRITICAL
    if gap.impact >= 0.75:
        return Severity.HIGH
    return Severity.MEDIUM if gap.impact >= 0.25 else Severity.LOW


def open_findings(result: Result, scored: results.AssessmentScore, *, actor: str, at: datetime) -> list[Finding]:
    """The findings of an accepted result (`scored` is the same result in full): one per gap.

    A gap that an earlier assessment showed continues its finding, with owner, date and note; one that was closed is
    opened again. Findings whose gap is gone are closed. Each keeps what happened to it.
    """
    earlier = _earlier(result)
    inherent = OWN_HOUSE if result.inherent_risk is None else result.inherent_risk
    threshold, found = threshold_queries.threshold_of(result.issuer_id), list[Finding]()
    for gap in gaps(scored, inherent):
        same = earlier.pop(gap.question_id, [])
        finding, what = _continued(same, result, gap, at)
        finding.assessment_id, finding.questionnaire_version_id = result.assessment_id, result.questionnaire_version_id
        finding.kind, finding.severity, finding.section_id = gap.kind.value, severity_of(gap), gap.section_id
        finding.level, finding.target, finding.weight = gap.level, gap.target, gap.weight
        finding.impact, finding.points = gap.impact, gap.points
        finding.matters = gap.reaches(threshold) or _taken_up(finding)
        db.session.add(finding)
        found.append(finding)
        db.session.flush()
        _happened(finding, what, result.assessment_id, actor, at)
        for double in same[1:]:
            _close(double, FindingEventKind.DOUBLE, result.assessment_id, actor, at)
    unfinished = [row for rows in earlier.values() for row in rows if row.status in _UNFINISHED]
    answered = {item.question_id: item.level for item in scored.contributions if item.counts}
    for gone in unfinished:
        level = answered.get(gone.question_id)
        gone.level = gone.level if level is None else level
        what = FindingEventKind.UNASKED if level is None else FindingEventKind.GONE
        _close(gone, what, result.assessment_id, actor, at)
    record(
        "improvement.open",
        "assessment",
        result.assessment_id,
        actor=actor,
        at=at,
        company_id=result.issuer_id,
        findings=len(found),
        closed=len(unfinished),
    )
    return found


def _earlier(result: Result) -> dict[str, list[Finding]]:
    """The findings of the same organization, issuer and questionnaire by question; unfinished ones first, then the
    oldest. A question has several only after a merge of duplicates."""
    rows: dict[str, list[Finding]] = {}
    for row in db.session.scalars(
        select(Finding)
        .where(
            Finding.organization_id == result.organization_id,
            Finding.issuer_id == result.issuer_id,
            Finding.questionnaire_key == result.questionnaire_key,
        )
        .order_by(Finding.id)
    ):
        rows.setdefault(row.question_id, []).append(row)
    return {key: sorted(same, key=lambda row: row.status not in _UNFINISHED) for key, same in rows.items()}


def _continued(same: Sequence[Finding], result: Result, gap: Gap, at: datetime) -> tuple[Finding, FindingEventKind]:
    """The finding of a gap and what happened to it: found, found again, or opened again."""
    if not same:
        new = Finding(
            organization_id=result.organization_id,
            issuer_id=result.issuer_id,
            questionnaire_key=result.questionnaire_key,
            question_id=gap.question_id,
            status=FindingStatus.OPEN,
            rounds=1,
            created_at=at,
        )
        return new, FindingEventKind.FOUND
    finding = same[0]
    if finding.assessment_id != result.assessment_id:
        finding.rounds += 1
    if finding.status in _UNFINISHED:
        return finding, FindingEventKind.STILL
    # the date was that of the remediation that has not lasted; a new one must be agreed
    finding.status, finding.closed_at, finding.reopened_at, finding.due_on = FindingStatus.OPEN, None, at, None
    return finding, FindingEventKind.REOPENED


def _taken_up(finding: Finding) -> bool:
    """Whether somebody works on it or answers for it, so that it stays listed below the threshold too."""
    worked_on = finding.status in {FindingStatus.IN_PROGRESS, FindingStatus.ACCEPTED_RISK}
    return bool(worked_on or finding.owner_id or finding.vendor_owns or finding.due_on)


def _close(finding: Finding, what: FindingEventKind, assessment_id: int, actor: str, at: datetime) -> None:
    finding.status, finding.closed_at = FindingStatus.CLOSED, at
    _happened(finding, what, assessment_id, actor, at)


def _happened(
    finding: Finding, what: FindingEventKind, assessment_id: int | None, actor: str, at: datetime, note: str = ""
) -> None:
    db.session.add(
        FindingEvent(
            finding_id=finding.id,
            at=at,
            kind=what,
            actor=actor,
            assessment_id=assessment_id,
            level=finding.level,
            target=finding.target,
            status=finding.status,
            owner=_owner_name(finding),
            due_on=finding.due_on,
            note=note,
        )
    )


def _owner_name(finding: Finding) -> str:
    if finding.vendor_owns:
        return db.session.get_one(Organization, finding.organization_id).name
    person = db.session.get(User, finding.owner_id) if finding.owner_id else None
    return person.name if person else ""


def decide(
    finding: Finding,
    *,
    status: FindingStatus,
    owner: Owner,
    due_on: date | None,
    note: str,
    seen_version: int,
    actor: str,
    at: datetime,
) -> None:
    """Say what is done about a finding, by whom, by when. Accepting the risk and closing need a reason in the note:
    without one only a new answer closes a finding.

    Refused without one, and for an owner who may not see the finding; Conflict when somebody else changed the finding
    since `seen_version`.
    """
    if finding.version != seen_version:
        raise Conflict(_("This finding was changed by another user. Check the latest version and try again."))
    if status is FindingStatus.ACCEPTED_RISK and not note.strip():
        raise Refused(_("Enter why this risk is accepted and who accepted it."))
    if status is FindingStatus.CLOSED and not note.strip():
        raise Refused(_("Enter why the finding is closed without a new answer."))
    if owner.person is not None and owner.person.id != finding.owner_id:
        _check(owner.person, [finding.id])
    before = finding.status
    finding.status, finding.due_on, finding.note = status, due_on, note
    finding.owner_id, finding.vendor_owns = owner.person.id if owner.person else None, owner.vendor
    finding.closed_at = (finding.closed_at or at) if status is FindingStatus.CLOSED else None
    finding.matters = True
    _happened(finding, FindingEventKind.DECIDED, None, actor, at, note)
    record(
        "improvement.decide",
        "finding",
        finding.id,
        actor=actor,
        at=at,
        company_id=finding.issuer_id,
        before=str(before),
        status=status.value,
        owner=_owner_name(finding),
        due_on=due_on.isoformat() if due_on else None,
    )


def assign(finding_ids: Sequence[int], *, owner: Owner, due_on: date | None, actor: str, at: datetime) -> int:
    """Give many findings an owner, a date, or both; what is left empty stays as it is. Returns how many.

    Refused when neither is given, for more than `AT_MOST`, and for an owner who may not see all of them.
    """
    if owner.nobody and due_on is None:
        raise Refused(_("Select an owner, enter a due date, or do both."))
    if len(finding_ids) > AT_MOST:
        raise Refused(_("No more than %(most)s findings can be changed at once. Narrow the list first.", most=AT_MOST))
    if owner.person is not None:
        _check(owner.person, finding_ids)
    by_issuer: dict[int, list[int]] = {}
    for finding in db.session.scalars(select(Finding).where(Finding.id.in_(finding_ids)).order_by(Finding.id)):
        if not owner.nobody:
            finding.owner_id, finding.vendor_owns = owner.person.id if owner.person else None, owner.vendor
        if due_on is not None:
            finding.due_on = due_on
        finding.matters = True
        _happened(finding, FindingEventKind.ASSIGNED, None, actor, at)
        by_issuer.setdefault(finding.issuer_id, []).append(finding.id)
    words = {
        "owner": owner.person.name if owner.person else ("vendor" if owner.vendor else None),
        "due_on": due_on.isoformat() if due_on else None,
    }
    for company_id, names in by_issuer.items():
        record(
            "improvement.assign",
            "finding",
            names[0],
            actor=actor,
            at=at,
            company_id=company_id,
            findings=names,
            **words,
        )
    db.session.flush()
    return sum(map(len, by_issuer.values()))


def _check(person: User, finding_ids: Sequence[int]) -> None:
    """Refuse an owner who could not open every one of these findings."""
    if person.id not in {one.id for one in owner_queries.people_for(finding_ids)}:
        raise Refused(_("%(name)s cannot view all of the selected findings. Select another owner.", name=person.name))


def set_threshold(company_id: int, threshold: GapThreshold, *, actor: str, at: datetime) -> None:
    """Say from where on a gap that this company finds is one to work on; its findings, and those of the companies below
    that follow it, are listed by it at once. Refused for steps there are not.
    """
    if threshold.levels not in LEVEL_STEPS or threshold.impact not in IMPACT_STEPS:
        raise Refused(_("Select one of the thresholds shown."))
    stored = db.session.get(FindingThreshold, company_id) or FindingThreshold(company_id=company_id)
    stored.levels, stored.impact, stored.set_by, stored.set_at = threshold.levels, threshold.impact, actor, at
    db.session.add(stored)
    db.session.flush()
    followers = threshold_queries.followers(company_id)
    db.session.execute(
        update(Finding)
        .where(Finding.issuer_id.in_(followers))
        .values(matters=_matters(threshold))
        .execution_options(synchronize_session=False)
    )
    db.session.expire_all()
    record(
        "improvement.threshold",
        "organization",
        company_id,
        actor=actor,
        at=at,
        company_id=company_id,
        levels=threshold.levels,
        impact=threshold.impact,
    )


def _matters(threshold: GapThreshold) -> ColumnElement[bool]:
    """As `GapThreshold.reached` and `_taken_up`, said of rows."""
    f = Finding
    return or_(
        threshold_queries.reaches(threshold),
        f.status.in_((FindingStatus.IN_PROGRESS, FindingStatus.ACCEPTED_RISK)),
        f.owner_id.is_not(None),
        f.vendor_owns,
        f.due_on.is_not(None),
    )

"""Every change to findings: opened from an accepted result, and what is being done about each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select, update

from vendor_risk.assessments.models import Result
from vendor_risk.audit.actions import record
from vendor_risk.database import db
from vendor_risk.domain.scoring import results
from vendor_risk.domain.scoring.findings import Gap, GapKind, gaps
from vendor_risk.errors import Conflict, Refused
from vendor_risk.improvement.models import Finding, FindingStatus, Severity
from vendor_risk.questionnaires.models import QuestionnaireVersion

UNFINISHED = (FindingStatus.OPEN, FindingStatus.IN_PROGRESS, FindingStatus.ACCEPTED_RISK)
_AT_ONCE = 500
OWN_HOUSE = 1.0
"""Inherent risk where no engagement gives one: a group company's own gaps count in full."""


def severity_of(gap: Gap) -> Severity:
    """Knock-outs are critical; else by impact: weight (1–3) × part of the target missing × inherent risk (0–1)."""
    if gap.kind is GapKind.KNOCK_OUT:
        return Severity.CRITICAL
    if gap.impact >= 0.75:
        return Severity.HIGH
    return Severity.MEDIUM if gap.impact >= 0.25 else Severity.LOW


def open_findings(result: Result, scored: results.AssessmentScore, *, actor: str, at: datetime) -> list[Finding]:
    """The findings of an accepted result (`scored` is the same result in full): one per gap.

    Findings of earlier rounds that show again move on to this assessment and keep their owner, date and note; those
    whose gap is gone are closed.
    """
    earlier = {finding.question_id: finding for finding in _unfinished(result)}
    inherent = OWN_HOUSE if result.inherent_risk is None else result.inherent_risk
    found = []
    for gap in gaps(scored, inherent):
        finding = earlier.pop(gap.question_id, None) or _new(result, gap, at)
        finding.assessment_id, finding.questionnaire_version_id = result.assessment_id, result.questionnaire_version_id
        finding.kind, finding.severity = gap.kind.value, severity_of(gap)
        finding.level, finding.target, finding.impact, finding.points = gap.level, gap.target, gap.impact, gap.points
        db.session.add(finding)
        found.append(finding)
    gone = _close(earlier.values(), at)
    record(
        "improvement.open",
        "assessment",
        result.assessment_id,
        actor=actor,
        at=at,
        company_id=result.issuer_id,
        findings=len(found),
        closed=gone,
    )
    return found


def _unfinished(result: Result) -> Iterable[Finding]:
    """What is still open of the same organization, issuer and questionnaire."""
    return db.session.scalars(
        select(Finding)
        .join(QuestionnaireVersion, QuestionnaireVersion.id == Finding.questionnaire_version_id)
        .where(
            Finding.organization_id == result.organization_id,
            Finding.issuer_id == result.issuer_id,
            Finding.status.in_(UNFINISHED),
            QuestionnaireVersion.key == result.questionnaire_key,
        )
    )


def _new(result: Result, gap: Gap, at: datetime) -> Finding:
    return Finding(
        organization_id=result.organization_id,
        issuer_id=result.issuer_id,
        question_id=gap.question_id,
        status=FindingStatus.OPEN,
        created_at=at,
    )


def _close(findings: Iterable[Finding], at: datetime) -> int:
    gone = list(findings)
    for finding in gone:
        finding.status, finding.closed_at = FindingStatus.CLOSED, at
    return len(gone)


def decide(
    finding: Finding,
    *,
    status: FindingStatus,
    owner: str,
    due_on: date | None,
    note: str,
    seen_version: int,
    actor: str,
    at: datetime,
) -> None:
    """Say what is done about a finding, by whom, by when. Accepting the risk needs a reason in the note.

    Refused without one; Conflict when somebody else changed the finding since `seen_version`.
    """
    if finding.version != seen_version:
        raise Conflict(_("This finding was changed by another user. Check the latest version and try again."))
    if status is FindingStatus.ACCEPTED_RISK and not note.strip():
        raise Refused(_("In the note, enter why the risk is accepted and who accepted it."))
    before = finding.status
    finding.status, finding.owner, finding.due_on, finding.note = status, owner.strip()[:300], due_on, note
    finding.closed_at = (finding.closed_at or at) if status is FindingStatus.CLOSED else None
    record(
        "improvement.decide",
        "finding",
        finding.id,
        actor=actor,
        at=at,
        company_id=finding.issuer_id,
        before=str(before),
        status=status.value,
        owner=finding.owner,
        due_on=due_on.isoformat() if due_on else None,
    )


def assign(finding_ids: Sequence[int], *, owner: str, due_on: date | None, actor: str, at: datetime) -> int:
    """Give many findings an owner, a date, or both; what is left empty stays as it is. Returns how many.

    Refused when neither is given.
    """
    values: dict[str, object] = {}
    if owner.strip():
        values["owner"] = owner.strip()[:300]
    if due_on is not None:
        values["due_on"] = due_on
    if not values:
        raise Refused(_("Enter an owner, a due date or both."))
    for start in range(0, len(finding_ids), _AT_ONCE):
        ids = finding_ids[start : start + _AT_ONCE]
        by_issuer: dict[int, list[int]] = {}
        for finding_id, issuer_id in db.session.execute(
            select(Finding.id, Finding.issuer_id).where(Finding.id.in_(ids))
        ):
            by_issuer.setdefault(issuer_id, []).append(finding_id)
        change = update(Finding).where(Finding.id.in_(ids)).values(**values, version=Finding.version + 1)
        db.session.execute(change.execution_options(synchronize_session=False))
        words = {"owner": values.get("owner"), "due_on": due_on.isoformat() if due_on else None}
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
    db.session.expire_all()
    return len(finding_ids)

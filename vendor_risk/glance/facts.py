"""What is known of a vendor, typed; None wherever nothing is known. No query, no words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from vendor_risk.assessments.models import AssessmentStatus
from vendor_risk.standing.queries import Standing


class StepKind(StrEnum):
    """The one thing to do next about a vendor, the most pressing first."""

    OFFBOARD = "offboard"
    """It has ended, and its data or access is not settled."""
    ENDED = "ended"
    CONTACT = "contact"
    """It supplies something, and nobody can be written to."""
    REVIEW = "review"
    UNDELIVERED = "undelivered"
    """Answers are awaited from somebody whom the newest mail did not reach."""
    OVERDUE = "overdue"
    FIRST = "first"
    """It supplies something and has never been assessed."""
    AGAIN = "again"
    """Its result is past its validity."""
    SEVERE = "severe"
    """Severe findings that nobody owns."""
    DECLARED = "declared"
    CONTRACT = "contract"
    """A contract that ends soon, or has ended without the engagement being ended."""
    ANSWERS = "answers"
    """Answers are awaited."""
    DETAILS = "details"
    FINDINGS = "findings"
    LATER = "later"
    """Nothing until its result is past its validity."""
    UNUSED = "unused"
    """No company buys from it."""


class NextStep(NamedTuple):
    """The next step about a vendor: how many of what, by which day, and the row it is about."""

    kind: StepKind
    number: int = 0
    day: date | None = None
    row: int = 0


class OpenFindings(NamedTuple):
    """Findings of a vendor that wait for somebody: all, severe ones, severe ones nobody owns."""

    total: int = 0
    severe: int = 0
    ownerless: int = 0


class RunningRow(NamedTuple):
    """An assessment in progress."""

    id: int
    title_en: str
    title_ja: str
    status: AssessmentStatus
    due_on: date | None
    undelivered: bool


class EvidenceRow(NamedTuple):
    """A piece of evidence: its name as the vendor gave it, how strong it is, and when it was added."""

    id: int
    assessment_id: int
    name: str
    grade: str
    has_file: bool
    added_at: datetime


class ContractRow(NamedTuple):
    """An engagement whose contract ends soon, or has ended without it being ended."""

    id: int
    service: str
    service_en: str | None
    service_ja: str | None
    contract_end: date


class EarlierResult(NamedTuple):
    """An earlier accepted result. `comparable`: it comes from the same questionnaire as the one that stands."""

    score: float
    scored_at: datetime
    comparable: bool


class ExposureThrough(NamedTuple):
    """Shares (0–1) by what is known and at worst; companies that rest on the vendor, and critical engagements."""

    low: float
    high: float
    companies: int
    critical: int


@dataclass(frozen=True, slots=True)
class Glance:
    """A vendor at a glance."""

    standing: Standing | None
    prudent: float | None
    """The prudent score of what stands; None without one."""
    earlier: EarlierResult | None
    others: list[Standing]
    """Results of other questionnaires, which do not stand."""
    findings: OpenFindings
    running: list[RunningRow]
    evidence: list[EvidenceRow]
    """The strongest and newest pieces."""
    evidence_total: int
    contracts: list[ContractRow]
    dated: bool
    """Whether any of its running engagements has an end date."""
    exposure: ExposureThrough | None
    """None: not visible to the reader, or not in the chain."""
    step: NextStep

    @property
    def change(self) -> float | None:
        """Points since the earlier comparable result, rounded as both are shown; None where there is none."""
        if self.standing is None or self.earlier is None or not self.earlier.comparable:
            return None
        return float(f"{self.standing.score:.0f}") - float(f"{self.earlier.score:.0f}")

"""What scoring finds: a result that says what it is made of, down to the last question.

No wording: reasons are codes, and pages, mails and workbooks say them in the reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vendor_risk.domain.questionnaires import EvidenceGrade, Tier


class Reason(StrEnum):
    """Why a question counts as it does (a question may have several)."""

    MET = "met"  # the level reaches the target
    BELOW_TARGET = "below_target"
    UNANSWERED = "unanswered"  # blank in a submitted assessment: counts 0
    NOT_YET_ANSWERED = "not_yet_answered"  # blank before submission: leaves both sums
    UNKNOWN = "unknown"  # "we do not know": counts 0
    NA_ACCEPTED = "na_accepted"  # leaves both sums
    NA_CLAIMED = "na_claimed"  # nobody has decided on it: leaves both sums for now
    NA_REFUSED = "na_refused"  # the reviewer does not accept it: counts 0
    NA_NOT_ALLOWED = "na_not_allowed"  # the question does not allow it: counts 0
    FREE_CHOICE = "free_choice"  # an option without a level: leaves both sums
    OVERRIDDEN = "overridden"  # the reviewer's level instead of the vendor's
    CAPPED_BY_EVIDENCE = "capped_by_evidence"  # the level its evidence may carry is lower than the counted one
    KNOCK_OUT = "knock_out"  # below the floor of a critical question


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one question adds to the score. Points are points of the overall score (0–100).

    `level`, `assured_level` and the points are None and 0 when the question leaves both sums (`counts` False).
    points + lost = available; the points of all questions add up to the score, the assured points to the prudent score,
    the backed points to what is evidence-backed.
    """

    question_id: str
    section_id: str
    weight: float
    target: float
    stated_level: float | None  # what the answer says, before an override
    level: float | None  # what counts
    assured_level: float | None
    evidence: EvidenceGrade
    counts: bool
    attained: float  # in the scheme's own units (attainment: weight × level counted)
    possible: float
    points: float
    assured_points: float
    backed_points: float
    available: float
    lost: float
    reasons: tuple[Reason, ...]


COUNTS = ("answered", "na", "na_claimed", "na_refused", "unknown", "blank")
"""The fields of `Counts`, in the order in which they are stored."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How the asked questions that score were answered; they add up to `asked`."""

    answered: int = 0
    na: int = 0  # "not applicable", accepted
    na_claimed: int = 0  # "not applicable", nobody has decided on it yet
    na_refused: int = 0  # "not applicable", refused or not allowed
    unknown: int = 0
    blank: int = 0

    @property
    def asked(self) -> int:
        """How many questions that score were asked."""
        return self.answered + self.na + self.na_claimed + self.na_refused + self.unknown + self.blank


@dataclass(frozen=True, slots=True)
class Scores:
    """The numbers of a set of questions, 0–100; None where nothing is scorable.

    `without_cutback` lets strength above a target make up for a gap elsewhere (so it may pass 100); it is shown beside
    the score, never instead of it. `assured` is the prudent score: every answer up to the cap of its evidence grade.
    `backed` is the part of the score that rests on a document or better: a self-declared answer gives nothing to it
    (DESIGN, scoring rule 5), so backed <= assured <= score. `attained` and `possible` are in the scheme's own units.
    """

    score: float | None
    assured: float | None
    backed: float | None
    without_cutback: float | None
    worst_question: str | None  # the lowest part of its target attained; the heavier one of equals
    attained: float
    possible: float
    counts: Counts
    if_refused: float | None = None
    """The score if every "not applicable" that nobody has decided on were refused, and so counted 0: together with
    `score` the interval in which the score will lie."""


@dataclass(frozen=True, slots=True)
class SectionScore:
    """The numbers of one section, the letter its score alone would have, and its points of the overall score."""

    section_id: str
    scores: Scores
    grade: str | None
    points: float
    available: float


@dataclass(frozen=True, slots=True)
class KnockOutHit:
    """A critical question below its floor, and the best letter it leaves open."""

    question_id: str
    level: float
    floor: float
    grade_cap: str


@dataclass(frozen=True, slots=True)
class AssessmentScore:
    """The score of one assessment.

    `grade` is the letter after knock-outs, `grade_uncapped` before; `cap` is the letter they cap it at (None without
    one) and `knock_outs` the causes. `provisional` says that the assessment is not submitted: blanks are then left out.
    """

    questionnaire_key: str
    questionnaire_version: str
    scheme: str
    rule_version: str
    tier: Tier | None
    provisional: bool
    overall: Scores
    grade: str | None
    grade_uncapped: str | None
    assured_grade: str | None
    cap: str | None
    knock_outs: tuple[KnockOutHit, ...]
    sections: tuple[SectionScore, ...]
    contributions: tuple[Contribution, ...]

    @property
    def score(self) -> float | None:
        """Attainment 0–100, None when nothing is scorable."""
        return self.overall.score

    @property
    def assured(self) -> float | None:
        """The prudent score, 0–100: every answer counted only up to the cap of its evidence grade."""
        return self.overall.assured

    @property
    def backed(self) -> float | None:
        """The part of the score that rests on a document or better, 0–100."""
        return self.overall.backed

    @property
    def grade_is_capped(self) -> bool:
        """Whether a knock-out makes the letter worse than the score alone would."""
        return self.grade != self.grade_uncapped

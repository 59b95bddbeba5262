"""The gaps of an accepted result, ranked by what they matter: what findings are opened from.

Measures are proposed by degree of impact of risk: a gap's impact is its weight × how far below the target × how
critical the relationship is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vendor_risk.domain.questionnaires import EvidenceGrade
from vendor_risk.domain.scoring.results import AssessmentScore, Contribution, Reason


class GapKind(StrEnum):
    """Why there is a gap; a knock-out outranks every other kind."""

    KNOCK_OUT = "knock_out"
    UNANSWERED = "unanswered"
    UNKNOWN = "unknown"
    NA_REFUSED = "na_refused"
    BELOW_TARGET = "below_target"
    UNSUPPORTED = "unsupported"  # the level reaches the target, its evidence does not


@dataclass(frozen=True, slots=True)
class GapThreshold:
    """From where a gap is one to work on: `levels` below the target and, at the same time, an impact of `impact`."""

    levels: float = 2.0
    impact: float = 1.0

    def reached(self, kind: GapKind, level: float, target: float, impact: float) -> bool:
        """Whether a gap matters. A knock-out always does."""
        return kind is GapKind.KNOCK_OUT or (
            target - level >= self.levels - _ROUNDING and impact >= self.impact - _ROUNDING
        )


_ROUNDING = 1e-9
LEVEL_STEPS = (0.0, 1.0, 2.0, 3.0)
"""What a company may choose from: levels below the target; 0 takes every gap."""
IMPACT_STEPS = (0.0, 0.5, 1.0, 1.5, 2.0)
"""What a company may choose from: impact, 0–3 for question weights up to 3; 0 takes every gap."""

_KIND_OF = (
    (Reason.KNOCK_OUT, GapKind.KNOCK_OUT),
    (Reason.UNANSWERED, GapKind.UNANSWERED),
    (Reason.UNKNOWN, GapKind.UNKNOWN),
    (Reason.NA_REFUSED, GapKind.NA_REFUSED),
    (Reason.NA_NOT_ALLOWED, GapKind.NA_REFUSED),
    (Reason.BELOW_TARGET, GapKind.BELOW_TARGET),
    (Reason.CAPPED_BY_EVIDENCE, GapKind.UNSUPPORTED),
)


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap. `impact` orders gaps of all organizations alike; `rank` starts at 1 within the result.

    `points` is what closing it adds to the overall score (to the assured score for UNSUPPORTED).
    """

    question_id: str
    section_id: str
    kind: GapKind
    level: float
    target: float
    evidence: EvidenceGrade
    weight: float
    points: float
    impact: float
    rank: int

    def reaches(self, threshold: GapThreshold) -> bool:
        """Whether it matters by this threshold."""
        return threshold.reached(self.kind, self.level, self.target, self.impact)


def _kind(item: Contribution) -> GapKind | None:
    for reason, kind in _KIND_OF:
        if reason in item.reasons:
            return kind
    return None


def _shortfall(item: Contribution, kind: GapKind) -> float:
    """The missing part of the target, 0–1: of the assured level when only evidence is missing."""
    level = item.assured_level if kind is GapKind.UNSUPPORTED else item.level
    return max(0.0, item.target - (level or 0.0)) / item.target


def gaps(result: AssessmentScore, inherent: float, *, unsupported: bool = False) -> list[Gap]:
    """The gaps of a result, the greatest impact first: weight × part of the target missing × `inherent` risk (0–1).

    Knock-outs come first; equal gaps keep the questionnaire's order, so the ranking is always the same. Gaps that are
    only missing evidence are left out unless `unsupported`.
    """
    found = []
    for item in result.contributions:
        kind = _kind(item)
        if kind is None or not item.counts or (kind is GapKind.UNSUPPORTED and not unsupported):
            continue
        missing = _shortfall(item, kind)
        if missing > 0:
            found.append((item, kind, item.weight * missing * inherent))
    found.sort(key=lambda gap: (gap[1] is not GapKind.KNOCK_OUT, gap[1] is GapKind.UNSUPPORTED, -gap[2]))
    return [
        Gap(
            question_id=item.question_id,
            section_id=item.section_id,
            kind=kind,
            level=item.level or 0.0,
            target=item.target,
            evidence=item.evidence,
            weight=item.weight,
            points=item.points - item.assured_points if kind is GapKind.UNSUPPORTED else item.lost,
            impact=impact,
            rank=rank,
        )
        for rank, (item, kind, impact) in enumerate(found, start=1)
    ]

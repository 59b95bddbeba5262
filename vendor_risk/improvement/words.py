"""The words of findings: severities, states, kinds of gap, and the gap itself in a sentence."""

from __future__ import annotations

from flask_babel import gettext as _

from vendor_risk.assessments.results.explanation import level_name
from vendor_risk.domain.questionnaires import Question, QuestionKind
from vendor_risk.domain.scoring.findings import GapKind
from vendor_risk.i18n import tell
from vendor_risk.improvement.models import Finding, FindingStatus, Severity


def severities() -> dict[str, str]:
    """Severities in words, worst first."""
    return {
        Severity.CRITICAL.value: _("severe"),
        Severity.HIGH.value: _("high"),
        Severity.MEDIUM.value: _("medium"),
        Severity.LOW.value: _("low"),
    }


def statuses() -> dict[str, str]:
    """States in words."""
    return {
        FindingStatus.OPEN.value: _("open"),
        FindingStatus.IN_PROGRESS.value: _("being worked on"),
        FindingStatus.CLOSED.value: _("closed"),
        FindingStatus.ACCEPTED_RISK.value: _("risk accepted"),
    }


def kinds() -> dict[str, str]:
    """Why there is a gap, in words."""
    return {
        GapKind.KNOCK_OUT.value: _("below the least that is acceptable"),
        GapKind.UNANSWERED.value: _("not answered"),
        GapKind.UNKNOWN.value: _("the respondent does not know"),
        GapKind.NA_REFUSED.value: _("“not applicable” is not accepted"),
        GapKind.BELOW_TARGET.value: _("below the target"),
        GapKind.UNSUPPORTED.value: _("evidence is missing"),
    }


def anchor(question: Question | None, level: float) -> str:
    """What is seen at a level, as the questionnaire describes it; "" where it does not."""
    if question is None or question.kind is not QuestionKind.MATURITY or not question.anchors:
        return ""
    return tell(question.anchors[min(int(level), len(question.anchors) - 1)])


def gap(row: Finding) -> str:
    """The gap in one sentence."""
    here, wanted = level_name(row.level), level_name(row.target)
    if row.kind in {GapKind.UNANSWERED.value, GapKind.UNKNOWN.value, GapKind.NA_REFUSED.value}:
        return str(_("It counts as level 0; %(target)s is asked for.", target=wanted))
    return str(_("It stands at %(level)s; %(target)s is asked for.", level=here, target=wanted))

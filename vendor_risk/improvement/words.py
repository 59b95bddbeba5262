"""The words of findings: severities, states, kinds of gap, and the gap itself in a sentence."""

from __future__ import annotations

from flask_babel import gettext as _

from vendor_risk.assessments.answers.kinds import level_name
from vendor_risk.domain.questionnaires import Question
from vendor_risk.domain.scoring.findings import GapKind
from vendor_risk.i18n import tell
from vendor_risk.improvement.models import Finding, FindingStatus, Severity


def severities() -> dict[str, str]:
    """Severities in words, worst first."""
    return {
        Severity.CRITICAL.value: _("Severe"),
        Severity.HIGH.value: _("High"),
        Severity.MEDIUM.value: _("Medium"),
        Severity.LOW.value: _("Low"),
    }


def statuses() -> dict[str, str]:
    """States in words."""
    return {
        FindingStatus.OPEN.value: _("Not started"),
        FindingStatus.IN_PROGRESS.value: _("In remediation"),
        FindingStatus.CLOSED.value: _("Closed"),
        FindingStatus.ACCEPTED_RISK.value: _("Risk accepted"),
    }


def kinds() -> dict[str, str]:
    """Why there is a gap, in words."""
    return {
        GapKind.KNOCK_OUT.value: _("Below minimum"),
        GapKind.UNANSWERED.value: _("Not answered"),
        GapKind.UNKNOWN.value: _("Not known to the respondent"),
        GapKind.NA_REFUSED.value: _("“Not applicable” rejected"),
        GapKind.BELOW_TARGET.value: _("Below target"),
        GapKind.UNSUPPORTED.value: _("Evidence missing"),
    }


def anchor(question: Question | None, level: float) -> str:
    """What is seen at a level, as the questionnaire describes it; "" where it does not."""
    if question is None or not question.anchors:  # only levels have anchors; content is checked for it
        return ""
    return tell(question.anchors[min(int(level), len(question.anchors) - 1)])


def gap(row: Finding) -> str:
    """The gap in one sentence."""
    here, wanted = level_name(row.level), level_name(row.target)
    if row.kind in {GapKind.UNANSWERED.value, GapKind.UNKNOWN.value, GapKind.NA_REFUSED.value}:
        return str(_("The answer counts as level 0. Target: %(target)s.", target=wanted))
    return str(_("Current: %(level)s. Target: %(target)s.", level=here, target=wanted))

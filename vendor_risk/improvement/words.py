"""The words of findings: severities, states, kinds of gap, and the gap itself in a sentence."""

from __future__ import annotations

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from vendor_risk.assessments.answers.kinds import level_name
from vendor_risk.domain.questionnaires import Question
from vendor_risk.domain.scoring.findings import GapKind, GapThreshold
from vendor_risk.i18n import clauses, tell
from vendor_risk.improvement.models import Finding, FindingEventKind, FindingStatus, Severity
from vendor_risk.improvement.queries import FindingRow
from vendor_risk.organizations.models import OrganizationKind


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
        GapKind.UNSUPPORTED.value: _("Insufficient evidence"),
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
        return str(_("This question counts as level 0. Target: %(target)s.", target=wanted))
    return str(_("Current: %(level)s. Target: %(target)s.", level=here, target=wanted))


def events() -> dict[str, str]:
    """What happened to a finding, in words."""
    return {
        FindingEventKind.FOUND.value: _("Recorded"),
        FindingEventKind.STILL.value: _("Gap still present"),
        FindingEventKind.GONE.value: _("Closed: the gap no longer exists"),
        FindingEventKind.UNASKED.value: _("Closed: the question no longer applies"),
        FindingEventKind.REOPENED.value: _("Reopened: the gap is present again"),
        FindingEventKind.DOUBLE.value: _("Closed: another finding covers the same gap"),
        FindingEventKind.DECIDED.value: _("Remediation updated"),
        FindingEventKind.ASSIGNED.value: _("Owner or due date assigned"),
    }


def reason(row: Finding | FindingRow, about: OrganizationKind) -> str:
    """Why the impact is what it is, in words: the kind of gap and the three factors of the impact."""
    missing = row.target - row.level
    parts = [
        kinds()[row.kind],
        _(
            "target level %(target)s (gap: %(missing)s)",
            missing=format_decimal(round(missing, 2)),
            target=format_decimal(round(row.target, 2)),
        ),
        _("question weight %(weight)s", weight=format_decimal(round(row.weight, 2))),
    ]
    share = row.weight * missing / row.target
    if about == OrganizationKind.GROUP_COMPANY and row.impact >= share:
        parts.append(_("group company: not adjusted for inherent risk"))
    elif share > 0:
        parts.append(_("inherent risk %(risk)s out of 100", risk=f"{100 * row.impact / share:.0f}"))
    return clauses(parts)


def owner(row: FindingRow) -> str:
    """With whom a finding lies: a person's name, that it is the assessed organization, or "" for nobody."""
    return str(_("Assessed organisation")) if row.vendor_owns else row.owner


def threshold(rule: GapThreshold) -> str:
    """From where on a gap is listed, in a sentence."""
    if not rule.levels and not rule.impact:
        return str(_("Every gap is listed."))
    levels, impact = format_decimal(rule.levels), format_decimal(rule.impact, "0.0")
    if not rule.impact:
        return str(
            ngettext(
                "Findings with a gap of at least %(levels)s level, and all findings on key questions below their "
                "minimum level, are listed.",
                "Findings with a gap of at least %(levels)s levels, and all findings on key questions below "
                "their minimum level, are listed.",
                2 if rule.levels != 1 else 1,
                levels=levels,
            )
        )
    if not rule.levels:
        return str(
            _(
                "Findings with an impact of at least %(impact)s, and all findings on key questions below their "
                "minimum level, are listed.",
                impact=impact,
            )
        )
    return str(
        ngettext(
            "Findings with a gap of at least %(levels)s level and an impact of at least %(impact)s, and all "
            "findings on key questions below their minimum level, are listed.",
            "Findings with a gap of at least %(levels)s levels and an impact of at least %(impact)s, and all "
            "findings on key questions below their minimum level, are listed.",
            2 if rule.levels != 1 else 1,
            levels=levels,
            impact=impact,
        )
    )

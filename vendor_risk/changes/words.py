"""How pages and reports say what moved the group's exposure, and why an organization's moved."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from vendor_risk.changes.comparison import ExposureChange
from vendor_risk.domain.chain.changes import ChangePart
from vendor_risk.i18n import language, tell


def part_names() -> dict[ChangePart, str]:
    """What can move the group's exposure, as it is also said behind "mostly because of"."""
    return {
        ChangePart.ANSWERS: _("new answers and evidence from organisations already assessed"),
        ChangePart.QUESTIONNAIRE: _("organisations assessed with another questionnaire"),
        ChangePart.KNOWN: _("organisations assessed for the first time"),
        ChangePart.WEIGHTS: _("changes in how strongly one organisation depends on another"),
        ChangePart.LINKS: _("relationships and engagements added or removed"),
        ChangePart.SERVICES: _("changes in which engagements are critical"),
    }


def reasons(change: ExposureChange, names: Mapping[int, str]) -> str:
    """Why an organization's exposure moved, in sentences; each speaks of something that moved the same way."""
    said = [
        _("Added to the register since the comparison date.") if change.registered_since else "",
        _from_elsewhere(change, names),
    ]
    if change.own and change.part is not ChangePart.KNOWN:
        said += [*_not_comparable(change), *_own(change)]
    if change.stale_since is not None:
        said.append(
            _(
                "The assessment result has expired: it was valid until %(day)s.",
                day=format_date(change.stale_since, "medium"),
            )
        )
    return ("" if language() == "ja" else " ").join(str(sentence) for sentence in said if sentence)


def _from_elsewhere(change: ExposureChange, names: Mapping[int, str]) -> str:
    if change.part is ChangePart.LINKS:
        return str(_("Relationships in this organisation’s supply chain were added or removed."))
    if change.part is ChangePart.WEIGHTS:
        return str(_("The strength of the dependencies in this organisation’s supply chain changed."))
    if change.own or change.part is ChangePart.KNOWN:
        return ""
    name = names[change.origin]
    return str(_("The change is due to risk from this organisation’s suppliers, originating at %(name)s.", name=name))


def _not_comparable(change: ExposureChange) -> list[str]:
    if change.questionnaires is None:
        return []
    before, after = (tell(title) for title in change.questionnaires)
    if change.crosswalk is not None:
        found = change.crosswalk
        return [
            ngettext(
                "The earlier result comes from “%(before)s”, the current one from “%(after)s”. Score on the one "
                "question that the crosswalk matches in both: %(was)s → %(now)s.",
                "The earlier result comes from “%(before)s”, the current one from “%(after)s”. Score on the %(num)s "
                "questions that the crosswalk matches in both: %(was)s → %(now)s.",
                found.questions,
                before=before,
                after=after,
                was=f"{found.before:.0f}",
                now=f"{found.after:.0f}",
            )
        ]
    return [
        _(
            "Not comparable: the earlier result comes from “%(before)s”, the current one from “%(after)s”.",
            before=before,
            after=after,
        )
    ]


def _own(change: ExposureChange) -> list[str]:
    said = []
    if change.inherent is not None and (change.inherent[1] > change.inherent[0]) == (change.own > 0):
        before, after = (f"{100 * value:.0f}" for value in change.inherent)
        said.append(
            _(
                "The inherent risk of this organisation’s services changed: %(before)s → %(after)s.",
                before=before,
                after=after,
            )
        )
    if change.assured is None or change.scores is None or not change.answered:
        return said
    if change.by_evidence and change.backed is not None:
        before, after = (f"{value:.1f}" for value in change.backed)
        said.append(
            _(
                "The change is due to evidence: evidence-backed score %(before)s → %(after)s.",
                before=before,
                after=after,
            )
        )
    else:
        before, after = (f"{value:.1f}" for value in change.assured)
        said.append(_("Prudent score: %(before)s → %(after)s.", before=before, after=after))
    if change.section is not None:
        values = {"before": f"{change.section.before:.0f}", "after": f"{change.section.after:.0f}"}
        said.append(
            _("Largest change: %(section)s, %(before)s → %(after)s.", section=tell(change.section.title), **values)
        )
    return said

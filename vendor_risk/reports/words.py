"""The words that several parts of a report share: numbers with their units, names of parts, why something moved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flask_babel import format_date
from flask_babel import gettext as _

from vendor_risk.changes.comparison import DayComparison
from vendor_risk.exposure.figures import EXPOSURE
from vendor_risk.i18n import colon, language, tell
from vendor_risk.reports.material import Material


def percent(value: float, digits: int = 0) -> str:
    """A share of 0–1 in percent."""
    return f"{value * 100:.{digits}f}%"


def points(value: float) -> str:
    """Points of exposure without a sign, from a difference of 0–1."""
    return f"{abs(value) * 100:.1f}"


def day(value: date) -> str:
    """A date as it is written in a sentence."""
    return str(format_date(value, "long"))


def sentences(parts: Sequence[str]) -> str:
    """Sentences one after the other; empty ones are left out."""
    return ("" if language() == "ja" else " ").join(part for part in parts if part)


def group_exposure(material: Material) -> str:
    """The group's exposure by what is known, with the figure's rounding."""
    return f"{EXPOSURE.written(100 * material.chain.numbers.group[0])}%"


def nothing_known(material: Material) -> str:
    """Why nothing can be said of the risk while nobody of the supply chain has a result."""
    if not material.view.in_chain.any():
        return str(_("Not yet known: no suppliers of our companies are registered."))
    return str(_("Not yet known: no organisation in the supply chain has a result."))


def measured(material: Material) -> str:
    """What is said beside the group's exposure while there are no critical engagements; "" when there are."""
    if material.view.measured_by == "critical":
        return ""
    names = {
        "services": _("Average exposure of our engagements"),
        "companies": _("Average exposure of our companies"),
    }
    low, high = (EXPOSURE.written(100 * value) for value in material.chain.numbers.group)
    other = f"{names[material.view.measured_by]}{colon()}{low}–{high}%"
    return sentences([_("No critical (T1) engagements yet."), other if material.view.in_chain.any() else ""])


def chain(material: Material, nodes: Sequence[int]) -> str:
    """Who rests on whom: "A ← B ← C"."""
    return " ← ".join(material.name(node) for node in nodes)


def missing(material: Material, node: int) -> str:
    """Why the end of a path is a risk."""
    section = material.chain.weakest[node]
    if section is None:
        return str(_("Not assessed yet."))
    return str(_("The largest gap is in “%(section)s”.", section=tell(section.title)))


def since_unknown(numbers: DayComparison) -> str:
    """How the number of unassessed organizations moved; those only added to the register since then are named, not
    called worse."""
    moved = since(numbers.unknown[0], numbers.unknown[1] - numbers.registered)
    if not moved or not numbers.registered:
        return moved
    return f"{moved} · {_('including %(number)s added to the register', number=numbers.registered)}"


def since(then: float | None, now: float | None, *, shown: str = "") -> str:
    """How a number moved, below it: less is better."""
    if then is None or now is None:
        return ""
    if then == now:
        return str(_("Unchanged"))
    sign = "▲" if now > then else "▼"
    was = _("was %(number)s", number=shown or then)
    return f"{sign} {was} · {_('worse') if now > then else _('better')}"

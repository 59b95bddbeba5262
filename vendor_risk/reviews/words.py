"""How pages name what a recalculated result and the stored one differ in."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _

from vendor_risk.assessments.results.rescore_actions import Difference
from vendor_risk.i18n import listed


def differences(found: Iterable[Difference]) -> str:
    """The names of what is not as stored, one after the other, in the language of the page."""
    names = {
        Difference.SCORE: _("score"),
        Difference.PRUDENT: _("prudent score"),
        Difference.BACKED: _("evidence-backed score"),
        Difference.GRADE: _("grade"),
        Difference.CONTRIBUTIONS: _("points per question"),
    }
    return listed(names[difference] for difference in found)

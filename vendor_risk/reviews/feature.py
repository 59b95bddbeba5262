"""What the application takes from `reviews`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.features import Feature
from vendor_risk.navigation import MenuEntry
from vendor_risk.permissions import Permission
from vendor_risk.reviews.views import bp
from vendor_risk.standing import pages as standing_pages

__all__ = ["FEATURE", "standing_pages"]  # a panel and a column that lead to results

FEATURE = Feature(
    name="reviews",
    blueprint=bp,
    menu=(MenuEntry("reviews.index", _l("Review queue"), Permission.REVIEW_DECIDE, navigation.ASK, 20),),
    audit_actions={
        "reviews.judge": _l("Reviewed an answer"),
        "reviews.mark": _l("Marked answers as OK"),
    },
)

"""The pages the tour leads to, and what it says of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from vendor_risk.i18n import Lazy
from vendor_risk.permissions import Permission

NOT_TAKEN, ENDED = "", "ended"
"""What stands with a person who has not begun the tour, and with one who has finished or declined it."""


@dataclass(frozen=True, slots=True)
class TourStop:
    """A page of the tour. `permission`: who may open it (None: everyone signed in)."""

    key: str
    endpoint: str
    title: Lazy
    text: Lazy
    permission: Permission | None = None


STOPS = (
    TourStop(
        "home",
        "home.index",
        _l("Home"),
        _l(
            "Home shows what needs your attention today. Every number leads to the list behind it, and “What the "
            "numbers mean” explains how each is calculated."
        ),
    ),
    TourStop(
        "vendors",
        "organizations.vendors",
        _l("Vendors"),
        _l(
            "Every vendor stands here once, with its tier, its grade and what happens next. Open a vendor to see its "
            "contacts, engagements, findings and results."
        ),
        Permission.REGISTER_VIEW,
    ),
    TourStop(
        "import",
        "imports.index",
        _l("Import"),
        _l(
            "Drop your vendor list here as it is, in Excel or CSV. A preview shows what was understood. Nothing is "
            "saved until you confirm it."
        ),
        Permission.REGISTER_EDIT,
    ),
    TourStop(
        "rounds",
        "campaigns.index",
        _l("Assessment rounds"),
        _l(
            "A round sends one questionnaire to many vendors. Vendors answer through a link, without an account, on "
            "the web or in Excel, and you see who has not answered."
        ),
        Permission.ASSESSMENT_VIEW,
    ),
    TourStop(
        "reviews",
        "reviews.index",
        _l("Review queue"),
        _l(
            "Submitted answers wait here. Accept those that need no closer look together, and return single questions "
            "with a note."
        ),
        Permission.REVIEW_DECIDE,
    ),
    TourStop(
        "heatmap",
        "heatmaps.vendors",
        _l("Vendor heatmap"),
        _l(
            "Rows are vendors, columns are topics. Each cell has a grade letter as well as a colour. Select a cell to "
            "see the answers behind it."
        ),
        Permission.HEATMAP_VIEW,
    ),
    TourStop(
        "exposure",
        "exposure.index",
        _l("Exposure"),
        _l(
            "Here you see which vendor could hurt the group most, including through subcontractors, and which measure "
            "would reduce the risk most."
        ),
        Permission.HEATMAP_VIEW,
    ),
    TourStop(
        "findings",
        "improvement.index",
        _l("Findings"),
        _l(
            "Every gap that matters is a finding. Assign it to a colleague or to the vendor, agree on a date, and "
            "follow it until it is closed."
        ),
        Permission.ASSESSMENT_VIEW,
    ),
)


@dataclass(frozen=True, slots=True)
class TourPlace:
    """Where a person is on the tour: the stop, its number of how many, and the stops beside it."""

    stop: TourStop
    number: int
    total: int
    before: TourStop | None
    after: TourStop | None


def stops(may: Callable[[Permission], bool]) -> tuple[TourStop, ...]:
    """The stops whose pages somebody may open, in their order."""
    return tuple(stop for stop in STOPS if stop.permission is None or may(stop.permission))


def place(key: str, seen: tuple[TourStop, ...]) -> TourPlace | None:
    """The place of the stop called `key` among those one sees; None when it is not among them."""
    at = next((number for number, stop in enumerate(seen) if stop.key == key), None)
    if at is None:
        return None
    after = seen[at + 1] if at + 1 < len(seen) else None
    return TourPlace(seen[at], at + 1, len(seen), seen[at - 1] if at else None, after)

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
            "Home shows what needs your attention today. Select a figure to open the list behind it, or the "
            "question mark beside it to see how it is calculated."
        ),
    ),
    TourStop(
        "vendors",
        "organizations.vendors",
        _l("Vendors"),
        _l(
            "Each vendor is listed once, with its tier, grade and next step. Open a vendor to see its contacts, "
            "engagements, findings and results."
        ),
        Permission.REGISTER_VIEW,
    ),
    TourStop(
        "import",
        "imports.index",
        _l("Import"),
        _l(
            "Upload your existing vendor list in Excel or CSV; you do not need to change its layout. A preview "
            "shows how the list was read. Nothing is saved until you confirm."
        ),
        Permission.REGISTER_EDIT,
    ),
    TourStop(
        "rounds",
        "campaigns.index",
        _l("Assessment rounds"),
        _l(
            "An assessment round sends one questionnaire to many organisations. They answer through a link, "
            "without an account, on the web or in Excel, and you can see which have not answered yet."
        ),
        Permission.ASSESSMENT_VIEW,
    ),
    TourStop(
        "reviews",
        "reviews.index",
        _l("Review queue"),
        _l(
            "Submitted answers are listed here for review. You can accept several at once if they need no closer "
            "look, and return individual questions with a comment."
        ),
        Permission.REVIEW_DECIDE,
    ),
    TourStop(
        "heatmap",
        "heatmaps.vendors",
        _l("Vendor heatmap"),
        _l(
            "Each row is a vendor, each column a section of the questionnaire. Each cell shows a grade as a "
            "letter and a colour. Select a cell to see the answers behind it."
        ),
        Permission.HEATMAP_VIEW,
    ),
    TourStop(
        "exposure",
        "exposure.index",
        _l("Exposure"),
        _l(
            "See which vendors could harm the group most, including through their subcontractors, and which "
            "measures would reduce the risk most."
        ),
        Permission.HEATMAP_VIEW,
    ),
    TourStop(
        "findings",
        "improvement.index",
        _l("Findings"),
        _l(
            "Gaps that need action are recorded as findings. Assign each finding to a colleague or to the "
            "vendor, agree a due date and track the finding until it is closed."
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

"""The figures of what is due: who asks vendors must know them."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk.figures.figure import FigureAmount, FigureReading, KeyFigure, Rows, Topic, Unit, among
from vendor_risk.home.queries import CONTRACT_DAYS, Asking

_ISSUED = _l("assessments that have been sent")

OVERDUE = KeyFigure[Asking](
    key="assessments-overdue",
    name=_l("Overdue"),
    formula=_l("Counts assessments that are past their due date and still with the respondent."),
    population=_ISSUED,
    unit=Unit.ASSESSMENTS,
    topic=Topic.DUE,
    endpoint="assessments.index",
    arguments={"due": "overdue"},
    rows=Rows.COUNT,
    value=lambda facts: among(facts.overdue, facts.issued),
)
UNOPENED = KeyFigure[Asking](
    key="assessments-unopened",
    name=_l("Not opened yet"),
    formula=_l("Counts assessments whose link has not been opened yet."),
    population=_ISSUED,
    unit=Unit.ASSESSMENTS,
    topic=Topic.DUE,
    endpoint="assessments.index",
    arguments={"status": "issued"},
    rows=Rows.COUNT,
    value=lambda facts: among(facts.unopened, facts.issued),
)
ANSWERING = KeyFigure[Asking](
    key="assessments-answering",
    name=_l("In progress"),
    formula=_l("Counts assessments that have been opened but not submitted, including those returned for correction."),
    population=_ISSUED,
    unit=Unit.ASSESSMENTS,
    topic=Topic.DUE,
    endpoint="assessments.index",
    arguments={"status": "answering"},
    rows=Rows.COUNT,
    value=lambda facts: among(facts.answering, facts.issued),
)
AWAITING = KeyFigure[int](
    key="awaiting-review",
    name=_l("Awaiting review"),
    formula=_l(
        "Counts submitted assessments that have not been accepted or returned yet. Their results are provisional."
    ),
    population=_l("assessments sent by the companies you review for"),
    unit=Unit.ASSESSMENTS,
    topic=Topic.DUE,
    endpoint="reviews.index",
    rows=Rows.COUNT,
    value=FigureAmount,
)
DECLARED = KeyFigure[int](
    key="declared-waiting",
    name=_l("Declared subcontractors awaiting a decision"),
    formula=_l(
        "Counts subcontractors that vendors have declared and that have not been accepted or declined yet. They are "
        "left out of all calculations until they are accepted."
    ),
    population=_l("subcontractors declared by vendors"),
    unit=Unit.SUBCONTRACTORS,
    topic=Topic.DUE,
    endpoint="declarations.index",
    rows=Rows.COUNT,
    value=FigureAmount,
)
NEVER_ASKED = KeyFigure[Asking](
    key="never-asked",
    name=_l("Critical and important vendors that have never been sent a questionnaire"),
    formula=_l(
        "Counts vendors in the critical and important tiers (T1, T2) that have never been sent a questionnaire "
        "by any of our companies."
    ),
    population=_l(
        "vendors in the critical and important tiers (T1, T2) with an ongoing or planned engagement, whether "
        "assessed or not"
    ),
    unit=Unit.VENDORS,
    topic=Topic.DUE,
    endpoint="campaigns.new",
    arguments={"asked": "never", "tier": "T1,T2"},
    rows=Rows.COUNT,
    value=lambda facts: among(facts.never_asked, facts.critical),
)
WITHOUT_CONTACT = KeyFigure[Asking](
    key="without-contact",
    name=_l("Vendors without a contact"),
    formula=_l("Counts vendors that have an ongoing or planned engagement but no registered contact."),
    population=_l("vendors with an ongoing or planned engagement"),
    unit=Unit.VENDORS,
    topic=Topic.DUE,
    endpoint="organizations.vendors",
    arguments={"contact": "none", "tier": "any"},
    rows=Rows.COUNT,
    value=lambda facts: among(facts.without_contact, facts.vendors),
)
MISSING = KeyFigure[int](
    key="details-missing",
    name=_l("Engagements with details missing"),
    formula=_l(
        "Counts ongoing or planned engagements with missing details. Until these are filled in, the lowest "
        "possible tier is shown."
    ),
    population=_l("ongoing or planned engagements"),
    unit=Unit.ENGAGEMENTS,
    topic=Topic.DUE,
    endpoint="engagements.index",
    arguments={"missing": "1"},
    rows=Rows.COUNT,
    value=FigureAmount,
)
ON_HOLD = KeyFigure[int](
    key="rows-on-hold",
    name=_l("Rows on hold from your imports"),
    formula=_l(
        "Counts rows of your imported register files that are on hold because they need a correction or an answer."
    ),
    population=_l("rows of the register files you imported"),
    unit=Unit.ROWS,
    topic=Topic.DUE,
    endpoint="imports.register_waiting",
    rows=Rows.COUNT,
    value=FigureAmount,
)
CONTRACTS_ENDING = KeyFigure[Asking](
    key="contracts-ending",
    name=_l("Contracts expired or ending within %(days)s days", days=CONTRACT_DAYS),
    formula=_l("Counts ongoing or planned engagements whose contract ends within this period or has already expired."),
    population=_l("ongoing or planned engagements"),
    unit=Unit.ENGAGEMENTS,
    topic=Topic.DUE,
    endpoint="engagements.index",
    arguments={"ending": "1"},
    rows=Rows.COUNT,
    value=lambda facts: among(facts.contracts_ending, facts.engagements),
)
FIGURES = (
    OVERDUE,
    UNOPENED,
    ANSWERING,
    AWAITING,
    DECLARED,
    NEVER_ASKED,
    WITHOUT_CONTACT,
    MISSING,
    ON_HOLD,
    CONTRACTS_ENDING,
)


def asking_readings(facts: Asking, declared: int, missing: int, on_hold: int) -> list[FigureReading]:
    """The figures of who asks, in the order of the page; those about nobody are left out, and so are empty queues of
    declared subcontractors and of rows on hold."""
    found = [
        *(figure.read(facts) for figure in (OVERDUE, UNOPENED, ANSWERING)),
        *([AWAITING.read(facts.submitted)] if facts.issued or facts.submitted else []),
        *([DECLARED.read(declared)] if declared else []),
        *(figure.read(facts) for figure in (NEVER_ASKED, WITHOUT_CONTACT)),
        *([MISSING.read(missing)] if facts.engagements else []),
        *([ON_HOLD.read(on_hold)] if on_hold else []),
        CONTRACTS_ENDING.read(facts),
    ]
    return [one for one in found if one.known]

"""The figures of one group company, by which companies are compared."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from flask_babel import lazy_gettext as _l

from vendor_risk.companies.facts import CompanyFacts
from vendor_risk.companies.queries import CompanyFindings
from vendor_risk.exposure.figures import OWN, SPILLOVER, NodeRisk
from vendor_risk.figures.figure import FigureAmount, FigureReading, KeyFigure, Topic, Unit


class CompanyPlace(NamedTuple):
    """A company among the facts."""

    facts: CompanyFacts
    at: int


def _measure(name: str, place: CompanyPlace) -> FigureAmount:
    value = float(place.facts.measure(name)[place.at])
    return FigureAmount(None if np.isnan(value) else value)


ITEMS = KeyFigure[CompanyPlace](
    key="company-items",
    name=_l("METI guidelines: ten items"),
    formula=_l("The score of the company’s own current result on the ten-item questionnaire."),
    population=_l("the company’s accepted result"),
    unit=Unit.SCORE,
    topic=Topic.COMPANY,
    value=lambda place: _measure("items", place),
)
PROCESS = KeyFigure[CompanyPlace](
    key="company-process",
    name=_l("Outsourcing process"),
    formula=_l("The score of the company’s own current result on the questionnaire about its outsourcing process."),
    population=_l("the company’s accepted result"),
    unit=Unit.SCORE,
    topic=Topic.COMPANY,
    value=lambda place: _measure("process", place),
)
VENDORS = KeyFigure[CompanyPlace](
    key="company-vendors",
    name=_l("Median score of direct vendors"),
    formula=_l(
        "The middle value of the current scores of the company’s assessed direct vendors: half of them score "
        "at least this much, half at most this much."
    ),
    population=_l("the company’s direct vendors with an accepted result"),
    unit=Unit.SCORE,
    topic=Topic.COMPANY,
    endpoint="board.index",
    value=lambda place: _measure("vendors", place),
)
ASSESSED = KeyFigure[CompanyPlace](
    key="company-assessed",
    name=_l("Share of vendors assessed"),
    formula=_l("The percentage of the company’s direct vendors that have an accepted result."),
    population=_l("the company’s direct vendors"),
    unit=Unit.PERCENT,
    topic=Topic.COMPANY,
    endpoint="board.index",
    value=lambda place: _measure("assessed", place),
)
FINDINGS = KeyFigure[CompanyFindings](
    key="company-findings",
    name=_l("Open findings on the company itself"),
    head=_l("Open findings"),
    formula=_l("Counts open findings on the company itself that reach the listing threshold."),
    population=_l("findings from assessments of the company itself"),
    unit=Unit.FINDINGS,
    topic=Topic.COMPANY,
    endpoint="improvement.index",
    value=lambda facts: FigureAmount(facts.open if facts.known else None),
)
SEVERE = KeyFigure[CompanyFindings](
    key="company-findings-severe",
    name=_l("Severe findings on the company itself"),
    head=_l("Severe findings"),
    formula=_l("Counts open findings on the company itself that are severe."),
    population=_l("findings from assessments of the company itself"),
    unit=Unit.FINDINGS,
    topic=Topic.COMPANY,
    endpoint="improvement.index",
    value=lambda facts: FigureAmount(facts.critical if facts.known else None),
)
OVERDUE = KeyFigure[CompanyFindings](
    key="company-findings-overdue",
    name=_l("Overdue findings on the company itself"),
    head=_l("Overdue findings"),
    formula=_l("Counts open findings on the company itself whose due date has passed."),
    population=_l("findings from assessments of the company itself"),
    unit=Unit.FINDINGS,
    topic=Topic.COMPANY,
    endpoint="improvement.index",
    value=lambda facts: FigureAmount(facts.overdue if facts.known else None),
)
FIGURES = (ITEMS, PROCESS, VENDORS, ASSESSED, FINDINGS, SEVERE, OVERDUE)
MEASURED: dict[str, KeyFigure[CompanyPlace] | KeyFigure[NodeRisk]] = {
    "items": ITEMS,
    "process": PROCESS,
    "vendors": VENDORS,
    "assessed": ASSESSED,
    "inherited": SPILLOVER,
}
"""By `facts.MEASURES`."""


class CompanyReadings(NamedTuple):
    """The figures a company's page opens with."""

    spillover: FigureReading
    own: FigureReading
    vendors: FigureReading
    findings: FigureReading


def company_readings(facts: CompanyFacts, at: int, findings: CompanyFindings) -> CompanyReadings:
    """The figures of the company at that place."""
    return CompanyReadings(
        spillover(facts, at), own(facts, at), VENDORS.read(CompanyPlace(facts, at)), FINDINGS.read(findings)
    )


def spillover(facts: CompanyFacts, at: int) -> FigureReading:
    """What reaches the company through its largest path."""
    low = float(facts.inherited[at]) / 100
    return SPILLOVER.read(NodeRisk(low, float(facts.inherited_high[at]) / 100, not np.isnan(low)))


def own(facts: CompanyFacts, at: int) -> FigureReading:
    """The company's own risk, from what is known to the worst case."""
    return OWN.read(NodeRisk(float(facts.own[at]) / 100, float(facts.own_high[at]) / 100))

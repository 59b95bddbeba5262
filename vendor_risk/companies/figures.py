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
    formula=_l("The score of the company’s own current standing in the ten-item questionnaire."),
    population=_l("the company’s accepted result"),
    unit=Unit.SCORE,
    topic=Topic.COMPANY,
    value=lambda place: _measure("items", place),
)
PROCESS = KeyFigure[CompanyPlace](
    key="company-process",
    name=_l("Outsourcing process"),
    formula=_l("The score of the company’s own current standing in the questionnaire about its outsourcing process."),
    population=_l("the company’s accepted result"),
    unit=Unit.SCORE,
    topic=Topic.COMPANY,
    value=lambda place: _measure("process", place),
)
VENDORS = KeyFigure[CompanyPlace](
    key="company-vendors",
    name=_l("Median score of direct vendors"),
    formula=_l("Half of the company’s assessed direct vendors currently score above this value and half below it."),
    population=_l("the company’s direct vendors with an accepted result"),
    unit=Unit.SCORE,
    topic=Topic.COMPANY,
    endpoint="board.index",
    value=lambda place: _measure("vendors", place),
)
ASSESSED = KeyFigure[CompanyPlace](
    key="company-assessed",
    name=_l("Share of vendors assessed"),
    formula=_l("Direct vendors with an accepted result, out of all direct vendors."),
    population=_l("the company’s direct vendors"),
    unit=Unit.PERCENT,
    topic=Topic.COMPANY,
    endpoint="board.index",
    value=lambda place: _measure("assessed", place),
)
FINDINGS = KeyFigure[CompanyFindings](
    key="company-findings",
    name=_l("Open findings on the company itself"),
    formula=_l("Counts findings about the company itself that are not finished and reach the threshold."),
    population=_l("findings from the company’s own assessments"),
    unit=Unit.FINDINGS,
    topic=Topic.COMPANY,
    endpoint="improvement.index",
    value=lambda facts: FigureAmount(facts.open),
)
FIGURES = (ITEMS, PROCESS, VENDORS, ASSESSED, FINDINGS)
MEASURED = {
    "items": ITEMS,
    "process": PROCESS,
    "vendors": VENDORS,
    "assessed": ASSESSED,
}
"""By `facts.MEASURES`; what companies inherit is `exposure.figures.SPILLOVER`."""


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
    return SPILLOVER.read(NodeRisk(float(facts.inherited[at]) / 100, float(facts.inherited_high[at]) / 100))


def own(facts: CompanyFacts, at: int) -> FigureReading:
    """The company's own risk, by what is known."""
    value = float(facts.own[at]) / 100
    return OWN.read(NodeRisk(value, value))

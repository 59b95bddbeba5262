"""What the pages show of each company: rows with strips of cells, and one company with its vendors and paths."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from flask_babel import gettext as _

from vendor_risk.companies import queries
from vendor_risk.companies.facts import MEASURES, CompanyFacts, direct
from vendor_risk.companies.figures import FINDINGS, MEASURED, OVERDUE, SEVERE
from vendor_risk.domain.questionnaires import Section
from vendor_risk.exposure import queries as exposure_queries
from vendor_risk.exposure.analysis.paths import Path, worst_paths
from vendor_risk.exposure.queries import node_names
from vendor_risk.figures.figure import FigureWords, Unit
from vendor_risk.heatmaps import queries as heatmap_queries
from vendor_risk.heatmaps.heatmap import Heatmap, HeatmapCell, make_heatmap
from vendor_risk.heatmaps.labels import short_titles
from vendor_risk.heatmaps.lines import HeatmapLine, UnscoredColumns
from vendor_risk.heatmaps.queries import HeatmapFilters
from vendor_risk.i18n import language
from vendor_risk.organizations.models import OrganizationKind
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.queries import domain_questionnaire, rules
from vendor_risk.standing.queries import Standing
from vendor_risk.web.tables import PageColumn, PageRow, PageTable, figure_column

VENDORS = 10
PATHS = 3
_WAYS = 2_000
"""Ways that are looked through for those of one company."""
SORTS = ("inherited", "items", "process", "vendors", "assessed", "findings", "name")


@dataclass(frozen=True)
class Strips:
    """A questionnaire's cells by company: what is under `heads`, in `board`."""

    board: Heatmap
    heads: list[str]
    place: dict[int, int]

    def line(self, company_id: int) -> HeatmapLine | None:
        """The company's result."""
        at = self.place.get(company_id)
        return None if at is None else self.board.lines[at]

    def grade(self, company_id: int) -> str:
        """The grade of the company's accepted result, the cap of a key question included; "" without one."""
        line = self.line(company_id)
        return "" if line is None or line.provisional else line.grade or ""

    def cells(self, company_id: int) -> list[HeatmapCell]:
        """The company's cells; none without a result."""
        at = self.place.get(company_id)
        return [] if at is None else self.board.cells(at)


@dataclass(frozen=True, slots=True)
class CompanyTableRow:
    """A company in the table. Scores 0–100, NaN for none."""

    at: int
    """Its place in the facts."""
    id: int
    name: str
    open: int
    critical: int
    overdue: int
    """Unfinished findings about itself."""
    known: bool
    """Whether it was ever assessed."""


def counted(row: CompanyTableRow) -> queries.CompanyFindings:
    """The findings of a row."""
    return queries.CompanyFindings(row.id, row.open, row.critical, row.overdue, row.known)


def strips(scope: Scope, key: str, today: date) -> Strips | None:
    """The companies' cells in a questionnaire; None while nobody has a result."""
    version = queries.version_of(scope, key, OrganizationKind.GROUP_COMPANY)
    if version is None:
        return None
    questionnaire = domain_questionnaire(version)
    found = heatmap_queries.rows(
        scope, OrganizationKind.GROUP_COMPANY, version, HeatmapFilters(), lang=language(), today=today
    )
    board = make_heatmap(questionnaire, found, UnscoredColumns(), rules().scoring, sort="name", today=today)
    place = {line.organization_id: at for at, line in enumerate(board.lines) if line.organization_id is not None}
    return Strips(board, short_titles(questionnaire, language()), place)


def rows(facts: CompanyFacts, sort: str) -> list[CompanyTableRow]:
    """The companies, those with the worst figure first; without one last."""
    view = facts.view
    named = node_names(view, view.companies.tolist())
    found = []
    for at, node in enumerate(view.companies.tolist()):
        number, count = int(view.ids[node]), facts.findings.get(int(view.ids[node]))
        counts = (count.open, count.critical, count.overdue) if count else (0, 0, 0)
        found.append(CompanyTableRow(at, number, named[node], *counts, known=number in facts.assessed or counts[0] > 0))
    if sort == "name":
        return sorted(found, key=lambda row: row.name)
    if sort == "findings":
        return sorted(found, key=lambda row: (-row.critical, -row.open, row.name))
    values = np.nan_to_num(facts.measure(sort) * (-1 if sort == "inherited" else 1), nan=1e9)
    return sorted(found, key=lambda row: (values[row.at], row.name))


def sheet(facts: CompanyFacts, rows: list[CompanyTableRow]) -> PageTable:
    """The companies' figures as a table to keep: a row each, scores 0–100 and shares 0–1."""
    kept = [
        PageRow(
            (
                row.name,
                *(_number(facts.measure(name)[row.at], MEASURED[name]) for name in MEASURES),
                *((row.open, row.critical, row.overdue) if row.known else (None,) * 3),
            )
        )
        for row in rows
    ]
    measured = (figure_column(MEASURED[name]) for name in MEASURES)
    counted = (figure_column(FINDINGS), figure_column(SEVERE), figure_column(OVERDUE))
    return PageTable((PageColumn(_("Company")), *measured, *counted), kept)


def _number(value: float, figure: FigureWords) -> float | None:
    return None if np.isnan(value) else float(value) / (100 if figure.unit is Unit.PERCENT else 1)


def vendors(facts: CompanyFacts, at: int) -> list[tuple[int, Standing | None]]:
    """The direct vendors of a company (nodes) with what stands for them: the lowest score first, those without last."""
    company, supplier = direct(facts.view)
    found = [(node, facts.standing.get(node)) for node in np.unique(supplier[company == at]).tolist()]
    return sorted(found, key=lambda pair: 101.0 if pair[1] is None else pair[1].score)


def ways(facts: CompanyFacts, node: int) -> list[Path]:
    """The worst paths that reach this company."""
    found = worst_paths(facts.view, facts.view.known_case, _WAYS)
    return [path for path in found if path.nodes[0] == node][:PATHS]


def weakest(facts: CompanyFacts, paths: list[Path]) -> dict[int, Section | None]:
    """In which section most is missing where each path begins."""
    return {path.origin: exposure_queries.weakest_section(facts.view, path.origin) for path in paths}

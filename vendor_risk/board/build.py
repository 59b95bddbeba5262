"""A board made for its reader: from what an address asks to the grid, with the names of everything in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from flask_babel import gettext as _

from vendor_risk.board import queries
from vendor_risk.board.address import NONE, STAGE, VENDOR, BoardAddress
from vendor_risk.board.grid import BoardGrid, grid
from vendor_risk.board.scores import NodeScores, Results, standing
from vendor_risk.domain.questionnaires import Questionnaire
from vendor_risk.engagements.categories import category_name
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.exposure.queries import node_names, snapshot
from vendor_risk.heatmaps.labels import short_titles
from vendor_risk.heatmaps.queries import ScoredVersion, versions_with_results
from vendor_risk.i18n import language
from vendor_risk.organizations import countries
from vendor_risk.organizations.models import OrganizationKind
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.queries import domain_questionnaire


@dataclass(frozen=True)
class Board:
    """What the page, its picture, its file and its choice are made from."""

    asked: BoardAddress
    view: Snapshot
    versions: Sequence[ScoredVersion]
    version: ScoredVersion
    questionnaire: Questionnaire
    before: date | str | None
    now: NodeScores
    grid: BoardGrid
    names: dict[str, dict[str, str]]
    """For each way to group: key → name."""

    @property
    def row_names(self) -> dict[str, str]:
        """Names of the rows by key."""
        return self.names[self.asked.rows]

    @property
    def heads(self) -> list[str]:
        """Short words over the columns."""
        if self.asked.columns == STAGE:
            return short_titles(self.questionnaire, language())
        return [self.names[self.asked.columns].get(key, key) for key in self.grid.columns]

    @property
    def titles(self) -> list[str]:
        """The whole words of the columns."""
        if self.asked.columns == STAGE:
            return [section.title.get(language()) for section in self.questionnaire.sections]
        return self.heads


def build(scope: Scope, asked: BoardAddress, today: date, zone: tzinfo) -> Board | None:
    """The board; None while no vendor has a result."""
    versions = versions_with_results(scope, OrganizationKind.VENDOR)
    if not versions:
        return None
    version = next((row for row in versions if asked.questionnaire in {str(row.id), row.key}), versions[0])
    view, questionnaire = snapshot(scope), domain_questionnaire(version.id)
    before = asked.before(today)
    now = _standing(scope, view, version.id, questionnaire, None, today, zone)
    then = None if before is None else _standing(scope, view, version.id, questionnaire, before, today, zone)
    names = _names(view)
    made = grid(view, asked, now, then, names[asked.rows])
    return Board(asked, view, versions, version, questionnaire, before, now, made, names)


def _standing(
    scope: Scope,
    view: Snapshot,
    version_id: int,
    questionnaire: Questionnaire,
    at: date | str | None,
    today: date,
    zone: tzinfo,
) -> NodeScores:
    """Worked out once while nothing changes."""
    current = at is None

    def read() -> Results:
        return Results(queries.results(scope, version_id, current=current), len(questionnaire.sections))

    results = view.once(f"board results {version_id} {current}", read)
    return view.once(
        f"board standing {version_id} {at!r} {today} {zone}", lambda: standing(view, results, at, today, zone)
    )


def _names(view: Snapshot) -> dict[str, dict[str, str]]:
    lang = language()
    return view.once(f"board names {lang}", lambda: _all_names(view, lang))


def _all_names(view: Snapshot, lang: str) -> dict[str, dict[str, str]]:
    organizations = {str(view.ids[node]): name for node, name in node_names(view, range(len(view.ids))).items()}
    known = countries.names(lang)
    return {
        "depth": {str(depth): _depth(depth) for depth in range(1, int(view.depth.max(initial=1)) + 1)},
        "company": organizations,
        "category": {key: category_name(key, lang) for key in set(view.engagements.category)}
        | {NONE: _("Relationship without a service")},
        "country": {code: known.get(code, code) for code in set(view.country) if code} | {NONE: _("No country")},
        "tier": {"T1": _("Critical (T1)"), "T2": _("Important (T2)"), "T3": _("General (T3)"), NONE: _("No tier")},
        VENDOR: organizations,
    }


def _depth(depth: int) -> str:
    return str(_("Depth 1: direct vendors") if depth == 1 else _("Depth %(depth)s: subcontractors", depth=depth))

"""The first rows of the two heatmaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vendor_risk.heatmaps import queries as heatmap_queries
from vendor_risk.heatmaps.heatmap import Heatmap, make_heatmap
from vendor_risk.heatmaps.labels import short_titles
from vendor_risk.heatmaps.lines import UnscoredColumns
from vendor_risk.heatmaps.queries import HeatmapFilters
from vendor_risk.i18n import language
from vendor_risk.organizations.models import OrganizationKind
from vendor_risk.permissions import Scope
from vendor_risk.questionnaires.queries import domain_questionnaire, rules
from vendor_risk.questionnaires.titles import title_in


@dataclass(frozen=True, slots=True)
class HeatmapHead:
    """A heatmap's first rows, with what its full page is asked for."""

    board: Heatmap
    title: str
    version_id: int
    heads: list[str]
    """A short name for each column."""
    more: int
    """Rows that are not shown."""


def heatmap_head(scope: Scope, kind: OrganizationKind, today: date, number: int) -> HeatmapHead | None:
    """The heatmap's first rows, what matters most first; None while nothing is scored."""
    versions = heatmap_queries.versions_with_results(scope, kind)
    if not versions:
        return None
    version, lang = versions[0], language()
    rows = heatmap_queries.rows(scope, kind, version.id, HeatmapFilters(), lang=lang, today=today)
    questionnaire = domain_questionnaire(version.id)
    board = make_heatmap(questionnaire, rows, UnscoredColumns(), rules().scoring, sort="shortfall", today=today)
    title = title_in(lang, version)
    shown = board.first(number)
    more = len(board.lines) - len(shown.lines)
    return HeatmapHead(shown, str(title), version.id, short_titles(questionnaire, lang), more)

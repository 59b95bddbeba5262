"""The list behind each number of the first screen: as many rows as the number says, and what moved it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from flask_babel import format_date
from flask_babel import gettext as _

from vendor_risk.assessments.results.figures import BACKED, SCORE, UNSUPPORTED
from vendor_risk.changes.history import Ints
from vendor_risk.domain.figures import difference
from vendor_risk.domain.texts.two_languages import shown
from vendor_risk.engagements.categories import category_name
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.exposure.figures import COMBINED, DEPENDENT_COMPANIES
from vendor_risk.exposure.pictures.figures import DEPTH
from vendor_risk.exposure.queries import engagement_names, node_names
from vendor_risk.i18n import language
from vendor_risk.overview.basis import Basis, causes
from vendor_risk.overview.causes import Cause
from vendor_risk.web.tables import PageColumn, PageRow, PageTable, figure_column


@dataclass(frozen=True, slots=True)
class NumberList:
    """A number's list. `organizations` stands beside the rows: whom each is about."""

    sheet: PageTable
    organizations: list[int]
    causes: list[Cause]


def behind(about: Basis, name: str, labels: Mapping[str, object]) -> NumberList:
    """The list of one of `LISTS`; `labels` names the causes."""
    why = causes(about)[name]
    marks = {number: str(labels[cause.what]) for cause in why for number in cause.organizations}
    rows, ids = LISTS[name](about, marks)
    return NumberList(rows, ids, why)


def known(about: Basis, name: str) -> bool:
    """Whether there is anybody a number of `LISTS` could be about; without them its empty list is no good news."""
    if name == "exposure":
        return about.view.measured_by == "critical"
    if name == "unknown":
        return bool(about.view.in_chain.any())
    return len(about.history.current(about.today, about.zone)) > 0


def _who(view: Snapshot, ids: list[int]) -> dict[int, str]:
    nodes = {number: node for number in set(ids) if (node := view.node_of(number)) is not None}
    named = node_names(view, nodes.values())
    return {number: named[node] for number, node in nodes.items()}


def _exposure(about: Basis, _marks: dict[int, str]) -> tuple[PageTable, list[int]]:
    """The critical engagements whose mean exposure is the number: their suppliers' risk, known and at worst."""
    view, bought = about.view, about.view.engagements
    low, high = view.known_case.combined, view.worst_case.combined
    places = np.flatnonzero(bought.critical)
    places = places[np.argsort(-low[bought.supplier[places]], kind="stable")]
    said = {row.id: row for row in engagement_names(bought.id[places].tolist())}
    ids = [int(view.ids[bought.supplier[place]]) for place in places]
    buyers = [int(view.ids[bought.buyer[place]]) for place in places]
    named = _who(view, ids + buyers)
    rows = []
    for place, supplier, buyer in zip(places.tolist(), ids, buyers, strict=True):
        service, node = said[int(bought.id[place])], bought.supplier[place]
        cells = (
            named[supplier],
            shown(service, language(), "service") or category_name(service.category, language()),
            named[buyer],
            float(low[node]),
            float(high[node]),
        )
        rows.append(PageRow(cells))
    return PageTable(
        (PageColumn(_("Supplier")), PageColumn(_("Service")), PageColumn(_("Buyer")), *_range()), rows
    ), ids


def _range() -> tuple[PageColumn, PageColumn]:
    return figure_column(COMBINED, _("Known exposure")), figure_column(
        COMBINED, _("Worst case including unassessed organisations")
    )


def _unknown(about: Basis, marks: dict[int, str]) -> tuple[PageTable, list[int]]:
    """Who of the chain has no result: where it stands, how many companies rest on it; the most first."""
    view = about.view
    nodes = np.flatnonzero(view.in_chain & ~view.risks.known)
    resting = view.companies_resting[nodes]
    order = nodes[np.lexsort((view.depth[nodes], -resting))].tolist()
    ids = [int(view.ids[node]) for node in order]
    named = _who(view, ids)
    rows = [
        PageRow(
            (
                named[number],
                view.tier[node] or "",
                int(view.depth[node]),
                int(view.companies_resting[node]),
                marks.get(number, ""),
            )
        )
        for number, node in zip(ids, order, strict=True)
    ]
    depth, companies = figure_column(DEPTH), figure_column(DEPENDENT_COMPANIES)
    return PageTable(
        (
            PageColumn(_("Organisation")),
            PageColumn(_("Tier")),
            depth,
            companies,
            PageColumn(_("Change since the comparison date")),
        ),
        rows,
    ), ids


def _results(about: Basis, marks: dict[int, str], rows: Ints) -> tuple[PageTable, list[int]]:
    """Results of vendors, a row each."""
    history = about.history
    ids = history.organization[rows].tolist()
    named = _who(about.view, ids)
    listed = []
    for row, number in zip(rows.tolist(), ids, strict=True):
        score, backed = float(history.score[row]), float(history.backed[row])
        until = date.fromordinal(int(history.valid_until[row]))
        until_text = format_date(until, "medium")
        if until < about.today:
            until_text = _("%(day)s (expired)", day=until_text)
        cells = (
            named.get(number, ""),
            str(history.tier[row]),
            score,
            backed,
            difference(backed, score, UNSUPPORTED.digits),
            until_text,
            marks.get(number, ""),
        )
        listed.append(PageRow(cells))
    columns = (
        PageColumn(_("Vendor")),
        PageColumn(_("Tier")),
        figure_column(SCORE),
        figure_column(BACKED),
        figure_column(UNSUPPORTED),
        PageColumn(_("Valid until")),
        PageColumn(_("Change since the comparison date")),
    )
    return PageTable(columns, listed), ids


def _graded(about: Basis, marks: dict[int, str]) -> tuple[PageTable, list[int]]:
    history = about.history
    rows = history.current(about.today, about.zone)
    rows = rows[history.important[rows] & history.poor[rows]]
    return _results(about, marks, rows[np.lexsort((history.score[rows], history.tier[rows]))])


def _stale(about: Basis, marks: dict[int, str]) -> tuple[PageTable, list[int]]:
    history = about.history
    rows = history.current(about.today, about.zone)
    rows = rows[history.valid_until[rows] < about.today.toordinal()]
    return _results(about, marks, rows[np.lexsort((history.valid_until[rows], history.tier[rows]))])


def _self_declared(about: Basis, marks: dict[int, str]) -> tuple[PageTable, list[int]]:
    history = about.history
    rows = history.current(about.today, about.zone)
    rows = rows[~np.isnan(history.score[rows])]
    return _results(about, marks, rows[np.argsort(history.backed[rows] - history.score[rows], kind="stable")])


LISTS: dict[str, Callable[[Basis, dict[int, str]], tuple[PageTable, list[int]]]] = {
    "exposure": _exposure,
    "graded": _graded,
    "unknown": _unknown,
    "stale": _stale,
    "self-declared": _self_declared,
}
"""The numbers of the first screen in their order, by the name their address has."""

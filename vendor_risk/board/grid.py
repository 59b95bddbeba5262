"""A board worked out: which organizations are in which row and column, what the cells say, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vendor_risk.board.address import NONE, STAGE, VENDOR, BoardAddress
from vendor_risk.board.scores import NodeScores
from vendor_risk.domain.grids.aggregates import Cells, aggregate
from vendor_risk.domain.grids.heatmaps import cluster_order
from vendor_risk.exposure.analysis.selection import Selection, reached
from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.web.ids import id_or_none

Ints = NDArray[np.intp]
Floats = NDArray[np.float64]
Keys = NDArray[np.object_]
"""Texts."""


@dataclass(frozen=True)
class Pairs:
    """Organizations (nodes) under the keys they are found by; an organization has as many pairs as ways to it."""

    node: Ints
    keys: dict[str, Keys]
    """For each way to group: the key of every pair."""

    def take(self, kept: NDArray[np.bool_]) -> Pairs:
        """Those pairs."""
        return Pairs(self.node[kept], {name: values[kept] for name, values in self.keys.items()})


@dataclass(frozen=True)
class BoardGrid:
    """The rows of a board in their order. `columns` are keys, or the places of sections when they are stages."""

    rows: list[str]
    columns: list[str]
    cells: Cells
    """Rows × columns."""
    overall: Cells
    """Rows × 1: over everything an organization answered."""
    before: Cells | None
    before_overall: Cells | None
    ages: Floats
    """Median age of the rows' results, in days."""
    pairs: Pairs

    def shown(self, show: str) -> Floats:
        """What the cells show: scores 0–100, or the share assessed in percent."""
        return 100.0 * self.cells.coverage if show == "coverage" else _scores(self.cells, show)

    def change(self, show: str) -> Floats | None:
        """By how much each cell moved; NaN where it had, or has, no score."""
        if self.before is None:
            return None
        if show == "coverage":
            return 100.0 * (self.cells.coverage - self.before.coverage)
        return _scores(self.cells, show) - _scores(self.before, show)


def _scores(cells: Cells, show: str) -> Floats:
    return cells.lowest if show == "lowest" else cells.median


def pairs(view: Snapshot, asked: BoardAddress) -> Pairs:
    """The outside organizations the filters leave, by every way to group them."""
    company = id_or_none(asked.company) or 0
    category = "" if asked.category == NONE else asked.category
    found = reached(view, Selection(company=company, category=category))
    depth = found.depth if company else view.depth[found.supplier]
    ids, tiers, countries = view.once("board keys", lambda: _texts(view))
    kinds = np.array([key or NONE for key in found.categories], dtype=object)
    depths = np.array([str(number) for number in range(int(depth.max(initial=0)) + 1)], dtype=object)
    keys = {
        "depth": depths[depth],
        "company": ids[found.company],
        "category": kinds[found.category],
        "country": countries[found.supplier],
        "tier": tiers[found.supplier],
        VENDOR: ids[found.supplier],
    }
    every = Pairs(found.supplier, keys)
    kept = np.ones(len(found.supplier), dtype=np.bool_)
    for name, value in asked.narrowed():
        kept &= keys[name] == value
    return every.take(kept)


def _texts(view: Snapshot) -> tuple[Keys, Keys, Keys]:
    """Id, tier and country of every node as keys."""
    return (
        np.array([str(number) for number in view.ids.tolist()], dtype=object),
        np.array([tier or NONE for tier in view.tier], dtype=object),
        np.array([country or NONE for country in view.country], dtype=object),
    )


def grid(
    view: Snapshot, asked: BoardAddress, now: NodeScores, then: NodeScores | None, names: dict[str, str]
) -> BoardGrid:
    """The board. `names` give the order by name and break ties (row key → name)."""
    found = pairs(view, asked)
    rows, row = _numbered(found.keys[asked.rows])
    if asked.columns == STAGE:
        columns = [str(place) for place in range(now.sections.values.shape[1])]
        cells = [None if at is None else aggregate(row, found.node, len(rows), at.sections) for at in (now, then)]
    else:
        columns, column = _numbered(found.keys[asked.columns])
        columns, column = _in_order(columns, column)
        place = row * max(len(columns), 1) + column
        size = len(rows) * len(columns)
        flat = [None if at is None else aggregate(place, found.node, size, at.overall) for at in (now, then)]
        cells = [None if one is None else _folded(one, len(rows), len(columns)) for one in flat]
    overall = [None if at is None else aggregate(row, found.node, len(rows), at.overall) for at in (now, then)]
    made, whole = cells[0], overall[0]
    assert made is not None  # noqa: S101 - `now` is always there
    assert whole is not None  # noqa: S101
    every = BoardGrid(
        rows, columns, made, whole, cells[1], overall[1], _ages(row, found.node, len(rows), now.age), found
    )
    return _taken(every, _order(every, asked, names))


def _numbered(keys: Keys) -> tuple[list[str], Ints]:
    """The different keys, and the place of each key among them."""
    number: dict[str, int] = {}
    place = np.array([number.setdefault(key, len(number)) for key in keys.tolist()], dtype=np.intp)
    return list(number), place


def _in_order(keys: list[str], place: Ints) -> tuple[list[str], Ints]:
    """The same with the keys in a fixed order, "none" last."""
    order = sorted(range(len(keys)), key=lambda at: (keys[at] == NONE, len(keys[at]), keys[at]))
    back = np.empty(len(keys), dtype=np.intp)
    back[order] = np.arange(len(keys))
    return [keys[at] for at in order], back[place] if len(place) else place


def _folded(cells: Cells, rows: int, columns: int) -> Cells:
    """One column of rows × columns cells as that many columns."""
    return Cells(**{name: getattr(cells, name)[:, 0].reshape(rows, columns) for name in Cells.__dataclass_fields__})


def _ages(row: Ints, node: Ints, size: int, age: Floats) -> Floats:
    """The median age of each row's results."""
    found = np.full(size, np.nan)
    known = ~np.isnan(age[node]) if len(node) else np.zeros(0, dtype=np.bool_)
    order = np.lexsort((age[node[known]], row[known]))
    ages, rows = age[node[known]][order], row[known][order]
    number = np.bincount(rows, minlength=size)
    start = np.cumsum(number) - number
    full = number > 0
    found[full] = ages[(start + (number - 1) // 2)[full]]
    return found


def _order(every: BoardGrid, asked: BoardAddress, names: dict[str, str]) -> Ints:
    by_name = sorted(range(len(every.rows)), key=lambda at: (names.get(every.rows[at], ""), every.rows[at]))
    base = np.array(by_name, dtype=np.intp)
    if asked.sort == "name":
        return base
    if asked.sort == "alike":
        return base[cluster_order(every.shown(asked.show)[base])]
    key = _key(every, asked)[base]
    return base[np.lexsort((np.arange(len(base)), np.nan_to_num(key), np.isnan(key)))]


def _key(every: BoardGrid, asked: BoardAddress) -> Floats:
    """What rows are ordered by, the lowest first; NaN goes last."""
    if asked.sort == "size":
        return -every.overall.members[:, 0].astype(np.float64)
    if asked.sort == "coverage":
        return every.overall.coverage[:, 0]
    if asked.sort == "change" and every.before_overall is not None:
        change: Floats = every.overall.median[:, 0] - every.before_overall.median[:, 0]
        return change
    if asked.columns == STAGE and asked.sort in every.columns:
        return _scores(every.cells, asked.show)[:, every.columns.index(asked.sort)]
    lowest: Floats = every.overall.lowest[:, 0] if asked.show == "lowest" else every.overall.median[:, 0]
    return lowest


def _taken(every: BoardGrid, rows: Ints) -> BoardGrid:
    def take(cells: Cells) -> Cells:
        parts = {name: getattr(cells, name)[rows] for name in Cells.__dataclass_fields__}
        return Cells(**parts)

    return BoardGrid(
        rows=[every.rows[at] for at in rows.tolist()],
        columns=every.columns,
        cells=take(every.cells),
        overall=take(every.overall),
        before=None if every.before is None else take(every.before),
        before_overall=None if every.before_overall is None else take(every.before_overall),
        ages=every.ages[rows],
        pairs=every.pairs,
    )


def members(found: Pairs, asked: BoardAddress, rows: Sequence[str], cells: Sequence[tuple[str, str]]) -> Ints:
    """The organizations of chosen rows, and of chosen cells (row key, column key)."""
    row = found.keys[asked.rows]
    kept = np.isin(row, list(rows)) if rows else np.zeros(len(row), dtype=np.bool_)
    for key, column in cells:
        kept |= (row == key) & (True if asked.columns == STAGE else found.keys[asked.columns] == column)
    return np.unique(found.node[kept])

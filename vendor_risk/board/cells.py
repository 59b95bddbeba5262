"""What a page and a picture show of a board: letters, numbers, signs and words, for the rows that are drawn."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from flask_babel import gettext as _
from flask_babel import ngettext

from vendor_risk.board.grid import BoardGrid
from vendor_risk.domain.grids.aggregates import Cells
from vendor_risk.domain.grids.heatmaps import bin_edges
from vendor_risk.domain.scoring.rules import ScoringRules
from vendor_risk.i18n import colon, listed

STEADY = 0.5
"""A cell that moved by less than this is called unchanged."""
MUCH = 10.0
"""From here on a change is a great one."""
COVERED = (25.0, 50.0, 75.0, 100.0)
"""Where the steps of coverage begin, in percent."""


@dataclass(frozen=True, slots=True)
class BoardCell:
    """A cell: `look` names its colour (grade-A …, cover-0 …, up-2 … down-2, none), `text` says the same again."""

    text: str
    look: str
    marks: str = ""
    """† half of the results in it or more are stale, ? half of them or more hold something unknown."""
    weak: bool = False
    """Less than half of it is supported by evidence."""
    note: str = ""
    """How many of how many; empty for a single organization, and where it is as for the whole row."""
    said: str = ""
    """All of it in words."""
    weakest: int = -1
    """The member with the lowest score, as a node."""


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A row: its key and place in the board, its overall cell, and its cells."""

    key: str
    place: int
    name: str
    overall: BoardCell
    cells: list[BoardCell]
    members: int
    scored: int
    days: int | None
    """Median age of the results, in days."""


class Showing:
    """Turns the numbers of a board into cells."""

    def __init__(
        self,
        grid: BoardGrid,
        show: str,
        rules: ScoringRules,
        heads: Sequence[str],
        *,
        single: bool,
        grades: Mapping[str, str] | None = None,
    ) -> None:
        self._grid, self._show, self._heads, self._single = grid, show, heads, single
        self._grades = grades or {}
        self._letters = tuple(reversed(rules.letters))
        self._floors = [
            edge - 1e-9 for edge in bin_edges(rules)
        ]  # as `domain.grids.heatmaps.bins`, for one cell at a time
        self._values, self._change = grid.shown(show), grid.change(show)

    def rows(self, places: Sequence[int], names: dict[str, str]) -> list[BoardRow]:
        """The rows at these places of the board."""
        return [self._row(place, names) for place in places]

    def _row(self, place: int, names: dict[str, str]) -> BoardRow:
        grid, name = self._grid, names.get(self._grid.rows[place], self._grid.rows[place])
        cells = [
            self._cell(grid.cells, place, column, self._values[place, column], self._moved(place, column), head)
            for column, head in enumerate(self._heads)
        ]
        letter = self._grades.get(grid.rows[place], "") if self._single and self._show != "coverage" else ""
        whole = _value(grid.overall, place, 0, self._show)
        then = None if grid.before_overall is None else _value(grid.before_overall, place, 0, self._show)
        age = grid.ages[place]
        return BoardRow(
            key=grid.rows[place],
            place=place,
            name=name,
            overall=self._cell(
                grid.overall, place, 0, whole, None if then is None else whole - then, _("Overall"), letter
            ),
            cells=cells,
            members=int(grid.overall.members[place, 0]),
            scored=int(grid.overall.scored[place, 0]),
            days=None if np.isnan(age) else int(age),
        )

    def _moved(self, place: int, column: int) -> float | None:
        return None if self._change is None else float(self._change[place, column])

    def _cell(
        self, cells: Cells, row: int, column: int, value: float, moved: float | None, head: str, letter: str = ""
    ) -> BoardCell:
        at = row, column
        members, scored = int(cells.members[at]), int(cells.scored[at])
        stale, unknown = int(cells.stale[at]), int(cells.unknown[at])
        whole = (int(self._grid.overall.scored[row, 0]), int(self._grid.overall.members[row, 0]))
        note = "" if self._single or not members or (scored, members) == whole else f"{scored}/{members}"
        if not members:
            return BoardCell("", "none", said=_("%(column)s: no organisations", column=head))
        if not scored and self._show != "coverage":
            return BoardCell(
                "?",
                "none",
                note=note,
                said=_("%(column)s: no organisations assessed (of %(members)s)", column=head, members=members),
            )
        text, look = self._look(value, moved, letter)
        marks = ("†" if 2 * stale >= scored else "") + ("?" if 2 * unknown >= scored else "")
        backed = cells.supported[at]
        weak = not np.isnan(backed) and backed < 0.5
        return BoardCell(
            text=text,
            look=look,
            marks="" if self._show == "coverage" else marks,
            weak=bool(weak) and self._show != "coverage",
            note=note,
            said=self._said(head, value, moved, (scored, members), stale, unknown, backed, letter),
            weakest=int(cells.weakest[at]),
        )

    def _look(self, value: float, moved: float | None, letter: str = "") -> tuple[str, str]:
        if moved is not None:
            if np.isnan(moved):
                return _("New"), "new"
            if abs(moved) < STEADY:
                return "＝", "flat"
            step = 2 if abs(moved) >= MUCH else 1
            return (f"▲ +{moved:.0f}", f"up-{step}") if moved > 0 else (f"▼ −{-moved:.0f}", f"down-{step}")
        if self._show == "coverage":
            return f"{value:.0f}%", f"cover-{int(np.searchsorted(COVERED, value + 1e-9))}"
        letter = letter or self._letters[bisect_right(self._floors, value)]
        return f"{letter} {value:.0f}", f"grade-{letter}"

    def _said(
        self,
        head: str,
        value: float,
        moved: float | None,
        counted: tuple[int, int],
        stale: int,
        unknown: int,
        backed: float,
        letter: str = "",
    ) -> str:
        scored, members = counted
        parts = [f"{head}{colon()}{self._look(value, None, letter)[0]}"]
        if moved is not None:
            parts.append(
                _("no score to compare with")
                if np.isnan(moved)
                else _("changed by %(points)s points", points=f"{moved:+.0f}")
            )
        if not self._single:
            parts.append(_("%(scored)s of %(members)s organisations assessed", scored=scored, members=members))
        if not np.isnan(backed):
            parts.append(_("%(share)s%% of the score is evidence-backed", share=f"{100 * backed:.0f}"))
        if stale:
            parts.append(
                _("Expired") if self._single else ngettext("%(num)s expired result", "%(num)s expired results", stale)
            )
        if unknown:
            parts.append(_("includes “not known” answers"))
        return listed(parts)


def _value(cells: Cells, row: int, column: int, show: str) -> float:
    if show == "coverage":
        return 100.0 * float(cells.coverage[row, column])
    return float((cells.lowest if show == "lowest" else cells.median)[row, column])


def heads(grid: BoardGrid, names: dict[str, str], titles: Sequence[str]) -> list[str]:
    """The words over the columns: titles of sections by their place, else names by key."""
    return [str(titles[int(key)]) if titles else names.get(key, key) for key in grid.columns]

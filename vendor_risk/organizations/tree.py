"""Group companies in the order of their tree, for pages and for fields that choose one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from vendor_risk.organizations.names import display
from vendor_risk.organizations.queries import CompanyRow


@dataclass(frozen=True, slots=True)
class TreeLine:
    """A company in the tree: the row, how far below the top it stands (0), and how many stand directly below it."""

    row: CompanyRow
    level: int
    below: int


def lines(rows: Iterable[CompanyRow]) -> list[TreeLine]:
    """The rows (with `id` and `parent_id`) from the top down, companies of one parent in the order given.

    A company whose parent is not among the rows stands at the top: what is above it is outside the reader's scope.
    """
    known = {row.id: row for row in rows}
    below: dict[int | None, list[CompanyRow]] = defaultdict(list)
    for row in known.values():
        below[row.parent_id if row.parent_id in known else None].append(row)
    found: list[TreeLine] = []
    waiting = [(row, 0) for row in reversed(below[None])]
    while waiting:
        row, level = waiting.pop()
        found.append(TreeLine(row, level, len(below[row.id])))
        waiting += [(child, level + 1) for child in reversed(below[row.id])]
    return found


def choices(rows: Iterable[CompanyRow], lang: str) -> list[tuple[int, str]]:
    """Ids and names for a field that chooses a company, indented as in the tree."""
    return [(line.row.id, "\u3000" * line.level + display(line.row, lang)) for line in lines(rows)]

"""What a board's address says: what the rows and columns are, what is narrowed to, and what it is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vendor_risk.web.query_state import QueryState

VENDOR, STAGE = "vendor", "stage"
GROUPS = ("depth", "company", "category", "country", "tier")
"""Ways to put organizations together, each also a filter of the same name."""
ROWS = (*GROUPS, VENDOR)
COLUMNS = (STAGE, "company", "category", "tier", "depth", "country")
SHOWS = ("median", "lowest", "coverage")
SORTS = ("worst", "name", "change", "coverage", "size", "alike")
NONE = "-"
"""The key of "none": no tier, no country, no running service."""
ROUND = "round:"
_NEXT = {"depth": "category", "company": "category", "category": "tier", "country": "tier", "tier": VENDOR}
_BACK = {"month": 30, "quarter": 91, "year": 365}


@dataclass(frozen=True)  # with slots, `super` would not find its class
class BoardAddress(QueryState):
    """A board as its address says it. "" narrows nothing and compares with nothing."""

    questionnaire: str = ""
    rows: str = "depth"
    columns: str = STAGE
    show: str = "median"
    depth: str = ""
    company: str = ""
    category: str = ""
    country: str = ""
    tier: str = ""
    sort: str = "worst"
    """One of `SORTS`, or the id of a section: the lowest there first."""
    since: str = ""
    """A day ("2026-08-31"), "month", "quarter" or "year" ago, or a round ("round:2025")."""
    pick: str = ""
    """"1": single cells can be ticked."""

    @classmethod
    def read(cls, args: Mapping[str, str]) -> BoardAddress:
        """The board an address names; what is unknown there takes its default."""
        found, usual = super().read(args), cls()
        rows = found.rows if found.rows in ROWS else usual.rows
        columns = found.columns if found.columns in COLUMNS and found.columns != rows else STAGE
        show = found.show if found.show in SHOWS else usual.show
        return replace(found, rows=rows, columns=columns, show=show, pick="1" if found.pick == "1" else "")

    def narrowed(self) -> list[tuple[str, str]]:
        """The filters that are set, in the order in which they are usually chosen."""
        return [(name, value) for name in GROUPS if (value := getattr(self, name))]

    def into(self, key: str, **more: str) -> dict[str, str]:
        """The arguments of the board of one row group: it becomes a filter, and the rows are what comes next."""
        taken = {name for name, _value in self.narrowed()} | {self.rows}
        following = _NEXT.get(self.rows, VENDOR)
        while following in taken:
            following = _NEXT.get(following, VENDOR)
        columns = {} if self.columns != following else {"columns": STAGE}
        return self.args(**({self.rows: key, "rows": following} | columns | more))

    def before(self, today: date) -> date | str | None:
        """What is compared with: the end of a day, the name of a round, or nothing. A day to come is no day."""
        if self.since.startswith(ROUND):
            return self.since.removeprefix(ROUND)
        if self.since in _BACK:
            return today - timedelta(days=_BACK[self.since])
        try:
            day = date.fromisoformat(self.since)
        except ValueError:
            return None
        return day if day <= today else None

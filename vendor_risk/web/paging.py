"""Paging of lists: which page was asked for, and one page of rows with its place among the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PAGE_SIZE = 25
"""Rows of a list on a page: with rows of two lines a page stays within three screens."""
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list. `number` counts from 1; `total` is the number of rows on all pages."""

    rows: Sequence[Row]
    number: int
    total: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.size))


def clamp(number: int, total: int, size: int = PAGE_SIZE) -> int:
    """The page shown when page `number` is asked for: the nearest one there is."""
    return max(1, min(number, -(-total // size)))


def asked_page(args: Mapping[str, str]) -> int:
    """The page number in an address's arguments; 1 when there is none or it is not a number."""
    text = args.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def asked_order(args: Mapping[str, str], allowed: Sequence[str], default: str) -> tuple[str, bool]:
    """The sort key (one of `allowed`) and whether it descends, from an address's arguments."""
    key = args.get("sort", default)
    return (key, args.get("dir") == "desc") if key in allowed else (default, False)

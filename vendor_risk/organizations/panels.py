"""What higher features add to the page of an organization, and to the filters and columns of the list of vendors.

`organizations` knows nothing of engagements, links or assessments. They register themselves here when their views are
loaded, and the page shows what it receives:

    panels.register(function, order=10)     # function(organization) -> Panel or None, called within the request
    panels.register_filter(Filter(...))
    panels.register_column(Column(...))
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar, cast

from sqlalchemy import ColumnElement

from vendor_risk.i18n import Lazy
from vendor_risk.organizations.models import Organization
from vendor_risk.organizations.queries import VendorRow

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Panel:
    """A block of the page: the template that draws it and what the template needs."""

    template: str
    context: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter of the list of vendors: its name in the address, label, choices (value, label) and SQL condition."""

    name: str
    label: Lazy
    choices: Callable[[], list[tuple[str, str]]]
    condition: Callable[[str], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class ListedVendors:
    """The vendors on one page of the list, as the further columns receive them."""

    rows: Sequence[VendorRow]
    _found: dict[Callable[[Sequence[int]], object], object] = field(default_factory=dict)

    @property
    def ids(self) -> list[int]:
        """Their ids, in the order of the page."""
        return [row.id for row in self.rows]

    def once(self, find: Callable[[Sequence[int]], _Found]) -> _Found:
        """What `find` finds for these ids: asked once a page, however many columns show it."""
        if find not in self._found:
            self._found[find] = find(self.ids)
        return cast("_Found", self._found[find])


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list of vendors: its head, the template that draws a cell from `value`, and the values by id."""

    name: str
    label: Lazy
    template: str
    values: Callable[[ListedVendors], Mapping[int, object]]


MakePanel = Callable[[Organization], Panel | None]
_panels: dict[MakePanel, int] = {}
_filters: dict[str, Filter] = {}
_columns: dict[str, Column] = {}


def register(make: MakePanel, order: int = 50) -> None:
    """Add a block to the page of an organization; lower `order` stands higher, below 0 it opens the page. Registering
    twice adds it once.
    """
    _panels[make] = order


def register_filter(added: Filter) -> None:
    """Add a filter to the list of vendors."""
    _filters[added.name] = added


def register_column(added: Column) -> None:
    """Add a column to the list of vendors."""
    _columns[added.name] = added


def columns() -> list[Column]:
    """The further columns of the list of vendors."""
    return list(_columns.values())


def shown(organization: Organization, *, opening: bool = False) -> list[Panel]:
    """The blocks of this organization's page, in their order: those that open it, or all others."""
    chosen = [make for make in _panels if (_panels[make] < 0) is opening]
    made = (make(organization) for make in sorted(chosen, key=_panels.__getitem__))
    return [panel for panel in made if panel is not None]


def filters() -> list[Filter]:
    """The further filters of the list of vendors."""
    return list(_filters.values())

"""The columns of the list of vendors: those of this room and those of higher features, in one order."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from vendor_risk.i18n import Lazy
from vendor_risk.organizations import panels

USUAL = frozenset({"tier", "standing", "owner", "next", "risk", "status"})
"""What is shown to who has chosen nothing; with the name all of it fits a page."""
_ORDER = ("tier", "standing", "owner", "next", "risk", "depth", "companies", "country", "status", "code")


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column. `sort`: the key it sorts by; `further`: what a higher feature draws it from."""

    name: str
    label: Lazy
    sort: str = ""
    number: bool = False
    further: panels.Column | None = None


_OWN = (
    ListColumn("code", _l("Code"), "code"),
    ListColumn("tier", _l("Tier"), "tier"),
    ListColumn("risk", _l("Inherent risk"), "risk", number=True),
    ListColumn("depth", _l("Depth"), "depth", number=True),
    ListColumn("companies", _l("Dependent companies"), number=True),
    ListColumn("country", _l("Country"), "country"),
    ListColumn("status", _l("Status")),
)


def every_column() -> list[ListColumn]:
    """All columns there are, in the order they stand; the name comes before them."""
    found = [*_OWN, *(ListColumn(added.name, added.label, further=added) for added in panels.columns())]
    return sorted(found, key=lambda column: _ORDER.index(column.name) if column.name in _ORDER else len(_ORDER))


def shown_columns(chosen: Collection[str] | None) -> Sequence[ListColumn]:
    """The columns a person sees: those chosen (None: nothing was ever chosen)."""
    names = USUAL if chosen is None else set(chosen)
    return [column for column in every_column() if column.name in names]

"""What the menu is made of. Each feature says its own lines in its `feature.py`; `features.menu` puts them in order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from flask_babel import lazy_gettext as _l

from vendor_risk.i18n import Lazy
from vendor_risk.permissions import Permission


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """A heading of the menu."""

    label: Lazy
    order: int


@dataclass(frozen=True, slots=True)
class MenuTabs:
    """A line of the menu that several pages share: the line leads to the first, and each shows all of them as tabs."""

    label: Lazy
    group: MenuGroup
    order: int


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A page of the menu: where it leads, what it is called, and who sees it (None: everyone signed in)."""

    endpoint: str
    label: Lazy
    permission: Permission | None
    under: MenuGroup | MenuTabs
    """The heading it is under, or the line whose tab it is."""
    order: int
    """Its place there: lower is higher, or further left."""

    @property
    def place(self) -> tuple[int, int, int]:
        """Its place in the whole menu: heading, line, tab."""
        if isinstance(self.under, MenuTabs):
            return self.under.group.order, self.under.order, self.order
        return self.under.order, self.order, 0


@dataclass(frozen=True, slots=True)
class MenuLine:
    """A line of the menu as one person sees it. `pages` are more than one where it has tabs."""

    heading: Lazy
    label: Lazy
    pages: tuple[MenuEntry, ...]


def lines(entries: Iterable[MenuEntry]) -> list[MenuLine]:
    """The lines of the menu for entries in their order. A line with one page left is called as that page."""
    found = []
    for _line, group in groupby(entries, key=lambda entry: entry.place[:2]):
        pages = tuple(group)
        under = pages[0].under
        tabs = isinstance(under, MenuTabs)
        heading = under.group.label if isinstance(under, MenuTabs) else under.label
        found.append(MenuLine(heading, under.label if tabs and len(pages) > 1 else pages[0].label, pages))
    return found


STEER = MenuGroup(_l("Risk overview"), 10)
REGISTER = MenuGroup(_l("Register"), 20)
ASK = MenuGroup(_l("Assess and review"), 30)
ADMIN = MenuGroup(_l("Administration"), 40)
EXPOSURE = MenuTabs(_l("Exposure"), STEER, 20)
HEATMAPS = MenuTabs(_l("Heatmaps"), STEER, 30)
REPORTS = MenuTabs(_l("Reports"), STEER, 50)
VENDORS = MenuTabs(_l("Vendors"), REGISTER, 10)
ENGAGEMENTS = MenuTabs(_l("Engagements"), REGISTER, 20)
ASSESSMENTS = MenuTabs(_l("Assessments"), ASK, 10)
SYSTEM = MenuTabs(_l("Users and logs"), ADMIN, 10)

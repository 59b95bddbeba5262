"""What the menu is made of. Each feature says its own lines in its `feature.py`; `features.menu` puts them in order."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from vendor_risk.i18n import Lazy
from vendor_risk.permissions import Permission


@dataclass(frozen=True, slots=True)
class MenuGroup:
    """A heading of the menu."""

    label: Lazy
    order: int


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of the menu: where it leads, what it is called, and who sees it (None: everyone signed in)."""

    endpoint: str
    label: Lazy
    permission: Permission | None
    group: MenuGroup  # the heading it stands under
    order: int  # its place there: lower stands higher


STEER = MenuGroup(_l("Risk overview"), 10)
REGISTER = MenuGroup(_l("Register"), 20)
ASK = MenuGroup(_l("Assess and review"), 30)
ADMIN = MenuGroup(_l("Administration"), 40)

"""What a higher feature adds to the page of exposure: how the group's exposure moved, which `changes` knows.

panels.register_since(function)    # function(snapshot) -> Panel or None, called within the request
"""

from __future__ import annotations

from collections.abc import Callable

from vendor_risk.exposure.analysis.snapshot import Snapshot
from vendor_risk.organizations.panels import Panel

MakeSince = Callable[[Snapshot], Panel | None]
_since: list[MakeSince] = []


def register_since(make: MakeSince) -> None:
    """Add what is said below the group's exposure. Registering another replaces it."""
    _since[:] = [make]


def since(view: Snapshot) -> Panel | None:
    """What is said below the group's exposure, for this reader; None without anything to compare with."""
    return _since[0](view) if _since else None

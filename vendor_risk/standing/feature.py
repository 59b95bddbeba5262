"""What the application takes from `standing`."""

from __future__ import annotations

from vendor_risk.features import Feature
from vendor_risk.standing import pages

FEATURE = Feature(name="standing")

__all__ = ["FEATURE", "pages"]

"""What the application takes from `glance`: how a vendor's page opens, and a column of the list of vendors."""

from __future__ import annotations

from vendor_risk.features import Feature
from vendor_risk.glance import pages

FEATURE = Feature(name="glance")
__all__ = ["FEATURE", "pages"]

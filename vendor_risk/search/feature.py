"""What the application takes from `search`."""

from __future__ import annotations

from vendor_risk.features import Feature
from vendor_risk.search.views import bp

FEATURE = Feature(name="search", blueprint=bp)

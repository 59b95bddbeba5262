"""What the application takes from `companies`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.companies.figures import FIGURES
from vendor_risk.companies.views import bp
from vendor_risk.features import Feature
from vendor_risk.glance import pages as glance_pages
from vendor_risk.navigation import MenuEntry
from vendor_risk.permissions import Permission

__all__ = ["FEATURE", "glance_pages"]  # how the page of a vendor opens, and a column

FEATURE = Feature(
    name="companies",
    blueprint=bp,
    figures=FIGURES,
    menu=(MenuEntry("companies.index", _l("Company overview"), Permission.HEATMAP_VIEW, navigation.HEATMAPS, 40),),
)

"""What the application takes from `heatmaps`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.features import Feature
from vendor_risk.heatmaps.key_figures import FIGURES
from vendor_risk.heatmaps.views import bp
from vendor_risk.navigation import MenuEntry
from vendor_risk.permissions import Permission

FEATURE = Feature(
    name="heatmaps",
    blueprint=bp,
    figures=FIGURES,
    menu=(
        MenuEntry("heatmaps.group", _l("Group heatmap"), Permission.HEATMAP_VIEW, navigation.HEATMAPS, 10),
        MenuEntry("heatmaps.vendors", _l("Vendor heatmap"), Permission.HEATMAP_VIEW, navigation.HEATMAPS, 20),
    ),
)

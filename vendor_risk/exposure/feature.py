"""What the application takes from `exposure`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.exposure.figures import FIGURES
from vendor_risk.exposure.pictures import figures as picture_figures
from vendor_risk.exposure.views import bp
from vendor_risk.features import Feature
from vendor_risk.navigation import MenuEntry
from vendor_risk.permissions import Permission

FEATURE = Feature(
    name="exposure",
    blueprint=bp,
    figures=(*FIGURES, *picture_figures.FIGURES),
    menu=(
        MenuEntry("exposure.index", _l("Exposure"), Permission.HEATMAP_VIEW, navigation.EXPOSURE, 10),
        MenuEntry("exposure.chain_map", _l("Supply chain map"), Permission.HEATMAP_VIEW, navigation.EXPOSURE, 20),
    ),
)

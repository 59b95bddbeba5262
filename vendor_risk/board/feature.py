"""What the application takes from `board`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.board.figures import FIGURES
from vendor_risk.board.views import bp
from vendor_risk.features import Feature
from vendor_risk.navigation import MenuEntry
from vendor_risk.permissions import Permission

FEATURE = Feature(
    name="board",
    blueprint=bp,
    figures=FIGURES,
    menu=(MenuEntry("board.index", _l("Supply chain board"), Permission.HEATMAP_VIEW, navigation.HEATMAPS, 30),),
)

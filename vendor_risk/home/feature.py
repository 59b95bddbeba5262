"""What the application takes from `home`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.features import Feature
from vendor_risk.home.figures import FIGURES
from vendor_risk.home.views import bp
from vendor_risk.navigation import MenuEntry

FEATURE = Feature(
    name="home",
    blueprint=bp,
    figures=FIGURES,
    menu=(MenuEntry("home.index", _l("Home"), None, navigation.STEER, 10),),
)

"""What the application takes from `tour`."""

from __future__ import annotations

from vendor_risk.features import Feature
from vendor_risk.tour import views

FEATURE = Feature(name="tour", blueprint=views.bp, init=(views.init_app,))

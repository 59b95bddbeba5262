"""What the application takes from `changes`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.changes import models
from vendor_risk.changes.figures import FIGURES
from vendor_risk.changes.views import bp
from vendor_risk.features import Feature
from vendor_risk.navigation import MenuEntry
from vendor_risk.permissions import Permission

FEATURE = Feature(
    name="changes",
    blueprint=bp,
    figures=FIGURES,
    tables=(models,),
    menu=(MenuEntry("changes.index", _l("Changes"), Permission.HEATMAP_VIEW, navigation.EXPOSURE, 30),),
    audit_actions={
        "changes.keep": _l("Saved a supply chain snapshot"),
    },
    audit_objects={
        "kept_snapshot": _l("Supply chain snapshot"),
    },
)

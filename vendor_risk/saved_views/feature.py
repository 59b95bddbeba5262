"""What the application takes from `saved_views`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.features import Feature
from vendor_risk.navigation import MenuEntry
from vendor_risk.permissions import Permission
from vendor_risk.saved_views import models, views

FEATURE = Feature(
    name="saved_views",
    blueprint=views.bp,
    tables=(models,),
    menu=(MenuEntry("saved_views.index", _l("Saved views"), Permission.HEATMAP_VIEW, navigation.REPORTS, 20),),
    audit_actions={
        "saved_views.delete": _l("Deleted a saved view"),
        "saved_views.rename": _l("Renamed a saved view"),
        "saved_views.save": _l("Saved a view"),
    },
    audit_objects={
        "saved_view": _l("Saved view"),
    },
    init=(views.init_app,),
)

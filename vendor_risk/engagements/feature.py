"""What the application takes from `engagements`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.engagements import models
from vendor_risk.engagements.views import bp
from vendor_risk.features import Feature
from vendor_risk.navigation import MenuEntry
from vendor_risk.permissions import Permission

FEATURE = Feature(
    name="engagements",
    blueprint=bp,
    tables=(models,),
    menu=(MenuEntry("engagements.index", _l("Engagements"), Permission.REGISTER_VIEW, navigation.ENGAGEMENTS, 10),),
    audit_actions={
        "engagements.add": _l("Added an engagement"),
        "engagements.change": _l("Changed an engagement"),
        "engagements.override_tier": _l("Overrode a tier"),
        "engagements.remove_override": _l("Removed a tier override"),
    },
    audit_objects={
        "engagement": _l("Engagement"),
    },
    moves=(
        (models.Engagement, "buyer_id"),
        (models.Engagement, "supplier_id"),
    ),
)

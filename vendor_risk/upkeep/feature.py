"""What the application takes from `upkeep`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.features import Feature
from vendor_risk.navigation import MenuEntry
from vendor_risk.permissions import Permission
from vendor_risk.upkeep import models
from vendor_risk.upkeep.views import bp, init_app

FEATURE = Feature(
    name="upkeep",
    blueprint=bp,
    tables=(models,),
    menu=(MenuEntry("upkeep.closings", _l("Offboarding"), Permission.REGISTER_VIEW, navigation.ENGAGEMENTS, 30),),
    audit_actions={
        "upkeep.close": _l("Updated an offboarding checklist"),
        "upkeep.delete_vendor": _l("Deleted a vendor"),
        "upkeep.end_vendor": _l("Set a vendor to “Ended”"),
        "upkeep.hand_over": _l("Changed the managing company of a vendor"),
        "upkeep.resume_vendor": _l("Made a vendor active again"),
    },
    init=(init_app,),
)

"""What the application takes from `audit`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.audit import anchor, models
from vendor_risk.audit.views import bp
from vendor_risk.features import Feature
from vendor_risk.navigation import MenuEntry
from vendor_risk.permissions import Permission

FEATURE = Feature(
    name="audit",
    blueprint=bp,
    tables=(models,),
    menu=(MenuEntry("audit.index", _l("Audit log"), Permission.AUDIT_VIEW, navigation.SYSTEM, 20),),
    stays=frozenset({"audit_event.company_id"}),
    init=(anchor.init_app,),
)

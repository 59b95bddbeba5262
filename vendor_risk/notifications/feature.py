"""What the application takes from `notifications`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.features import Feature
from vendor_risk.navigation import MenuEntry
from vendor_risk.notifications import models
from vendor_risk.notifications.views import bp
from vendor_risk.permissions import Permission

FEATURE = Feature(
    name="notifications",
    blueprint=bp,
    tables=(models,),
    menu=(MenuEntry("notifications.index", _l("Outbox"), Permission.OUTBOX_VIEW, navigation.SYSTEM, 30),),
    audit_actions={
        "notifications.retry": _l("Resent an email"),
    },
    audit_objects={
        "mail": _l("Email message"),
    },
)

"""What the application takes from `jobs`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.features import Feature
from vendor_risk.jobs import models
from vendor_risk.jobs.views import bp
from vendor_risk.navigation import MenuEntry

FEATURE = Feature(
    name="jobs",
    blueprint=bp,
    tables=(models,),
    menu=(MenuEntry("jobs.index", _l("Background jobs"), None, navigation.SYSTEM, 40),),
    audit_actions={
        "jobs.cancel": _l("Cancelled a background job"),
        "jobs.enqueue": _l("Requested a background job"),
        "jobs.finish": _l("Background job ended"),
        "jobs.retry": _l("Retried a background job"),
    },
    audit_objects={
        "job": _l("Background job"),
    },
)

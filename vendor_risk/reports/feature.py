"""What the application takes from `reports`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.features import Feature
from vendor_risk.navigation import MenuEntry
from vendor_risk.permissions import Permission
from vendor_risk.reports.schedules import models
from vendor_risk.reports.views import bp

FEATURE = Feature(
    name="reports",
    blueprint=bp,
    tables=(models,),
    menu=(MenuEntry("reports.index", _l("Reports"), Permission.REPORT_VIEW, navigation.REPORTS, 10),),
    audit_actions={
        "reports.pause": _l("Stopped a report schedule"),
        "reports.reschedule": _l("Changed a report schedule"),
        "reports.resume": _l("Resumed a report schedule"),
        "reports.schedule": _l("Scheduled a report"),
        "reports.unschedule": _l("Deleted a report schedule"),
    },
    audit_objects={
        "report_schedule": _l("Report schedule"),
    },
)

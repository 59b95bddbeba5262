"""What the application takes from `campaigns`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.campaigns.views import bp
from vendor_risk.features import Feature
from vendor_risk.navigation import MenuEntry
from vendor_risk.permissions import Permission

FEATURE = Feature(
    name="campaigns",
    blueprint=bp,
    menu=(
        MenuEntry("campaigns.index", _l("Assessment rounds"), Permission.ASSESSMENT_VIEW, navigation.ASSESSMENTS, 10),
    ),
    audit_actions={
        "campaigns.extend_campaign": _l("Changed the due date of an assessment round"),
        "campaigns.issue": _l("Sent an assessment round"),
    },
    audit_objects={
        "campaign": _l("Assessment round"),
    },
)

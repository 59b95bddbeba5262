"""What the application takes from `improvement`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.features import Feature
from vendor_risk.improvement import models
from vendor_risk.improvement.pages import ASSIGNED, FIGURES
from vendor_risk.improvement.views import bp
from vendor_risk.navigation import MenuEntry
from vendor_risk.permissions import Permission

FEATURE = Feature(
    name="improvement",
    blueprint=bp,
    figures=(*FIGURES, ASSIGNED),
    tables=(models,),
    menu=(MenuEntry("improvement.index", _l("Findings"), Permission.ASSESSMENT_VIEW, navigation.STEER, 40),),
    audit_actions={
        "improvement.assign": _l("Assigned an owner or due date to findings"),
        "improvement.decide": _l("Recorded a decision on a finding"),
        "improvement.open": _l("Recorded findings"),
        "improvement.threshold": _l("Set the threshold for findings"),
    },
    audit_objects={
        "finding": _l("Finding"),
    },
    moves=((models.Finding, "organization_id"),),
    stays=frozenset({"finding_threshold.company_id"}),
)

"""What the application takes from `crosswalks`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk.crosswalks import models
from vendor_risk.crosswalks.views import bp
from vendor_risk.features import Feature

FEATURE = Feature(
    name="crosswalks",
    blueprint=bp,
    tables=(models,),
    audit_actions={
        "crosswalks.carry": _l("Carried answers over from another questionnaire"),
        "crosswalks.decide": _l("Decided whether two questions match"),
    },
)

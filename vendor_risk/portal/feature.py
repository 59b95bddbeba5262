"""What the application takes from `portal`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk.features import Feature
from vendor_risk.portal import models
from vendor_risk.portal.views import bp

FEATURE = Feature(
    name="portal",
    blueprint=bp,
    tables=(models,),
    audit_actions={
        "portal.verify": _l("Verified an email address with a code"),
    },
)

"""What the application takes from `demo`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk.features import Feature

FEATURE = Feature(
    name="demo",
    audit_actions={
        "demo.build": _l("Created the demo"),
    },
    audit_objects={
        "demo": _l("Demo"),
    },
)

"""What the application takes from `declarations`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.declarations import models, own_sheet  # noqa: F401 - registers the sheet of own workbooks
from vendor_risk.declarations.views import bp
from vendor_risk.features import Feature
from vendor_risk.navigation import MenuEntry
from vendor_risk.permissions import Permission

FEATURE = Feature(
    name="declarations",
    blueprint=bp,
    tables=(models,),
    menu=(
        MenuEntry(
            "declarations.index", _l("Declared subcontractors"), Permission.REGISTER_VIEW, navigation.VENDORS, 40
        ),
    ),
    audit_actions={
        "declarations.accept": _l("Accepted a declared subcontractor"),
        "declarations.declare": _l("Declared a subcontractor"),
        "declarations.decline": _l("Declined a declared subcontractor"),
        "declarations.say_none": _l("Stated that no subcontractors are used"),
        "declarations.take_back_none": _l("Withdrew the statement that no subcontractors are used"),
        "declarations.reopen": _l("Reversed the decision on a declared subcontractor"),
        "declarations.withdraw": _l("Withdrew a declared subcontractor"),
    },
    audit_objects={
        "declaration": _l("Declared subcontractor"),
    },
    moves=(
        (models.Declaration, "vendor_id"),
        (models.Declaration, "supplier_id"),
    ),
)

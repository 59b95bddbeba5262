"""What the application takes from `duplicates`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.duplicates import models
from vendor_risk.duplicates.views import bp
from vendor_risk.features import Feature
from vendor_risk.navigation import MenuEntry
from vendor_risk.permissions import Permission

FEATURE = Feature(
    name="duplicates",
    blueprint=bp,
    tables=(models,),
    menu=(MenuEntry("duplicates.index", _l("Possible duplicates"), Permission.REGISTER_EDIT, navigation.VENDORS, 30),),
    audit_actions={
        "duplicates.keep_apart": _l("Marked two records as separate organisations"),
        "duplicates.merge": _l("Merged two records"),
        "duplicates.reconsider": _l("Listed two records as possible duplicates again"),
        "duplicates.undo": _l("Undid a merge"),
    },
    stays=frozenset(
        {
            "organization_merge.kept_id",
            "organization_merge.gone_id",
            "distinct_pair.first_id",
            "distinct_pair.second_id",
        }
    ),
)

"""What the application takes from `engagements`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.engagements import models
from vendor_risk.engagements.missing import models as missing_models
from vendor_risk.engagements.missing.figures import FIGURES
from vendor_risk.engagements.views import bp
from vendor_risk.features import Feature
from vendor_risk.navigation import MenuEntry
from vendor_risk.permissions import Permission

FEATURE = Feature(
    name="engagements",
    blueprint=bp,
    tables=(models, missing_models),
    figures=FIGURES,
    menu=(
        MenuEntry("engagements.index", _l("Engagements"), Permission.REGISTER_VIEW, navigation.ENGAGEMENTS, 10),
        MenuEntry("engagements.missing", _l("Details missing"), Permission.REGISTER_VIEW, navigation.ENGAGEMENTS, 15),
    ),
    audit_actions={
        "engagements.add": _l("Added an engagement"),
        "engagements.change": _l("Changed an engagement"),
        "engagements.delete": _l("Deleted an engagement"),
        "engagements.end": _l("Ended an engagement"),
        "engagements.set_status": _l("Changed the status of an engagement"),
        "engagements.give_owner": _l("Assigned an owner to an engagement"),
        "engagements.override_tier": _l("Set a tier manually"),
        "engagements.remove_override": _l("Restored a calculated tier"),
        "engagements.ask_facts": _l("Requested missing details from an owner"),
        "engagements.end_fact_request": _l("Revoked a link for missing details"),
        "engagements.give_facts": _l("Filled in missing details through a link"),
    },
    audit_objects={
        "engagement": _l("Engagement"),
        "fact_request": _l("Link for missing details"),
    },
    moves=(
        (models.Engagement, "buyer_id"),
        (models.Engagement, "supplier_id"),
    ),
    stays=frozenset({"fact_request.company_id"}),
)

"""What the application takes from `supply_chain`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.features import Feature
from vendor_risk.navigation import MenuEntry
from vendor_risk.permissions import Permission
from vendor_risk.supply_chain import models
from vendor_risk.supply_chain.views import bp

FEATURE = Feature(
    name="supply_chain",
    blueprint=bp,
    tables=(models,),
    menu=(
        MenuEntry(
            "supply_chain.index", _l("Supplier relationships"), Permission.REGISTER_VIEW, navigation.ENGAGEMENTS, 20
        ),
    ),
    audit_actions={
        "supply_chain.add_link": _l("Added a relationship"),
        "supply_chain.change_link": _l("Changed a relationship"),
        "supply_chain.release_weight": _l("Restored the calculated weight of a relationship"),
        "supply_chain.remove_link": _l("Removed a relationship"),
        "supply_chain.state_weight": _l("Set the weight of a relationship"),
    },
    audit_objects={
        "supply_link": _l("Relationship"),
    },
    stays=frozenset({"supply_link_version.buyer_id", "supply_link_version.supplier_id"}),
)

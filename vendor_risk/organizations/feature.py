"""What the application takes from `organizations`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.features import Feature
from vendor_risk.navigation import MenuEntry
from vendor_risk.organizations import models
from vendor_risk.organizations.views import bp
from vendor_risk.permissions import Permission

FEATURE = Feature(
    name="organizations",
    blueprint=bp,
    tables=(models,),
    menu=(
        MenuEntry("organizations.vendors", _l("Vendors"), Permission.REGISTER_VIEW, navigation.VENDORS, 10),
        MenuEntry("organizations.companies", _l("Group companies"), Permission.REGISTER_VIEW, navigation.VENDORS, 20),
    ),
    audit_actions={
        "organizations.add_company": _l("Added a group company"),
        "organizations.add_contact": _l("Added a contact"),
        "organizations.add_vendor": _l("Added a vendor"),
        "organizations.change": _l("Changed an organisation"),
        "organizations.change_contact": _l("Changed a contact"),
        "organizations.move_company": _l("Moved a group company"),
        "organizations.remove_contact": _l("Removed a contact"),
    },
    audit_objects={
        "organization": _l("Organisation"),
    },
    stays=frozenset(
        {
            "organization.parent_id",
            "organization.home_company_id",
            "organization.merged_into_id",
            "reach.company_id",
            "reach.organization_id",
        }
    ),
)

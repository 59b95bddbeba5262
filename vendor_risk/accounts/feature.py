"""What the application takes from `accounts`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.accounts import models, security
from vendor_risk.accounts.views import bp
from vendor_risk.features import Feature
from vendor_risk.navigation import MenuEntry
from vendor_risk.permissions import Permission

FEATURE = Feature(
    name="accounts",
    blueprint=bp,
    tables=(models,),
    menu=(MenuEntry("accounts.people", _l("Users"), Permission.USER_EDIT, navigation.SYSTEM, 10),),
    audit_actions={
        "accounts.change_password": _l("Changed own password"),
        "accounts.change_profile": _l("Changed own profile"),
        "accounts.choose_password": _l("Set a password"),
        "accounts.disable": _l("Disabled an account"),
        "accounts.enable": _l("Enabled an account"),
        "accounts.forgot_password": _l("Requested a password reset"),
        "accounts.give_membership": _l("Assigned a role"),
        "accounts.invite": _l("Sent a welcome link"),
        "accounts.renew_welcome": _l("Created a new welcome link"),
        "accounts.sign_in": _l("Signed in"),
        "accounts.sign_out": _l("Signed out"),
        "accounts.take_membership": _l("Removed a role"),
    },
    audit_objects={
        "user": _l("User"),
    },
    stays=frozenset({"membership.company_id"}),
    init=(security.init_app,),
)

"""What the application takes from `questionnaires`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.features import Feature
from vendor_risk.navigation import MenuEntry
from vendor_risk.permissions import Permission
from vendor_risk.questionnaires import models
from vendor_risk.questionnaires.views import bp

FEATURE = Feature(
    name="questionnaires",
    blueprint=bp,
    tables=(models,),
    menu=(MenuEntry("questionnaires.index", _l("Questionnaires"), Permission.QUESTIONNAIRE_VIEW, navigation.ASK, 30),),
    audit_actions={
        "questionnaires.discard": _l("Discarded a draft questionnaire"),
        "questionnaires.draft": _l("Created a draft questionnaire from a file"),
        "questionnaires.read": _l("Created a questionnaire from an Excel file"),
        "questionnaires.release": _l("Released a questionnaire"),
        "questionnaires.sync": _l("Loaded built-in content"),
    },
    audit_objects={
        "content": _l("Built-in content"),
        "questionnaire_version": _l("Questionnaire"),
    },
)

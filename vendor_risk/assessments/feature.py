"""What the application takes from `assessments`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.assessments import models
from vendor_risk.assessments.links import figures as link_figures
from vendor_risk.assessments.results.figures import FIGURES
from vendor_risk.assessments.views import bp
from vendor_risk.features import Feature
from vendor_risk.navigation import MenuEntry
from vendor_risk.permissions import Permission

FEATURE = Feature(
    name="assessments",
    blueprint=bp,
    figures=(*FIGURES, *link_figures.FIGURES),
    tables=(models,),
    menu=(MenuEntry("assessments.index", _l("Assessments"), Permission.ASSESSMENT_VIEW, navigation.ASSESSMENTS, 20),),
    audit_actions={
        "assessments.accept": _l("Accepted answers"),
        "assessments.add_evidence": _l("Added evidence"),
        "assessments.begin_review": _l("Started a review"),
        "assessments.close": _l("Closed an assessment"),
        "assessments.create": _l("Created an assessment"),
        "assessments.extend": _l("Changed a due date"),
        "assessments.issue": _l("Sent a questionnaire"),
        "assessments.mail_result": _l("Sent an organisation its result"),
        "assessments.open": _l("Opened a questionnaire"),
        "assessments.remove_evidence": _l("Removed evidence"),
        "assessments.renew_link": _l("Sent a new link"),
        "assessments.mail_another_link": _l("Sent another link on request"),
        "assessments.return": _l("Returned answers"),
        "assessments.revoke_links": _l("Revoked links"),
        "assessments.save_answer": _l("Saved an answer"),
        "assessments.save_many": _l("Saved several answers"),
        "assessments.save_refused": _l("Tried to change locked answers (refused)"),
        "assessments.submit": _l("Submitted answers"),
        "assessments.supersede": _l("Replaced an assessment"),
        "assessments.withdraw": _l("Withdrew an assessment"),
        "results.rescore": _l("Recalculated scores"),
    },
    audit_objects={
        "assessment": _l("Assessment"),
        "scoring_rules": _l("Scoring rules"),
    },
    moves=(
        (models.Assessment, "organization_id"),
        (models.Result, "organization_id"),
    ),
)

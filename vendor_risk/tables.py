"""Every table of the application, so that migrations and tests see all of them."""

from vendor_risk.accounts import models as account_models
from vendor_risk.assessments import models as assessment_models
from vendor_risk.audit import models as audit_models
from vendor_risk.changes import models as change_models
from vendor_risk.crosswalks import models as crosswalk_models
from vendor_risk.database import chain_version
from vendor_risk.declarations import models as declaration_models
from vendor_risk.duplicates import models as duplicate_models
from vendor_risk.engagements import models as engagement_models
from vendor_risk.imports import models as import_models
from vendor_risk.imports.bulk import models as bulk_import_models
from vendor_risk.improvement import models as improvement_models
from vendor_risk.jobs import models as job_models
from vendor_risk.notifications import models as notification_models
from vendor_risk.organizations import models as organization_models
from vendor_risk.portal import models as portal_models
from vendor_risk.questionnaires import models as questionnaire_models
from vendor_risk.reports.schedules import models as schedule_models
from vendor_risk.saved_views import models as saved_view_models
from vendor_risk.supply_chain import models as supply_chain_models

MODULES = (
    account_models,
    assessment_models,
    audit_models,
    chain_version,
    crosswalk_models,
    declaration_models,
    duplicate_models,
    change_models,
    engagement_models,
    import_models,
    bulk_import_models,
    improvement_models,
    job_models,
    notification_models,
    organization_models,
    portal_models,
    questionnaire_models,
    schedule_models,
    saved_view_models,
    supply_chain_models,
)

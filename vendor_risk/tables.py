"""Every table of the application, so that migrations and tests see all of them."""

from vendor_risk.accounts import models as accounts
from vendor_risk.assessments import models as assessments
from vendor_risk.audit import models as audit
from vendor_risk.changes import models as changes
from vendor_risk.crosswalks import models as crosswalks
from vendor_risk.declarations import models as declarations
from vendor_risk.duplicates import models as duplicates
from vendor_risk.engagements import models as engagements
from vendor_risk.imports import bulk_models
from vendor_risk.imports import models as imports
from vendor_risk.improvement import models as improvement
from vendor_risk.jobs import models as jobs
from vendor_risk.notifications import models as notifications
from vendor_risk.organizations import models as organizations
from vendor_risk.portal import models as portal
from vendor_risk.questionnaires import models as questionnaires
from vendor_risk.reports import models as reports
from vendor_risk.saved_views import models as saved_views
from vendor_risk.supply_chain import models as supply_chain

MODULES = (
    accounts,
    assessments,
    audit,
    crosswalks,
    declarations,
    duplicates,
    changes,
    engagements,
    imports,
    bulk_models,
    improvement,
    jobs,
    notifications,
    organizations,
    portal,
    questionnaires,
    reports,
    saved_views,
    supply_chain,
)

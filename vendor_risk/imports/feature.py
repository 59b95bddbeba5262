"""What the application takes from `imports`."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from vendor_risk import navigation
from vendor_risk.features import Feature
from vendor_risk.imports import models
from vendor_risk.imports.bulk import models as bulk_models
from vendor_risk.imports.register.waiting import models as waiting_models
from vendor_risk.imports.views import bp
from vendor_risk.navigation import MenuEntry
from vendor_risk.permissions import Permission

FEATURE = Feature(
    name="imports",
    blueprint=bp,
    tables=(
        models,
        bulk_models,
        waiting_models,
    ),
    menu=(MenuEntry("imports.index", _l("Import"), Permission.REGISTER_EDIT, navigation.REGISTER, 30),),
    audit_actions={
        "imports.apply": _l("Imported this system’s Excel file"),
        "imports.apply_foreign": _l("Imported answers in another format"),
        "imports.confirm_bulk": _l("Confirmed the responding organisations for a bulk import"),
        "imports.correct": _l("Corrected how a file was read"),
        "imports.discard": _l("Cancelled an upload"),
        "imports.discard_rows": _l("Discarded rows on hold"),
        "imports.discard_bulk": _l("Cancelled a bulk import"),
        "imports.forget": _l("Deleted an import profile"),
        "imports.register": _l("Imported register data"),
        "imports.remember": _l("Saved an import profile"),
        "imports.take_up": _l("Resumed the import of rows on hold"),
        "imports.undo": _l("Undid a register import"),
        "imports.upload": _l("Uploaded this system’s Excel file"),
        "imports.upload_bulk": _l("Uploaded files for a bulk import"),
        "imports.upload_foreign": _l("Uploaded answers in another format"),
        "imports.upload_questionnaire": _l("Uploaded a file to create a questionnaire"),
        "imports.upload_register": _l("Uploaded a register file"),
    },
    audit_objects={
        "bulk_import": _l("Bulk import"),
        "import_batch": _l("Upload"),
        "import_profile": _l("Import profile"),
        "register": _l("Register"),
    },
    moves=(
        (models.ImportBatch, "organization_id"),
        (bulk_models.BulkFile, "organization_id"),
    ),
)

"""Imports: pages, each kind of file in its own module."""

from __future__ import annotations

from vendor_risk.imports.blueprint import bp
from vendor_risk.imports.bulk import views as bulk_import_views
from vendor_risk.imports.foreign import views as foreign_import_views
from vendor_risk.imports.own import views as own_import_views
from vendor_risk.imports.profiles import views as profile_views
from vendor_risk.imports.questionnaire import views as questionnaire_import_views
from vendor_risk.imports.register import views as register_import_views

__all__ = [
    "bp",
    "bulk_import_views",
    "foreign_import_views",
    "own_import_views",
    "profile_views",
    "questionnaire_import_views",
    "register_import_views",
]

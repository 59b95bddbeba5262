"""Imports: pages, each kind of file in its own module."""

from __future__ import annotations

from vendor_risk.imports import (
    bulk_views,
    foreign_views,
    own_views,
    profile_views,
    questionnaire_views,
    register_views,
)
from vendor_risk.imports.blueprint import bp

__all__ = ["bp", "bulk_views", "foreign_views", "own_views", "profile_views", "questionnaire_views", "register_views"]

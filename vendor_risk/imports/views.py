"""Imports: pages."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("imports", __name__, url_prefix="/imports")

from vendor_risk.imports import foreign_views, own_views, register_views  # noqa: E402 - routes of the blueprint above

__all__ = ["bp", "foreign_views", "own_views", "register_views"]

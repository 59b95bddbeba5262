"""Imports: pages."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("imports", __name__, url_prefix="/imports")

from vendor_risk.imports import own_views, register_views  # noqa: E402 - its routes belong to the blueprint above

__all__ = ["bp", "own_views", "register_views"]

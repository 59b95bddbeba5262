"""Heatmaps: pages."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("heatmaps", __name__, url_prefix="/heatmaps")

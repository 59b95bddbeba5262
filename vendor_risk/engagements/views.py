"""Engagements: pages."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("engagements", __name__, url_prefix="/engagements")

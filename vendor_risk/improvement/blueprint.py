"""The blueprint of findings, which its views share."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("improvement", __name__, url_prefix="/improvement")

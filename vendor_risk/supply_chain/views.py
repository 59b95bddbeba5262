"""Supply links: pages."""

from __future__ import annotations

from flask import Blueprint

bp = Blueprint("supply_chain", __name__, url_prefix="/supply_chain")

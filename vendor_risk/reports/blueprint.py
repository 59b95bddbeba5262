"""The blueprint that the pages of reports are registered with."""

from flask import Blueprint

bp = Blueprint("reports", __name__, url_prefix="/reports")

"""The blueprint that the pages of imports are registered with."""

from flask import Blueprint

bp = Blueprint("imports", __name__, url_prefix="/imports")

"""The blueprint the pages of imports hang on."""

from flask import Blueprint

bp = Blueprint("imports", __name__, url_prefix="/imports")

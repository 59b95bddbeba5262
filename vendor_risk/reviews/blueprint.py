"""The blueprint the pages of reviews and results hang on."""

from flask import Blueprint

bp = Blueprint("reviews", __name__, url_prefix="/reviews")

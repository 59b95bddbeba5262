"""The blueprint that the pages of reviews and results are registered with."""

from flask import Blueprint

bp = Blueprint("reviews", __name__, url_prefix="/reviews")

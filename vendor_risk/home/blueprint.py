"""The blueprint that the pages of home are registered with."""

from flask import Blueprint

bp = Blueprint("home", __name__)

"""The blueprint the pages of home hang on."""

from flask import Blueprint

bp = Blueprint("home", __name__)

"""Beginning, going on with and leaving the tour. What it says stands on the pages themselves (`tour/_card.html`)."""

from __future__ import annotations

from flask import Blueprint, Flask, abort, redirect, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from vendor_risk import web
from vendor_risk.config import Config
from vendor_risk.database import db
from vendor_risk.permissions import signed_in
from vendor_risk.tour.stops import ENDED, NOT_TAKEN, STOPS, TourPlace, TourStop, place, stops

bp = Blueprint("tour", __name__, url_prefix="/tour")


def _seen() -> tuple[TourStop, ...]:
    return stops(web.may)


def tour_place() -> TourPlace | None:
    """Where the signed-in person is on the tour; None for who is not on it."""
    if not current_user.is_authenticated or current_user.tour in (NOT_TAKEN, ENDED):
        return None
    return place(current_user.tour, _seen())


def tour_offered() -> bool:
    """Whether this page offers the tour: home does, to whoever has neither taken nor declined it."""
    return bool(current_user.is_authenticated and current_user.tour == NOT_TAKEN and request.endpoint == "home.index")


@bp.post("/")
@signed_in()
def go() -> Response:
    """On to a stop: the one named, or the first."""
    key = request.form.get("stop") or _seen()[0].key
    found = place(key, _seen()) or abort(404)
    current_user.tour = found.stop.key
    db.session.commit()
    endpoint = {stop.key: stop.endpoint for stop in STOPS}[found.stop.key]
    return redirect(url_for(endpoint), code=303)


@bp.post("/end")
@signed_in()
def end() -> Response:
    """Leave the tour, or decline it, and stay on the page."""
    current_user.tour = ENDED
    db.session.commit()
    return redirect(web.safe_path(request.form.get("next")), code=303)


def init_app(app: Flask, _config: Config) -> None:
    """Let every page ask whether the tour stands on it."""
    app.context_processor(lambda: {"tour_place": tour_place, "tour_offered": tour_offered})

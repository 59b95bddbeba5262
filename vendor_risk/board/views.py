"""The board: page, picture, file, and what is chosen on it with what to do about it."""

from __future__ import annotations

import numpy as np
from flask import Blueprint, Response, abort, make_response, render_template, request, url_for
from flask_babel import format_date, get_timezone
from flask_babel import gettext as _

from vendor_risk import web
from vendor_risk.board import export, grid, queries
from vendor_risk.board.address import COLUMNS, GROUPS, ROUND, ROWS, STAGE, VENDOR, BoardAddress
from vendor_risk.board.build import Board, build
from vendor_risk.board.cells import BoardRow, Showing
from vendor_risk.board.figures import SHOWN
from vendor_risk.changes.queries import kept_days
from vendor_risk.heatmaps.queries import rounds
from vendor_risk.i18n import colon, language, local_today, tell
from vendor_risk.permissions import Permission, requires
from vendor_risk.questionnaires.queries import rules
from vendor_risk.questionnaires.titles import title_in
from vendor_risk.web.files import TABLES
from vendor_risk.web.ids import ids_of
from vendor_risk.web.paging import Page, asked_page, clamp
from vendor_risk.web.query_state import address
from vendor_risk.web.tables import send_as

bp = Blueprint("board", __name__, url_prefix="/board")
_PAGE = 50
_MOST_DAYS = 12
LISTED = 200
"""Organizations of a choice that are listed; what is done with it concerns all."""


def _build(asked: BoardAddress) -> Board | None:
    return build(web.scope(), asked, local_today(), get_timezone())


def labels() -> dict[str, dict[str, str]]:
    """What rows, columns, what is shown, and orders are called."""
    return {
        "groups": {
            "depth": _("Depth in the supply chain"),
            "company": _("Group company"),
            "category": _("Service"),
            "country": _("Country"),
            "tier": _("Tier"),
            VENDOR: _("Individual organisations"),
            STAGE: _("Questionnaire sections"),
        },
        "shows": {name: str(figure.name) for name, figure in SHOWN.items()},
        "sorts": {
            "worst": _("Worst first"),
            "change": _("Largest decline first"),
            "coverage": _("Lowest share assessed first"),
            "size": _("Most organisations first"),
            "alike": _("Similar rows together"),
            "name": _("By name"),
        },
    }


def _before_words(board: Board) -> str:
    """The moment compared with, in words."""
    if board.before is None:
        return ""
    day = board.before
    return str(_("Assessment cycle %(name)s", name=day) if isinstance(day, str) else format_date(day, "long"))


def _since_choices(board: Board, asked: BoardAddress) -> list[tuple[str, str]]:
    """What may be compared with: times ago, rounds, and days on which the state was kept; and what is asked now."""
    found = [("month", _("One month ago")), ("quarter", _("One quarter ago")), ("year", _("One year ago"))]
    found += [
        (ROUND + name, _("Assessment cycle %(name)s", name=name)) for name in rounds(web.scope(), board.version.id)
    ]
    found += [(row.day.isoformat(), format_date(row.day, "medium")) for row in kept_days()[:_MOST_DAYS]]
    if asked.since and asked.since not in dict(found) and board.before is not None:
        found.append((asked.since, _before_words(board)))
    return found


def _address(**args: str) -> str:
    return address("board.index", args)


def _crumbs(board: Board, asked: BoardAddress) -> list[tuple[str, str]]:
    """The way down to here: the whole chain, then each filter; each leads back to where its rows were seen."""
    plain = dict.fromkeys(GROUPS, "")
    found = [(_("Whole supply chain"), _address(**asked.args(**plain, rows="depth")))]
    taken = asked.narrowed()
    for place, (name, key) in enumerate(taken):
        kept = plain | dict(taken[: place + 1])
        following = taken[place + 1][0] if place + 1 < len(taken) else asked.rows
        columns = asked.columns if asked.columns != following else STAGE
        label = f"{labels()['groups'][name]}{colon()}{board.names[name].get(key, key)}"
        found.append((label, _address(**asked.args(**kept, rows=following, columns=columns))))
    return found


def _showing(board: Board, places: list[int]) -> list[BoardRow]:
    single = board.asked.rows == VENDOR
    showing = Showing(
        board.grid,
        board.asked.show,
        rules().scoring,
        board.heads,
        single=single and _by_stage(board),
        grades=_grades(board),
    )
    return showing.rows(places, board.row_names)


def _by_stage(board: Board) -> bool:
    return board.asked.columns == STAGE


@bp.get("/")
@requires(Permission.HEATMAP_VIEW)
def index() -> str:
    """The board of the address: rows, columns, filters, order, comparison."""
    asked = BoardAddress.read(request.args)
    board = _build(asked)
    if board is None:
        return render_template("board/index.html", board=None)
    total = len(board.grid.rows)
    number = clamp(asked_page(request.args), total)
    places = list(range(total))[(number - 1) * _PAGE : number * _PAGE]
    return render_template(
        "board/index.html",
        board=board,
        asked=asked,
        page=Page(_showing(board, places), number, total),
        crumbs=_crumbs(board, asked),
        labels=labels(),
        rows_of=[name for name in ROWS if not getattr(asked, name, "")],
        columns_of=[name for name in COLUMNS if name != asked.rows and not getattr(asked, name, "")],
        since_choices=_since_choices(board, asked),
        before=_before_words(board),
        organizations=len(np.unique(board.grid.pairs.node)),
        filter_names={name: _options(board, name) for name in GROUPS},
        here=lambda **changes: _address(**asked.args(**changes)),
        into=lambda key, **more: _address(**asked.into(key, **more)),
        files=[(kind, address("board.file", {"kind": kind, "lang": language(), **asked.args()})) for kind in TABLES],
        picture_url=address("board.picture", {"lang": language(), **asked.args()}),
    )


def _options(board: Board, name: str) -> list[tuple[str, str]]:
    """What a filter offers: what is on the board, and what is chosen."""
    keys = set(board.grid.pairs.keys[name].tolist()) | ({getattr(board.asked, name)} - {""})
    named = [(key, board.names[name].get(key, key)) for key in keys]
    return sorted(named, key=lambda pair: pair[0] if name in {"depth", "tier"} else pair[1])


@bp.get("/picture.svg")
@requires(Permission.HEATMAP_VIEW)
def picture() -> Response:
    """The board as a picture; of very many rows the first."""
    board = _build(BoardAddress.read(request.args)) or abort(404)
    rows = _showing(board, list(range(min(len(board.grid.rows), export.DRAWN))))
    legend = _(
        "A is best, E worst. 12/20: assessed/total. Dashed: less than half evidence-backed. †: expired. ?: "
        "unassessed or not known."
    )
    title = " · ".join([_("Supply chain board"), *(label for label, _url in _crumbs(board, board.asked)[1:])])
    response = make_response(export.picture(board, rows, title, legend))
    response.mimetype = "image/svg+xml"
    response.headers.set("Content-Disposition", "attachment", filename=f"board-{local_today().isoformat()}.svg")
    return response


@bp.get("/table.<kind>")
@requires(Permission.HEATMAP_VIEW)
def file(kind: str) -> Response:
    """Every row of the board as a workbook or CSV."""
    board = _build(BoardAddress.read(request.args)) or abort(404)
    said = [(_("Created on"), local_today().isoformat()), *_said(board)]
    return send_as(kind, export.sheet(board), "board", _("Supply chain board"), said)


def _said(board: Board) -> list[tuple[str, str]]:
    title = title_in(language(), board.version)
    groups = labels()["groups"]
    found = [
        (_("Questionnaire"), f"{title} {board.version.version}"),
        (_("Cell values"), labels()["shows"][board.asked.show]),
    ]
    found += [(str(groups[name]), board.names[name].get(key, key)) for name, key in board.asked.narrowed()]
    return [*found, (_("Compared with"), _before_words(board))] if board.before is not None else found


def _grades(board: Board) -> dict[str, str]:
    """The grade of every vendor by its row's key, the cap of a key question included."""
    pairs = zip(board.view.ids.tolist(), board.now.grade.tolist(), strict=True)
    return {str(number): letter for number, letter in pairs if letter}


@bp.get("/chosen")
@requires(Permission.HEATMAP_VIEW)
def chosen() -> str:
    """The organizations of the rows and cells that were ticked, the worst first, and what can be done about them."""
    asked = BoardAddress.read(request.args)
    board = _build(asked) or abort(404)
    rows = [key for key in request.args.getlist("row") if key]
    cells = [(key, column) for key, _sign, column in (text.partition("~") for text in request.args.getlist("cell"))]
    nodes = grid.members(board.grid.pairs, asked, rows, cells)
    places = sorted(ids_of(column for _key, column in cells)) if _by_stage(board) else []
    places = [place for place in places if place < len(board.questionnaire.sections)]
    values = board.now.sections.values[nodes][:, places] if places else board.now.overall.values[nodes]
    lowest = np.where(np.isnan(values), np.inf, values).min(axis=1, initial=np.inf)
    order = nodes[np.argsort(lowest, kind="stable")].tolist()
    ids = [int(board.view.ids[node]) for node in order]
    sections = [board.questionnaire.sections[place] for place in places]
    questions = [question.id for section in sections for question in section.questions]
    return render_template(
        "board/chosen.html",
        board=board,
        order=order[:LISTED],
        ids=ids,
        sections=sections,
        chosen_titles=[tell(section.title) for section in sections],
        places=places,
        findings=queries.open_findings(web.scope(), ids[:LISTED]),
        grade=rules().scoring.grade_of,
        findings_url=_findings(ids, questions),
        back=_address(**asked.args()),
    )


def _findings(ids: list[int], questions: list[str]) -> str:
    """The findings of all chosen, in the chosen sections; nothing when there are too many for an address."""
    if not ids or len(ids) > LISTED:
        return ""
    return url_for("improvement.index", among=",".join(map(str, ids)), questions=",".join(questions) or None)

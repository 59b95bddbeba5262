"""What a page's address says: read, changed, written; and what comes from an address is never taken for Flask's own."""

from dataclasses import dataclass

from vendor_risk.web.query_state import QueryState, address


@dataclass(frozen=True, slots=True)
class _Shelf(QueryState):
    q: str = ""
    sort: str = "name"


def test_what_is_unknown_or_empty_in_an_address_is_as_usual():
    assert _Shelf.read({"q": "", "sort": "size", "evil": "1"}) == _Shelf(sort="size")


def test_what_is_as_usual_is_left_out_of_the_next_address():
    shown = _Shelf(q="acme", sort="size")
    assert shown.args() == {"q": "acme", "sort": "size"}
    assert shown.args(sort="name") == {"q": "acme"}


def test_long_values_are_cut():
    assert len(_Shelf.read({"q": "x" * 500}).q) == 100


def test_arguments_of_an_address_never_become_those_of_flask(app):
    given = {"_external": "1", "_scheme": "ftp", "_anchor": "x", "endpoint": "jobs.index", "status": "open"}
    with app.test_request_context("/"):
        assert address("improvement.index", given) == "/improvement/?status=open"


def test_lists_are_repeated_and_parts_of_the_path_stand_in_it(app):
    with app.test_request_context("/"):
        written = address("exposure.map_file", {"kind": "csv", "do": ["fails.1", "leaves.2"]})
    assert written == "/exposure/map/table.csv?do=fails.1&do=leaves.2"

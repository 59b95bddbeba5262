"""What all pages share: limits counted outside the process, errors without traces, cookies only where needed."""

import re

import pytest

from tests.builders import services
from tests.builders.applications import Client, make_config
from vendor_risk import web
from vendor_risk.accounts.models import User
from vendor_risk.app import create_app
from vendor_risk.database import db, writing
from vendor_risk.errors import Refused
from vendor_risk.web import ids as ids_of_rows


@pytest.mark.redis
def test_limits_counted_in_redis_hold_across_processes(tmp_path, monkeypatch):
    address = services.need("VENDOR_RISK_TEST_REDIS")
    monkeypatch.setattr(web.limiter, "enabled", True)
    answers = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        application = create_app(make_config(tmp_path / name, rate_limit_storage=address))
        application.config["RATELIMIT_ENABLED"] = True
        web.limiter.init_app(application)
        application.test_client_class = Client
        with application.app_context(), writing():
            if name == "one":
                web.limiter.reset()
            db.create_all()
            client = application.test_client()
            page = client.get("/accounts/sign-in").text
            token = page.split('name="csrf_token" type="hidden" value="')[1].split('"')[0]
            data = {"email": "somebody@group.example", "password": "wrong", "csrf_token": token}
            answers += [client.post("/accounts/sign-in", data=data).status_code for _ in range(6)]
            db.session.remove()
            db.engine.dispose()
        if name == "two":
            with application.app_context():
                web.limiter.reset()
    assert answers == [200] * 10 + [429] * 2


def test_the_language_of_a_page_can_be_chosen_without_a_cookie(stranger):
    answer = stranger.get("/nowhere?lang=ja")
    assert "ページが見つかりません" in answer.text
    assert "Set-Cookie" not in answer.headers


def test_files_of_the_design_are_named_by_content_packed_once_and_kept_for_a_year(group, sign_in, stranger):
    page = stranger.get("/accounts/sign-in").text
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    answer = sign_in(group.owner).get(address, headers={"Accept-Encoding": "br, gzip"})
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "br"
    plain = stranger.get("/static/app.css")
    assert plain.headers["Cache-Control"] == "no-cache"
    assert len(answer.data) < len(plain.data) / 2
    again = stranger.get(address, headers={"Accept-Encoding": "br", "If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("name", ["../app.py", "..%2fapp.py", "/etc/passwd", "nothing.css", "%2e%2e/config.py", ""])
def test_nothing_outside_the_design_is_served_as_a_file(stranger, name):
    assert stranger.get(f"/static/{name}").status_code in {404, 308}


def test_an_unexpected_fault_shows_a_sentence_and_no_trace(tmp_path):
    application = create_app(make_config(tmp_path, testing=False))
    application.logger.disabled = True

    def broken():
        raise RuntimeError("a secret of the inside")

    application.view_functions["accounts.profile"] = broken
    broken.access = application.view_functions["accounts.choose_language"].access
    answer = application.test_client().get("/accounts/profile")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "An error occurred" in answer.text
    with application.app_context():
        db.engine.dispose()


def test_a_refusal_rolls_back_what_was_begun(app, group, sign_in, monkeypatch):
    owner_id, client = group.owner.id, sign_in(group.owner)

    def refuses():
        db.session.get(User, owner_id).name = "changed"
        db.session.flush()
        raise Refused("No.")

    refuses.access = app.view_functions["accounts.profile"].access
    monkeypatch.setitem(app.view_functions, "accounts.profile", refuses)
    answer = client.get("/accounts/profile")
    assert answer.status_code == 422
    assert "No." in answer.text
    db.session.expire_all()
    assert group.owner.name != "changed"


def test_scripts_get_errors_as_json(group, sign_in):
    answer = sign_in(group.owner).get("/nowhere", headers={"Accept": "application/json"})
    assert answer.status_code == 404
    assert answer.json["status"] == 404


def test_pages_know_who_may_what_with_three_queries(group, sign_in, app):
    from sqlalchemy import event

    client = sign_in(group.auditor)
    client.get("/accounts/profile")
    statements = []
    event.listen(db.engine, "before_cursor_execute", lambda *args: statements.append(args[2]))
    client.get("/nowhere-at-all")
    db.session.commit()
    statements.clear()
    client.get("/accounts/password")
    selects = [statement for statement in statements if statement.startswith("SELECT")]
    assert len(selects) <= 4, selects  # the person, the memberships, the tree of companies, and one to spare


BEYOND = (2**63, 10**30, -1)


def test_an_id_that_no_row_can_have_is_an_address_that_does_not_exist(app, group, sign_in):
    client, asked = sign_in(group.owner), 0
    for rule in app.url_map.iter_rules():
        ids = [name for name, kind in rule._converters.items() if isinstance(kind, ids_of_rows.IdConverter)]
        if "GET" in rule.methods and ids and set(ids) == rule.arguments:
            for number in BEYOND:
                path = re.sub(r"<int:\w+>", str(number), rule.rule)
                assert client.get(path).status_code == 404, path
                asked += 1
    assert asked > 60


IN_QUESTIONS = (
    ("/improvement/", "organization"), ("/improvement/", "owner"), ("/assessments/", "issuer"),
    ("/assessments/", "organization"), ("/engagements/", "company"), ("/engagements/new", "supplier"),
    ("/supply-chain/new", "buyer"), ("/organizations/vendors", "company"), ("/organizations/vendors", "depth"),
    ("/heatmaps/vendors", "company"), ("/heatmaps/group", "company"), ("/board/", "company"),
    ("/exposure/map", "focus"), ("/declarations/", "vendor"), ("/crosswalks/", "source"), ("/reports/", "company"),
    ("/campaigns/new", "organization"), ("/imports/foreign", "organization"), ("/reviews/", "company"),
)  # fmt: skip


@pytest.mark.parametrize(("path", "name"), IN_QUESTIONS)
@pytest.mark.parametrize("text", [str(2**63), "9" * 400, "²", "٣", "-1", "1e3", "0x10"])
def test_a_number_in_a_question_that_is_no_id_is_no_fault_of_ours(group, sign_in, path, name, text):
    answer = sign_in(group.owner).get(path, query_string={name: text})
    assert answer.status_code in (200, 302, 400, 404), answer.status_code


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("007", 7), (str(2**63 - 1), 2**63 - 1), (str(2**63), None), ("", None), ("²", None), ("-1", None),
     (" 7", None), ("7.0", None), ("9" * 5000, None)],
)  # fmt: skip
def test_ids_are_plain_digits_that_a_row_can_have(text, number):
    assert ids_of_rows.id_or_none(text) == number
    assert ids_of_rows.ids_of([text, text]) == ([number] if number is not None else ids_of_rows.ids_of([text.strip()]))

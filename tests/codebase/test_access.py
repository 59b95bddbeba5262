"""Who may do what: every route declares it, and every role gets exactly what the checked-in table says."""

import re

import pytest

from tests.codebase import access
from vendor_risk import web
from vendor_risk.permissions import Access, Permission, Role, undeclared


def test_every_route_declares_who_may_use_it(app):
    for endpoint, _methods, _path, declared in access.routes(app):
        assert isinstance(declared, Access), endpoint
        if declared.kind == "public":
            assert len(declared.why.split()) >= 4, f"{endpoint}: say why everybody may"


def test_an_undeclared_view_keeps_the_application_from_starting(app):
    view = lambda: "hello"  # noqa: E731
    app.view_functions["forgotten"] = view
    assert undeclared(app.view_functions.items()) == ["forgotten", "static"] or "forgotten" in undeclared(
        app.view_functions.items()
    )
    with pytest.raises(RuntimeError, match="forgotten"):
        web.require_declared_access(app)


def test_the_checked_in_table_is_what_the_application_says(app):
    assert access.FILE.read_text() == access.table(app), "run: python -m tests.codebase.access"


def test_every_permission_guards_something(app):
    used = {declared.permission for *_rest, declared in access.routes(app)}
    unused = set(Permission) - used
    asked_elsewhere = {Permission.COMPANY_EDIT}  # asked in the views of organizations, for group companies only
    assert unused <= asked_elsewhere


def concrete(path):
    """The address with values that name nothing."""
    path = re.sub(r"<(?:int|float):\w+>", "999999", path)
    return re.sub(r"<(?:\w+:)?\w+>", "nothing-here", path)


@pytest.fixture
def cast(group):
    return {
        Role.ADMINISTRATOR: group.administrator,
        Role.PROCUREMENT: group.owner,
        Role.REVIEWER: group.reviewer,
        Role.CISO: group.ciso,
        Role.COMPANY_MANAGER: group.manager_a,
        Role.AUDITOR: group.auditor,
    }


@pytest.mark.parametrize("role", list(Role))
def test_every_role_gets_what_the_table_says(app, cast, sign_in, role):
    client = sign_in(cast[role])
    token = client.get("/accounts/profile").text.split('name="csrf_token" value="')[1].split('"')[0]
    for endpoint, methods, path, declared in access.routes(app):
        if declared.kind in {"public", "invited"} or endpoint in {"security.logout", "accounts.set_active"}:
            continue
        for method in methods.split():
            data = {"csrf_token": token} if method != "GET" else None
            answer = client.open(concrete(path), method=method, data=data)
            refused = answer.status_code == 403
            assert refused != access.may(declared, role), f"{role} {method} {path}: {answer.status_code}"
            assert answer.status_code < 500, f"{role} {method} {path}: {answer.status_code}"


def test_strangers_get_nothing_but_what_is_public(app, stranger, group):
    token = stranger.get("/accounts/sign-in").text.split('name="csrf_token" type="hidden" value="')[1].split('"')[0]
    for endpoint, methods, path, declared in access.routes(app):
        if declared.kind == "public":
            continue
        for method in methods.split():
            data = {"csrf_token": token} if method != "GET" else None
            answer = stranger.open(concrete(path), method=method, data=data)
            assert answer.status_code in {302, 401, 403, 404}, f"{method} {path}: {answer.status_code}"
            if declared.kind != "invited":
                assert "/accounts/sign-in" in answer.headers["Location"], f"{endpoint}: {answer.headers}"


def test_a_post_without_its_token_or_from_another_site_changes_nothing(app, cast, sign_in):
    client = sign_in(cast[Role.ADMINISTRATOR])
    token = client.get("/accounts/profile").text.split('name="csrf_token" value="')[1].split('"')[0]
    good = {"language": "ja", "csrf_token": token}
    assert client.post("/accounts/language", data={"language": "ja"}).status_code == 400
    for headers in (
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
    ):
        assert client.post("/accounts/language", data=good, headers=headers).status_code == 403
    assert client.post("/accounts/language", data=good, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 302


def test_a_foreign_host_header_is_refused(stranger):
    assert stranger.get("/accounts/sign-in", headers={"Host": "evil.example"}).status_code == 400


def test_pages_carry_their_protections(stranger):
    headers = stranger.get("/accounts/sign-in").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]

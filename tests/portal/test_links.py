"""The link for vendors: inert until a person presses the button, guessed by nobody, ended when it should."""

import io
import logging
import secrets
from datetime import timedelta

import pytest
from sqlalchemy import inspect, text

from tests.builders import assessments
from tests.builders.applications import make_config
from tests.builders.assessments import SITE, level, put, visitor
from vendor_risk.app import create_app
from vendor_risk.assessments import actions
from vendor_risk.assessments.links import actions as link_actions
from vendor_risk.assessments.links.invitation_actions import LINK_PATH, Recipient
from vendor_risk.assessments.models import Assessment, Invitation
from vendor_risk.database import db, now
from vendor_risk.notifications.links import PREFIX, token_hash
from vendor_risk.portal.models import InvitationSession


def everything():
    """Every row of every table."""
    db.session.commit()
    tables = inspect(db.engine).get_table_names()
    return {name: db.session.execute(text(f'SELECT * FROM "{name}"')).fetchall() for name in tables}


def test_only_the_hash_of_a_token_is_stored(app, group):
    _assessment, token = assessments.issued(group)
    assert token.startswith(PREFIX)
    assert len(token) == len(PREFIX) + 43  # 32 random bytes
    mail_bodies = [mail.body for mail in assessments.mails()]
    rows = {name: repr(rows) for name, rows in everything().items() if name != "outbox_mail"}
    assert not [name for name, content in rows.items() if token in content]
    assert token_hash(token) in rows["invitation"]
    assert all(token in body for body in mail_bodies)


def test_a_scanner_that_fetches_the_link_changes_nothing(app, group, stranger):
    assessment, token = assessments.issued(group)
    before = everything()
    for _number in range(20):
        response = stranger.get(f"/portal/i/{token}")
        assert response.status_code == 200
        assert "Set-Cookie" not in response.headers
    assert "Set-Cookie" not in stranger.head(f"/portal/i/{token}").headers
    assert everything() == before
    visitor(app, token)  # and the link still works
    db.session.refresh(assessment)
    assert assessment.status == "opened"


def test_the_link_page_says_who_asks_what_until_when_and_how_long_it_takes(app, group, stranger):
    _assessment, token = assessments.issued(group, facts=frozenset())
    page = stranger.get(f"/portal/i/{token}").text
    time = "About 10 min, excluding time to gather evidence. Number of questions: 7"
    for words in ("Alpha Works", "Vendor One", "Small questionnaire", time):
        assert words in page
    assert page.count("<script") == 1  # app.js alone: nothing there sends a form by itself


def test_opening_binds_a_session_to_the_invitation_and_leaves_the_token_behind(app, group, stranger):
    _assessment, token = assessments.issued(group)
    response = stranger.post("/portal/open", data={"token": token})
    assert response.status_code == 303
    assert response.location == "/portal/"
    cookie = next(c for c in response.headers.getlist("Set-Cookie") if c.startswith("vr-portal="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/portal" in cookie
    key = cookie.split("=", 1)[1].split(";")[0]
    assert db.session.query(InvitationSession).one().key_hash == token_hash(key)
    for page in ("/portal/", "/portal/sections/1", "/portal/submit"):
        response = stranger.get(page)
        assert token not in response.text
        assert response.headers["Referrer-Policy"] == "no-referrer"


def test_with_https_the_cookie_belongs_to_this_host_only(tmp_path):
    application = create_app(make_config(tmp_path, base_url="https://risk.example"))
    with application.test_request_context("/portal/", base_url="https://risk.example"):
        from vendor_risk.portal.blueprint import cookie_name, cookie_options

        assert cookie_name().startswith("__Host-")
        assert cookie_options() == {"path": "/", "secure": True, "httponly": True, "samesite": "Lax"}


def test_unknown_expired_and_revoked_links_get_one_and_the_same_answer(app, group, stranger):
    _a, expired = assessments.issued(group)
    b, revoked = assessments.issued(group)
    db.session.query(Invitation).filter_by(token_hash=token_hash(expired)).one().expires_at = now() - timedelta(days=1)
    link_actions.revoke_links(b, actor="user:1", at=now())
    db.session.commit()
    unknown = PREFIX + secrets.token_urlsafe(32)
    gets = [stranger.get(f"/portal/i/{token}") for token in (expired, revoked, unknown, "x", "vrp_short")]
    posts = [stranger.post("/portal/open", data={"token": token}) for token in (expired, revoked, unknown, "", "x")]
    assert {response.status_code for response in gets + posts} == {404}
    assert len({response.text for response in gets}) == 1
    assert len({response.text for response in posts}) == 1
    assert not any("vr-portal" in cookie for response in posts for cookie in response.headers.getlist("Set-Cookie"))
    renewals = [stranger.post(f"/portal/i/{token}") for token in (expired, revoked, unknown, "x")]
    assert {response.status_code for response in renewals} == {200}
    assert len({response.text for response in renewals}) == 1


def test_an_expired_genuine_link_sends_a_new_one_to_the_address_on_record_only(app, group, stranger):
    _assessment, token = assessments.issued(group, at=now() - timedelta(days=90))
    stranger.post(f"/portal/i/{token}", data={"email": "thief@evil.example"})
    mails = assessments.mails("link_renewed")
    assert [mail.to_address for mail in mails] == [assessments.mails("invitation")[0].to_address]
    stranger.post(f"/portal/i/{token}")  # asked twice: one mail
    assert len(assessments.mails("link_renewed")) == 1
    visitor(app, assessments.token_in(mails[0]))
    assert stranger.get(f"/portal/i/{token}").status_code == 404


def test_a_replaced_link_leads_to_one_more_for_the_address_on_record_and_sends_nobody_away(app, group, stranger):
    assessment, old = assessments.issued(group, at=now() - timedelta(days=2))
    to = Recipient("New Person", "new@vendor.example", "en")
    link_actions.renew_link(assessment, to, site=SITE, actor="user:1", at=now() - timedelta(days=1))
    db.session.commit()
    first = assessments.mails("link_renewed")[0]
    assert "Earlier links no longer" in first.body
    answering = visitor(app, assessments.token_in(first))
    stranger.post(f"/portal/i/{old}")
    first, second = assessments.mails("link_renewed")
    assert second.to_address == "new@vendor.example"
    assert "no longer" not in second.body
    assert answering.get("/portal/").status_code == 200
    visitor(app, assessments.token_in(second))
    assert stranger.get(f"/portal/i/{old}").status_code == 404
    stranger.post(f"/portal/i/{old}")  # asked twice: one mail
    assert len(assessments.mails("link_renewed")) == 2


def test_a_link_replaced_by_a_return_leads_to_a_new_one(app, group, stranger):
    assessment, old = assessments.issued(group, at=now() - timedelta(days=2))
    assessments.answer_all(assessment)
    actions.submit(assessment, actor="x", at=now() - timedelta(days=1))
    actions.return_for_correction(assessment, {"A-1": "why?"}, actor="user:1", site=SITE, at=now() - timedelta(hours=1))
    db.session.commit()
    stranger.post(f"/portal/i/{old}")
    client = visitor(app, assessments.token_in(assessments.mails("link_renewed")[0]))
    assert "why?" in client.get("/portal/sections/1").text


def test_a_revoked_or_finished_link_sends_nothing(app, group, stranger):
    a, revoked = assessments.issued(group, at=now() - timedelta(days=90))
    link_actions.revoke_links(a, actor="user:1", at=now())
    b, finished = assessments.issued(group, at=now() - timedelta(days=90))
    assessments.answer_all(b)
    actions.submit(b, actor="x", at=now())
    db.session.commit()
    stranger.post(f"/portal/i/{revoked}")
    stranger.post(f"/portal/i/{finished}")
    assert assessments.mails("link_renewed") == []


@pytest.mark.parametrize("how", ["renew", "revoke", "close", "return"])
def test_ending_a_link_ends_its_sessions_at_once(app, group, how):
    assessment, token = assessments.issued(group)
    client = visitor(app, token)
    assert client.get("/portal/").status_code == 200
    if how == "renew":
        to = Recipient("Other", "other@vendor.example", "en")
        link_actions.renew_link(assessment, to, site=SITE, actor="user:1", at=now())
    elif how == "revoke":
        link_actions.revoke_links(assessment, actor="user:1", at=now())
    elif how == "close":
        link_actions.close(assessment, actor="user:1", at=now())
    else:
        assessments.answer_all(assessment)
        actions.submit(assessment, actor="x", at=now())
        actions.return_for_correction(assessment, {"A-1": "Please show it."}, actor="user:1", site=SITE, at=now())
    assert client.get("/portal/").status_code == 401
    assert client.get(f"/portal/i/{token}").status_code == 404


def test_leaving_ends_the_session_and_keeps_the_link(app, group):
    _assessment, token = assessments.issued(group)
    client = visitor(app, token)
    key = client.get_cookie("vr-portal", path="/portal").value
    assert client.post("/portal/leave", data={"csrf_token": assessments.csrf(client)}).status_code == 200
    client.set_cookie("vr-portal", key, path="/portal")
    assert client.get("/portal/").status_code == 401
    assert visitor(app, token).get("/portal/").status_code == 200


def test_a_visit_ends_after_twelve_hours(app, group):
    _assessment, token = assessments.issued(group)
    client = visitor(app, token)
    row = db.session.query(InvitationSession).one()
    assert row.expires_at - row.created_at == timedelta(hours=12)
    row.expires_at = now() - timedelta(seconds=1)
    assert client.get("/portal/").status_code == 401


def test_without_a_session_every_invited_page_says_how_to_come_back(app, group, stranger):
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        if rule.endpoint.startswith("portal.") and view.access.kind == "invited" and "GET" in rule.methods:
            address = rule.rule
            for argument in rule.arguments:
                address = address.replace(f"<int:{argument}>", "1").replace(f"<{argument}>", "1")
            response = stranger.get(address)
            assert response.status_code == 401, address
            assert "Open the link in your email again. Everything you saved is still there." in response.text


def test_the_mailed_link_holds_the_configured_address_whatever_host_is_asked(app, group, sign_in):
    assessment, _token = assessments.issued(group)
    client = sign_in(group.owner)
    form = {"name": "New", "email": "new@vendor.example", "language": "en"}
    token = assessments.csrf(client, f"/assessments/{assessment.id}")
    forged = client.post(
        f"/assessments/{assessment.id}/link", data=form | {"csrf_token": token}, headers={"Host": "evil.example"}
    )
    assert forged.status_code == 400
    assert assessments.mails("link_renewed") == []
    client.post(f"/assessments/{assessment.id}/link", data=form | {"csrf_token": token}, headers={"Host": "localhost"})
    assert "http://127.0.0.1:8000/portal/i/vrp_" in assessments.mails("link_renewed")[0].body


def test_the_path_in_mails_is_the_path_of_the_page(app):
    with app.test_request_context():
        from flask import url_for

        assert url_for("portal.link", token="x") == LINK_PATH + "x"


def test_no_log_holds_a_token_after_the_whole_journey(app, group, caplog, stranger):
    _assessment, token = assessments.issued(group)
    caplog.set_level(logging.DEBUG)
    handler_output = []

    class Keep(logging.Handler):
        def emit(self, record):
            handler_output.append(logging.Formatter().format(record))

    keeper = Keep()
    logging.getLogger().addHandler(keeper)
    try:
        client = visitor(app, token)
        put(client, "A-1", level(3))
        app.logger.warning("somebody asked for /portal/i/%s", token)
        try:
            int(token)  # an error whose message holds it
        except ValueError:
            app.logger.exception("unexpected error at %s", token)
    finally:
        logging.getLogger().removeHandler(keeper)
    everything_said = "\n".join(handler_output) + caplog.text
    assert "somebody asked" in everything_said
    assert token not in everything_said
    later = [mail.body for mail in assessments.mails() if mail.kind != "invitation"]
    assert not any(token in body for body in later)


def test_guessing_tokens_ends_in_429_while_a_good_link_works_from_elsewhere(limited):
    from tests.builders import organizations

    cast = organizations.group()
    _assessment, token = assessments.issued(cast)
    guesser = limited.test_client()
    answers = []
    for _number in range(1000):
        guess = PREFIX + secrets.token_urlsafe(32)
        answers.append(guesser.get(f"/portal/i/{guess}", environ_base={"REMOTE_ADDR": "192.0.2.7"}))
    codes = [response.status_code for response in answers]
    assert codes[0] == 404
    assert codes[-1] == 429
    assert set(codes) == {404, 429}
    assert codes == sorted(codes)  # first 404s, then 429s only
    assert len({response.text for response in answers if response.status_code == 404}) == 1
    elsewhere = limited.test_client()
    good = elsewhere.get(f"/portal/i/{token}", environ_base={"REMOTE_ADDR": "198.51.100.9"})
    assert good.status_code == 200
    opened = elsewhere.post("/portal/open", data={"token": token}, environ_base={"REMOTE_ADDR": "198.51.100.9"})
    assert opened.status_code == 303
    assert db.session.query(Assessment).one().status == "opened"


def test_asking_for_new_links_is_limited(limited):
    client = limited.test_client()
    codes = [client.post(f"/portal/i/{PREFIX}{'x' * 43}").status_code for _number in range(6)]
    assert codes == [200] * 5 + [429]


def test_an_error_leads_respondents_back_to_their_questionnaire_and_not_to_the_staffs_pages(app, group):
    _assessment, token = assessments.issued(group)
    page = visitor(app, token).get("/portal/sections/99")
    assert page.status_code == 404
    assert 'href="/portal/"' in page.text
    assert 'class="button" href="/"' not in page.text


def test_every_page_and_every_error_bears_the_name_of_the_company_that_asks(app, group):
    assessment, token = assessments.issued(group)
    name = assessment.issuer.name
    client = visitor(app, token)
    too_large = {"file": (io.BytesIO(b"x" * (app.config["MAX_CONTENT_LENGTH"] + 1)), "answers.xlsx")}
    pages = [
        *(client.get(f"/portal/{address}") for address in ("", "sections/1", "submit", "subcontractors", "workbook")),
        client.get(f"/portal/i/{token}"),
        client.get("/portal/sections/99"),
        client.post("/portal/workbook", data=too_large),
    ]
    assert [page.status_code for page in pages] == [200] * 6 + [404, 413]
    for page in pages:
        assert f" · {name}</title>" in page.text
        assert f'aria-hidden="true"></span>{name}</span>' in page.text
    stranger = app.test_client().get("/portal/i/unknown").text
    assert "vendor_risk" not in stranger


def test_the_visits_of_one_link_together_have_so_many_files_read(limited):
    from tests.builders import organizations

    _assessment, token = assessments.issued(organizations.group())
    codes = []
    for number in range(4):  # each visit from elsewhere, with a session of its own
        client, where = limited.test_client(), {"REMOTE_ADDR": f"192.0.2.{number}"}
        assert client.post("/portal/open", data={"token": token}, environ_base=where).status_code == 303
        codes += [client.get("/portal/workbook/1", environ_base=where).status_code for _ in range(10)]
    assert codes == [404] * 30 + [429] * 10

"""Signing in and out: who comes in, what strangers learn, what ends a session."""

import pytest
from flask_security.utils import hash_password

from tests.builders import accounts, organizations
from vendor_risk import web
from vendor_risk.accounts import hashing
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db
from vendor_risk.permissions import Role

PASSWORD = "a long enough password"
WRONG = "The email address or password is incorrect."


@pytest.fixture
def person(group):
    group.owner.password = hash_password(PASSWORD)
    return group.owner


def try_to_sign_in(client, email, password=PASSWORD, query="", **fields):
    page = client.get("/accounts/sign-in" + query).text
    token = page.split('name="csrf_token" type="hidden" value="')[1].split('"')[0]
    data = {"email": email, "password": password, "csrf_token": token} | fields
    return client.post("/accounts/sign-in" + query, data=data)


def test_the_right_password_lets_one_in_and_is_logged(person, stranger):
    answer = try_to_sign_in(stranger, person.email.upper())
    assert answer.status_code == 302
    assert stranger.get("/").status_code == 200
    assert person.last_login_at is not None
    assert db.session.query(AuditEvent).filter_by(action="accounts.sign_in").one().actor.endswith(person.name)


def test_an_address_in_full_width_letters_is_the_same(person, stranger):
    wide = "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in person.email)
    assert try_to_sign_in(stranger, f"　{wide}").status_code == 302


def test_wrong_unknown_and_disabled_get_the_same_answer(person, stranger, group):
    group.reviewer.password, group.reviewer.active = hash_password(PASSWORD), False
    pages = [
        try_to_sign_in(stranger, person.email, "wrong"),
        try_to_sign_in(stranger, "nobody@group.example"),
        try_to_sign_in(stranger, group.reviewer.email),
        try_to_sign_in(stranger, group.auditor.email),  # has not chosen a password yet
    ]
    assert all(page.status_code == 200 and WRONG in page.text for page in pages)
    shown = {
        page.text.replace(who.email, "") for page, who in zip(pages[2:], [group.reviewer, group.auditor], strict=True)
    }
    assert len({page.split("</head>")[1].split("csrf_token")[0] for page in shown}) == 1
    assert stranger.get("/").status_code == 302


def test_unknown_accounts_cost_the_same_hash_as_known_ones(person, stranger, group, app, monkeypatch):
    app.extensions["security"].pwd_context = hashing.context(cheap=False)
    person.password = hash_password(PASSWORD)
    group.reviewer.password, group.reviewer.active = person.password, False
    hashing.dummy_hash.cache_clear()
    checked = []
    monkeypatch.setattr(hashing.Hashes, "verify", lambda _self, _secret, known, **_more: checked.append(known) or False)
    for email in (person.email, "nobody@group.example", group.reviewer.email, group.auditor.email):
        try_to_sign_in(stranger, email, "wrong")
    hashing.dummy_hash.cache_clear()
    # as many hashes as tries, all with the same method, memory, passes and lanes: this is where the time goes
    costs = [known.rsplit("$", 2)[0] for known in checked]
    assert costs == ["$argon2id$v=19$m=65536,t=3,p=4"] * 4


def test_signing_in_leads_back_to_where_one_wanted_to_go_but_never_to_another_site(person, app):
    for wanted, leads_to in [
        ("/accounts/profile", "/accounts/profile"),
        ("https://evil.example/", None),
        ("//evil.example/", None),
    ]:
        answer = try_to_sign_in(app.test_client(), person.email, query=f"?next={wanted}", next=wanted)
        if leads_to:
            assert answer.headers["Location"] == leads_to
        else:
            assert "evil.example" not in answer.headers.get("Location", "")


def test_strangers_are_led_to_the_sign_in_page_and_scripts_get_401(stranger):
    assert (
        stranger.get("/accounts/profile?x=1").headers["Location"]
        == "/accounts/sign-in?next=%2Faccounts%2Fprofile%3Fx%3D1"
    )
    assert stranger.get("/accounts/profile", headers={"Accept": "application/json"}).status_code == 401


def test_signing_in_gives_a_new_session(person, stranger):
    with stranger.session_transaction() as before:
        before["planted"] = "by somebody else"
    try_to_sign_in(stranger, person.email)
    with stranger.session_transaction() as after:
        assert "planted" not in after
        assert after["_user_id"] == person.fs_uniquifier


def test_signing_out_ends_the_session(person, stranger):
    try_to_sign_in(stranger, person.email)
    page = stranger.get("/accounts/profile").text
    token = page.split('name="csrf_token" value="')[1].split('"')[0]
    assert stranger.get("/accounts/sign-out").status_code == 405
    assert stranger.post("/accounts/sign-out", data={"csrf_token": token}).status_code == 302
    assert stranger.get("/").status_code == 302
    assert db.session.query(AuditEvent).filter_by(action="accounts.sign_out").count() == 1


@pytest.fixture
def app(own_app):
    """Limits are hung on the application: one of this test's own."""
    return own_app


@pytest.fixture
def limits(app, monkeypatch):
    """Request limits, which tests are spared otherwise."""
    app.config["RATELIMIT_ENABLED"] = True
    monkeypatch.setattr(web.limiter, "enabled", True)
    web.limiter.init_app(app)
    web.limiter.reset()
    yield
    web.limiter.reset()


def test_tries_are_limited_before_anything_is_hashed(person, stranger, limits, monkeypatch):
    hashed = []
    monkeypatch.setattr("vendor_risk.accounts.forms.verify_password", lambda *_: hashed.append(1) or False)
    answers = [try_to_sign_in(stranger, person.email, "wrong").status_code for _ in range(12)]
    assert answers == [200] * 10 + [429] * 2
    assert len(hashed) == 10


def test_right_passwords_are_not_counted_and_wrong_ones_still_are(person, app, limits):
    assert {try_to_sign_in(app.test_client(), person.email).status_code for _ in range(12)} == {302}
    answers = [try_to_sign_in(app.test_client(), person.email, "wrong").status_code for _ in range(11)]
    assert answers == [200] * 10 + [429]


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Please wait 5 minutes and try again."), ("ja", "5分ほど待ってから")]
)
def test_the_page_says_how_long_to_wait(person, stranger, limits, language, said):
    for _ in range(11):
        answer = try_to_sign_in(stranger, person.email, "wrong", query=f"?lang={language}")
    assert answer.status_code == 429
    assert said in answer.text
    assert 240 < int(answer.headers["Retry-After"]) <= 300


def test_never_more_than_two_hashes_at_a_time(app, monkeypatch):
    monkeypatch.setattr(hashing, "WAIT_SECONDS", 0.05)
    with app.test_request_context(), hashing._slot(), hashing._slot(), pytest.raises(hashing.Refused) as refusal:
        hash_password(PASSWORD)
    assert refusal.value.status == 503
    assert hash_password(PASSWORD)


def test_a_sign_in_does_not_keep_writers_waiting_while_it_hashes(person, stranger, monkeypatch):
    def hashing_now(*_):
        assert not db.session().in_transaction()
        return False

    monkeypatch.setattr("vendor_risk.accounts.forms.verify_password", hashing_now)
    assert try_to_sign_in(stranger, person.email).status_code == 200


def test_the_sign_in_page_speaks_both_languages(stranger):
    page = stranger.get("/accounts/sign-in?lang=ja").text
    assert '<html lang="ja">' in page
    assert "サインイン" in page
    token = page.split('name="csrf_token" type="hidden" value="')[1].split('"')[0]
    data = {"email": "nobody@group.example", "password": "x", "csrf_token": token}
    assert (
        "メールアドレスまたはパスワードが正しくありません。"
        in stranger.post("/accounts/sign-in?lang=ja", data=data).text
    )


def test_the_language_of_the_sign_in_page_wins_over_the_profile_until_it_is_changed(person, stranger):
    assert person.language == "en"
    assert try_to_sign_in(stranger, person.email, query="?lang=ja").status_code == 302
    assert '<html lang="ja">' in stranger.get("/accounts/profile").text
    assert person.language == "en"
    token = stranger.get("/accounts/profile").text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    fields = {"name_en": person.name, "language": "en", "csrf_token": token}
    assert stranger.post("/accounts/profile", data=fields).status_code == 302
    assert '<html lang="en">' in stranger.get("/accounts/profile").text


def test_without_a_choice_on_the_sign_in_page_the_profile_speaks(person, stranger):
    person.language = "ja"
    assert try_to_sign_in(stranger, person.email).status_code == 302
    assert '<html lang="ja">' in stranger.get("/accounts/profile").text


def test_only_a_demo_shows_accounts(person, stranger, app):
    accounts.person(Role.CISO, organizations.company("Top")).email = "ciso@demo.example"
    assert "ciso@demo.example" not in stranger.get("/accounts/sign-in").text
    import dataclasses

    app.extensions["vendor_risk.config"] = dataclasses.replace(app.extensions["vendor_risk.config"], demo=True)
    page = stranger.get("/accounts/sign-in").text
    assert "ciso@demo.example" in page
    assert person.email not in page


def test_a_cookie_that_was_copied_before_signing_out_is_worth_nothing_afterwards(person, app, stranger):
    try_to_sign_in(stranger, person.email)
    copied = app.test_client()
    copied.set_cookie("vr", stranger.get_cookie("vr").value)
    assert copied.get("/accounts/profile").status_code == 200
    token = stranger.get("/accounts/profile").text.split('name="csrf_token" value="')[1].split('"')[0]
    stranger.post("/accounts/sign-out", data={"csrf_token": token})
    assert copied.get("/accounts/profile").status_code == 302


def change_password(client, old):
    token = client.get("/accounts/password").text.split('name="csrf_token" type="hidden" value="')[1].split('"')[0]
    new = "quite another long password"
    data = {"csrf_token": token, "password": old, "new_password": new, "new_password_confirm": new}
    return client.post("/accounts/password", data=data)


def test_who_found_a_session_guesses_its_password_ten_times_and_then_no_more(person, stranger, sign_in, limits):
    client = sign_in(person)
    assert [change_password(client, "wrong").status_code for _ in range(12)] == [200] * 10 + [429] * 2
    assert "The password is incorrect." not in change_password(client, PASSWORD).text
    assert client.get("/verify").status_code == 404, "no other page asks for the password"


def test_a_wrong_old_password_keeps_no_writer_waiting_while_it_is_hashed(person, sign_in, monkeypatch):
    client, open_ = sign_in(person), []

    def look(_password, _known):
        open_.append(db.session().in_transaction())
        return False

    monkeypatch.setattr("vendor_risk.accounts.forms.verify_password", look)
    assert change_password(client, "wrong").status_code == 200
    assert open_ == [False]

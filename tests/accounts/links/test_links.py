"""Welcome and reset links: mailed to the owner alone, good once and for a time, and no stranger learns who is who."""

import re

import pytest
from flask_security.utils import hash_password
from sqlalchemy import select

from tests.builders import accounts
from tests.builders.forms import post
from vendor_risk import redaction
from vendor_risk.accounts.actions import NO_PASSWORD
from vendor_risk.accounts.links import tokens, views
from vendor_risk.accounts.models import User
from vendor_risk.audit.models import AuditEvent
from vendor_risk.database import db
from vendor_risk.notifications.models import MailStatus, OutboxMail
from vendor_risk.permissions import Role

PASSWORD = "four other words here"
NEW = {"name_ja": "新田 光", "email": "new@group.example", "language": "ja", "role": "reviewer"}


@pytest.fixture(autouse=True)
def paused(monkeypatch):
    """What the page that mails a link waits for before it answers; nothing, so that tests need not."""
    waited = []
    monkeypatch.setattr(views, "sleep", waited.append)
    return waited


def mails(kind):
    return db.session.scalars(select(OutboxMail).where(OutboxMail.kind == kind).order_by(OutboxMail.id)).all()


def link_in(mail):
    return re.search(r"http://127\.0\.0\.1:8000(/accounts/\w+/\S+)", mail.body)[1]


def csrf(client, path):
    return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(path).text)[1]


def ask(client, email):
    return client.post("/accounts/forgotten", data={"csrf_token": csrf(client, "/accounts/forgotten"), "email": email})


def choose(client, link, password=PASSWORD):
    where = link.rsplit("/", 1)[0]
    fields = {"token": link.rsplit("/", 1)[1], "password": password, "again": password}
    return client.post(where, data=fields | {"csrf_token": csrf(client, link)})


def test_a_new_colleague_is_mailed_the_welcome_link_in_their_language(group, sign_in, stranger):
    post(sign_in(group.administrator), "/accounts/people/add", NEW | {"company": group.a.id})
    (mail,) = mails("account_invitation")
    assert (mail.to_address, mail.language, mail.reply_to) == (NEW["email"], "ja", group.administrator.email)
    assert "新田 光さん" in mail.body
    assert group.a.display_name("ja") in mail.body
    assert choose(stranger, link_in(mail)).status_code == 302
    assert stranger.get(link_in(mail)).status_code == 404


def test_the_first_password_signs_in_with_a_new_session_and_a_trace(group, sign_in, stranger):
    post(sign_in(group.administrator), "/accounts/people/add", NEW | {"company": group.a.id})
    link = link_in(mails("account_invitation")[0])
    stranger.get(link)
    with stranger.session_transaction() as session:
        session["left_over"] = "from before"
    answer = choose(stranger, link)
    assert (answer.status_code, answer.location) == (302, "/")
    page = stranger.get("/")
    assert page.status_code == 200
    assert "You are now signed in." in page.text
    with stranger.session_transaction() as session:
        assert "left_over" not in session
    user = db.session.query(User).filter_by(email=NEW["email"]).one()
    assert user.last_login_at is not None
    events = db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert events[-2:] == ["accounts.choose_password", "accounts.sign_in"]


def test_a_reset_signs_nobody_in(group, stranger):
    ask(stranger, group.auditor.email)
    answer = choose(stranger, link_in(mails("password_reset")[0]))
    assert "You can now sign in." in stranger.get(answer.location).text
    assert stranger.get("/accounts/profile").status_code == 302


def test_who_has_an_account_already_is_not_welcomed_again(group, sign_in):
    fields = NEW | {"email": group.auditor.email, "company": group.a.id}
    post(sign_in(group.administrator), "/accounts/people/add", fields)
    assert mails("account_invitation") == []


def test_the_welcome_is_mailed_again_on_request_and_only_while_no_password_is_chosen(group, sign_in, stranger):
    client = sign_in(group.administrator)
    post(client, "/accounts/people/add", NEW | {"company": group.a.id})
    user = db.session.query(User).filter_by(email=NEW["email"]).one()
    assert post(client, f"/accounts/people/{user.id}/mail").status_code == 302
    first, second = mails("account_invitation")
    assert choose(stranger, link_in(second)).status_code == 302
    assert stranger.get(link_in(first)).status_code == 404
    assert post(client, f"/accounts/people/{user.id}/mail").status_code == 422
    assert len(mails("account_invitation")) == 2


def test_a_forgotten_password_is_replaced_by_the_mailed_link_once(group, stranger, sign_in):
    there, before = sign_in(group.auditor), group.auditor.password
    answer = ask(stranger, "  " + group.auditor.email.upper() + " ")
    assert "you will receive an email with a link" in answer.text
    (mail,) = mails("password_reset")
    assert mail.to_address == group.auditor.email
    assert group.auditor.password == before
    assert there.get("/accounts/profile").status_code == 200  # asking alone signs nobody out
    link = link_in(mail)
    assert group.auditor.email in stranger.get(link).text
    assert choose(stranger, link, "short").status_code == 422
    assert choose(stranger, link).status_code == 302
    db.session.expire_all()
    assert group.auditor.password != before
    assert there.get("/accounts/profile").status_code == 302  # every session has ended
    over = stranger.get(link)
    assert over.status_code == 404
    assert "/accounts/forgotten" in over.text
    (told,) = mails("password_changed")
    assert told.to_address == group.auditor.email
    events = db.session.scalars(select(AuditEvent.action)).all()
    assert {"accounts.forgot_password", "accounts.choose_password"} <= set(events)


def test_a_stranger_cannot_tell_who_has_an_account(group, stranger):
    group.manager_a.active = False
    db.session.commit()
    pages = [
        re.sub(r'value="[^"]*"', "", ask(stranger, email).text)
        for email in (group.auditor.email, group.manager_a.email, "nobody@elsewhere.example", "no address at all")
    ]
    assert len(set(pages)) == 1
    assert [mail.to_address for mail in mails("password_reset")] == [group.auditor.email]


def test_who_never_chose_a_password_gets_the_welcome_link_again(group, sign_in, stranger):
    post(sign_in(group.administrator), "/accounts/people/add", NEW | {"company": group.a.id})
    ask(stranger, NEW["email"])
    assert len(mails("account_invitation")) == 2
    assert mails("password_reset") == []


def test_a_changed_password_makes_older_links_worthless(group, stranger):
    ask(stranger, group.auditor.email)
    ask(stranger, group.auditor.email)
    first, second = map(link_in, mails("password_reset"))
    assert choose(stranger, second).status_code == 302
    assert stranger.get(first).status_code == 404


def test_links_end_with_their_time_and_with_a_changed_letter(group, stranger, monkeypatch):
    ask(stranger, group.auditor.email)
    link = link_in(mails("password_reset")[0])
    assert stranger.get(link[:-2] + ("aa" if link[-2:] != "aa" else "bb")).status_code == 404
    assert stranger.get(link.replace("/reset/", "/welcome/")).status_code == 404
    monkeypatch.setattr(tokens, "MINUTES", -1)
    assert stranger.get(link).status_code == 404


def test_a_disabled_account_comes_back_by_no_link(group, stranger):
    ask(stranger, group.auditor.email)
    group.auditor.active = False
    db.session.commit()
    assert stranger.get(link_in(mails("password_reset")[0])).status_code == 404


@pytest.mark.parametrize("status", [MailStatus.QUEUED, MailStatus.SENT])
def test_nobody_reads_another_persons_link_in_the_outbox(group, sign_in, stranger, status):
    ask(stranger, group.auditor.email)
    (mail,) = mails("password_reset")
    mail.status = status
    db.session.commit()
    page = sign_in(group.administrator).get(f"/notifications/{mail.id}").text
    assert group.auditor.email in page
    assert redaction.ACCOUNT_PREFIX not in page.replace(redaction.BLOTTED, "")
    assert link_in(mail).rsplit("/", 1)[1] not in page


def test_a_link_leaves_no_trace_in_a_log_line(group, app):
    token = tokens.reset_token(group.auditor, "k")
    assert redaction.redact(f"GET /accounts/reset/{token} 200") == f"GET /accounts/reset/{redaction.BLOTTED} 200"


def test_changing_the_own_password_is_told_by_mail(group, sign_in):
    group.auditor.password = hash_password("a long enough password")
    db.session.commit()
    client = sign_in(group.auditor)
    fields = {"password": "a long enough password", "new_password": PASSWORD, "new_password_confirm": PASSWORD}
    post(client, "/accounts/password", fields)
    (mail,) = mails("password_changed")
    assert mail.to_address == group.auditor.email


def test_the_mail_names_an_administrator_who_can_help(group, stranger):
    ask(stranger, group.manager_a.email)
    (mail,) = mails("password_reset")
    assert group.administrator.email in mail.body
    local = accounts.person(Role.ADMINISTRATOR, group.b)
    assert local.email not in mail.body


@pytest.mark.parametrize("kind", ["welcome", "reset"])
def test_of_two_who_use_a_link_at_once_the_second_changes_nothing(app, group, stranger, monkeypatch, kind):
    person = accounts.person(Role.AUDITOR, group.a)
    person.password = NO_PASSWORD if kind == "welcome" else "an older hash"
    db.session.commit()
    make = tokens.welcome_token if kind == "welcome" else tokens.reset_token
    link = f"/accounts/{kind}/{make(person, app.config['SECRET_KEY'])}"
    hashed, other, second = [], app.test_client(), []

    def slow_hash(password):
        """While the first is hashed, the second comes all the way through."""
        hashed.append(password)
        if len(hashed) == 1:
            second.append(choose(other, link, "the second of the two").status_code)
        return f"hash of {password}"

    monkeypatch.setattr(views, "hash_password", slow_hash)
    assert choose(stranger, link, "the first of the two").status_code == 404
    assert second == [302]
    db.session.expire_all()
    assert db.session.get(User, person.id).password == "hash of the second of the two"
    assert db.session.query(AuditEvent).filter_by(action="accounts.choose_password").count() == 1


def test_who_asks_for_a_link_is_answered_at_the_same_moment_whether_a_mail_is_written_or_not(
    group, stranger, paused, monkeypatch
):
    """The clock stands still but for the mail, which takes a tenth of a second here: the page waits for the rest."""
    clock = [0.0]
    monkeypatch.setattr(views, "monotonic", lambda: clock[0])
    send = views.account_link_actions.help_back_in

    def slow(email, **more):
        before = len(mails("password_reset"))
        send(email, **more)
        clock[0] += 0.1 * (len(mails("password_reset")) - before)

    monkeypatch.setattr(views.account_link_actions, "help_back_in", slow)
    answered = []
    for email in (group.auditor.email, "nobody@elsewhere.example"):
        began = clock[0]
        assert ask(stranger, email).status_code == 200
        answered.append(round(clock[0] - began + paused.pop(), 6))
    assert len(mails("password_reset")) == 1
    assert answered == [views.ANSWER_SECONDS] * 2


def test_the_outbox_says_why_it_shows_no_link_to_an_account_and_what_to_do_instead(group, sign_in):
    client = sign_in(group.administrator)
    post(client, "/accounts/people/add", NEW | {"company": group.a.id})
    (mail,) = mails("account_invitation")
    page = client.get(f"/notifications/{mail.id}").text
    assert redaction.BLOTTED in page
    assert "create a new welcome link on the user’s page." in page
    (way,) = re.findall(r'href="(/accounts/people\?q=[^"]+)"', page)
    assert NEW["email"] in client.get(way).text

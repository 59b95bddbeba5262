"""Mail goes out once, over a real SMTP server on loopback; what does not go says why and is tried again."""

import socket
import threading
import time
from dataclasses import replace
from datetime import timedelta
from email import policy
from email.parser import BytesParser

import pytest
from aiosmtpd.controller import Controller

from tests.builders import assessments
from tests.builders.applications import make_config
from tests.builders.mails import values_of
from vendor_risk.database import db, now
from vendor_risk.domain.questionnaires import LANGUAGES
from vendor_risk.notifications import actions, delivery
from vendor_risk.notifications.links import PREFIX
from vendor_risk.notifications.models import OutboxMail
from vendor_risk.notifications.texts import TEMPLATES, compose
from vendor_risk.redaction import BLOTTED


class Mailbox:
    """A mail server that keeps what it gets, or answers as it is told."""

    def __init__(self):
        self.received = []
        self.answers = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - the name aiosmtpd calls
        answer = self.answers.pop(0) if self.answers else "250 OK"
        if answer.startswith("250"):
            self.received.append(BytesParser(policy=policy.default).parsebytes(envelope.content))
        return answer


@pytest.fixture
def mailbox():
    """A running mail server on a free port of this machine."""
    handler = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        handler.port = free.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=handler.port)
    controller.start()
    yield handler
    controller.stop()


@pytest.fixture
def config(tmp_path, mailbox):
    return make_config(tmp_path, smtp_url=f"smtp://127.0.0.1:{mailbox.port}", mail_from="Risk <risk@group.example>")


def one():
    db.session.expire_all()
    return db.session.query(OutboxMail).one()


def test_an_invitation_arrives_once_and_its_link_is_blotted_out_here(app, group, mailbox, config):
    _assessment, token = assessments.issued(group)
    done = delivery.drain(config)
    assert (done.sent, done.waiting, done.failed) == (1, 0, 0)
    assert delivery.drain(config).sent == 0
    [mail] = mailbox.received
    assert token in mail.get_body(("plain",)).get_content()
    assert mail["To"].addresses[0].addr_spec == one().to_address
    assert mail["From"].addresses[0].addr_spec == "risk@group.example"
    assert mail["Message-ID"] == one().message_id
    row = one()
    assert (row.status, row.attempts) == ("sent", 1)
    assert row.sent_at is not None
    assert PREFIX + "•" in row.body
    assert token not in row.body


def test_japanese_mail_arrives_as_written(app, group, mailbox, config):
    assessments.issued(group, language="ja")
    subject, body = one().subject, one().body
    delivery.drain(config)
    [mail] = mailbox.received
    assert mail["Subject"] == subject
    assert "ご回答のお願い" in subject
    assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n").strip() == body.strip()
    assert mail["Content-Language"] == "ja"


def test_a_server_that_says_later_is_asked_again_after_a_while(app, group, mailbox, config):
    assessments.issued(group)
    mailbox.answers = ["451 greylisted"]
    assert delivery.drain(config).waiting == 1
    row = one()
    assert row.status == "queued"
    assert "451 greylisted" in row.last_error
    assert timedelta(seconds=50) < row.next_attempt_at - now() < timedelta(seconds=61)
    assert delivery.drain(config).sent == 0  # not yet
    row.next_attempt_at = now()
    db.session.commit()
    assert delivery.drain(config).sent == 1
    assert len(mailbox.received) == 1
    assert one().last_error == ""


def test_a_server_that_says_never_is_believed_and_the_reason_shown(app, group, mailbox, config, sign_in):
    _assessment, token = assessments.issued(group)
    mailbox.answers = ["550 no such mailbox"]
    assert delivery.drain(config).failed == 1
    row = one()
    assert row.status == "failed"
    assert token not in row.body
    client = sign_in(group.owner)
    assert "550 no such mailbox" in client.get("/notifications/").text
    assert "550 no such mailbox" in client.get(f"/notifications/{row.id}").text


def test_trying_stops_after_a_while_and_can_be_begun_again_by_hand(app, group, mailbox, config, sign_in):
    assessments.issued(group)
    mailbox.answers = ["451 later"] * len(delivery.BACKOFF)
    for _number in delivery.BACKOFF:
        one().next_attempt_at = now()
        db.session.commit()
        delivery.drain(config)
    assert one().status == "failed"
    client = sign_in(group.owner)
    page = f"/notifications/{one().id}"
    client.post(f"{page}/retry", data={"csrf_token": assessments.csrf(client, page)})
    assert one().status == "queued"
    assert delivery.drain(config).sent == 1


def test_a_server_that_is_away_loses_nothing_and_blocks_nothing(app, group, mailbox, config, tmp_path):
    for _number in range(3):
        assessments.issued(group)
    away = make_config(tmp_path, smtp_url="smtp://127.0.0.1:1")
    done = delivery.drain(away)
    assert (done.sent, done.waiting) == (0, 1)
    assert {mail.status for mail in assessments.mails()} == {"queued"}
    for mail in assessments.mails():
        mail.next_attempt_at = now()
    db.session.commit()
    assert delivery.drain(config).sent == 3
    assert len({mail["Message-ID"] for mail in mailbox.received}) == 3


def test_a_claimed_mail_is_sent_by_nobody_else_until_the_claim_runs_out(app, group, mailbox, config):
    assessments.issued(group)
    claimed = delivery._claim(now())
    assert claimed is not None
    assert one().status == "sending"
    assert delivery.drain(config).sent == 0  # another process, at the same time
    one().next_attempt_at = now()  # the first one died; its claim has run out
    db.session.commit()
    assert delivery.drain(config).sent == 1
    assert mailbox.received[0]["Message-ID"] == claimed.message_id


def test_two_senders_at_once_send_each_mail_once(app, group, mailbox, config):
    for _number in range(12):
        assessments.issued(group)
    totals = []

    def work():
        with app.app_context():
            totals.append(delivery.drain(config).sent)
            db.session.remove()

    db.session.commit()
    threads = [threading.Thread(target=work) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(totals) == 12
    assert len({mail["Message-ID"] for mail in mailbox.received}) == len(mailbox.received) == 12


def test_the_password_is_not_sent_without_encryption(app, group, mailbox, tmp_path):
    assessments.issued(group)
    clear = make_config(tmp_path, smtp_url=f"smtp://me:secret@127.0.0.1:{mailbox.port}")
    assert delivery.drain(clear).waiting == 1
    assert "no encryption" in one().last_error
    assert mailbox.received == []


def test_a_name_with_line_breaks_makes_no_header(app, group, mailbox, config):
    actions.queue(
        kind="receipt",
        to_address="a@b.example",
        to_name="Eve\r\nBcc: all@b.example",
        language="en",
        subject="Hello\r\nBcc: all@b.example",
        body="Text",
        at=now(),
        sender_domain="risk.example",
    )
    db.session.commit()
    assert delivery.drain(config).sent == 1
    assert mailbox.received[0]["Bcc"] is None


def test_the_thread_sends_by_itself_and_does_not_start_without_a_server(app, group, mailbox, config, monkeypatch):
    assert delivery.start(app, config=make_config(config.data)) is None
    monkeypatch.setattr(delivery, "PAUSE_SECONDS", 0.05)
    assessments.issued(group)
    stop = threading.Event()
    thread = delivery.start(app, stop, config)
    deadline = time.monotonic() + 10
    while not mailbox.received and time.monotonic() < deadline:
        time.sleep(0.05)
    stop.set()
    thread.join()
    assert len(mailbox.received) == 1


def test_the_link_is_shown_only_until_it_is_sent_and_only_to_who_may_issue(app, group, sign_in):
    _assessment, token = assessments.issued(group)
    mail = one()
    assert token in sign_in(group.owner).get(f"/notifications/{mail.id}").text
    auditor = sign_in(group.auditor).get(f"/notifications/{mail.id}").text
    assert token not in auditor
    assert BLOTTED in auditor
    mail.status = "sent"
    assert token not in sign_in(group.owner).get(f"/notifications/{mail.id}").text


def test_the_outbox_shows_the_own_companies_mail_only(app, group, sign_in):
    from tests.builders import accounts
    from vendor_risk.permissions import Role

    assessments.issued(group)
    mail = one()
    other = accounts.person(Role.PROCUREMENT, group.b)
    client = sign_in(other)
    assert mail.to_address not in client.get("/notifications/").text
    assert client.get(f"/notifications/{mail.id}").status_code == 404
    token = assessments.csrf(client, "/notifications/")
    assert client.post(f"/notifications/{mail.id}/retry", data={"csrf_token": token}).status_code == 404
    assert sign_in(group.manager_a).get("/notifications/").status_code == 403


def test_the_outbox_says_that_nobody_gave_a_sender(app, group, sign_in):
    client, whole = sign_in(group.owner), app.extensions["vendor_risk.config"]
    for smtp_url, sender, said in (
        ("smtp://mail.example", "vendor-risk@localhost", True),
        ("smtp://mail.example", "Risk <risk@group.example>", False),
        ("", "vendor-risk@localhost", False),
    ):
        app.extensions["vendor_risk.config"] = replace(whole, smtp_url=smtp_url, mail_from=sender)
        assert ("VENDOR_RISK_MAIL_FROM" in client.get("/notifications/").text) == said


def test_the_command_sends_what_is_due_or_says_what_is_missing(app, group, mailbox, config):
    from vendor_risk.notifications.commands import outbox

    assessments.issued(group)
    runner = app.test_cli_runner()
    missing = runner.invoke(outbox, ["send"])
    assert missing.exit_code == 1
    assert "VENDOR_RISK_SMTP_URL" in missing.output
    app.extensions["vendor_risk.config"] = config
    done = runner.invoke(outbox, ["send"])
    assert (done.exit_code, done.output.strip()) == (0, "1 sent, 0 waiting, 0 failed")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", sorted({kind for kind, _lang in TEMPLATES}))
def test_every_kind_of_mail_arrives_as_text_and_html_with_its_reply_address(app, mailbox, config, kind, lang):
    evil = "<img src=https://evil.example/x.png>\r\nBcc: all@b.example"
    subject, body = compose(kind, lang, **values_of(kind, name=evil, link=f"{config.base_url}/portal/i/x"))
    actions.queue(
        kind=kind, to_address="a@b.example", to_name=evil, language=lang, subject=subject, body=body, at=now(),
        sender_domain="risk.example", heading="Alpha <b>Works</b>", reply_to="buy@alpha.example",
    )  # fmt: skip
    db.session.commit()
    assert delivery.drain(config).sent == 1
    [mail] = mailbox.received
    assert (mail.get_content_type(), mail["Bcc"]) == ("multipart/alternative", None)
    assert mail["Reply-To"].addresses[0].addr_spec == "buy@alpha.example"
    assert mail.get_body(("plain",)).get_content().replace("\r\n", "\n").strip() == body.strip()
    html = mail.get_body(("html",)).get_content()
    assert "<img" not in html
    assert "<script" not in html
    assert "Alpha &lt;b&gt;Works&lt;/b&gt;" in html
    assert html.count("<a ") == html.count(f'<a href="{config.base_url}/')
    if "/portal/i/x" in body:
        assert f'<a href="{config.base_url}/portal/i/x">' in html


def test_a_reply_address_with_line_breaks_makes_no_header(app, mailbox, config):
    actions.queue(
        kind="receipt", to_address="a@b.example", to_name="", language="en", subject="Hello", body="Text", at=now(),
        sender_domain="risk.example", reply_to="buy@alpha.example\r\nBcc: all@b.example",
    )  # fmt: skip
    db.session.commit()
    delivery.drain(config)
    assert all(mail["Bcc"] is None for mail in mailbox.received)
    assert one().status in {"sent", "failed"}

"""One mail over SMTP. TLS by address (smtps://) or by STARTTLS; credentials never travel in the clear."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import unquote, urlsplit

from vendor_risk.notifications.html import html_of
from vendor_risk.notifications.models import OutboxMail

TIMEOUT_SECONDS = 20.0


class TryLaterError(Exception):
    """The server could not take this mail now (4xx, or it is away)."""


class ServerAwayError(TryLaterError):
    """The server could not be reached or spoken to: no other mail would go either."""


class NeverError(Exception):
    """The server refused this mail for good (5xx)."""


def message_of(mail: OutboxMail, sender: str, base_url: str) -> EmailMessage:
    """The mail as it is sent: plain text with HTML beside it, UTF-8, with the Message-ID it was queued with."""
    message = EmailMessage(policy=SMTP)
    local, _, domain = mail.to_address.partition("@")
    message["From"] = sender
    message["To"] = Address(" ".join(mail.to_name.split()), local, domain)
    if mail.reply_to:
        reply_local, _, reply_domain = mail.reply_to.partition("@")
        message["Reply-To"] = Address("", reply_local, reply_domain)
    message["Subject"] = mail.subject
    message["Date"] = mail.created_at
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    encoding = "quoted-printable" if mail.language == "en" else "base64"
    message.set_content(mail.body, cte=encoding)
    message.add_alternative(html_of(mail, base_url), subtype="html", cte=encoding)
    message["Content-Language"] = mail.language  # after the content, which clears headers of its own kind
    return message


@contextmanager
def connection(smtp_url: str) -> Iterator[smtplib.SMTP]:
    """An open, authenticated connection; ServerAwayError when there is none to be had."""
    parts = urlsplit(smtp_url)
    host, secure = parts.hostname or "127.0.0.1", parts.scheme == "smtps"
    context = ssl.create_default_context()
    try:
        if secure:
            server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=TIMEOUT_SECONDS, context=context)
        else:
            server = smtplib.SMTP(host, parts.port or 25, timeout=TIMEOUT_SECONDS)
        try:
            _begin(server, parts.username, parts.password, secure, context)
        except BaseException:
            server.close()
            raise
    except (OSError, smtplib.SMTPException) as error:
        raise ServerAwayError(str(error)) from error
    try:
        yield server
    finally:
        _end(server)


def _begin(server: smtplib.SMTP, user: str | None, password: str | None, secure: bool, context: ssl.SSLContext) -> None:
    server.ehlo()
    if not secure and server.has_extn("starttls"):
        server.starttls(context=context)
        server.ehlo()
        secure = True
    if user:
        if not secure:
            raise ServerAwayError("the server offers no encryption, so the password was not sent")
        server.login(unquote(user), unquote(password or ""))


def _end(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()


def send(server: smtplib.SMTP, mail: OutboxMail, sender: str, base_url: str) -> None:
    """Send one mail. NeverError when it was refused for good, TryLaterError when it may be tried again."""
    try:
        server.send_message(message_of(mail, sender, base_url))
    except smtplib.SMTPRecipientsRefused as error:
        code, reply = next(iter(error.recipients.values()))
        raise _judged(code, reply) from error
    except smtplib.SMTPServerDisconnected as error:
        raise ServerAwayError(str(error)) from error
    except smtplib.SMTPResponseException as error:
        raise _judged(error.smtp_code, error.smtp_error) from error
    except (ValueError, smtplib.SMTPNotSupportedError) as error:
        raise NeverError(str(error)) from error
    except OSError as error:
        raise ServerAwayError(str(error)) from error


def _judged(code: int, reply: bytes | str) -> Exception:
    words = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    text = f"{code} {words}"
    return NeverError(text) if 500 <= code < 600 else TryLaterError(text)

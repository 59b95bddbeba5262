"""Forms of accounts: shape and wording. Signing in and changing a password fill Flask-Security's forms."""

from __future__ import annotations

import unicodedata

from flask import g, session
from flask_babel import lazy_gettext as _l
from flask_security import forms as library
from flask_security.proxies import _security
from flask_security.utils import get_message, verify_password
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, SelectField, StringField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, EqualTo, InputRequired, Length

from vendor_risk.accounts import hashing, queries
from vendor_risk.accounts.models import User
from vendor_risk.accounts.words import ROLE_NAMES
from vendor_risk.database import db, end_transaction_before_slow_work
from vendor_risk.permissions import Role

LANGUAGE_CHOICES = [SelectChoice("ja", "日本語"), SelectChoice("en", "English")]


def _stripped(value: str | None) -> str | None:
    return value.strip() if value else value


def half_width(value: str | None) -> str:
    """An address as it was typed, in the width addresses have: Japanese keyboards write ａ＠ｂ when set to."""
    return unicodedata.normalize("NFKC", value or "")


class SignInForm(library.LoginForm):
    """Address and password. Right, wrong, unknown and disabled take the same way and the same time."""

    email = EmailField(
        _l("Email address"),
        filters=[_stripped, half_width],
        validators=[InputRequired(_l("Enter your email address.")), Length(max=254)],
        render_kw={"autocomplete": "username", "autofocus": True},
    )
    password = PasswordField(
        _l("Password"),
        validators=[InputRequired(_l("Enter your password.")), Length(max=128)],
        render_kw={"autocomplete": "current-password"},
    )
    remember = None
    submit = None

    def validate(self, **kwargs: object) -> bool:
        """Whether the password is that person's; `user` is the person then."""
        if not super(library.LoginForm, self).validate(**kwargs):
            return False
        user = queries.user_with_email(self.email.data or "")
        may_enter = user is not None and user.active
        user_id, stored = (user.id, user.password) if user is not None else (None, "")
        end_transaction_before_slow_work()
        known = stored if stored.startswith("$") else hashing.dummy_hash()
        right = verify_password(_security.password_util.normalize(self.password.data), known)
        if not (right and may_enter and known == stored):
            self.password.errors = [get_message("GENERIC_AUTHN_FAILED")[0]]
            return False
        self.user = db.session.get_one(User, user_id)
        chosen = g.get("language") or session.get("language")
        session.clear()  # nothing that was there before belongs to this person, but for the language just chosen
        if chosen:
            session["language"] = chosen
        return True


class ChangePasswordForm(library.ChangePasswordForm):
    """The password of now, and a new one twice."""

    password = PasswordField(
        _l("Current password"), validators=[Length(max=128)], render_kw={"autocomplete": "current-password"}
    )
    new_password = PasswordField(
        _l("New password"),
        validators=[InputRequired(_l("Enter a new password.")), Length(max=128)],
        render_kw={"autocomplete": "new-password"},
    )
    new_password_confirm = PasswordField(
        _l("Confirm new password"),
        validators=[
            InputRequired(_l("Re-enter the new password.")),
            EqualTo("new_password", _l("The passwords do not match.")),
        ],
        render_kw={"autocomplete": "new-password"},
    )
    submit = None


class ForgottenForm(FlaskForm):
    """The address of mail of who forgot the password."""

    email = StringField(
        _l("Email address"),
        filters=[_stripped, half_width],
        validators=[InputRequired(_l("Enter your email address.")), Length(max=254)],
        render_kw={"autocomplete": "username", "inputmode": "email"},
    )


class WelcomeForm(FlaskForm):
    """A first password, by the link of a welcome mail."""

    token = HiddenField()
    password = PasswordField(
        _l("New password"),
        validators=[InputRequired(_l("Enter a new password.")), Length(max=128)],
        render_kw={"autocomplete": "new-password"},
        description=_l("At least 12 characters. A phrase of several words is fine."),
    )
    again = PasswordField(
        _l("Confirm new password"),
        validators=[
            InputRequired(_l("Re-enter the new password.")),
            EqualTo("password", _l("The passwords do not match.")),
        ],
        render_kw={"autocomplete": "new-password"},
    )

    def validate_password(self, field: PasswordField) -> None:
        """Ask the library's rules."""
        faults, field.data = _security.password_util.validate(field.data, True)
        if faults:
            raise ValidationError(" ".join(faults))


class NameForm(FlaskForm):
    """A person's name, in one language or in both."""

    name_en = StringField(
        _l("Name (English)"),
        filters=[_stripped],
        validators=[Length(max=300)],
        description=_l(
            "Fill in at least one language. Each reader sees the text in their own language if it has been "
            "entered, otherwise in the other language."
        ),
    )
    name_ja = StringField(_l("Name (Japanese)"), filters=[_stripped], validators=[Length(max=300)])

    def validate_name_en(self, field: StringField) -> None:
        """One of the two is there."""
        if not field.data and not self.name_ja.data:
            raise ValidationError(_l("Enter a name."))


class ProfileForm(NameForm):
    """What people say about themselves."""

    language = SelectField(_l("Display language"), choices=LANGUAGE_CHOICES)


class MembershipForm(FlaskForm):
    """A role in a company. The companies offered are those of the administrator's scope; others are refused."""

    company = SelectField(
        _l("Group company"),
        coerce=int,
        description=_l("The role also applies to all companies below the selected one."),
    )
    role = SelectField(_l("Role"), choices=[], default=Role.REVIEWER.value)

    def __init__(self, companies: list[SelectChoice], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.company.choices = companies
        self.role.choices = [SelectChoice(role.value, name) for role, name in ROLE_NAMES.items()]

    @property
    def chosen_role(self) -> Role:
        """The role, once the form is valid."""
        return Role(self.role.data)


class PersonForm(MembershipForm, NameForm):
    """A new person with a first role."""

    email = EmailField(
        _l("Email address"),
        filters=[_stripped],
        validators=[
            InputRequired(_l("Enter an email address.")),
            Email(_l("Enter an email address such as name@example.com.")),
            Length(max=254),
        ],
        render_kw={"autocomplete": "off"},
    )
    language = SelectField(_l("Display and email language"), choices=LANGUAGE_CHOICES)

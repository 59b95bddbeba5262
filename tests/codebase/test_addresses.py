"""An address that no mail server would take is refused where it is typed: no form takes one by rules of its own."""

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import EmailField, Form, StringField
from wtforms.fields.core import UnboundField

from tests.codebase.forms import every_form
from vendor_risk.organizations.forms import MailAddress

LOOKED_UP = {
    "SignInForm.email": "an account is looked up by it; it is told like a wrong password",
    "ForgottenForm.email": "an account is looked up by it; everybody is told the same",
}
"""Fields for an address that nothing is sent to as it was typed."""


def address_fields(forms):
    """Every field for an address of mail: "Form.field" → the field as its form says it."""
    found = {}
    for form in forms:
        for name, field in vars(form).items():
            if isinstance(field, UnboundField):
                label = str(field.args[0]) if field.args else ""
                said = "email address" in label.casefold() and issubclass(field.field_class, StringField)
                if said or "email" in name or issubclass(field.field_class, EmailField):
                    found[f"{form.__name__}.{name}"] = field
    return found


def checks(field):
    """The validators that a field was given."""
    return [*(field.args[1] if len(field.args) > 1 else ()), *field.kwargs.get("validators", ())]


def test_every_field_for_an_address_refuses_what_cannot_be_delivered(app):
    with app.test_request_context():
        found = address_fields(every_form())
    assert len(found) >= 8
    bare = {name for name, field in found.items() if not any(isinstance(one, MailAddress) for one in checks(field))}
    assert bare == set(LOOKED_UP)


class _Form(Form):
    email = StringField("Email address", [MailAddress()])


@pytest.mark.parametrize(
    ("text", "taken"),
    [("名前@例え.example", False), ("x@例え.example", False), ("x@example", False), ("x y@a.example", False),
     ("o'neil+1@a-b.example", True), ("name..@carrier.example", True), ("", True)],
)  # fmt: skip
def test_an_address_is_taken_when_a_mail_server_would_take_it(app, text, taken):
    with app.test_request_context():
        form = _Form(MultiDict({"email": text}))
        assert form.validate() is taken
        assert bool(form.email.errors) is not taken


def test_a_form_with_rules_of_its_own_would_be_named():
    class Letter(Form):
        copy_to = StringField("Second email address")

    assert not any(isinstance(one, MailAddress) for one in checks(address_fields([Letter])["Letter.copy_to"]))

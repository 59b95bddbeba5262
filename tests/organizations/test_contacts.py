"""The form of a contact: what a page already knows of a person is not typed again."""

import re

from tests.builders import organizations


def test_the_address_of_the_form_brings_the_person_who_was_invited(group, sign_in):
    vendor = organizations.vendor("Acme", group.a)
    known = {"name": "Sato", "email": "sato@x.example", "language": "en", "role": "CEO"}
    page = sign_in(group.owner).get(f"/organizations/{vendor.id}/contacts/new", query_string=known).text
    values = {re.search(r'value="([^"]*)"', field)[1] for field in re.findall(r"<input[^>]* value=[^>]*>", page)}
    assert {"Sato", "sato@x.example"} <= values
    chosen = [field for field in re.findall(r"<input[^>]*>", page) if "checked" in field and 'name="language"' in field]
    assert len(chosen) == 1
    assert 'value="en"' in chosen[0]
    assert "CEO" not in values, "an address says only what an invitation says"

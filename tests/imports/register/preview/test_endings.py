"""What a file ends is shown in numbers, and stored only once somebody says so."""

import re

import pytest

from tests.builders import flows
from tests.builders.chains import engagement
from tests.builders.forms import post
from tests.builders.organizations import vendor as registered
from tests.imports.register.pages import upload, vendor
from vendor_risk.database import db
from vendor_risk.engagements.models import Engagement, EngagementStatus
from vendor_risk.formats.register.workbook import write_workbook
from vendor_risk.imports.register.words import vocabularies
from vendor_risk.organizations.models import OrganizationStatus


@pytest.fixture
def running(group):
    """A vendor with an engagement and an assessment in progress."""
    found = registered("Acme", group.a, tier="T1")
    engagement(group.a, found)
    flows.issued(found, group.a, flows.version())
    db.session.commit()
    return found


def listed(group, found, status):
    row = {"code": found.code, "name": "Acme", "country": "JP", "home_company": group.a.code, "status": status}
    return write_workbook({"vendors": [row]}, vocabularies())


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_file_that_ends_a_vendor_says_what_hangs_on_it_and_waits_for_a_yes(group, running, sign_in, lang):
    client = sign_in(group.owner)
    preview = upload(client, listed(group, running, OrganizationStatus.ENDED))
    page = client.get(f"{preview}?lang={lang}").text
    part = re.sub(r"<[^>]+>|\s+", " ", page.partition('aria-labelledby="endings"')[2].partition("</section>")[0])
    said = ("1 will be set to", "1 is in progress", "1 is ongoing or planned") if lang == "en" else ("1件が「終了」",)
    assert all(text in part for text in said), part
    refused = post(client, f"{preview}/apply", {})
    assert refused.status_code == 422
    assert 'id="endings-error"' in refused.text
    assert vendor(running.code).status == OrganizationStatus.ACTIVE
    assert post(client, f"{preview}/apply", {"confirm_ending": "y"}).status_code == 303
    assert vendor(running.code).status == OrganizationStatus.ENDED


def test_a_file_that_ends_nothing_asks_nothing(group, running, sign_in):
    client = sign_in(group.owner)
    preview = upload(client, listed(group, running, OrganizationStatus.ACTIVE))
    assert "confirm_ending" not in client.get(preview).text


def test_a_file_that_ends_an_engagement_waits_for_a_yes_too(group, running, sign_in):
    bought = db.session.query(Engagement).one()
    row = {
        "code": bought.code,
        "buyer": group.a.code,
        "supplier": running.code,
        "service": "Hauling",
        "status": "ended",
        "owner_name": "Mori",
        "owner_email": "mori@alpha.example",
    }
    client = sign_in(group.owner)
    preview = upload(client, write_workbook({"engagements": [row]}, vocabularies()))
    assert "offboarding checklists" in client.get(preview).text
    assert post(client, f"{preview}/apply", {}).status_code == 422
    assert post(client, f"{preview}/apply", {"confirm_ending": "y"}).status_code == 303
    db.session.expire_all()
    assert db.session.query(Engagement).one().status == EngagementStatus.ENDED

"""A vendor of company A with three gaps, and what tests of findings do to them again and again."""

import re

import pytest

from tests.builders import flows, organizations
from tests.builders.forms import post
from vendor_risk.accounts.models import User
from vendor_risk.database import db
from vendor_risk.improvement.models import Finding
from vendor_risk.questionnaires.models import QuestionnaireVersion

LEVELS = {"Q1": 1, "Q2": 4, "Q3": 1, "Q4": 3}
"""Target 4: Q1 (weight 3), Q3 (a knock-out) and Q4 fall short, Q2 does not."""


@pytest.fixture
def gaps(group):
    """The companies and the vendor, assessed once by A."""
    vendor = organizations.vendor("Vendor", group.a)
    assess(vendor, group.a, LEVELS, released=flows.version())
    return group, vendor


def assess(organization, issuer, levels, released=None, **values):
    """One more accepted assessment, with these levels."""
    known = released or db.session.query(QuestionnaireVersion).first()
    made = flows.accepted(flows.issued(organization, issuer, known, **values), levels)
    db.session.commit()
    return made


def finding_of(organization, question):
    """The one finding of an organization about a question, as it is stored now."""
    db.session.expire_all()
    return db.session.query(Finding).filter_by(organization_id=organization.id, question_id=question).one()


def decide(client, row, **values):
    """Post the form of a finding as its page offers it; `owner` may be a person."""
    fields = {"seen_version": row.version, "status": "in_progress", "owner": ""} | values
    return post(client, f"/improvement/{row.id}", fields | {"owner": chosen(fields["owner"])})


def chosen(owner):
    """An owner as the chooser of owners sends it."""
    return str(owner.id) if isinstance(owner, User) else owner


def assign(client, ids, args="", **values):
    """Give these findings an owner or a date, as the page that has shown them sends it."""
    fields = {"owner": "", "findings": ",".join(map(str, ids))} | values
    return post(client, f"/improvement/assign?{args}", fields | {"owner": chosen(fields["owner"])})


def choose(client, args="", **fields):
    """Ask for the page that says what is about to be changed."""
    return post(client, f"/improvement/choose?{args}", fields)


def listed(client, args=""):
    """The questions of the list of findings, small gaps too, from the top."""
    return re.findall(r">(Q\d)\s+Thing", client.get(f"/improvement/?lang=en&view=list&small=y&{args}").text)

"""An application on a database of its own that is thrown away, for benchmarks that store things."""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from vendor_risk.accounts.models import User
from vendor_risk.app import create_app
from vendor_risk.config import Config
from vendor_risk.database import db, now, writing
from vendor_risk.domain.questionnaires import Questionnaire
from vendor_risk.organizations.actions import OrganizationFacts, add_company, add_vendor
from vendor_risk.organizations.models import Organization
from vendor_risk.questionnaires.actions import add_version
from vendor_risk.questionnaires.models import Origin, QuestionnaireStatus, QuestionnaireVersion

ACTOR = "benchmark"


@contextmanager
def application() -> Iterator[Flask]:
    """An application on an empty database, inside its context, where everything may write."""
    with tempfile.TemporaryDirectory(prefix="vendor-risk-bench-") as folder:
        config = Config(
            data=Path(folder),
            database_url=f"sqlite:///{folder}/bench.db",
            secret_key=secrets.token_hex(32),
            testing=True,
        )
        app = create_app(config)
        with app.app_context(), writing():
            db.create_all()
            yield app
            db.session.remove()
            db.engine.dispose()


def two_parties() -> tuple[Organization, Organization]:
    """A group company and a vendor of it."""
    company = add_company("C", OrganizationFacts("Company"), parent_id=None, at=now(), actor=ACTOR)
    vendor = add_vendor("P", OrganizationFacts("Vendor"), home_company_id=company.id, at=now(), actor=ACTOR)
    return company, vendor


def released(questionnaire: Questionnaire) -> QuestionnaireVersion:
    """The questionnaire, stored and released."""
    return add_version(questionnaire, status=QuestionnaireStatus.RELEASED, origin=Origin.SHIPPED, at=now())


def signed_in(app: Flask, user: User) -> FlaskClient:
    """A client signed in as that person."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = user.fs_uniquifier
        session["_fresh"] = True
        session["fs_cc"] = "set"
    return client

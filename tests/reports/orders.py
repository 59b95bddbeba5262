"""Reports asked for on their page, and the work behind them."""

import threading

from vendor_risk.database import db
from vendor_risk.jobs import worker
from vendor_risk.jobs.models import Job


def asked(group, **changes):
    """The form that asks for a report."""
    return {"form": "xlsx", "company_id": str(group.holding.id), "language": "ja", "vendor": "", "since": ""} | changes


def work_off(app):
    """Do what waits, in a thread of its own as in production: what a test may write, a worker may not everywhere."""
    db.session.commit()
    thread = threading.Thread(target=worker.work, args=(app, threading.Event()), kwargs={"once": True})
    thread.start()
    thread.join()


def newest():
    """The newest job, as it is stored now."""
    db.session.expire_all()
    return db.session.query(Job).order_by(Job.id.desc()).first()

"""Reports are asked for on their page, made in the background within the scope of who asks, and fetched by who may."""

from datetime import timedelta

import pytest

from tests.builders import accounts
from tests.builders.forms import post
from tests.reports.orders import asked, newest, work_off
from vendor_risk.database import db, now
from vendor_risk.jobs.models import Job, JobStatus
from vendor_risk.permissions import Role
from vendor_risk.reports import jobs as report_jobs


def test_a_report_is_asked_for_made_and_fetched(app, scene, sign_in):
    group, _rows = scene
    client = sign_in(group.ciso)
    answer = post(client, "/reports/", asked(group))
    assert answer.status_code == 303
    work_off(app)
    job = newest()
    assert (job.status, job.done, job.total) == (JobStatus.DONE, 3, 3)
    assert job.file_name.startswith("risk-report-ja-")
    page = client.get("/reports/").text
    assert f"/jobs/{job.id}/file" in page
    assert client.get(f"/jobs/{job.id}/file").data.startswith(b"PK")


def test_a_manager_gets_the_own_branch_only(app, scene, sign_in):
    group, _rows = scene
    client = sign_in(group.manager_a)
    assert post(client, "/reports/", asked(group, company_id=str(group.b.id))).status_code == 422
    assert post(client, "/reports/", asked(group)).status_code == 422
    assert db.session.query(Job).count() == 0
    assert post(client, "/reports/", asked(group, company_id=str(group.a.id))).status_code == 303
    work_off(app)
    job = newest()
    assert job.status == JobStatus.DONE
    for path in (f"/jobs/{job.id}", f"/jobs/{job.id}/file"):
        assert sign_in(group.manager_b).get(path).status_code == 404
        assert sign_in(group.ciso).get(path).status_code == 200
    assert f"/jobs/{job.id}" not in sign_in(group.manager_b).get("/reports/").text


def test_a_vendor_is_named_by_code_or_name_within_what_one_sees(app, scene, sign_in):
    group, rows = scene
    client = sign_in(group.ciso)
    assert post(client, "/reports/", asked(group, vendor="nobody at all")).status_code == 422
    assert post(client, "/reports/", asked(group, vendor=rows["bolt"].code)).status_code == 303
    work_off(app)
    assert newest().file_name.startswith("result-")
    manager = sign_in(group.manager_a)
    answer = post(manager, "/reports/", asked(group, company_id=str(group.a.id), vendor=rows["bolt"].code))
    assert answer.status_code == 422
    assert (
        "No organisation visible to the selected company matches this code or name, or more than one does. Enter "
        "the exact code." in answer.text
    )


def test_who_lost_the_permission_gets_nothing_made(app, scene, sign_in):
    group, _rows = scene
    post(sign_in(group.ciso), "/reports/", asked(group))
    for membership in list(group.ciso.memberships):
        db.session.delete(membership)
    work_off(app)
    assert newest().status == JobStatus.FAILED
    assert newest().file_sha256 is None


def test_who_may_not_see_reports_is_refused(app, scene, sign_in, stranger):
    group, _rows = scene
    nobody = accounts.person(Role.AUDITOR, group.a)
    db.session.delete(nobody.memberships[0])
    assert sign_in(nobody).get("/reports/").status_code == 403
    assert stranger.get("/reports/").status_code in {302, 401}


@pytest.mark.parametrize("bad", [{"form": "exe"}, {"language": "fr"}, {"since": "yesterday"}, {"company_id": "0"}])
def test_what_cannot_be_meant_is_said_and_nothing_is_made(scene, sign_in, bad):
    group, _rows = scene
    assert post(sign_in(group.ciso), "/reports/", asked(group, **bad)).status_code == 422
    assert db.session.query(Job).count() == 0


def test_old_files_are_let_go_and_the_list_says_so(app, scene, sign_in):
    group, _rows = scene
    client = sign_in(group.ciso)
    post(client, "/reports/", asked(group))
    work_off(app)
    assert report_jobs.forget_old(now()) == 0
    assert report_jobs.forget_old(now() + timedelta(days=report_jobs.KEPT_DAYS + 1)) == 1
    assert "No longer available" in client.get("/reports/").text
    assert client.get(f"/jobs/{newest().id}/file").status_code == 404


def test_every_role_that_sees_heatmaps_may_have_reports_made():
    from vendor_risk.permissions import Permission, allows

    for role in Role:
        assert allows(role, Permission.REPORT_VIEW) == allows(role, Permission.HEATMAP_VIEW)


def test_the_pages_of_a_vendor_and_of_a_company_lead_to_their_report(scene, sign_in):
    group, rows = scene
    client = sign_in(group.ciso)
    assert f"/reports/?vendor={rows['acme'].code}" in client.get(f"/organizations/{rows['acme'].id}").text
    assert f"/reports/?company={group.a.id}" in client.get(f"/organizations/{group.a.id}").text
    form = client.get(f"/reports/?company={group.a.id}&vendor={rows['acme'].code}").text
    assert f'<option selected value="{group.a.id}">' in form
    assert f'value="{rows["acme"].code}"' in form

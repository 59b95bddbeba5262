"""The wheel, installed in a clean environment outside the checkout, migrates a database and serves every page."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "four words in a row"
pytestmark = pytest.mark.install


def run(*command, cwd, env=None, **more):
    """Run to the end; its output, or a failure that shows it."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=env,
        text=True,
        capture_output=True,
        timeout=900,
        check=False,
        **more,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The folder of the commands of a clean environment with the wheel, built from the source distribution."""
    folder = tmp_path_factory.mktemp("install")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder / "dist", ROOT, cwd=folder)
    (wheel,) = (folder / "dist").glob("*.whl")
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    commands = folder / "venv" / "bin"
    pip = [commands / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(*pip, "--require-hashes", "-r", ROOT / "requirements-build.lock", cwd=folder)
    run(*pip, "--require-hashes", "--no-build-isolation", "-r", ROOT / "requirements.lock", cwd=folder)
    run(*pip, "--no-deps", wheel, cwd=folder)
    return commands


@pytest.fixture(scope="module")
def environment(installed, tmp_path_factory):
    """Settings of an installation of its own, far from the checkout."""
    data = tmp_path_factory.mktemp("elsewhere") / "data"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    foreign = ("VENDOR_RISK", "PYTHON", "PYTEST")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return kept | {"VENDOR_RISK_DATA": str(data), "PORT": str(port), "PATH": f"{installed}:{os.environ['PATH']}"}


@pytest.fixture(scope="module")
def served(installed, environment):
    """The address of the running installation, with content and an administrator."""
    away = Path(environment["VENDOR_RISK_DATA"]).parent
    run("vendor-risk", "upgrade", cwd=away, env=environment)
    run("vendor-risk", "upgrade", cwd=away, env=environment)
    run("vendor-risk", "content", "sync", cwd=away, env=environment)
    options = ["--name", "Chief", "--company", "Group", "--password-stdin"]
    run("vendor-risk", "admin", "create", "chief@group.example", *options, cwd=away, env=environment, input=PASSWORD)
    log = (away / "server.log").open("w")
    server = subprocess.Popen([installed / "vendor-risk", "run"], cwd=away, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{environment['PORT']}"
    try:
        for _try in range(300):
            assert server.poll() is None, (away / "server.log").read_text()
            try:
                urllib.request.urlopen(address + "/accounts/sign-in", timeout=5).read()
                break
            except OSError:
                time.sleep(0.2)
        else:
            pytest.fail(f"the server did not come up:\n{(away / 'server.log').read_text()}")
        yield address
    finally:
        server.terminate()
        server.wait(20)
        log.close()


def fetch(opener, address, data=None):
    """Status and text of an address; errors are answers too."""
    body = urllib.parse.urlencode(data).encode() if data else None
    try:
        with opener.open(urllib.request.Request(address, data=body), timeout=60) as answer:
            return answer.status, answer.read().decode(errors="replace"), answer.headers.get_content_type()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode(errors="replace"), error.headers.get_content_type()


def signed_in(address):
    """An opener with the administrator's session."""
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = fetch(opener, address + "/accounts/sign-in")[1]
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page).group(1)
    data = {"email": "chief@group.example", "password": PASSWORD, "csrf_token": token}
    status, page, _kind = fetch(opener, address + "/accounts/sign-in", data)
    assert status == 200
    assert "Chief" in fetch(opener, address + "/accounts/profile")[1]
    return opener


def without_language(address):
    """The address with all of its query but the language."""
    parts = urllib.parse.urlsplit(address)
    query = [pair for pair in urllib.parse.parse_qsl(parts.query, keep_blank_values=True) if pair[0] != "lang"]
    return urllib.parse.urlunsplit(parts._replace(query=urllib.parse.urlencode(query)))


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_page_and_everything_it_links_to_is_served(served, language):
    opener = signed_in(served)
    waiting, seen = ["/", "/accounts/profile"], set()
    while waiting and len(seen) < 400:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        asked = path if "/static/" in path else f"{path}{'&' if '?' in path else '?'}lang={language}"
        status, text, kind = fetch(opener, served + asked)
        assert status == 200, f"{path}: {status}\n{text[:2000]}"
        if kind == "text/html":
            assert f'<html lang="{language}"' in text, path
            for found in re.findall(r'(?:href|src)="(/[^"#]*)', text):
                waiting.append(without_language(found.replace("&amp;", "&")))
    assert len([path for path in seen if "/static/" not in path]) > 12, seen


def test_the_pages_of_the_table_of_access_are_served(served):
    opener = signed_in(served)
    rows = re.findall(
        r"^\| `([^`<]+)` \| ([A-Z ]+) \| ([^|]+) \|", (ROOT / "docs" / "access.md").read_text(), re.MULTILINE
    )
    pages = [path for path, methods, needs in rows if "GET" in methods and "invitation" not in needs]
    assert len(pages) > 12
    for path in pages:
        status, text, _kind = fetch(opener, served + path)
        assert status < 500, f"{path}: {status}\n{text[:2000]}"


def test_the_log_of_the_installation_is_whole(installed, environment, served):
    away = Path(environment["VENDOR_RISK_DATA"]).parent
    assert "The log is intact." in run("vendor-risk", "audit", "verify", cwd=away, env=environment)
    assert shutil.which("vendor-risk", path=str(installed)) == str(installed / "vendor-risk")

"""Settings: each documented, each read, wrong ones refused with a sentence."""

import re
from pathlib import Path

import pytest

from tests.codebase import settings
from vendor_risk import config
from vendor_risk.config import ConfigError, from_environment

SOURCE = Path(config.__file__).read_text()
BASE = {"VENDOR_RISK_SECRET_KEY": "x" * 40}


def test_the_document_is_what_the_code_says():
    assert settings.FILE.read_text() == settings.document(), "run: python -m tests.codebase.settings"


def test_every_setting_names_its_variable_and_every_variable_is_read():
    read = set(re.findall(r'"((?:VENDOR_RISK_[A-Z_]+)|HOST|PORT)"', SOURCE.split("def _secret")[1]))
    documented = {variable for _field, variable, _default, _text in settings.rows() if variable}
    assert read == documented
    assert {field for field, variable, *_rest in settings.rows() if not variable} == {"testing"}


def test_no_other_module_reads_the_environment():
    package = Path(config.__file__).parent
    readers = {
        file.relative_to(package).as_posix()
        for file in package.rglob("*.py")
        if re.search(r"os\.environ|os\.getenv", file.read_text())
    }
    readers = {name for name in readers if not name.startswith("bench/")}  # measures other people's files too
    assert readers - {"config.py", "workbook/safe.py", "workbook/child.py"} == set()


def test_nothing_needs_to_be_set(tmp_path):
    made = from_environment({"VENDOR_RISK_DATA": str(tmp_path / "new")})
    assert made.database_url == f"sqlite:///{tmp_path / 'new' / 'vendor_risk.db'}"
    assert (tmp_path / "new" / "secret.key").stat().st_mode & 0o777 == 0o600
    assert from_environment({"VENDOR_RISK_DATA": str(tmp_path / "new")}).secret_key == made.secret_key


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("VENDOR_RISK_LANGUAGE", "fr"),
        ("VENDOR_RISK_BASE_URL", "ftp://x"),
        ("VENDOR_RISK_BASE_URL", "example.com"),
        ("VENDOR_RISK_SMTP_URL", "mail.example.com"),
        ("VENDOR_RISK_SECRET_KEY", "short"),
        ("VENDOR_RISK_DEMO", "yes"),
        ("VENDOR_RISK_UPLOAD_LIMIT_MB", "0"),
        ("VENDOR_RISK_TIMEZONE", "Mars/Olympus"),
        ("VENDOR_RISK_RATE_LIMIT_STORAGE", "nowhere"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(tmp_path, variable, value):
    with pytest.raises(ConfigError, match=variable):
        from_environment({**BASE, "VENDOR_RISK_DATA": str(tmp_path), variable: value})

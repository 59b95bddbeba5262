"""Where the real workbooks are, which others wrote and which are never part of the product.

The folder comes from `VENDOR_RISK_WORKBOOKS`, else lies beside the checkout. Tests that need it are skipped where it is
absent; in CI it is present.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

FOLDER = Path(
    os.environ.get("VENDOR_RISK_WORKBOOKS", Path(__file__).resolve().parents[2] / ".." / "shared" / "workbooks")
).resolve()

needs_workbooks = pytest.mark.skipif(not FOLDER.is_dir(), reason="the folder of real workbooks is not here")


def workbook_path(name: str) -> Path:
    """The path of a real workbook by its name in the folder ("hecvat/….xlsx")."""
    return FOLDER / name

"""How a file that was made for somebody is sent to be kept."""

from __future__ import annotations

import io

from flask import Response, send_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLES = {"xlsx": XLSX, "csv": "text/csv"}
"""The files that a table of a page can be had as, by ending."""


def send_workbook(content: bytes, name: str) -> Response:
    """A workbook under that name."""
    return send_made(content, XLSX, name)


def send_table(content: bytes | str, kind: str, name: str) -> Response:
    """A table as a file of that kind (one of TABLES) under that name, which comes without its ending."""
    return send_made(content.encode() if isinstance(content, str) else content, TABLES[kind], f"{name}.{kind}")


def send_made(content: bytes, media_type: str, name: str) -> Response:
    """Any content under that name."""
    return send_file(io.BytesIO(content), media_type, as_attachment=True, download_name=name)

"""The plainest way to read all values of an xlsx workbook: zip and expat with handlers, the limit of `opening`.

It knows the usual spelling only, and nothing of dates: just the work that any reader of the format has to do.
"""

from __future__ import annotations

import io
import resource
import sys
import zipfile
from pathlib import Path
from xml.parsers import expat


def read(data: bytes) -> list[list[list[str]]]:
    """The texts of all cells: sheets of rows."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        strings = _strings(archive.read("xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in names else []
        return [_sheet(archive.read(name), strings) for name in names if name.startswith("xl/worksheets/sheet")]


def _strings(xml: bytes) -> list[str]:
    found: list[str] = []
    pieces: list[str] = []
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(name: str, _known: dict[str, str]) -> None:
        if name == "si":
            pieces.clear()

    def end(name: str) -> None:
        if name == "si":
            found.append("".join(pieces))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = pieces.append
    parser.Parse(xml, True)
    return found


def _sheet(xml: bytes, strings: list[str]) -> list[list[str]]:
    rows: list[list[str]] = []
    pieces: list[str] = []
    kind = [""]
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def start(name: str, known: dict[str, str]) -> None:
        if name == "c":
            kind[0] = known.get("t", "")
            pieces.clear()
        elif name == "row":
            rows.append([])
        elif name == "v":
            pieces.clear()

    def end(name: str) -> None:
        if name == "c":
            text = "".join(pieces)
            rows[-1].append(strings[int(text)] if kind[0] == "s" and text else text)
        elif name == "f":
            pieces.clear()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = pieces.append
    parser.Parse(xml, True)
    return rows


def peak() -> float:
    """The most memory this process has used, in MB."""
    status = Path("/proc/self/status")  # where the system counts from the program's start, not from its parent's
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) / 1024
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    read(Path(sys.argv[1]).read_bytes())
    print(peak())

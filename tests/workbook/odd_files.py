"""Files that one reader refuses or misreads and another opens, each with the rows a person sees."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

from tests.workbook.hostile import MAIN, SMALL, package, row_xml, sheet_xml
from tests.workbook.hostile_formats import repacked

Rows = list[list[Any]]


def small_rows() -> Rows:
    """What stands in the small sheet."""
    return [["ID", "Question", "Answer"], *([f"Q-{n:02}", f"Is control {n} in place?", "Yes"] for n in range(2, 7))]


def sheet(*cells: str, **more: Any) -> bytes:
    """A workbook with these cells in row 1."""
    return package(sheet_xml(f'<row r="1">{"".join(cells)}</row>'), **more)


def inline(place: str, text: str) -> str:
    """A cell with a text."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def without(data: bytes, *names: str) -> bytes:
    """The workbook without these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            if name not in names:
                target.writestr(name, source.read(name))
    return out.getvalue()


def renamed(data: bytes, change: Callable[[str], str]) -> bytes:
    """The workbook with other names for its parts."""

    def other(entry: zipfile.ZipInfo, content: bytes) -> bytes:
        entry.filename = change(entry.filename)
        return content

    return repacked(data, other)


def replaced(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with something replaced in a part."""
    return repacked(data, lambda entry, content: content.replace(old, new) if entry.filename == part else content)


def elsewhere() -> bytes:
    """The workbook part under another name than usual, as the standard allows."""
    data = renamed(
        package(), lambda name: name.replace("xl/workbook.xml", "xl/book.xml").replace("rels/workbook", "rels/book")
    )
    return replaced(data, "_rels/.rels", b"xl/workbook.xml", b"xl/book.xml")


def streamed() -> bytes:
    """Written without knowing sizes beforehand: they follow each part."""

    class Pipe(io.RawIOBase):
        content = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: Any) -> int:
            self.content += data
            return len(data)

    pipe = Pipe()
    pipe.content = bytearray()
    with zipfile.ZipFile(io.BytesIO(package())) as source, zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    return bytes(pipe.content)


def zip64() -> bytes:
    """With 64-bit sizes throughout."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package())) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            with target.open(name, "w", force_zip64=True) as part:
                part.write(source.read(name))
    return out.getvalue()


def recoded(declared: str, codec: str, text: str) -> bytes:
    """The sheet in another encoding than UTF-8."""
    xml = sheet_xml(row_xml(1, text)).replace("UTF-8", declared)
    return package(xml.encode(codec))


def prefixed() -> bytes:
    """Every name with a prefix, as some libraries write."""
    xml = (
        sheet_xml(SMALL).replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x=")
    )
    return package(xml)


ODD: Mapping[str, tuple[Callable[[], bytes], Rows]] = {
    "#SPILL!": (lambda: sheet('<c r="A1" t="e"><v>#SPILL!</v></c>', inline("B1", "ok")), [["", "ok"]]),
    "#GETTING_DATA": (lambda: sheet('<c r="A1" t="e"><v>#GETTING_DATA</v></c>', inline("B1", "ok")), [["", "ok"]]),
    "a type of cell nobody knows": (lambda: sheet('<c r="A1" t="zz"><v>x</v></c>'), [["x"]]),
    "a number that is none": (lambda: sheet('<c r="A1"><v>1,5</v></c>', inline("B1", "ok")), [["1,5", "ok"]]),
    "a truth value in words": (lambda: sheet('<c r="A1" t="b"><v>true</v></c>'), [[True]]),
    "a date in words": (lambda: sheet('<c r="A1" t="d"><v>2026-04-01T00:00:00</v></c>'), [["2026-04-01"]]),
    "a text that is not in the table": (
        lambda: sheet('<c r="A1" t="s"><v>99</v></c>', inline("B1", "ok")),
        [["", "ok"]],
    ),
    "places with dollars": (lambda: sheet('<c r="$B$1"><v>1</v></c>'), [["", 1.0]]),
    "places in small letters": (lambda: sheet('<c r="b1"><v>1</v></c>'), [["", 1.0]]),
    "no places": (lambda: package(sheet_xml("<row><c><v>1</v></c><c><v>2</v></c></row>")), [[1.0, 2.0]]),
    "rows out of order": (
        lambda: package(sheet_xml(row_xml(3, "c") + row_xml(1, "a"))),
        [["a"], [""], ["c"]],
    ),
    "single quotes": (lambda: package(sheet_xml(SMALL).replace('"', "'").replace("'UTF-8'", "'UTF-8'")), small_rows()),
    "spaces around equals signs": (lambda: package(sheet_xml(SMALL).replace('="', ' = "')), small_rows()),
    "line breaks in tags": (lambda: package(sheet_xml(SMALL).replace(" r=", "\n r=")), small_rows()),
    "a prefix": (prefixed, small_rows()),
    "a comment within a number": (lambda: sheet('<c r="A1"><v>1<!-- and -->2</v></c>'), [[12.0]]),
    "an unparsed section": (lambda: sheet(inline("A1", "<![CDATA[x<y]]>")), [["x<y"]]),
    "halves of one character": (lambda: sheet(inline("A1", "a&#xD83D;&#xDE00;b")), [["a😀b"]]),
    "a character XML must not hold": (lambda: sheet(inline("A1", "a&#0;b")), [["ab"]]),
    "Latin-1": (lambda: recoded("ISO-8859-1", "latin-1", "Gerät"), [["Gerät"]]),
    "Shift-JIS": (lambda: recoded("Shift_JIS", "cp932", "回答"), [["回答"]]),
    "UTF-16": (lambda: recoded("UTF-16", "utf-16", "回答"), [["回答"]]),
    "an escaped line end": (
        lambda: sheet(inline("A1", "a_x000D_b"), inline("B1", "_x005F_x000D_")),
        [["a\nb", "_x000D_"]],
    ),
    "rich text with its reading": (
        lambda: sheet(
            '<c r="A1" t="inlineStr"><is><r><t>東</t></r><r><t>京</t></r>'
            '<rPh sb="0" eb="2"><t>トウキョウ</t></rPh></is></c>'
        ),
        [["東京"]],
    ),
    "a dimension that lies": (
        lambda: package(sheet_xml(SMALL, before='<dimension ref="A1:XFD1048576"/>')),
        small_rows(),
    ),
    "a styled cell far away": (
        lambda: package(sheet_xml(SMALL + '<row r="1048576"><c r="XFD1048576" s="1"/></row>')),
        small_rows(),
    ),
    "no list of content": (lambda: without(package(), "[Content_Types].xml"), small_rows()),
    "no relations of the package": (lambda: without(package(), "_rels/.rels"), small_rows()),
    "parts in capitals": (
        lambda: renamed(package(), lambda name: name.replace("workbook.xml", "Workbook.xml")),
        small_rows(),
    ),
    "parts with backslashes": (lambda: renamed(package(), lambda name: name.replace("/", "\\")), small_rows()),
    "the workbook elsewhere": (elsewhere, small_rows()),
    "a target from the root": (
        lambda: replaced(package(), "xl/_rels/workbook.xml.rels", b'Target="', b'Target="/xl/'),
        small_rows(),
    ),
    "a target by a detour": (
        lambda: replaced(package(), "xl/_rels/workbook.xml.rels", b'Target="', b'Target="../xl/./'),
        small_rows(),
    ),
    "broken styles": (lambda: package(extra={"xl/styles.xml": b"<styleSheet><broken"}), small_rows()),
    "a broken table of texts that nothing uses": (
        lambda: package(extra={"xl/sharedStrings.xml": b"<sst><si><t>x</t>"}),
        small_rows(),
    ),
    "a sheet state nobody knows": (lambda: package(states={"Sheet1": "odd"}), small_rows()),
    "a NUL in the sheet's name": (lambda: package(names=("A&#0;B",)), small_rows()),
    "no name of the sheet": (lambda: package(names=("",)), small_rows()),
    "two sheets of one name": (lambda: package(names=("A", "A")), small_rows()),
    "sizes after the parts": (streamed, small_rows()),
    "64-bit sizes": (zip64, small_rows()),
    "bytes after the archive": (lambda: package() + b"\x00" * 100, small_rows()),
    "line ends before the archive": (lambda: b"\r\n" + package(), small_rows()),
    "elements within elements without end": (
        lambda: package(sheet_xml("<a>" * 50_000 + "</a>" * 50_000 + SMALL)),
        small_rows(),
    ),
    "strict OOXML": (
        lambda: package(sheet_xml(SMALL).replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")),
        small_rows(),
    ),
}
"""Name → maker, and the rows of the first sheet."""

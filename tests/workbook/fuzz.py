"""Workbooks damaged at random, the same for the same seed: `python -m tests.workbook.fuzz FOLDER NUMBER [SEED]`.

Each file is a real (or made) workbook with bits flipped, parts cut, swapped, or altered within their XML and packed
again, so that the damage reaches the readers and not only the archive. Whatever comes of it must be rows or a sentence.
"""

from __future__ import annotations

import io
import random
import sys
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from vendor_risk.workbook import WorkbookRefused, read_workbook
from vendor_risk.workbook.read import safe

_TOKENS = (
    b"<", b">", b'"', b"'", b"&", b"&#0;", b"\x00", b"<!--", b"]]>", b"<![CDATA[", b"\xff", b"9999999999", b"-1", b"",
    b'r="XFD1048576"', b't="s"', b't="e"', b"<f/>", b"<v/>", b"1e999", b"\xe3\x81", b"hidden=\"1\"", b"x:", b" ",
)  # fmt: skip


def damaged(data: bytes, rng: random.Random) -> bytes:
    """The file with one kind of damage."""
    if data.startswith(b"PK") and rng.random() < 0.8:
        return _parts(data, rng)
    return _bytes(data, rng)


def _bytes(data: bytes, rng: random.Random) -> bytes:
    """Bits flipped, a piece cut out, or a piece put in."""
    found = bytearray(data)
    for _ in range(rng.choice((1, 1, 3, 20))):
        place = rng.randrange(len(found)) if found else 0
        kind = rng.random()
        if kind < 0.6 and found:
            found[place] ^= 1 << rng.randrange(8)
        elif kind < 0.8:
            del found[place : place + rng.choice((1, 7, 300))]
        else:
            found[place:place] = rng.choice(_TOKENS) * rng.choice((1, 1, 50))
    return bytes(found)


def _parts(data: bytes, rng: random.Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError, zlib.error):
        return _bytes(data, rng)
    names = [name for name in parts if name.endswith((".xml", ".rels", ".bin"))] or list(parts)
    chosen, other = rng.choice(names), rng.choice(names)
    kind = rng.random()
    if kind < 0.1:
        parts[chosen], parts[other] = parts[other], parts[chosen]
    elif kind < 0.15:
        del parts[chosen]
    elif kind < 0.2:
        parts[chosen.upper() if rng.random() < 0.5 else "../" + chosen] = parts.pop(chosen)
    elif kind < 0.6:
        parts[chosen] = _words(parts[chosen], rng)
    else:
        parts[chosen] = _bytes(parts[chosen], rng)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _words(content: bytes, rng: random.Random) -> bytes:
    """Something between two tags or quotes replaced by something else."""
    marks = [
        place for place in (content.find(mark, rng.randrange(len(content) or 1)) for mark in (b'"', b">")) if place >= 0
    ]
    if not marks:
        return content
    start = rng.choice(marks) + 1
    end = min((place for place in (content.find(b'"', start), content.find(b"<", start)) if place >= 0), default=start)
    return content[:start] + rng.choice(_TOKENS) * rng.choice((1, 1, 40)) + content[end:]


def tried(files: list[tuple[str, bytes]], number: int, seed: int) -> Iterator[tuple[str, bytes, str, float]]:
    """What became of that many damaged files: name, content, "read" or the code of the refusal, seconds.

    The code "died" says that the reading process did not survive the file.
    """
    rng = random.Random(seed)
    for _ in range(number):
        name, data = rng.choice(files)
        data = damaged(data, rng)
        read_workbook(b"a,b\n1,2\n", "before.csv")
        before = safe._IDLE[-1].process.pid
        started = time.perf_counter()
        try:
            read_workbook(data, name)
            found = "read"
        except WorkbookRefused as refusal:
            found = refusal.code
            if name not in str(refusal):
                found = f"failed to name the file: {found}"
        seconds = time.perf_counter() - started
        if not safe._IDLE or safe._IDLE[-1].process.pid != before:
            found = "replaced" if before and found not in {"failed", "too_slow"} else f"died: {found}"
        yield name, data, found, seconds


def main() -> None:
    """Damage the workbooks of a folder and keep what should not have happened."""
    folder, number, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1
    files = [
        (path.name, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix != ".json"
    ]
    counts: Counter[str] = Counter()
    for place, (name, data, found, seconds) in enumerate(tried(files, number, seed)):
        counts[found] += 1
        if found.startswith(("failed", "died", "too_slow")) or seconds > 3:
            kept = Path(f"fuzz-{seed}-{place}-{name}")
            kept.write_bytes(data)
            print(f"{found} after {seconds:.1f} s: {kept}", flush=True)
    print(dict(counts))


if __name__ == "__main__":
    main()

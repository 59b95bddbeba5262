"""The file store: kept by content, whole or not at all, and never the disk's last bytes."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from vendor_risk import files
from vendor_risk.errors import Refused
from vendor_risk.files import FileStore


def test_a_file_is_found_by_its_content_and_kept_once(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    first, again = store.store(b"answers"), store.store(b"answers")
    assert first == again == hashlib.sha256(b"answers").hexdigest()
    assert store.read(first) == b"answers"
    assert list(store.all()) == [first]


def test_a_name_that_is_no_content_address_leads_nowhere(tmp_path: Path) -> None:
    for name in ("../../etc/passwd", "", "A" * 64, "0" * 64):
        with pytest.raises(KeyError):
            FileStore(tmp_path).path(name)


@pytest.mark.usefixtures("app")
def test_a_nearly_full_disk_refuses_files_with_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.shutil, "disk_usage", lambda _root: SimpleNamespace(free=files.LOW_WATER))
    with pytest.raises(
        Refused,
        match=r"storage is full",
    ) as refusal:
        FileStore(tmp_path / "f").store(b"x")
    assert refusal.value.status == 507
    assert list(FileStore(tmp_path / "f").all()) == []


@pytest.mark.usefixtures("app")
def test_a_disk_that_fills_up_while_writing_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(Refused):
        FileStore(tmp_path / "f").store(b"x")
    assert [file for file in (tmp_path / "f").rglob("*") if file.is_file()] == []


def test_a_sweep_takes_old_files_without_a_row_and_leaves_young_and_named_ones(tmp_path: Path) -> None:
    store = FileStore(tmp_path)
    named, orphan, young = store.store(b"named"), store.store(b"orphan"), store.store(b"young")
    for sha256 in (named, orphan):
        os.utime(store.path(sha256), (1, 1))
    assert store.sweep({named}) == [orphan]
    assert sorted(store.all()) == sorted([named, young])


def test_the_application_keeps_its_files_in_its_data_folder(app: Flask, tmp_path: Path) -> None:
    sha256 = files.store(b"here")
    assert files.path(sha256).is_relative_to(tmp_path / "files")

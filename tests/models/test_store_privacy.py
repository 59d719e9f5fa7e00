"""Nothing that a person wrote can be read from the files of a profile without its key."""

from __future__ import annotations

import logging
import subprocess

import pytest

from qa_desktop.models.backup import back_up
from qa_desktop.models.keys import by_passphrase
from tests.models.profiles import PASSPHRASE, OpenedProfile

CANARY = "Zanzibarquokka"


def test_no_word_of_an_answer_stands_in_any_file(profile: OpenedProfile, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        audit_id = profile.start_audit(CANARY)
        profile.put(audit_id, "answer/q1/comment", f"{CANARY} was seen")
        profile.put(audit_id, "prep/jotter", CANARY, f"private:{profile.store.owner.id}")
        profile.store.set_setting("signature", CANARY)
        back_up(profile.place, by_passphrase(PASSPHRASE)(profile.place), profile.clock.now())

    files = [file for file in profile.place.folder.rglob("*") if file.is_file()]
    assert len(files) > 5
    for file in files:
        content = file.read_bytes().lower()
        assert CANARY.lower().encode() not in content, file
        assert CANARY.lower().encode("utf-16-le") not in content, file
    assert CANARY not in caplog.text


def test_sqlite_cannot_read_the_store(profile: OpenedProfile) -> None:
    profile.store.close()

    done = subprocess.run(
        ["sqlite3", str(profile.place.database), ".tables"], capture_output=True, text=True, check=False
    )

    assert "file is not a database" in done.stderr


def test_what_was_replaced_is_not_left_in_the_store(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()
    profile.put(audit_id, "answer/q1/comment", f"{CANARY} typed and deleted before it was sent")

    profile.put(audit_id, "answer/q1/comment", "kept")

    with profile.store._read() as run:
        tables = [str(row[0]) for row in run("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        everything = "".join(str(row) for table in tables for row in run(f"SELECT * FROM {table}"))  # noqa: S608 - ours
        (secure_delete,) = run("PRAGMA secure_delete").fetchone() or (None,)
    assert CANARY not in everything
    assert len(profile.store.history(audit_id, "answer/q1/comment")) == 1
    assert secure_delete == 1

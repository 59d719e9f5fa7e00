"""The doctor's look at a profile: quiet when all is well, plain when it is not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from qa_desktop.models.backup import back_up
from qa_desktop.models.keys import by_passphrase
from qa_desktop.models.keys_file import read_key_file, write_key_file
from tests.models.profiles import PASSPHRASE, OpenedProfile


@pytest.fixture
def filled(profile: OpenedProfile) -> OpenedProfile:
    audit_id = profile.start_audit()
    profile.put(audit_id, "answer/q1/comment", "seen together")
    return profile


def attention(profile: OpenedProfile) -> str:
    return "\n".join(line for line in profile.store.check().lines if line.startswith("Needs attention"))


def test_a_healthy_profile_needs_no_attention(filled: OpenedProfile) -> None:
    report = filled.store.check()

    assert report.healthy, report.lines
    assert "All 3 changes carry their author's signature." in report.lines
    assert "All 1 audits are shown as their changes say." in report.lines


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE operation SET path = 'overall/grade' WHERE seq = 3", "do not verify"),
        ("UPDATE operation SET body = x'00' WHERE seq = 3", "do not verify"),
        ("UPDATE field SET value = '\"else\"' WHERE path = 'subject'", "not shown as their changes say"),
        ("DELETE FROM field WHERE path = 'subject'", "not shown as their changes say"),
        ("UPDATE audit SET state = 'signed'", "not shown as their changes say"),
        ("DELETE FROM operation WHERE seq = 3", "damaged"),
    ],
)
def test_what_was_tampered_with_is_said(filled: OpenedProfile, statement: str, sentence: str) -> None:
    with filled.store._profile.engine.connect() as connection:
        driver = connection.connection.cursor()
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute(statement)

    assert sentence in attention(filled)


def test_rebuilding_puts_right_what_is_shown(filled: OpenedProfile) -> None:
    before = filled.store.load(filled.store.home().drafts[0].id)
    with filled.store._write() as run:
        run("UPDATE field SET value = '\"else\"' WHERE path = 'subject'")
        run("DELETE FROM field WHERE path = 'answer/q1/comment'")

    assert filled.store.rebuild_projections() == 1

    assert filled.store.load(before.id) == before
    assert filled.store.check().healthy


def test_a_damaged_page_is_said_and_not_raised(filled: OpenedProfile) -> None:
    audit_id = filled.store.home().drafts[0].id
    for number in range(60):
        filled.put(audit_id, f"answer/q{number}/comment", "words " * 300)
    filled.store.close()
    data = bytearray(filled.place.database.read_bytes())
    data[len(data) // 2] ^= 1
    filled.place.database.write_bytes(bytes(data))

    assert "damaged" in attention(filled.reopened())


def test_a_missing_recovery_slot_is_said(filled: OpenedProfile) -> None:
    keys = read_key_file(filled.place)
    write_key_file(filled.place, type(keys)(keys.store, keys.check, keys.slots[:1]))

    assert "recovery code" in attention(filled)


def test_a_folder_that_others_can_open_is_said(filled: OpenedProfile) -> None:
    filled.place.folder.chmod(0o755)

    assert "chmod" in attention(filled)


def test_an_old_backup_is_said(filled: OpenedProfile) -> None:
    back_up(filled.place, by_passphrase(PASSPHRASE)(filled.place), filled.clock.now())
    filled.clock.moment += timedelta(days=8)

    assert "latest backup" in attention(filled)

"""Backups that are proved, and a restore that throws nothing away."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest

from qa_desktop.errors import InputProblem, KeyUnavailable, StoreDamaged, StoreInUse
from qa_desktop.models.backup import KEPT, back_up, backups_of, restore
from qa_desktop.models.keys import by_passphrase
from tests.models.profiles import PASSPHRASE, MakeProfile, OpenedProfile, open_store

UNLOCK = by_passphrase(PASSPHRASE)


def back_up_now(profile: OpenedProfile) -> None:
    back_up(profile.place, UNLOCK(profile.place), profile.clock.now())


def test_a_backup_of_an_open_store_holds_what_was_saved(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()

    back_up_now(profile)
    profile.put(audit_id, "answer/q1/comment", "after the backup")
    profile.store.close()
    restore(profile.place, backups_of(profile.place)[0], UNLOCK, profile.clock.now())

    store = open_store(profile.place)
    assert set(store.load(audit_id).fields) == {"audit", "subject"}
    store.close()


def test_a_backup_is_two_files_and_as_private_as_the_store(profile: OpenedProfile) -> None:
    back_up_now(profile)

    (backup,) = backups_of(profile.place)
    assert sorted(file.name for file in backup.iterdir()) == ["keys.json", "store.db"]
    assert {file.stat().st_mode & 0o777 for file in backup.iterdir()} == {0o600}
    assert not (backup / "store.db").read_bytes().startswith(b"SQLite")


def test_old_backups_make_room_for_new_ones(profile: OpenedProfile) -> None:
    for _ in range(KEPT + 2):
        profile.clock.moment += timedelta(minutes=30)
        back_up_now(profile)

    names = [folder.name for folder in backups_of(profile.place)]
    assert len(names) == KEPT
    assert names[0].startswith("2026-11-21T15-30")


def test_a_damaged_store_is_never_taken_for_a_backup(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()
    for number in range(8):
        profile.put(audit_id, f"answer/q{number}/comment", "words " * 2000)
    profile.store.close()
    whole = profile.place.database.read_bytes()

    for offset in range(3000, len(whole), 4096):
        damaged = bytearray(whole)
        damaged[offset] ^= 1
        profile.place.database.write_bytes(bytes(damaged))
        with pytest.raises(StoreDamaged):
            back_up_now(profile)

    assert backups_of(profile.place) == ()
    assert list(profile.place.backups.iterdir()) == []


def test_a_restore_keeps_the_replaced_files_aside(profile: OpenedProfile) -> None:
    back_up_now(profile)
    profile.store.close()
    profile.place.database.write_bytes(b"damaged beyond repair")

    aside = restore(profile.place, backups_of(profile.place)[0] / "store.db", UNLOCK, profile.clock.now())

    assert (aside / "store.db").read_bytes() == b"damaged beyond repair"
    open_store(profile.place).close()


def test_a_restored_store_begins_a_new_life(profile: OpenedProfile) -> None:
    back_up_now(profile)
    audit_id = profile.start_audit()
    used = profile.store.operations(audit_id)
    profile.store.close()

    restore(profile.place, backups_of(profile.place)[0], UNLOCK, profile.clock.now())

    again = OpenedProfile(profile.place, open_store(profile.place), profile.clock, "")
    fresh = again.store.operations(again.start_audit())
    again.store.close()
    assert {one.incarnation for one in fresh}.isdisjoint({one.incarnation for one in used})


def test_a_store_that_is_gone_comes_back_with_its_keys(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()
    back_up_now(profile)
    profile.store.close()
    saved = profile.place.folder.parent / "saved"
    shutil.move(profile.place.backups, saved)
    shutil.rmtree(profile.place.folder)

    restore(profile.place, next(saved.iterdir()), UNLOCK, profile.clock.now())

    store = open_store(profile.place)
    assert store.load(audit_id).fields["subject"].value == "CASE-0001"
    store.close()


def test_an_open_profile_is_not_restored(profile: OpenedProfile) -> None:
    back_up_now(profile)

    with pytest.raises(StoreInUse):
        restore(profile.place, backups_of(profile.place)[0], UNLOCK, profile.clock.now())


def test_a_wrong_passphrase_restores_nothing(profile: OpenedProfile) -> None:
    back_up_now(profile)
    profile.store.close()
    before = profile.place.database.read_bytes()

    with pytest.raises(KeyUnavailable):
        restore(profile.place, backups_of(profile.place)[0], by_passphrase("another passphrase"), profile.clock.now())

    assert profile.place.database.read_bytes() == before


def test_a_damaged_backup_restores_nothing(profile: OpenedProfile) -> None:
    back_up_now(profile)
    profile.store.close()
    (backup,) = backups_of(profile.place)
    data = bytearray((backup / "store.db").read_bytes())
    data[-2000] ^= 1
    (backup / "store.db").write_bytes(bytes(data))
    before = profile.place.database.read_bytes()

    with pytest.raises(StoreDamaged):
        restore(profile.place, backup, UNLOCK, profile.clock.now())

    assert profile.place.database.read_bytes() == before


def test_a_folder_that_is_no_backup_is_refused(new_profile: MakeProfile) -> None:
    profile = new_profile()
    profile.store.close()

    with pytest.raises(InputProblem, match="no backup"):
        restore(profile.place, profile.place.folder.parent, UNLOCK, profile.clock.now())

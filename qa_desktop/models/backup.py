"""Encrypted copies of the store with its key slots beside them, each proved by opening it."""

from __future__ import annotations

import logging
import shutil
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from qa_desktop.errors import InputProblem, StoreDamaged
from qa_desktop.models.data_key import DataKey
from qa_desktop.models.keys import Unlock
from qa_desktop.models.private_files import (
    FILE_RIGHTS,
    disk_problems,
    make_private_folder,
    sync_folder,
    write_private,
)
from qa_desktop.models.profile_lock import ProfileLock
from qa_desktop.models.sqlcipher import Mode, connect, plain_sentences
from qa_desktop.settings import ProfilePlace

logger = logging.getLogger(__name__)

KEPT = 10
"""How many backups stay: the newest ones."""

REPLACED = "replaced"
"""Where a restore keeps the files that it replaced."""

_NAME = "%Y-%m-%dT%H-%M-%S-%fZ"
_MAKING = ".making-"


def back_up(place: ProfilePlace, key: DataKey, now: datetime) -> Path:
    """Copy the store and its key slots into a new folder under backups, prove the copy, and return the folder.

    The store may be open and in use. Raise DiskProblem or StoreDamaged; then there is no new folder.
    """
    make_private_folder(place.backups)
    name = now.astimezone(UTC).strftime(_NAME)
    making, finished = place.backups / f"{_MAKING}{name}", place.backups / name
    try:
        make_private_folder(making)
        copy = making / place.database.name
        _copy(place.database, copy, key)
        prove(copy, key)
        write_private(making / place.key_slots.name, place.key_slots.read_bytes())
        with disk_problems(place.backups):
            making.replace(finished)
            sync_folder(place.backups)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    _rotate(place)
    return finished


def backups_of(place: ProfilePlace) -> tuple[Path, ...]:
    """Return the folders of finished backups, newest first."""
    if not place.backups.is_dir():
        return ()
    finished = (one for one in place.backups.iterdir() if one.is_dir() and not one.name.startswith("."))
    return tuple(sorted(finished, reverse=True))


def made_at(backup: Path) -> datetime | None:
    """Return when a backup was made, as its name says; None for a folder that somebody named otherwise."""
    try:
        return datetime.strptime(backup.name, _NAME).replace(tzinfo=UTC)
    except ValueError:
        return None


def keep_only(place: ProfilePlace, kept: Path) -> None:
    """Remove every other backup, and what restores put aside: they hold words that were deleted for good."""
    with disk_problems(place.backups):
        for other in (*backups_of(place), place.folder / REPLACED):
            if other != kept and other.exists():
                shutil.rmtree(other)
        sync_folder(place.backups)


def restore(place: ProfilePlace, chosen: Path, unlock: Unlock, now: datetime) -> Path:
    """Bring back a backup, named by its folder or a file in it; return the folder where the replaced files are kept.

    The backup is opened and proved first. The store begins a new life afterwards. Raise InputProblem for a folder that
    is no backup, KeyUnavailable where the backup does not open, StoreInUse while the profile is open.
    """
    backup = ProfilePlace(chosen if chosen.is_dir() else chosen.parent)
    if not (backup.database.is_file() and backup.key_slots.is_file()):
        raise InputProblem(
            f"{chosen} is no backup: it needs {backup.database.name} and {backup.key_slots.name} side by side. Choose "
            f"a folder under {place.backups}."
        )
    key = unlock(backup)
    make_private_folder(place.folder)
    lock = ProfileLock(place)
    lock.take()
    try:
        arriving = place.database.with_name(f"{place.database.name}.restored")
        with disk_problems(place.folder):
            arriving.unlink(missing_ok=True)
            shutil.copyfile(backup.database, arriving)
            arriving.chmod(FILE_RIGHTS)
        prove(arriving, key)
        return _replace(place, arriving, backup.key_slots.read_bytes(), now)
    finally:
        lock.release()


def _replace(place: ProfilePlace, arriving: Path, slots: bytes, now: datetime) -> Path:
    """Put the present files aside and the restored ones in their place."""
    aside = place.folder / REPLACED / now.astimezone(UTC).strftime(_NAME)
    make_private_folder(aside)
    present = [place.database.with_name(place.database.name + end) for end in ("", "-wal", "-shm")]
    with disk_problems(place.folder):
        for file in (*present, place.key_slots, place.counter):
            if file.exists():
                file.replace(aside / file.name)
        # A counter that no store has: the restored one begins a new life and never uses a number twice.
        write_private(place.counter, b'{"incarnation": "restored", "seq": 0, "writes": 0}')
        write_private(place.key_slots, slots)
        arriving.replace(place.database)
        sync_folder(place.folder)
    return aside


def prove(file: Path, key: DataKey) -> None:
    """Read a copied store from end to end; raise StoreDamaged where it is not whole."""
    with plain_sentences(file), closing(connect(file, key)) as connection:
        # Leaves one file without a write-ahead log beside it.
        connection.execute("PRAGMA journal_mode=DELETE")
        _refuse_damaged(connection)


def _copy(source: Path, target: Path, key: DataKey) -> None:
    with (
        plain_sentences(target),
        closing(connect(source, key)) as original,
        closing(connect(target, key, Mode.NEW)) as copy,
    ):
        # Copying does not notice a damaged page: it would be sealed anew with whatever it holds.
        _refuse_damaged(original)
        original.backup(copy)


def _refuse_damaged(connection: dbapi2.Connection) -> None:
    broken = connection.execute("PRAGMA cipher_integrity_check").fetchone()
    (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if broken is not None or verdict != "ok":
        raise StoreDamaged(
            "The store does not read back as it was written. It was left as it is, and nothing was replaced. Restore "
            "an earlier backup with: qa-desktop restore"
        )


def _rotate(place: ProfilePlace) -> None:
    for old in backups_of(place)[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
        logger.info("an old backup was removed")

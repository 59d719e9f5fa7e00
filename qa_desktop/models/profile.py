"""Makes and opens profiles, and never starts an empty one where data was expected."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from pathlib import Path

from qa_desktop.clock import Clock
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.ports import NewIds
from qa_desktop.domain.record import Person
from qa_desktop.errors import InputProblem, StoreDamaged
from qa_desktop.models import newly_known, outbox_rows, taking_identity
from qa_desktop.models.backup import back_up
from qa_desktop.models.data_key import DataKey
from qa_desktop.models.engine import immediate, make_engine
from qa_desktop.models.identity import DeviceKey, PersonDetails, new_identity
from qa_desktop.models.incarnation import CounterMirror, fingerprint, is_same_life
from qa_desktop.models.key_slots import KEYRING
from qa_desktop.models.keys import Protection, Unlock, make_slots
from qa_desktop.models.keys_file import write_key_file
from qa_desktop.models.keys_keyring import forget_in_keyring
from qa_desktop.models.migrate import bring_up_to_date, stamp
from qa_desktop.models.place_check import check_place
from qa_desktop.models.private_files import disk_problems, make_private_folder, sync_folder
from qa_desktop.models.profile_lock import ProfileLock
from qa_desktop.models.rows import PERSON_COLUMNS, data, person_from, person_row
from qa_desktop.models.running import writing
from qa_desktop.models.sqlcipher import Mode, refuse_missing
from qa_desktop.models.statement import Run, the_one
from qa_desktop.models.store import SqlStore
from qa_desktop.models.store_parts import OpenProfile
from qa_desktop.models.tables import metadata
from qa_desktop.models.writing import Counter, Pen, counter_of
from qa_desktop.settings import ProfilePlace

logger = logging.getLogger(__name__)

_ADD_PERSON = f"INSERT INTO person ({PERSON_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608 - constants of ours
_OWNER = f"SELECT {PERSON_COLUMNS} FROM person WHERE id = (SELECT owner FROM device)"  # noqa: S608 - as above


@dataclass(frozen=True, slots=True)
class NewProfile:
    """Who a new profile is for and how it is protected."""

    person: PersonDetails
    protection: Protection


@dataclass(frozen=True, slots=True)
class Created:
    """A new profile, open, and the recovery code to show once; None where the authority holds a recovery key."""

    store: SqlStore
    recovery_code: str | None = field(repr=False)


def profile_exists(place: ProfilePlace) -> bool:
    """Tell whether there is anything of a profile in the folder."""
    return place.database.exists() or (place.key_slots.exists() and not _unfinished(place).exists())


def create_profile(place: ProfilePlace, wanted: NewProfile, clock: Clock, ids: NewIds) -> Created:
    """Make a profile in the folder: two proved key slots first, then the store. Raise where one is there already."""
    check_place(place.folder)
    if not wanted.person.name.strip():
        raise InputProblem("Enter your name: it stands on what you sign.")
    make_private_folder(place.folder)
    lock = ProfileLock(place)
    lock.take()
    try:
        _refuse_existing(place)
        means = _Means(clock, ids)
        key, code = _make_files(place, wanted, means)
        return Created(_opened(place, key, lock, means), code)
    except BaseException:
        lock.release()
        raise


def open_profile(place: ProfilePlace, unlock: Unlock, clock: Clock, ids: NewIds) -> SqlStore:
    """Open the profile in the folder. Raise KeyUnavailable, StoreInUse, StoreDamaged, StoreTooNew or DiskProblem."""
    check_place(place.folder)
    key = unlock(place)
    refuse_missing(place.database)
    lock = ProfileLock(place)
    lock.take()
    try:
        return _opened(place, key, lock, _Means(clock, ids))
    except BaseException:
        lock.release()
        raise


@dataclass(frozen=True, slots=True)
class _Means:
    """What writing needs from outside."""

    clock: Clock
    ids: NewIds


def _refuse_existing(place: ProfilePlace) -> None:
    if profile_exists(place):
        raise InputProblem(
            f"There is a profile in {place.folder} already. Open it, or choose another folder for the new one."
        )


def _make_files(place: ProfilePlace, wanted: NewProfile, means: _Means) -> tuple[DataKey, str | None]:
    """Make store and key file. The store gets its name last, so that a crash half way leaves no profile."""
    key, store_id = DataKey.new(), means.ids()
    slots = make_slots(key, store_id, wanted.protection)
    try:
        _remove_store(_unfinished(place))
        _fill_store(place, key, wanted.person, means)
        write_key_file(place, slots.keys)
        with disk_problems(place.folder):
            _unfinished(place).replace(place.database)
            sync_folder(place.folder)
    except BaseException:
        _remove_store(_unfinished(place))
        place.key_slots.unlink(missing_ok=True)
        kept = slots.keys.slot(KEYRING)
        if kept is not None:
            forget_in_keyring(kept)
        raise
    return key, slots.recovery_code


def _fill_store(place: ProfilePlace, key: DataKey, details: PersonDetails, means: _Means) -> None:
    """Make the tables, the person and their keys."""
    person, keys = new_identity(details, PersonId(means.ids()), means.clock.now())
    engine = make_engine(_unfinished(place), key, Mode.NEW)
    try:
        with immediate(engine).begin() as connection:
            metadata.create_all(connection)
            stamp(connection)
            connection.exec_driver_sql(_ADD_PERSON, person_row(person))
            for name in ("device", "sealing", "age"):
                connection.exec_driver_sql(
                    "INSERT INTO own_key (name, data) VALUES (?, ?)", (name, getattr(keys, name))
                )
            connection.exec_driver_sql(
                "INSERT INTO device (id, owner, incarnation, seq, writes, fingerprint, unsent) "
                "VALUES (1, ?, ?, 0, 0, ?, 0)",
                (person.id, means.ids(), fingerprint(place)),
            )
    finally:
        engine.dispose()


def _opened(place: ProfilePlace, key: DataKey, lock: ProfileLock, means: _Means) -> SqlStore:
    """Return the store, brought up to date, in a life of its own."""
    engine = make_engine(place.database, key)
    mirror = CounterMirror(place)
    try:
        bring_up_to_date(engine, lambda: back_up(place, key, means.clock.now()))
        with writing(engine, place.database) as run:
            device_key = data(the_one(run("SELECT data FROM own_key WHERE name = 'device'"))[0])
            counter = _settle_incarnation(run, mirror.read(), place, means.ids)
            if taking_identity.take(run, DeviceKey(device_key)):
                counter = counter_of(run)
            newly_known.take_up(run)
            owner = _owner(run)
        mirror.note(counter)
    except BaseException:
        engine.dispose()
        raise
    pen = Pen(owner.id, DeviceKey(device_key), means.clock, means.ids)
    return SqlStore(OpenProfile(place=place, engine=engine, lock=lock, mirror=mirror, owner=owner, pen=pen))


def _owner(run: Run) -> Person:
    row = run(_OWNER).fetchone()
    if row is None:
        raise StoreDamaged("The store does not say whose it is. Restore the latest backup with: qa-desktop restore")
    return person_from(row)


def _settle_incarnation(run: Run, mirrored: Counter | None, place: ProfilePlace, ids: NewIds) -> Counter:
    """Return this life's counter; begin a new life where the store is a restored or copied one."""
    (known_here,) = the_one(run("SELECT fingerprint FROM device"))
    stored, here = counter_of(run), fingerprint(place)
    unused = mirrored is None and stored.writes == 0
    if known_here == here and (unused or is_same_life(stored, mirrored)):
        return stored
    logger.warning("the store is a restored or copied one; it begins a new life")
    fresh = replace(stored, incarnation=ids(), seq=0)
    outbox_rows.freeze_everything(run)
    run("UPDATE device SET incarnation = ?, seq = 0, fingerprint = ?", (fresh.incarnation, here))
    return fresh


def _unfinished(place: ProfilePlace) -> Path:
    return place.database.with_name(f"{place.database.name}.new")


def _remove_store(file: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)

"""Making and opening a profile, on good days and bad ones."""

from __future__ import annotations

import json
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from qa_desktop.clock import FixedClock
from qa_desktop.domain.operation import Change, Stream
from qa_desktop.domain.record import Role
from qa_desktop.errors import InputProblem, KeyUnavailable, StoreDamaged, StoreInUse, StoreTooNew, UnsafePlace
from qa_desktop.models.identity import PersonDetails
from qa_desktop.models.keys import Protection
from qa_desktop.models.new_ids import TimeOrderedIds
from qa_desktop.models.profile import NewProfile, create_profile, profile_exists
from qa_desktop.models.rows import number
from qa_desktop.models.statement import the_one
from qa_desktop.settings import ProfilePlace
from tests.models.profiles import CHEAP, MOMENT, PASSPHRASE, MakeProfile, OpenedProfile, open_store

ADA = NewProfile(PersonDetails("Ada Auditor", Role.AUDITOR, "North"), Protection(PASSPHRASE, cost=CHEAP))


@pytest.fixture
def closed(profile: OpenedProfile) -> OpenedProfile:
    """A profile with one audit, closed."""
    profile.start_audit("CASE-7777")
    profile.store.close()
    return profile


def contents(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_what_was_saved_is_there_when_the_profile_is_opened_again(closed: OpenedProfile) -> None:
    store = open_store(closed.place)

    (draft,) = store.home().drafts
    assert store.load(draft.id).fields["subject"].value == "CASE-7777"
    assert store.owner == closed.store.owner
    store.close()


def test_folder_and_files_are_open_to_their_owner_alone(profile: OpenedProfile) -> None:
    files = [file for file in profile.place.folder.rglob("*") if file.is_file()]

    assert stat.S_IMODE(profile.place.folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_second_profile_in_the_same_folder_is_refused(closed: OpenedProfile) -> None:
    before = contents(closed.place.folder)
    clock = FixedClock(MOMENT)

    with pytest.raises(InputProblem, match="already"):
        create_profile(closed.place, ADA, clock, TimeOrderedIds(clock))

    assert contents(closed.place.folder) == before


def test_a_second_window_is_told_that_the_profile_is_open(profile: OpenedProfile) -> None:
    program = (
        "import sys; from pathlib import Path\n"
        "from tests.models.profiles import open_store\n"
        "from qa_desktop.settings import ProfilePlace\n"
        "from qa_desktop.errors import StoreInUse\n"
        "try: open_store(ProfilePlace(Path(sys.argv[1])))\n"
        "except StoreInUse as problem: print(problem)\n"
    )

    said = subprocess.run(
        [sys.executable, "-c", program, str(profile.place.folder)], check=True, capture_output=True, text=True
    )

    assert "open in another window or command" in said.stdout


def test_the_same_program_cannot_open_a_profile_twice(profile: OpenedProfile) -> None:
    with pytest.raises(StoreInUse):
        open_store(profile.place)


def test_a_folder_without_a_profile_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(KeyUnavailable, match="init"):
        open_store(ProfilePlace(tmp_path / "nothing"))

    assert not (tmp_path / "nothing").exists()


def test_a_missing_store_is_never_replaced_by_an_empty_one(closed: OpenedProfile) -> None:
    closed.place.database.unlink()

    with pytest.raises(StoreDamaged, match="missing"):
        open_store(closed.place)

    assert not closed.place.database.exists()
    assert profile_exists(closed.place)


def test_a_store_without_its_keys_says_what_is_missing(closed: OpenedProfile) -> None:
    closed.place.key_slots.unlink()

    with pytest.raises(KeyUnavailable, match=r"keys\.json"):
        open_store(closed.place)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"format": 1, "store": "x", "check": "y", "slots": []}', b"\xff\xfe", b'{"format": 1}'],
)
def test_a_damaged_key_file_is_a_clear_error(closed: OpenedProfile, content: bytes) -> None:
    closed.place.key_slots.write_bytes(content)

    with pytest.raises(StoreDamaged, match=r"keys\.json"):
        open_store(closed.place)

    assert closed.place.key_slots.read_bytes() == content


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory_kib", 2**40),
        ("memory_kib", "much"),
        ("iterations", 0),
        ("salt", "not base64!"),
        ("kdf", "md5"),
        ("nonce", ""),
    ],
)
def test_a_damaged_slot_is_a_clear_error(closed: OpenedProfile, name: str, value: object) -> None:
    document = json.loads(closed.place.key_slots.read_bytes())
    document["slots"][0][name] = value
    closed.place.key_slots.write_text(json.dumps(document))

    with pytest.raises(StoreDamaged, match=r"keys\.json"):
        open_store(closed.place)


def test_a_key_file_of_a_newer_release_is_left_alone(closed: OpenedProfile) -> None:
    document = json.loads(closed.place.key_slots.read_bytes())
    closed.place.key_slots.write_text(json.dumps({**document, "format": 2}))

    with pytest.raises(StoreTooNew):
        open_store(closed.place)


def test_a_foreign_store_is_told_from_a_damaged_one(closed: OpenedProfile, new_profile: MakeProfile) -> None:
    other = new_profile("Ben")
    other.store.close()
    shutil.copyfile(other.place.database, closed.place.database)
    before = closed.place.database.read_bytes()

    with pytest.raises(KeyUnavailable, match="another profile"):
        open_store(closed.place)

    assert closed.place.database.read_bytes() == before


def test_a_plain_file_in_the_stores_place_is_left_alone(closed: OpenedProfile) -> None:
    closed.place.database.write_bytes(b"SQLite format 3\x00" + b"\x00" * 8000)

    with pytest.raises(KeyUnavailable, match="no store of QA Desktop"):
        open_store(closed.place)


def test_a_damaged_first_page_is_a_damaged_store(closed: OpenedProfile) -> None:
    flip(closed.place.database, 100)

    with pytest.raises(StoreDamaged, match="restore"):
        open_store(closed.place)


def test_a_cut_off_store_is_a_damaged_store(closed: OpenedProfile) -> None:
    data = closed.place.database.read_bytes()
    closed.place.database.write_bytes(data[:8192])

    with pytest.raises(StoreDamaged):
        open_store(closed.place)


def test_one_changed_byte_anywhere_is_noticed_when_it_is_read(closed: OpenedProfile) -> None:
    store = open_store(closed.place)
    audit_id = store.home().drafts[0].id
    with store._read() as run:
        page = number(the_one(run("SELECT rootpage FROM sqlite_schema WHERE name = 'field'"))[0])
    store.close()
    flip(closed.place.database, (page - 1) * 4096 + 2000)

    store = open_store(closed.place)
    with pytest.raises(StoreDamaged, match="restore"):
        store.load(audit_id)
    store.close()


def test_a_store_of_a_newer_release_is_left_alone(profile: OpenedProfile) -> None:
    with profile.store._write() as run:
        run("UPDATE alembic_version SET version_num = '9999'")
    profile.store.close()

    with pytest.raises(StoreTooNew):
        open_store(profile.place)


def test_a_profile_in_a_synced_folder_is_refused(tmp_path: Path) -> None:
    clock = FixedClock(MOMENT)
    folder = tmp_path / "OneDrive - Example Council" / "qa"

    with pytest.raises(UnsafePlace):
        create_profile(ProfilePlace(folder), ADA, clock, TimeOrderedIds(clock))

    assert not folder.exists()


def test_a_profile_that_was_never_finished_is_made_anew(closed: OpenedProfile) -> None:
    closed.place.database.rename(closed.place.database.with_name("store.db.new"))
    clock = FixedClock(MOMENT)

    created = create_profile(closed.place, ADA, clock, TimeOrderedIds(clock))

    assert created.store.home().drafts == ()
    created.store.close()


def test_a_short_passphrase_is_refused_and_nothing_is_made(tmp_path: Path) -> None:
    clock = FixedClock(MOMENT)
    place = ProfilePlace(tmp_path / "p")
    wanted = NewProfile(ADA.person, Protection("short", cost=CHEAP))

    with pytest.raises(InputProblem, match="12 characters"):
        create_profile(place, wanted, clock, TimeOrderedIds(clock))

    assert not profile_exists(place)


def test_a_profile_needs_a_name(tmp_path: Path) -> None:
    clock = FixedClock(MOMENT)
    nameless = NewProfile(PersonDetails("  ", Role.AUDITOR, "North"), ADA.protection)

    with pytest.raises(InputProblem, match="Enter your name"):
        create_profile(ProfilePlace(tmp_path / "p"), nameless, clock, TimeOrderedIds(clock))

    assert not (tmp_path / "p").exists()


def test_reopening_goes_on_in_the_same_life(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()
    before = profile.put(audit_id, "answer/q1/value", "x")

    after = profile.reopened().put(audit_id, "answer/q2/value", "x")

    assert (after.incarnation, after.seq) == (before.incarnation, before.seq + 1)


def test_an_older_copy_of_the_store_begins_a_new_life(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()
    profile.store.close()
    older = profile.place.database.read_bytes()
    store = open_store(profile.place, profile.clock)
    used = store.append([Change(Stream(audit_id), "answer/q1/value", "x")])[0]
    store.close()
    profile.place.database.write_bytes(older)

    store = open_store(profile.place, profile.clock)
    again = store.append([Change(Stream(audit_id), "answer/q1/value", "x")])[0]
    store.close()

    assert again.incarnation != used.incarnation


@pytest.mark.parametrize("step", ["edited", "offered", "sent"])
def test_an_older_copy_is_noticed_though_no_operation_was_added_since(profile: OpenedProfile, step: str) -> None:
    audit_id = profile.start_audit()
    operation = profile.put(audit_id, "answer/q1/value", "x")
    profile.store.close()
    older = profile.place.database.read_bytes()
    store = open_store(profile.place, profile.clock)
    if step == "edited":
        store.append([Change(Stream(audit_id), "answer/q1/value", "y")])
    elif step == "offered":
        store.freeze([operation.op_id])
    else:
        store.mark_sent([operation.op_id], profile.clock.now())
    store.close()
    profile.place.database.write_bytes(older)

    store = open_store(profile.place, profile.clock)
    again = store.append([Change(Stream(audit_id), "answer/q1/value", "z")])[0]
    store.close()

    assert (again.base, again.incarnation != operation.incarnation) == (operation.op_id, True)


def test_a_copied_folder_begins_a_new_life_and_rewrites_nothing(profile: OpenedProfile, tmp_path: Path) -> None:
    audit_id = profile.start_audit()
    original = profile.put(audit_id, "answer/q1/value", "x")
    profile.store.close()
    shutil.copytree(profile.place.folder, tmp_path / "copy")

    store = open_store(ProfilePlace(tmp_path / "copy"), profile.clock)
    edited = store.append([Change(Stream(audit_id), "answer/q1/value", "y")])[0]
    store.close()

    assert edited.incarnation != original.incarnation
    assert (edited.base, edited.op_id != original.op_id) == (original.op_id, True)


def test_a_lost_counter_begins_a_new_life(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()
    before = profile.put(audit_id, "answer/q1/value", "x")
    profile.store.close()
    profile.place.counter.unlink()

    store = open_store(profile.place, profile.clock)
    after = store.append([Change(Stream(audit_id), "answer/q2/value", "x")])[0]
    store.close()

    assert after.incarnation != before.incarnation


def flip(file: Path, offset: int) -> None:
    data = bytearray(file.read_bytes())
    data[offset] ^= 1
    file.write_bytes(bytes(data))

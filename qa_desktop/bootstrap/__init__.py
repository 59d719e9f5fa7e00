"""The one place that wires everything together. Modules are imported when what they do is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa_desktop.clock import Clock, SystemClock, local_day
from qa_desktop.settings import ProfilePlace, profile_place, resources_dir

if TYPE_CHECKING:
    from datetime import datetime

    from qa_desktop.domain.note import CaseNote
    from qa_desktop.domain.ports import Sealer
    from qa_desktop.domain.record import HomeData, Role
    from qa_desktop.domain.tool import Tool
    from qa_desktop.models.data_key import DataKey
    from qa_desktop.models.keys import Unlock
    from qa_desktop.models.store import SqlStore
    from qa_desktop.services.desk import Desk
    from qa_desktop.services.profile_gate import Gate, GateState, ProfileWish
    from qa_desktop.services.verify_note import Judged
    from qa_desktop.toolkit.library import ToolLibrary
    from qa_desktop.toolkit.tool_summary import ToolSummary

AskPassphrase = Callable[[], str]


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Who a new profile is for."""

    name: str
    role: Role
    team: str


def tool_library(place: ProfilePlace) -> ToolLibrary:
    """Return the shipped tools with those that this profile's authority added."""
    from qa_desktop.toolkit.library import ToolLibrary

    resources = resources_dir()
    cache = place.tool_cache if place.folder.is_dir() else None
    return ToolLibrary((resources / "tools", place.tools), (resources / "guidance",), cache)


def check_tool(file: Path) -> Tool:
    """Check a tool file against the shipped guidance; raise SeveralProblems with every mistake."""
    from qa_desktop.toolkit.library import ToolLibrary

    return ToolLibrary((), (resources_dir() / "guidance",)).check(file)


def tool_as_json(tool: Tool) -> Mapping[str, object]:
    """Return a whole tool as JSON values."""
    from qa_desktop.toolkit import public_json

    return public_json.tool_as_json(tool)


def summary_as_json(summary: ToolSummary) -> Mapping[str, object]:
    """Return a row of the library as JSON values."""
    from dataclasses import asdict

    return asdict(summary)


def unlock_with(place: ProfilePlace, ask: AskPassphrase) -> Unlock:
    """Return the way that opens the profile: its keyring, or the passphrase that `ask` returns."""
    from qa_desktop.models import keys

    return keys.by_passphrase(ask()) if keys.asks_for_passphrase(place) else keys.by_keyring


@contextmanager
def desk(place: ProfilePlace, ask: AskPassphrase, clock: Clock | None = None) -> Iterator[Desk]:
    """Open the profile for one command, and close it afterwards."""
    with closing(open_desk(place, unlock_with(place, ask), clock or SystemClock())) as opened:
        yield opened


def open_desk(place: ProfilePlace, unlock: Unlock, clock: Clock) -> Desk:
    """Open the profile and return its services; raise an EnvironmentProblem that says what to do."""
    from qa_desktop.models.new_ids import TimeOrderedIds
    from qa_desktop.models.profile import open_profile

    return desk_for(open_profile(place, unlock, clock, TimeOrderedIds(clock)), clock, unlock)


def make_profile(
    place: ProfilePlace, person: NewPerson, passphrase: str | None, authority_key: str | None = None
) -> str | None:
    """Make a profile and return the recovery code to show once; None where the authority holds a recovery key."""
    from qa_desktop.models.identity import PersonDetails
    from qa_desktop.models.keys import Protection
    from qa_desktop.models.new_ids import TimeOrderedIds
    from qa_desktop.models.profile import NewProfile, create_profile

    clock = SystemClock()
    wanted = NewProfile(PersonDetails(person.name, person.role, person.team), Protection(passphrase, authority_key))
    made = create_profile(place, wanted, clock, TimeOrderedIds(clock))
    made.store.close()
    return made.recovery_code


def desk_for(store: SqlStore, clock: Clock, unlock: Unlock) -> Desk:
    """Return the services over an open store."""
    from qa_desktop.domain.case_reference import reference_warnings
    from qa_desktop.models import backup, keys
    from qa_desktop.models.new_ids import TimeOrderedIds
    from qa_desktop.services.add_seal import AddSeal
    from qa_desktop.services.amend_audit import AmendAudit
    from qa_desktop.services.answers_file import AnswersFile
    from qa_desktop.services.case_note import CaseNoteFile
    from qa_desktop.services.desk import Desk
    from qa_desktop.services.export_bundle import ExportBundle
    from qa_desktop.services.filing_tasks import FilingTasks
    from qa_desktop.services.import_bundle import ImportBundle
    from qa_desktop.services.note_conflicts import NoteConflicts
    from qa_desktop.services.open_audit import OpenAudit
    from qa_desktop.services.read_inbox import ReadInbox
    from qa_desktop.services.record_answer import RecordAnswer
    from qa_desktop.services.record_signature import RecordSignature
    from qa_desktop.services.save_document import SaveDocument
    from qa_desktop.services.settle_conflict import SettleConflict
    from qa_desktop.services.show_conflicts import ShowConflicts
    from qa_desktop.services.show_history import ShowHistory, ShowLog
    from qa_desktop.services.sign_audit import NotePress, SignAudit
    from qa_desktop.services.start_audit import StartAudit, ToolAccess
    from qa_desktop.services.start_sample import StartSample
    from qa_desktop.services.sync_later import SyncLater
    from qa_desktop.services.sync_state import SyncState
    from qa_desktop.toolkit.canonical import canonical_bytes, read_canonical

    place = store.place_on_disk
    library = tool_library(place)
    new_id = TimeOrderedIds(clock)
    press = NotePress(_LazyPrinter(), _seal_pdf)
    open_audit = OpenAudit(store, read_canonical)
    start = StartAudit(store, ToolAccess(library.get, canonical_bytes), open_audit, clock, new_id)
    record = RecordAnswer(store)
    notes = CaseNoteFile(store, press.print_note, clock)
    sync = store.sync
    note_conflicts = NoteConflicts(sync.in_server_order, sync.note_conflicts)
    sync_later = SyncLater(store, sync, open_audit, clock)
    sync_state = SyncState(store, sync, open_audit, sync_later.server.address)
    return Desk(
        owner=store.owner,
        clock=clock,
        new_id=new_id,
        home=store.home,
        list_audits=store.summaries,
        unsent=store.unsent,
        tools=library.summaries,
        tool=library.get,
        add_tool=lambda file: library.add(file, place.tools),
        check_reference=reference_warnings,
        start_audit=start,
        start_sample=StartSample(start),
        open_audit=open_audit,
        record=record,
        place=store.place,
        set_place=store.set_place,
        history=ShowHistory(store),
        audit_log=ShowLog(store, sync.places),
        preview_note=notes.draft,
        record_signature=RecordSignature(record, store.owner.name, clock),
        sign_audit=SignAudit(store, open_audit, press, store.sealing.open_sealer, clock),
        add_seal=AddSeal(store, open_audit, press.seal_pdf, store.sealing.open_sealer, clock),
        case_note=notes,
        documents_of=store.documents_of,
        save_document=SaveDocument(store),
        filing_tasks=FilingTasks(clock),
        amend_audit=AmendAudit(store, open_audit, start, clock),
        export_bundle=ExportBundle(store, store.bundle_keys.sign, clock),
        import_bundle=ImportBundle(store, open_audit, store.bundle_keys.identity, read_canonical, note_conflicts),
        answers_from_file=AnswersFile(new_id),
        back_up=lambda: backup.back_up(place, unlock(place), clock.now()),
        check_up=lambda: store.check().lines,
        has_pin=store.sealing.has_pin,
        set_pin=store.sealing.set_pin,
        change_passphrase=lambda old, new: keys.change_passphrase(place, keys.by_passphrase(old), new),
        setting=store.setting,
        set_setting=store.set_setting,
        inbox=ReadInbox(store, open_audit),
        sync_now=sync_later,
        sync_facts=sync_state,
        offer_again=sync.offer_again,
        save_refused=sync_state.save_refused,
        field_conflicts=ShowConflicts(store, sync.in_server_order, open_audit),
        settle_field=SettleConflict(store, sync.in_server_order, sync.note_conflicts, open_audit),
        server=sync_later.server,
        close=store.close,
    )


class ProfileKey:
    """Finds the key of a profile and holds it between the first read and the opening of everything."""

    def __init__(self, place: ProfilePlace, clock: Clock) -> None:
        self._place = place
        self._clock = clock
        self._key: DataKey | None = None

    @property
    def gate(self) -> Gate:
        """What the window does with it."""
        from qa_desktop.services.profile_gate import Gate

        return Gate(
            state=self._state,
            create=self._create,
            unlock_by_keyring=self._by_keyring,
            unlock_by_passphrase=self._by_passphrase,
            unlock_by_recovery_code=self._by_recovery_code,
            first_home=self._first_home,
            open=self._open,
        )

    def _state(self) -> GateState:
        from qa_desktop.models.keys import asks_for_passphrase
        from qa_desktop.services.profile_gate import GateState

        if not (self._place.key_slots.exists() or self._place.database.exists()):
            return GateState.NEW
        return GateState.PASSPHRASE if asks_for_passphrase(self._place) else GateState.KEYRING

    def _create(self, wish: ProfileWish) -> str | None:
        from qa_desktop.models import keys

        person = NewPerson(wish.name, wish.role, wish.team)
        code = make_profile(self._place, person, wish.passphrase, wish.authority_key)
        unlock = keys.by_passphrase(wish.passphrase) if wish.passphrase else keys.by_keyring
        self._key = unlock(self._place)
        return code

    def _by_keyring(self) -> None:
        from qa_desktop.models.keys import by_keyring

        self._key = by_keyring(self._place)

    def _by_passphrase(self, passphrase: str) -> None:
        from qa_desktop.models.keys import by_passphrase

        self._key = by_passphrase(passphrase)(self._place)

    def _by_recovery_code(self, code: str) -> None:
        from qa_desktop.models.keys import by_recovery_code

        self._key = by_recovery_code(code)(self._place)

    def _first_home(self) -> HomeData | None:
        from qa_desktop.models.first_read import read_home

        if self._key is None or not self._place.database.exists():
            return None
        return read_home(self._place, self._key.raw, local_day(self._clock.now()))

    def _open(self) -> Desk:
        from qa_desktop.errors import KeyUnavailable
        from qa_desktop.models.keys import by_data_key

        if self._key is None:
            raise KeyUnavailable("The profile is locked. Enter the passphrase or the recovery code.")
        return open_desk(self._place, by_data_key(self._key), self._clock)


def open_window(data: str | None) -> int:
    """Open the window on a profile and return the exit code when it is closed."""
    import gc

    gc.disable()  # Loading makes hardly any garbage; the window collects it from the moment that it is there.
    place = profile_place(data)
    key = ProfileKey(place, SystemClock())
    from qa_desktop.ui.start_up import WindowNeeds, run_window

    keep_log(place)
    return run_window(WindowNeeds(key.gate, place, resources_dir(), SystemClock()))


def play_demo(out: Path) -> Iterator[str]:
    """Carry a whole audit through the real windows; yield the paths of the sealed note and of the pictures."""
    import shutil
    import tempfile

    from qa_desktop.ui.demo import Demo
    from qa_desktop.ui.start_up import WindowNeeds, make_window

    out.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="qa-desktop-demo-"))
    place = ProfilePlace(folder / "profile")
    clock = SystemClock()
    opened = make_window(WindowNeeds(ProfileKey(place, clock).gate, place, resources_dir(), clock))
    demo = Demo(opened, out)
    try:
        played = demo.play()
        yield from (str(file) for file in demo.save_notes(played))
        yield from (str(file) for file in played.pictures)
    finally:
        demo.close()
        shutil.rmtree(folder, ignore_errors=True)


def keep_log(place: ProfilePlace) -> None:
    """Write warnings and errors to a small file that turns over; ids only, never answers, names or keys."""
    import logging

    from qa_desktop.log_file import LogFile

    logging.getLogger().addHandler(LogFile(place.logs))
    logging.getLogger("qa_desktop").setLevel(logging.INFO)


class _LazyPrinter:
    """Prints notes; the PDF libraries and fonts are loaded with the first one."""

    def __init__(self) -> None:
        self._build: Callable[..., bytes] | None = None

    def __call__(self, note: CaseNote, *, attach_values: bool, made_at: datetime) -> bytes:
        """Return the tagged PDF, not yet sealed."""
        if self._build is None:
            from qa_desktop.documents.case_note import NotePrinter

            self._build = NotePrinter(resources_dir() / "fonts").build
        return self._build(note, attach_values=attach_values, made_at=made_at)


def _seal_pdf(pdf: bytes, field_name: str, sealer: Sealer, *, name: str, reason: str, at: datetime) -> bytes:
    """Return the PDF sealed in one field with the owner's own key."""
    from qa_desktop.documents.seal import seal

    return seal(pdf, field_name, sealer.certificate, sealer.private_key(), name=name, reason=reason, at=at)


def verify_file(file: Path, trusted: tuple[Path, ...]) -> Judged:
    """Judge a sealed note on its own; no profile is needed."""
    from qa_desktop.services.verify_note import verify_note

    return verify_note(file, trusted)


@dataclass(frozen=True, slots=True)
class DoctorReport:
    """What a check-up found, in plain lines."""

    lines: tuple[str, ...]
    healthy: bool


def doctor(place: ProfilePlace, ask: AskPassphrase) -> DoctorReport:
    """Look at this installation and, where there is one, at the profile."""
    from qa_desktop.models.keys import by_keyring
    from qa_desktop.models.new_ids import TimeOrderedIds
    from qa_desktop.models.profile import open_profile, profile_exists

    installed, healthy = _installation(place)
    if not profile_exists(place):
        return DoctorReport((*installed, f"There is no profile in {place.folder} yet."), healthy)
    clock = SystemClock()
    unlock = unlock_with(place, ask) if place.key_slots.exists() else by_keyring
    store = open_profile(place, unlock, clock, TimeOrderedIds(clock))
    try:
        report = store.check()
    finally:
        store.close()
    return DoctorReport((*installed, *report.lines), healthy and report.healthy)


def _installation(place: ProfilePlace) -> tuple[tuple[str, ...], bool]:
    """Return what can be said of the installation, and whether it is whole."""
    import platform

    from qa_desktop import __version__

    library = tool_library(place)
    tools, faulty = len(library.summaries()), library.faulty()
    lines = [f"QA Desktop {__version__}, Python {platform.python_version()}, {platform.system()}."]
    lines.append(f"{tools} audit tools are in the library.")
    lines += [f"Needs attention: {one.path.name}: {one.problem.sentence}" for one in faulty]
    fonts = len(list((resources_dir() / "fonts").glob("*.ttf")))
    lines.append(f"{fonts} fonts are there." if fonts else "Needs attention: the fonts are missing. Install again.")
    return tuple(lines), bool(tools) and not faulty and bool(fonts)


def restore(place: ProfilePlace, backup: Path, ask: AskPassphrase) -> str:
    """Bring back a backup and return a sentence that says where the replaced files are."""
    from qa_desktop.models import backup as backups

    def unlock(of: ProfilePlace) -> DataKey:
        return unlock_with(of, ask)(of)

    aside = backups.restore(place, backup, unlock, SystemClock().now())
    return f"The backup is back in place. What was there before is kept in {aside}"

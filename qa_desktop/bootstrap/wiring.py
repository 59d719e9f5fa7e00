"""Wires the services of one open profile."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from qa_desktop.bootstrap.authority import authority_services
from qa_desktop.bootstrap.drawing import drawing_for
from qa_desktop.bootstrap.exports import RoomExports, exports_for, room_for
from qa_desktop.bootstrap.figures import figures_for
from qa_desktop.bootstrap.files import export_for, files_for
from qa_desktop.bootstrap.improving import improvements_for
from qa_desktop.bootstrap.looking_again import allocate_for, looking_again_for, open_unseen
from qa_desktop.bootstrap.planning import exemplars_for, planned_reads, planning_for
from qa_desktop.bootstrap.reports import Told, figure_sheet, keeping_for, measuring_for, reports_for, writing_for
from qa_desktop.bootstrap.sharing import naming_case_teams, note_access_for, sharing_for
from qa_desktop.bootstrap.starting import ways_and_start
from qa_desktop.bootstrap.themes import theming_for
from qa_desktop.bootstrap.tools import drafts_for, exchange_forms, going_on, tool_care, tool_library
from qa_desktop.bootstrap.tracking import (
    actions_for,
    begin_record_for,
    chasing_for,
    follow_up_for,
    importing_for,
    printing_letters,
    re_audit_for,
    registers_for,
)
from qa_desktop.bootstrap.work import observed_for, submission_for, supervision_files_for, work_for
from qa_desktop.clock import Clock
from qa_desktop.settings import resources_dir

if TYPE_CHECKING:
    from datetime import datetime

    from qa_desktop.domain.note import CaseNote
    from qa_desktop.domain.periods import Period
    from qa_desktop.domain.ports import NewIds, Sealer
    from qa_desktop.models.keys import Unlock
    from qa_desktop.models.store import SqlStore
    from qa_desktop.services.authority_settings import WorkAsAuthority
    from qa_desktop.services.check_before_signing import CheckBeforeSigning
    from qa_desktop.services.desk import Desk
    from qa_desktop.services.erase_entries import EraseEntries
    from qa_desktop.services.list_due import ListDue
    from qa_desktop.services.look_after_due import LookAfterDue
    from qa_desktop.services.open_audit import OpenAudit
    from qa_desktop.services.prepare_email import PrepareEmail
    from qa_desktop.services.renew_note import RenewNote
    from qa_desktop.services.restricted_concerns import RestrictedConcerns
    from qa_desktop.services.safety_contacts import SafetyContacts
    from qa_desktop.services.sharing import Sharing
    from qa_desktop.services.sign_audit import NotePress, SignAudit
    from qa_desktop.services.sync_later import SyncLater


def desk_for(store: SqlStore, clock: Clock, unlock: Unlock) -> Desk:
    """Return the services over an open store."""
    from qa_desktop.domain.case_reference import reference_warnings
    from qa_desktop.models import backup
    from qa_desktop.models.new_ids import TimeOrderedIds
    from qa_desktop.services.add_seal import AddSeal
    from qa_desktop.services.amend_audit import AmendAudit
    from qa_desktop.services.answers_file import AnswersFile
    from qa_desktop.services.authority_tools import AuthorityTools, ToolForms
    from qa_desktop.services.case_note import CaseNoteFile
    from qa_desktop.services.check_connection import CheckConnection
    from qa_desktop.services.desk import Desk
    from qa_desktop.services.filing_tasks import FilingTasks
    from qa_desktop.services.gather_held import GatherHeld
    from qa_desktop.services.link_audit import LinkAudit
    from qa_desktop.services.look_after_devices import LookAfterDevices
    from qa_desktop.services.moderate import ModerationServices
    from qa_desktop.services.open_audit import OpenAudit
    from qa_desktop.services.profile_by_sync import ProfileBySync
    from qa_desktop.services.read_inbox import ReadInbox
    from qa_desktop.services.record_answer import RecordAnswer
    from qa_desktop.services.record_signature import RecordSignature
    from qa_desktop.services.save_document import SaveDocument
    from qa_desktop.services.settle_conflict import SettleConflict
    from qa_desktop.services.show_conflicts import ShowConflicts
    from qa_desktop.services.show_history import ShowHistory, ShowLog
    from qa_desktop.services.sign_audit import NotePress
    from qa_desktop.services.start_sample import StartSample
    from qa_desktop.services.sync_later import SyncLater
    from qa_desktop.services.sync_state import Stores, SyncState
    from qa_desktop.toolkit.canonical import canonical_bytes, read_canonical

    place, sync = store.place_on_disk, store.sync
    library = tool_library(place)
    new_id = TimeOrderedIds(clock)
    press = NotePress(_LazyPrinter(), _seal_pdf)
    open_audit = OpenAudit(store, read_canonical, store.pairs.members)
    tools = AuthorityTools(library, store, sync.in_server_order, ToolForms(canonical_bytes, read_canonical))
    authority = authority_services(store, unlock, clock)
    ways, start = ways_and_start(store, tools, open_audit, authority.signed_settings, (clock, new_id))
    drafts = drafts_for(store, library, tools, new_id)
    care = tool_care(tools, sync.in_server_order, clock, ways)
    record, link_audit = RecordAnswer(store), LinkAudit(store, open_audit)
    note_access, notes = note_access_for(store, clock, new_id), CaseNoteFile(store, press.print_note, clock)
    sync_later = SyncLater(store, sync, open_audit, clock, authority.settled)
    profile_by_sync = ProfileBySync(store, sync.in_server_order, authority.adopt)
    sync_later.follows(
        before=(naming_case_teams(store, open_audit),),
        after=(profile_by_sync.take_over, _scrub(store, unlock, clock)),
    )
    sync_state = SyncState(
        Stores(store, sync, store.handovers),
        open_audit,
        sync_later.server.address,
        authority.adopt.limit_days,
        note_access,
    )
    files, importer = files_for(store, open_audit, authority.officers, (clock, note_access))
    sharing = sharing_for(store, open_audit, sync_later, tools.titles, note_access)
    due, erase, followed = (
        _list_due(store, open_audit, authority.adopt.periods, sharing),
        _erase_entries(store, sharing),
        follow_up_for(store, open_audit, record, clock),
    )
    allocate = allocate_for(store, tools, submission_for(ways, clock), start, new_id)
    return Desk(
        owner=store.owner,
        clock=clock,
        new_id=new_id,
        home=store.home,
        list_audits=store.summaries,
        unsent=store.unsent,
        tools=lambda: ways.own_first(tools.summaries()),
        tool=tools.get,
        search_texts=tools.search_texts,
        add_tool=lambda file: library.add(file, place.tools),
        forms=exchange_forms(library, tools.get, drafts),
        authority_tools=tools,
        tool_drafts=drafts,
        tool_care=care,
        authority_settings=ways,
        check_reference=reference_warnings,
        start_audit=start,
        start_sample=StartSample(start),
        open_audit=open_unseen(open_audit, store),
        record=record,
        link_audit=link_audit,
        place=store.place,
        set_place=store.set_place,
        history=ShowHistory(store),
        audit_log=ShowLog(store, sync.places),
        preview_note=notes.draft,
        record_signature=RecordSignature(record, store.owner.name, clock),
        sign_audit=_signing(store, open_audit, press, sync_later, clock),
        add_seal=AddSeal(store, open_audit, press.seal_pdf, store.sealing.open_sealer, clock),
        renew_note=_renewing(store, open_audit, press, clock),
        case_note=notes,
        check_before_signing=_checking(clock),
        safety_contacts=_safety_contacts(ways),
        restricted_concerns=_restricted(store, new_id),
        prepare_email=(emails := _emails(store, ways, clock)),
        documents_of=store.documents_of,
        save_document=SaveDocument(store, note_access),
        filing_tasks=FilingTasks(clock, emails.goes_out),
        amend_audit=AmendAudit(store, open_audit, start, clock),
        re_audit=re_audit_for(open_audit, start, clock),
        begin_record=begin_record_for(store, tools, followed, (open_audit, start, record)),
        follow_up=followed,
        actions=actions_for(store, open_audit, clock),
        improvements=improvements_for(
            store, (tools, ways), (open_audit, record, followed), start, (sync_later, clock, new_id)
        ),
        chase_actions=chasing_for(store, emails, clock),
        go_on=going_on(store, open_audit, care, ways.as_used),
        export_bundle=export_for(store, authority.adopt.held, (clock, note_access)),
        import_bundle=importer,
        files=files,
        answers_from_file=AnswersFile(new_id, link_audit.find),
        back_up=lambda: backup.back_up(place, unlock(place), clock.now()),
        check_up=lambda: store.check().lines,
        has_pin=store.sealing.has_pin,
        set_pin=store.sealing.set_pin,
        change_passphrase=authority.change_passphrase,
        setting=store.setting,
        set_setting=store.set_setting,
        directory=store.directory,
        gather_held=GatherHeld(store, planned_reads(store), sync_later.settle_arrived, note_access, sync.restricted),
        planning=(planning := planning_for(store, ways, allocate, tools.get, (clock, new_id))),
        allocate=allocate,
        looking_again=looking_again_for(
            store, tools, ways, ModerationServices(open_audit, start, record, allocate, sharing.parts), new_id
        ),
        draw_cases=lambda: drawing_for(store, open_audit, ways, clock),
        observed=observed_for(store, ways, tools.get, clock),
        supervision_files=supervision_files_for(store, ways, tools, clock),
        exemplars=(exemplars := exemplars_for(store, open_audit, (clock, new_id))),
        registers=(registers := registers_for(store, tools, ways, open_audit, clock)),
        import_entries=importing_for(registers, tools, ways, start, allocate),
        tag_themes=(theming := theming_for(store, open_audit, record, ways, (clock, new_id))).tag,
        theming=theming,
        figures=(figures := figures_for(store, open_audit, ways, tools, theming.themes.merged)),
        figure_sheet=figure_sheet,
        measured=(measured := measuring_for(store)),
        reports=reports_for(
            store, open_audit, figures, Told(registers, exemplars, planning, measured, followed.closing), clock
        ),
        keep_reports=keeping_for(store, (clock, new_id)),
        write_report=writing_for(store, press.seal_pdf, emails, clock),
        exports=lambda: exports_for(store, open_audit, figures, theming.themes.merged(), (note_access, clock)),
        inspection_room=lambda: room_for(
            RoomExports(store, open_audit, figures, theming.themes.merged(), note_access, clock), notes, press.seal_pdf
        ),
        work=work_for(store, open_audit, record, sync_later, clock),
        due=due,
        look_after_due=_look_after_due(store, due, erase, open_audit, sharing),
        erase=erase,
        inbox=ReadInbox(store, lambda: store.inbox, open_audit, followed.closing),
        sync_now=sync_later,
        take_in_arrived=sync_later.take_in_arrived,
        sync_facts=sync_state,
        offer_again=sync.offer_again,
        save_refused=sync_state.save_refused,
        field_conflicts=ShowConflicts(store, sync.in_server_order, open_audit),
        settle_field=SettleConflict(store, sync.in_server_order, sync.note_conflicts, open_audit),
        server=sync_later.server,
        authority=authority.adopt,
        publish_profile=profile_by_sync.publish,
        officers=authority.officers,
        standing=sync_state.standing,
        check_connection=CheckConnection(sync_later.trial_line, store.owner.id, clock),
        devices=LookAfterDevices(store, sync_later.device_line, sync_later.sign_in_name, store.bundle_keys.sign),
        sharing=sharing,
        close=store.close,
    )


def _signing(
    store: SqlStore, open_audit: OpenAudit, press: NotePress, sync_later: SyncLater, clock: Clock
) -> SignAudit:
    """Return what signs an audit, once what arrived from others is taken in."""
    from qa_desktop.services.sign_audit import SignAudit

    sign = SignAudit(store, open_audit, press, store.sealing.open_sealer, clock)
    sign.beforehand = (sync_later.settle_arrived, naming_case_teams(store, open_audit))
    return sign


def _checking(clock: Clock) -> CheckBeforeSigning:
    """Return what looks an audit through before it is signed."""
    from qa_desktop.services.check_before_signing import CheckBeforeSigning

    return CheckBeforeSigning(clock)


def _safety_contacts(ways: WorkAsAuthority) -> SafetyContacts:
    """Return what tells whom to call about a safety concern."""
    from qa_desktop.services.safety_contacts import SafetyContacts

    return SafetyContacts(lambda: ways.here().settings)


def _restricted(store: SqlStore, new_id: NewIds) -> RestrictedConcerns:
    """Return what keeps concerns about workers apart from audits."""
    from qa_desktop.services.restricted_concerns import RestrictedConcerns

    return RestrictedConcerns(store, store.sync.restricted, new_id)


def _emails(store: SqlStore, ways: WorkAsAuthority, clock: Clock) -> PrepareEmail:
    """Return what writes e-mails as drafts."""
    from qa_desktop.services.prepare_email import PrepareEmail

    printing = clock, printing_letters(clock)
    return PrepareEmail(store.documents_of, lambda: ways.here().settings, store.owner.name, printing)


def _erase_entries(store: SqlStore, sharing: Sharing) -> EraseEntries:
    """Return what two people order to be deleted with."""
    from qa_desktop.services.erase_entries import EraseEntries, EraseStore

    reading = EraseStore(store.sync.places, store.disposals, store.directory, store.holds, sharing.under_way)
    return EraseEntries(store, reading)


def _renewing(store: SqlStore, open_audit: OpenAudit, press: NotePress, clock: Clock) -> RenewNote:
    """Return what makes a note anew after words were deleted."""
    from qa_desktop.services.renew_note import RenewNote

    return RenewNote(store, open_audit, press, store.sealing.open_sealer, clock)


def _list_due(
    store: SqlStore, open_audit: OpenAudit, periods: Callable[[], tuple[Period, ...]], sharing: Sharing
) -> ListDue:
    """Return what lists the records that need not be kept any more."""
    from qa_desktop.services.list_due import DueStore, ListDue

    return ListDue(
        store, open_audit, DueStore(periods, store.signed_by, store.holds, store.disposals, sharing.under_way)
    )


def _look_after_due(
    store: SqlStore, due: ListDue, erase: EraseEntries, open_audit: OpenAudit, sharing: Sharing
) -> LookAfterDue:
    """Return what the window looks after disposals with."""
    from qa_desktop.services.look_after_due import DueServices, LookAfterDue

    services = DueServices(due, erase, sharing.holds, open_audit, store.directory, sharing.under_way)
    return LookAfterDue(store, services)


def _scrub(store: SqlStore, unlock: Unlock, clock: Clock) -> Callable[[], None]:
    """Return what wipes the traces of what was deleted for good, backups among them."""
    from qa_desktop.models import backup
    from qa_desktop.services.scrub import Scrub

    place = store.place_on_disk
    return Scrub(
        store,
        lambda: backup.back_up(place, unlock(place), clock.now()),
        lambda kept: backup.keep_only(place, kept),
    )


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

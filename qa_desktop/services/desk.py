"""Everything that a person can do, gathered for the window and the command line; bootstrap fills it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qa_desktop.clock import Clock
from qa_desktop.domain.arrivals import Arrived
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.authority import Officer
from qa_desktop.domain.authority_settings import Safety
from qa_desktop.domain.directory import Directory
from qa_desktop.domain.enrolment import Standing
from qa_desktop.domain.figures.tables import FigureTable
from qa_desktop.domain.ids import AuditId, DocumentId, OperationId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.ports import Brought, NewIds, SummaryFilter
from qa_desktop.domain.record import AuditSummary, HomeData, Person, StoredDocument, Unsent
from qa_desktop.domain.sync_watch import Watch
from qa_desktop.domain.tool import Tool
from qa_desktop.domain.tool_search import SearchText
from qa_desktop.services.add_seal import AddSeal
from qa_desktop.services.adopt_profile import AdoptProfile
from qa_desktop.services.allocate import Allocate
from qa_desktop.services.authority_settings import WorkAsAuthority
from qa_desktop.services.authority_tools import AuthorityTools
from qa_desktop.services.begin_record import BeginRecord
from qa_desktop.services.case_note import CaseNoteFile
from qa_desktop.services.chase_actions import ChaseActions
from qa_desktop.services.check_before_signing import CheckBeforeSigning
from qa_desktop.services.check_connection import CheckConnection
from qa_desktop.services.erase_entries import EraseEntries
from qa_desktop.services.exchange_forms import ExchangeForms
from qa_desktop.services.export_bundle import ExportBundle
from qa_desktop.services.file_exchange import FileExchange
from qa_desktop.services.filing_tasks import FilingTask
from qa_desktop.services.follow_up_audit import FollowUp
from qa_desktop.services.gather_held import GatherHeld
from qa_desktop.services.go_on import GoOn
from qa_desktop.services.import_entries import ImportEntries
from qa_desktop.services.improvements import Improvements
from qa_desktop.services.keep_exemplars import KeepExemplars
from qa_desktop.services.keep_measured import KeepMeasured
from qa_desktop.services.keep_reports import KeepReports
from qa_desktop.services.link_audit import LinkAudit
from qa_desktop.services.list_actions import ListActions
from qa_desktop.services.list_due import ListDue
from qa_desktop.services.list_observed import ListObserved
from qa_desktop.services.list_registers import ListRegisters
from qa_desktop.services.list_supervision_files import ListSupervisionFiles
from qa_desktop.services.list_work import ListWork
from qa_desktop.services.look_after_devices import LookAfterDevices
from qa_desktop.services.look_after_due import LookAfterDue
from qa_desktop.services.look_after_tools import LookAfterTools
from qa_desktop.services.looking_again import LookingAgain
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.planning import Planning
from qa_desktop.services.prepare_email import PrepareEmail
from qa_desktop.services.read_inbox import ReadInbox
from qa_desktop.services.record_answer import RecordAnswer
from qa_desktop.services.record_signature import RecordSignature
from qa_desktop.services.renew_note import RenewNote
from qa_desktop.services.restricted_concerns import RestrictedConcerns
from qa_desktop.services.server_settings import ServerAccess
from qa_desktop.services.sharing import Sharing
from qa_desktop.services.show_conflicts import FieldConflict
from qa_desktop.services.show_figures import ShowFigures
from qa_desktop.services.show_history import HistoryEntry, ShowLog
from qa_desktop.services.sign_audit import SignAudit
from qa_desktop.services.start_audit import StartAudit
from qa_desktop.services.start_sample import StartSample
from qa_desktop.services.sync_later import SyncLater
from qa_desktop.services.sync_state import SyncFacts
from qa_desktop.services.tag_themes import TagThemes
from qa_desktop.services.theming import Theming
from qa_desktop.services.tool_drafts import ToolDrafts
from qa_desktop.services.tool_library import ToolSummary
from qa_desktop.services.write_report import WriteReport

if TYPE_CHECKING:
    from qa_desktop.services.draw_cases import DrawCases
    from qa_desktop.services.export_audits import ExportAudits
    from qa_desktop.services.inspection_room import MakeRoom
    from qa_desktop.services.make_report import MakeReport


@dataclass(frozen=True, slots=True)
class Desk:
    """The services of one open profile. Every callable blocks: the window runs them on its database worker."""

    owner: Person
    clock: Clock
    new_id: NewIds
    home: Callable[[], HomeData]
    list_audits: Callable[[SummaryFilter], tuple[AuditSummary, ...]]
    unsent: Callable[[], Unsent]
    tools: Callable[[], tuple[ToolSummary, ...]]
    tool: Callable[[str], Tool]
    search_texts: Callable[[], Mapping[str, SearchText]]
    """Returns what each tool asks and calls good, by its content hash, to be searched."""
    add_tool: Callable[[Path], Tool]
    forms: ExchangeForms
    """Brings spreadsheets in as tools, and gives tools out as spreadsheets."""
    authority_tools: AuthorityTools
    """The tools that are published to every laptop; `tools` and `tool` are the whole library, these among them."""
    tool_drafts: ToolDrafts
    """The tools that are being written on this laptop."""
    tool_care: LookAfterTools
    """Every version of every tool with how it stands: the difference of two, retiring, and the yearly review."""
    authority_settings: WorkAsAuthority
    """How the authority works: `authority_settings.as_used(tool)` is what an audit with the tool begins with."""
    check_reference: Callable[[str], tuple[str, ...]]
    start_audit: StartAudit
    start_sample: StartSample
    open_audit: OpenAudit
    record: RecordAnswer
    link_audit: LinkAudit
    """Which audits a record can point to, and what is recorded with one."""
    place: Callable[[AuditId], str]
    set_place: Callable[[AuditId, str, str], None]
    history: Callable[[AuditId, str], tuple[HistoryEntry, ...]]
    audit_log: ShowLog
    preview_note: Callable[[Audit], bytes]
    """Returns the note as a PDF as it would be now, marked as a draft."""
    record_signature: RecordSignature
    sign_audit: SignAudit
    add_seal: AddSeal
    renew_note: RenewNote
    case_note: CaseNoteFile
    check_before_signing: CheckBeforeSigning
    """Looks an audit through on request; on any thread."""
    safety_contacts: Callable[[], Safety]
    """Returns what to do about a safety concern and whom to call."""
    restricted_concerns: RestrictedConcerns
    """Concerns about workers, apart from audits."""
    prepare_email: PrepareEmail
    """Writes e-mails as drafts; none is ever sent from here."""
    documents_of: Callable[[AuditId], tuple[StoredDocument, ...]]
    save_document: Callable[[DocumentId, Path], None]
    filing_tasks: Callable[[Audit], tuple[FilingTask, ...]]
    amend_audit: Callable[[AuditId], Audit]
    re_audit: Callable[[AuditId], Audit]
    """Starts a new audit of the same case, which knows the signed one and takes over no finding."""
    begin_record: BeginRecord
    """Begins the record in which an audit with a poor grade is followed up, as Herefordshire's of an Inadequate one."""
    follow_up: FollowUp
    """Fills in what becomes of a signed audit, and says how far it is from being closed."""
    actions: ListActions
    """The tracker of actions over all audits; on any thread."""
    improvements: Improvements
    """The improvement actions of the service, apart from those of cases."""
    chase_actions: ChaseActions
    """Drafts messages about actions; sends none."""
    go_on: GoOn
    """Goes on with a newer version of an audit's tool; shows first what that does."""
    export_bundle: ExportBundle
    """Takes the audits, the recipient's address ("age1...") and the file."""
    import_bundle: Callable[[Path], Brought]
    files: FileExchange
    answers_from_file: Callable[[Tool, Path], Mapping[str, Value]]
    back_up: Callable[[], Path]
    check_up: Callable[[], tuple[str, ...]]
    has_pin: Callable[[], bool]
    set_pin: Callable[[str | None, str | None], None]
    """Takes the PIN until now and the new one; None means none."""
    change_passphrase: Callable[[str, str], None]
    setting: Callable[[str], str]
    set_setting: Callable[[str, str], None]
    directory: Callable[[], Directory]
    """Who is who, as far as the server told this person."""
    gather_held: GatherHeld
    """Everything that this laptop holds on a case or a person, for a request to see it."""
    allocate: Allocate
    """Audits that QA officers allocate to people."""
    planning: Planning
    """The year's audits: answers to allocations, for one."""
    looking_again: LookingAgain
    """Moderation of what lead and peer graded otherwise."""
    draw_cases: Callable[[], DrawCases]
    """Returns what draws cases to audit from a list of the case system; loaded when it is first asked for."""
    observed: ListObserved
    """How often practitioners were observed, beside what the authority expects."""
    supervision_files: ListSupervisionFiles
    """How many supervision files of each manager's staff were looked at, and what is overdue."""
    exemplars: KeepExemplars
    """The library of good practice."""
    registers: ListRegisters
    """The registers of the authority: their entries and how many there are; on any thread."""
    import_entries: ImportEntries
    """Begins the records of a register from a list."""
    figure_sheet: Callable[[str, Sequence[FigureTable]], bytes]
    """Returns tables as a spreadsheet; takes what they count, in words."""
    tag_themes: TagThemes
    """Tags what an audit says with themes."""
    theming: Theming
    """The authority's list of themes, and what is done with them beside tagging."""
    reports: Callable[[], MakeReport]
    """Returns what makes reports; loaded when the first is asked for. On any thread."""
    measured: KeepMeasured
    """Performance figures that are kept; on any thread."""
    keep_reports: KeepReports
    """Drafts of reports, and who got which version."""
    write_report: WriteReport
    """Writes reports to files, sealed on request; on any thread."""
    exports: Callable[[], ExportAudits]
    """Returns what exports audits as tables; loaded when it is first asked for."""
    inspection_room: Callable[[], MakeRoom]
    """Returns what makes inspection rooms; loaded as above."""
    figures: ShowFigures
    """What signed audits say together; on any thread."""
    work: ListWork
    """What is to be done because of audits: lists, counts, a calendar file, and marking as done."""
    due: ListDue
    """What need not be kept any more, as the authority's profile says."""
    look_after_due: LookAfterDue
    """The same for the window: what is due with who has ordered it, and what only a hold keeps."""
    erase: EraseEntries
    """Two people order that something be deleted for good."""
    inbox: ReadInbox
    sync_now: SyncLater
    """Takes a question that it asks between its steps: whether to stop. May be called on any one thread."""
    take_in_arrived: Callable[[Callable[[], bool], Watch], Arrived]
    """Takes in what an earlier sync left waiting, without a server; asks and tells as `sync_now` does."""
    sync_facts: Callable[[], SyncFacts]
    offer_again: Callable[[Sequence[OperationId]], None]
    save_refused: Callable[[Sequence[OperationId], Path], None]
    field_conflicts: Callable[[AuditId], tuple[FieldConflict, ...]]
    settle_field: Callable[[FieldConflict, Value], None]
    server: ServerAccess
    """Where the shared server is; only the keyring keeps the password."""
    authority: AdoptProfile
    """Takes over what the authority signed; `desk.authority(file)` adopts a profile that came from anywhere."""
    publish_profile: Callable[[Path], int]
    """Gives a signed profile to every laptop; returns its number."""
    devices: LookAfterDevices
    """Enrols this laptop and looks after others'; every call asks the server."""
    officers: Callable[[], tuple[Officer, ...]]
    """Returns to whom bundles may be addressed by name today."""
    standing: Callable[[], Standing]
    """Returns how this laptop stood with the server when it said so last."""
    check_connection: CheckConnection
    """Finds out how far this laptop gets towards the server; on any thread."""
    sharing: Sharing
    close: Callable[[], None]

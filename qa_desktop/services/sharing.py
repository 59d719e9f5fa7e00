"""Everything that several people do with one audit, gathered for the window and the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qa_desktop.domain.ids import AuditId
from qa_desktop.services.give_parts import GiveParts
from qa_desktop.services.hold_audits import HoldAudits
from qa_desktop.services.list_under_way import ListUnderWay
from qa_desktop.services.lock_grade import LockGrade
from qa_desktop.services.note_access import NoteAccess
from qa_desktop.services.settle_signature import SettleSignature
from qa_desktop.services.show_late import ShowLate
from qa_desktop.services.take_in import TakeIn
from qa_desktop.services.tell_open import TellOpen


@dataclass(frozen=True, slots=True)
class Sharing:
    """The services of working together. Every callable blocks; `tell_open` is for the worker of sync."""

    parts: GiveParts
    late: ShowLate
    signatures: SettleSignature
    take_in: TakeIn
    holds: HoldAudits
    under_way: ListUnderWay
    lock_grade: LockGrade
    note_access: NoteAccess
    tell_open: TellOpen
    keep_in_sight: Callable[[AuditId | None], None]
    """Names the audit that is open: sync takes it away only afterwards. Returns at once."""

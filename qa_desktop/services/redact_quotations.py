"""Go through the quotations that nobody redacted yet, one after the other; a person decides of each (P-34)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.calibration import likely_struck
from qa_desktop.domain.figures.question import FigureFilter, Quotation, QuotationsBehind
from qa_desktop.domain.figures.theme import Theme, themes_in
from qa_desktop.domain.record import Person, Role
from qa_desktop.errors import InputProblem, NotAllowed, QaDesktopError
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.record_answer import RecordAnswer
from qa_desktop.services.tag_themes import TagThemes

DRAFT = "redaction"
AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class WaitingQuotation:
    """A quotation that stays in the team until somebody redacts it."""

    quotation: Quotation
    theme: Theme
    tool_title: str
    proposed: str
    """What was begun on this laptop, else the words with what could identify somebody struck."""
    is_begun: bool


@dataclass(frozen=True, slots=True)
class RedactReads:
    """What quotations are found and read through."""

    waiting: Callable[[QuotationsBehind], tuple[Quotation, ...]]
    open_audit: OpenAudit
    owner: Person
    clock: Clock


class RedactQuotations:
    """Each decision is kept at once; what was begun is kept with the owner's own notes, which nobody else sees."""

    def __init__(self, reads: RedactReads, tag: TagThemes, record: RecordAnswer) -> None:
        self._reads = reads
        self._tag = tag
        self._record = record

    @property
    def may_redact(self) -> bool:
        """Whether the owner goes through the quotations of all audits."""
        return self._reads.owner.role is Role.QA_OFFICER

    def next(self, wanted: FigureFilter, theme: str = "", after: Quotation | None = None) -> WaitingQuotation | None:
        """Return the latest quotation that waits, or the next one after another; None where none is left.

        Those of audits that this profile cannot open any more are passed over. Raises NotAllowed for anybody but a QA
        officer.
        """
        self._demand_officer()
        asked = QuotationsBehind(wanted, None, theme, waiting=True, after=after, limit=AT_ONCE)
        while page := self._reads.waiting(asked):
            for one in page:
                if (found := self._waiting(one)) is not None:
                    return found
            asked = QuotationsBehind(wanted, None, theme, waiting=True, after=page[-1], limit=AT_ONCE)
        return None

    def release(self, one: WaitingQuotation, words: str, *, looked_through: bool = False) -> None:
        """Let words be told, and forget what was begun; raise as `TagThemes.release` does, and for no words."""
        self._demand_officer()
        if not words.strip():
            raise InputProblem("Write what may be told, or skip this quotation: then it stays in the team.")
        audit = self._reads.open_audit(one.quotation.audit)
        fields = self._tag.release_fields(audit, one.theme.id, words, looked_through=looked_through)
        begun = {_draft_path(one.theme.id): None} if one.is_begun else {}
        self._record(audit, {**fields, **begun})

    def keep_begun(self, one: WaitingQuotation, words: str) -> None:
        """Keep what was begun for the next time; nothing where it is as it was proposed."""
        self._demand_officer()
        plain = " ".join(words.split())
        if plain != one.proposed:
            audit = self._reads.open_audit(one.quotation.audit)
            self._record(audit, {_draft_path(one.theme.id): plain or None})

    def _waiting(self, one: Quotation) -> WaitingQuotation | None:
        try:
            audit = self._reads.open_audit(one.audit)
        except QaDesktopError:  # it left this laptop, or is on hold, since figures were counted
            return None
        theme = next((each for each in themes_in(audit.record.fields) if each.id == one.theme_id), None)
        if theme is None or theme.public:
            return None
        begun = self._begun(audit, theme)
        proposed = begun or likely_struck(audit, theme.quote, local_day(self._reads.clock.now()))
        return WaitingQuotation(one, theme, audit.tool.title, proposed, bool(begun))

    def _begun(self, audit: Audit, theme: Theme) -> str:
        state = audit.record.fields.get(_draft_path(theme.id))
        return str(state.value) if state is not None and state.value else ""

    def _demand_officer(self) -> None:
        if not self.may_redact:
            raise NotAllowed("Only a QA officer goes through the quotations of all audits.")


def _draft_path(theme: str) -> str:
    return paths.preparation(DRAFT, theme)

"""Make a calibration pack for training moderators: drafted here, mended by a person, and only then told (P-34)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.calibration import PackAudit, PackText, approve_change, grades_of, still_named, without_people
from qa_desktop.domain.figures.tables import FigureTable
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import LocalStore, NewIds
from qa_desktop.domain.record import Role
from qa_desktop.domain.reports.plain_text import report_text
from qa_desktop.domain.reports.report import Block, Heading, Paragraph, Report
from qa_desktop.errors import InputProblem, Mistake, NotAllowed, SeveralProblems
from qa_desktop.services.record_answer import RecordAnswer

DRAFT = "calibration"
WRITE_HERE = "_" * 24
"""A line to write a grade on."""
BEGUN = "|"
"""Before a text that was begun: one that was emptied is told from one that was not."""
_DRAFTS = paths.preparation(DRAFT, "")


@dataclass(frozen=True, slots=True)
class Pack:
    """What was approved: the audits without grades, and the key to compare with."""

    id: str
    audits: Report
    key: Report


class MakeCalibration:
    """Signed audits alone. Drafts hold no grade, and stay in the team until a person approves them."""

    def __init__(
        self,
        store: LocalStore,
        open_audit: Callable[[AuditId], Audit],
        record: RecordAnswer,
        unredacted: Callable[[], tuple[str, ...]],
        means: tuple[Clock, NewIds],
    ) -> None:
        self._store = store
        self._open = open_audit
        self._record = record
        self._unredacted = unredacted
        self._clock, self._new_id = means

    def draft(self, audits: Sequence[AuditId]) -> tuple[PackAudit, ...]:
        """Return audits without names, numbers and days, for a person to read and mend; what was begun is as it was.

        Raises NotAllowed for anybody but a QA officer and for audits that are not signed; InputProblem for none.
        """
        self._demand_officer()
        if not audits:
            raise InputProblem("Name the audits that moderators are to grade.")
        today = local_day(self._clock.now())
        opened = [self._signed(audit) for audit in dict.fromkeys(audits)]
        return tuple(
            _begun(audit, without_people(audit, f"Audit {number}", today))
            for number, audit in zip(count(1), opened, strict=False)
        )

    def keep_begun(self, drafted: Sequence[PackAudit], mended: Sequence[PackAudit]) -> None:
        """Keep texts that were mended and not approved yet, with the owner's own notes, which nobody else sees."""
        self._demand_officer()
        for one, now in zip(drafted, mended, strict=True):
            texts = zip(one.texts, now.texts, strict=True)
            changed = {_draft_path(text.path): BEGUN + text.text for before, text in texts if text.text != before.text}
            if changed:
                self._record(self._signed(one.audit), changed)

    def approve(self, drafted: Sequence[PackAudit], *, looked_through: bool = False) -> Pack:
        """Return the pack that the owner approves with this, and keep that they did.

        Raises SeveralProblems where a text holds a quotation that nobody redacted, or where somebody could still be
        recognised, unless the owner says with `looked_through` that they looked again.
        """
        self._demand_officer()
        opened = {one.audit: self._signed(one.audit) for one in drafted}
        if not opened:
            raise InputProblem("There is no audit in this draft.")
        self._demand_redacted(drafted)
        if not looked_through:
            self._demand_nobody(drafted, opened)
        pack, today = self._new_id(), local_day(self._clock.now())
        approved = f"De-identified, read and approved by {self._store.owner.name} on {today.day} {today:%B %Y}."
        many = "1 audit" if len(drafted) == 1 else f"{len(drafted)} audits"
        told = Report(
            "Calibration pack", "", "Moderators", "", many, today.isoformat(),
            self._store.owner.name, tuple(_told(drafted, opened, approved)),
        )  # fmt: skip
        key = Report(
            "Key to the calibration pack", "", "Whoever leads the training", "", many, today.isoformat(),
            self._store.owner.name, tuple(_key(drafted, opened)),
        )  # fmt: skip
        digest = hashlib.sha256(report_text(told).encode()).hexdigest()
        self._store.append([approve_change(pack, drafted, (self._store.owner.name, digest, today))])
        for audit in opened.values():
            self._forget_begun(audit)
        return Pack(pack, told, key)

    def _forget_begun(self, audit: Audit) -> None:
        begun = [path for path in audit.record.fields if path.startswith(_DRAFTS)]
        if begun:
            self._record(audit, dict.fromkeys(begun))

    def _signed(self, audit_id: AuditId) -> Audit:
        audit = self._open(audit_id)
        if not audit.is_signed or audit.is_private or audit.record.is_held:
            raise NotAllowed(f"{audit.subject} cannot be used: only signed audits that are not on hold are.")
        return audit

    def _demand_redacted(self, drafted: Sequence[PackAudit]) -> None:
        texts = [(one, " ".join(text.text.split()).casefold()) for one in drafted for text in one.texts]
        held = [(one, quote) for quote in self._unredacted() for one, said in texts if quote.casefold() in said]
        if held:
            mistakes = tuple(Mistake(f"{one.called}: nobody redacted “{quote}”", "text") for one, quote in held)
            raise SeveralProblems("Redact these quotations first, or strike them:", mistakes)

    def _demand_nobody(self, drafted: Sequence[PackAudit], opened: dict[AuditId, Audit]) -> None:
        today = local_day(self._clock.now())
        told = dict.fromkeys(
            (one.called, piece)
            for one in drafted
            for text in one.texts
            for piece in still_named(text.text, opened[one.audit], today)
        )
        if told:
            mistakes = tuple(Mistake(f"{called}: check “{piece}”", "text") for called, piece in told)
            raise SeveralProblems("Somebody could be recognised. Strike it, or say that you looked:", mistakes)

    def _demand_officer(self) -> None:
        if self._store.owner.role is not Role.QA_OFFICER:
            raise NotAllowed("Only a QA officer makes a calibration pack.")


def _begun(audit: Audit, drafted: PackAudit) -> PackAudit:
    """Return the texts of an audit as somebody left them who mended them before."""

    def as_left(text: PackText) -> PackText:
        state = audit.record.fields.get(_draft_path(text.path))
        return replace(text, text=str(state.value).removeprefix(BEGUN)) if state is not None and state.value else text

    return replace(drafted, texts=tuple(map(as_left, drafted.texts)))


def _draft_path(text: str) -> str:
    """Return where a text is kept that was begun; the place of a text is itself a path."""
    return paths.preparation(DRAFT, hashlib.sha256(text.encode()).hexdigest()[:32])


def _told(drafted: Sequence[PackAudit], opened: dict[AuditId, Audit], approved: str) -> list[Block]:
    blocks: list[Block] = [Paragraph(approved, is_quiet=True)]
    for one in drafted:
        audit = opened[one.audit]
        blocks += [Heading(one.called), Paragraph(audit.tool.title, is_quiet=True)]
        for text in one.texts:
            if text.text.strip():
                blocks += [Heading(text.place, 2), Paragraph(" ".join(text.text.split()))]
        rows = tuple((title, ", ".join(offered), WRITE_HERE) for title, offered, _ in grades_of(audit))
        blocks.append(FigureTable("Your grades", ("Question", "Choose from", "Your grade"), rows))
    return blocks


def _key(drafted: Sequence[PackAudit], opened: dict[AuditId, Audit]) -> list[Block]:
    blocks: list[Block] = []
    for one in drafted:
        rows = tuple((title, given) for title, _, given in grades_of(opened[one.audit]))
        blocks += [Heading(one.called), FigureTable("", ("Question", "Grade that was given"), rows)]
    return blocks


def pack_files(pack: Pack, write: Callable[[Report, str], bytes]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an approved pack, (name, content): for moderators, and the key, as pages and as plain text."""
    for name, report in (("pack", pack.audits), ("key", pack.key)):
        yield from ((f"{name}{ending}", write(report, ending)) for ending in (".pdf", ".txt"))

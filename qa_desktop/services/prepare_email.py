"""Prepare an e-mail as a draft that a mail program opens: nothing is ever sent from here (PRACTICE P-43)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import PurePath

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.authority_settings import AuthoritySettings
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.letter import Letter
from qa_desktop.domain.record import StoredDocument
from qa_desktop.domain.telling import Tell, tell_key
from qa_desktop.errors import InputProblem, NotAllowed
from qa_desktop.services.sign_audit import FILING_NOTE

ADDRESS = re.compile(r"[^@\s<>,;:\"()\[\]\\]+@[^@\s<>,;:\"()\[\]\\]+\.[^@\s<>,;:\"()\[\]\\]+")
OTHER_MEDIA = ("application", "octet-stream")
_OFFICE = "vnd.openxmlformats-officedocument"
MEDIA = {
    ".pdf": ("application", "pdf"),
    ".docx": ("application", f"{_OFFICE}.wordprocessingml.document"),
    ".xlsx": ("application", f"{_OFFICE}.spreadsheetml.sheet"),
}
"""What kinds of files are attached, by their endings."""
_ASKS_COMMENT = "You are asked for your oversight and your comment on it."
_PLEASE_READ = "Please read the findings, and look at the actions that are yours."
EVERYBODY = "all-csc-staff"
"""The recipient, by id in the settings, to whom learning goes (B10)."""


@dataclass(frozen=True, slots=True)
class PreparedEmail:
    """A draft, and to whom no address is known."""

    data: bytes
    subject: str
    to: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    """Recipients for whom the settings hold no address that a mail program takes."""
    is_letter: bool = False
    """Whether it is a PDF to print and no draft of an e-mail."""


class PrepareEmail:
    """Writes drafts in the authority's words. Subjects carry neither a grade nor a name."""

    def __init__(
        self,
        documents_of: Callable[[AuditId], tuple[StoredDocument, ...]],
        settings: Callable[[], AuthoritySettings | None],
        owner: str,
        printing: tuple[Clock, Callable[[Letter], bytes]],
    ) -> None:
        """`printing` is the clock, and what prints a letter."""
        self._documents_of = documents_of
        self._settings = settings
        self._owner = owner
        self._clock, self._print = printing

    def tell(self, audit: Audit, told: Sequence[Tell], *, attach: bool) -> PreparedEmail:
        """Return the draft that tells these people of a signed audit, with its note or with a reference to it alone.

        Raises NotAllowed for an audit that is not signed or stays on this laptop, InputProblem where nobody is named.
        """
        if not told:
            raise InputProblem("Choose whom to tell.")
        words = [_opening(audit), _where(audit, attach=attach)]
        if any(one.asks_comment for one in told):
            words.append(_ASKS_COMMENT)
        words.append(_PLEASE_READ)
        return self._draft(audit, [one.recipient for one in told], words, attach=attach)

    def letter(self, audit: Audit, told: Tell, *, attach: bool) -> PreparedEmail:
        """Return the letter that tells somebody without e-mail, as PDF.

        `attach` says that the printed note goes with it. Raises NotAllowed as above.
        """
        self._demand_told(audit)
        words = [f"Dear {told.who or told.recipient},", _opening(audit)]
        words.append("The printed note is enclosed." if attach else _where(audit, attach=False))
        words += [_ASKS_COMMENT] if told.asks_comment else []
        subject, by = subject_of(audit), audit.text(paths.about("auditor")) or self._owner
        day = local_day(self._clock.now())
        written = Letter(told.who or told.recipient, day, subject, (*words, _PLEASE_READ), sender=by)
        return PreparedEmail(self._print(written), subject, (), is_letter=True)

    def file(self, audit: Audit, step_id: str, text: str, *, attach: bool) -> PreparedEmail:
        """Return the draft for a step of filing, with the words of the step; raises as above."""
        return self._draft(audit, self._recipients_of(audit, step_id), [text or _opening(audit)], attach=attach)

    def goes_out(self, audit: Audit, step_id: str) -> bool:
        """Tell whether a step of filing goes to somebody."""
        return bool(self._recipients_of(audit, step_id)) and audit.is_signed and not audit.is_private

    def learning(self, points: str) -> PreparedEmail:
        """Return the draft that shares key recommendations with all staff; we name no audit, case or person (B10).

        Raises InputProblem where there is nothing to share.
        """
        if not points.strip():
            raise InputProblem("Write the key recommendations that all staff are to have.")
        settings = self._settings()
        named = next((one.name for one in settings.recipients if one.id == EVERYBODY), "") if settings else ""
        words = ["These are the key recommendations from our audits. Please talk about them in your team.", points]
        return self._email([named or "All staff"], "Learning from our audits", words, None)

    def report(self, to: Sequence[str], title: str, file: tuple[str, bytes]) -> PreparedEmail:
        """Return the draft that takes a report to these people or meetings; `file` is its name and content.

        Raises InputProblem where nobody is named.
        """
        if not to:
            raise InputProblem("Say to whom the report goes.")
        words = [f"Attached is: {title}.", "Please read it before we talk about it.", self._owner]
        return self._email(to, title, words, file)

    def address_of(self, recipient: str) -> str:
        """Return the address of a person or role, where the settings hold one that a mail program takes."""
        settings = self._settings()
        wanted = tell_key(recipient)
        held = settings.recipients if settings else ()
        found = (one.address.strip() for one in held if wanted in (tell_key(one.name), one.id))
        return next((one for one in found if ADDRESS.fullmatch(one)), "")

    def _draft(self, audit: Audit, to: Sequence[str], words: Sequence[str], *, attach: bool) -> PreparedEmail:
        self._demand_told(audit)
        name = f"audit-note-{local_day(self._clock.now()):%Y-%m-%d}.pdf"
        note = (name, self._note(audit).data) if attach else None
        return self._email(to, subject_of(audit), [*words, audit.text(paths.about("auditor")) or self._owner], note)

    def _demand_told(self, audit: Audit) -> None:
        if not audit.is_signed:
            raise NotAllowed("This audit is not signed yet. An e-mail or a letter is prepared once it is.")
        if audit.is_private:
            raise NotAllowed("This audit is yours alone and stays on this laptop.")

    def _note(self, audit: Audit) -> StoredDocument:
        found = [one for one in self._documents_of(audit.id) if one.kind == FILING_NOTE]
        if not found:
            raise NotAllowed("The sealed note is not on this laptop, so it cannot be attached. Leave it out, or sync.")
        return found[-1]

    def _email(
        self, to: Sequence[str], subject: str, words: Sequence[str], attached: tuple[str, bytes] | None
    ) -> PreparedEmail:
        known = {one: self.address_of(one) for one in to}
        addresses = tuple(dict.fromkeys(one for one in known.values() if one))
        data = draft(addresses, subject, words, attached)
        unknown = tuple(name for name, address in known.items() if not address)
        return PreparedEmail(data, subject, addresses, unknown)

    def _recipients_of(self, audit: Audit, step_id: str) -> list[str]:
        settings = self._settings()
        names = {one.id: one.name for one in settings.recipients} if settings else {}
        ids = [
            one
            for step in (settings.filing if settings else ())
            if step.id == step_id and audit.tool.id in step.tools
            for one in step.to
        ]
        steps = audit.tool.filing.steps if audit.tool.filing else ()
        told = [one for step in steps if step.id == step_id for one in step.tell]
        return [*(names[one] for one in ids if one in names), *told]


def draft(to: Sequence[str], subject: str, words: Sequence[str], attached: tuple[str, bytes] | None) -> bytes:
    """Return an e-mail that mail programs open as a draft, in UTF-8; `attached` is the name and content of a file."""
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["To"] = ", ".join(to)
    message["Subject"] = subject
    message.set_content("\n\n".join(one.strip() for one in words if one.strip()) + "\n", charset="utf-8")
    if attached is not None:
        name, content = attached
        kind, subtype = MEDIA.get(PurePath(name).suffix.casefold(), OTHER_MEDIA)
        message.add_attachment(content, maintype=kind, subtype=subtype, filename=name)
    return message.as_bytes()


def subject_of(audit: Audit) -> str:
    """Return the subject of an e-mail about an audit: what it is and of which month, neither a grade nor a name."""
    day = audit.last_meeting()
    month = f", {day:%B %Y}" if day else ""
    return f"{audit.tool.words.audit}{month}: please read"


def _opening(audit: Audit) -> str:
    words, day = audit.tool.words, audit.last_meeting()
    on = f" on {day.day} {day:%B %Y}" if day else ""
    return f"The {words.audit} for {words.case_reference} {audit.subject} was completed{on}."


def _where(audit: Audit, *, attach: bool) -> str:
    if attach:
        return "The sealed note is attached. Please file it as the note says, and pass it on to nobody else."
    return f"You find the note under this reference in {audit.tool.words.case_system}, or in QA Desktop."

"""Tag what an audit says with a theme, while auditing or later; a person does, with the words it rests on (P-34)."""

from __future__ import annotations

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.figures.theme import GROUP, Theme, ThemeKind, themes_in
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.ports import NewIds
from qa_desktop.errors import InputProblem, NotFound
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.record_answer import RecordAnswer


class TagThemes:
    """Writes themes of one audit. They may follow a signature: what was signed stays as it is."""

    def __init__(self, open_audit: OpenAudit, record: RecordAnswer, new_id: NewIds) -> None:
        self._open = open_audit
        self._record = record
        self._new_id = new_id

    def __call__(self, audit_id: AuditId, kind: ThemeKind, name: str, quote: str, item: str = "") -> Theme:
        """Tag an audit and return the theme; `item` is the question from which the words are.

        Raises InputProblem where the name or the words are missing, or the audit nowhere says them; NotFound for an
        unknown question.
        """
        audit = self._open(audit_id)
        name, quote = " ".join(name.split()), " ".join(quote.split())
        if not name or not quote:
            raise InputProblem("Name the theme, and quote the words of the audit on which it rests.")
        if item and audit.tool.item(item) is None:
            raise NotFound(f"{audit.tool.id} has no question “{item}”.")
        if quote.casefold() not in _said(audit):
            raise InputProblem("The audit says these words nowhere. Quote it as it is written.")
        key = self._new_id()
        values: dict[str, Value] = {"kind": kind.value, "name": name, "quote": quote, "item": item or None}
        written = {paths.entry(GROUP, key, field): value for field, value in values.items() if value is not None}
        tagged = self._record(audit, written).audit
        return next(one for one in themes_in(tagged.record.fields) if one.id == key)

    def release(self, audit_id: AuditId, theme: str, words: str) -> None:
        """Let words of a theme leave the team, as a person redacted them; empty takes them back (P-34)."""
        audit = self._known(audit_id, theme)
        self._record(audit, {paths.entry(GROUP, theme, "public"): " ".join(words.split()) or None})

    def remove(self, audit_id: AuditId, theme: str) -> None:
        """Take a theme back; raise NotFound for an unknown one."""
        self._record(self._known(audit_id, theme), {paths.entry(GROUP, theme, "removed"): True})

    def of(self, audit_id: AuditId) -> tuple[Theme, ...]:
        """Return the themes of an audit."""
        return themes_in(self._open(audit_id).record.fields)

    def _known(self, audit_id: AuditId, theme: str) -> Audit:
        audit = self._open(audit_id)
        known = [one.id for one in themes_in(audit.record.fields)]
        if theme not in known:
            raise NotFound(f"There is no theme “{theme}” in this audit. There are: {', '.join(known) or 'none'}.")
        return audit


def _said(audit: Audit) -> str:
    """Return everything that was written in an audit, but themes and preparation, in the form to look for words."""
    written = (
        str(state.value)
        for path, state in audit.record.fields.items()
        if isinstance(state.value, str) and paths.Path.parse(path).group not in (GROUP, "prep")
    )
    return "\n".join(" ".join(one.split()) for one in written).casefold()

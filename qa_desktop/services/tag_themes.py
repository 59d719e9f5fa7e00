"""Tag what an audit says with a theme, while auditing or later; a person does, with the words it rests on (P-34)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qa_desktop.clock import Clock, local_day
from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.exemplar import people_in
from qa_desktop.domain.figures.redaction import recognisable, struck_from
from qa_desktop.domain.figures.theme import GROUP, Theme, ThemeKind, themes_in
from qa_desktop.domain.figures.theme_list import ThemeList
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.ports import NewIds
from qa_desktop.domain.record import Person
from qa_desktop.errors import InputProblem, Mistake, NotFound, SeveralProblems
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.record_answer import RecordAnswer


@dataclass(frozen=True, slots=True)
class Tag:
    """What is said of an audit: a theme, and the words on which it rests."""

    kind: ThemeKind
    name: str
    quote: str
    item: str = ""
    """The key of the question from which the words are; empty for the whole audit."""


@dataclass(frozen=True, slots=True)
class TagMeans:
    """What tagging needs beside the audit."""

    themes: Callable[[], ThemeList]
    """Returns the authority's list; where it is empty, every name will do."""
    owner: Person
    clock: Clock
    new_id: NewIds


class TagThemes:
    """Writes themes of one audit. They may follow a signature: what was signed stays as it is."""

    def __init__(self, open_audit: OpenAudit, record: RecordAnswer, means: TagMeans) -> None:
        self._open = open_audit
        self._record = record
        self._means = means

    def __call__(self, audit_id: AuditId, kind: ThemeKind, name: str, quote: str, item: str = "") -> Theme:
        """Tag an audit and return the theme; `item` is the question from which the words are.

        Raises InputProblem where the name or the words are missing, or the audit nowhere says them; NotFound for an
        unknown question.
        """
        audit = self._open(audit_id)
        key = self._means.new_id()
        tagged = self._record(audit, self.fields(audit, key, Tag(kind, name, quote, item))).audit
        return next(one for one in themes_in(tagged.record.fields) if one.id == key)

    def fields(self, audit: Audit, key: str, tag: Tag) -> dict[str, Value]:
        """Return what is to be recorded for a tag, for who records it with other things; raise as tagging does."""
        name, quote = " ".join(tag.name.split()), " ".join(tag.quote.split())
        if not name or not quote:
            raise InputProblem("Name the theme, and quote the words of the audit on which it rests.")
        if tag.item and audit.tool.item(tag.item) is None:
            raise NotFound(f"{audit.tool.id} has no question “{tag.item}”.")
        if quote.casefold() not in _said(audit):
            raise InputProblem("The audit says these words nowhere. Quote it as it is written.")
        values: dict[str, Value] = {"kind": tag.kind.value, "name": self._listed(name), "quote": quote}
        values |= {"item": tag.item} if tag.item else {}
        return {paths.entry(GROUP, key, field): value for field, value in values.items()}

    def release(self, audit_id: AuditId, theme: str, words: str, *, looked_through: bool = False) -> Theme:
        """Let words of a theme leave the team, as the owner redacted them; empty takes them back (P-34).

        What was struck, by whom and on which day is kept. Raises SeveralProblems where somebody could be recognised
        by the words, unless the owner says that they looked again with `looked_through`.
        """
        audit = self._open(audit_id)
        written = self.release_fields(audit, theme, words, looked_through=looked_through)
        return _known(self._record(audit, written).audit, theme)

    def release_fields(self, audit: Audit, theme: str, words: str, *, looked_through: bool = False) -> dict[str, Value]:
        """Return what is to be recorded for a redaction; raise as `release` does."""
        one = _known(audit, theme)
        public = " ".join(words.split())
        today = local_day(self._means.clock.now())
        if public and not looked_through:
            told = dict.fromkeys(recognisable((public,), people_in(audit), today))
            if told:
                mistakes = tuple(Mistake(f"Check this: “{piece}”", "words") for piece in told)
                raise SeveralProblems("Somebody could be recognised. Strike it, or say that you looked:", mistakes)
        values: dict[str, Value] = {
            "public": public or None,
            "struck": "\n".join(struck_from(one.quote, public)) or None if public else None,
            "redacted_by": self._means.owner.name if public else None,
            "redacted_on": today.isoformat() if public else None,
        }
        return {paths.entry(GROUP, theme, field): value for field, value in values.items()}

    def remove(self, audit_id: AuditId, theme: str) -> None:
        """Take a theme back; raise NotFound for an unknown one."""
        audit = self._open(audit_id)
        self._record(audit, {paths.entry(GROUP, _known(audit, theme).id, "removed"): True})

    def of(self, audit_id: AuditId) -> tuple[Theme, ...]:
        """Return the themes of an audit."""
        return themes_in(self._open(audit_id).record.fields)

    def _listed(self, name: str) -> str:
        """Return a theme's name as the list writes it today."""
        themes = self._means.themes()
        if not themes.every:
            return name
        found = themes.named(name)
        if found is None or not found.is_offered:
            names = ", ".join(one.name for one in themes.offered)
            raise InputProblem(f"“{name}” is not on the list of themes. There are: {names}. A QA officer adds others.")
        return found.name


def _known(audit: Audit, theme: str) -> Theme:
    every = themes_in(audit.record.fields)
    found = next((one for one in every if one.id == theme), None)
    if found is None:
        known = ", ".join(one.id for one in every)
        raise NotFound(f"There is no theme “{theme}” in this audit. There are: {known or 'none'}.")
    return found


def _said(audit: Audit) -> str:
    """Return everything that was written in an audit, but themes and preparation, in the form to look for words."""
    written = (
        str(state.value)
        for path, state in audit.record.fields.items()
        if isinstance(state.value, str) and paths.Path.parse(path).group not in (GROUP, "prep")
    )
    return "\n".join(" ".join(one.split()) for one in written).casefold()

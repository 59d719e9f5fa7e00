"""Suggest themes from the words of an audit, on this laptop alone; a person accepts, changes or refuses (P-34)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.figures.theme import ThemeKind, themes_in
from qa_desktop.domain.figures.theme_list import ThemeList
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.suggesting.model import Likely, Stem, Tagged, ThemeModel
from qa_desktop.domain.suggesting.suggest import REFUSED, Suggestion, suggestions
from qa_desktop.services.open_audit import OpenAudit
from qa_desktop.services.record_answer import RecordAnswer

MOST_EXAMPLES = 2000


@dataclass(frozen=True, slots=True)
class SuggestReads:
    """What suggestions are made of."""

    themes: Callable[[], ThemeList]
    tagged: Callable[[int], tuple[Tagged, ...]]
    """Returns what was tagged last in signed audits on this laptop, so many at most."""
    stem: Callable[[], Stem]
    """Returns what brings words to their stems; raises EnvironmentProblem where its library is missing."""


class SuggestThemes:
    """Nothing leaves the laptop, nothing is applied by itself, and what it learned is never kept."""

    def __init__(self, open_audit: OpenAudit, record: RecordAnswer, reads: SuggestReads) -> None:
        self._open = open_audit
        self._record = record
        self._reads = reads

    def __call__(self, audit_id: AuditId) -> tuple[Suggestion, ...]:
        """Return what an audit may be tagged with, a strength and a concern in turn; raise EnvironmentProblem."""
        audit = self._open(audit_id)
        return self.of(audit, self.model(audit))

    def of(self, audit: Audit, model: ThemeModel) -> tuple[Suggestion, ...]:
        """Return the same from a model that was made before."""
        refused = {str(state.value) for path, state in audit.record.fields.items() if path.startswith(_REFUSALS)}
        return suggestions(audit, model, refused)

    def words(self, audit_id: AuditId, quote: str, leans: ThemeKind | None) -> Likely | None:
        """Return what some words probably speak of, for who tags them."""
        return self.model(self._open(audit_id)).likely(quote, leans)

    def model(self, audit: Audit | None = None) -> ThemeModel:
        """Return what was learned from the list and the tags on this laptop, those of an audit among them."""
        themes = self._reads.themes()
        own = themes_in(audit.record.fields) if audit is not None else ()
        now = {before.casefold(): name for before, name in themes.merged.items()}
        told = (*self._reads.tagged(MOST_EXAMPLES), *(Tagged(one.kind, one.name, one.quote) for one in own))
        examples = [Tagged(one.kind, now.get(one.theme.casefold(), one.theme), one.words) for one in told]
        return ThemeModel(themes.offered, examples, self._reads.stem())

    def refuse(self, audit_id: AuditId, one: Suggestion) -> None:
        """Suggest this no more; kept with the owner's own notes on the audit, which nobody else sees."""
        self._record(self._open(audit_id), {one.refusal_path: one.key})


_REFUSALS = paths.preparation(REFUSED, "")

"""The library of good practice: what was done and why it is worth showing, written so that nobody can be recognised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.figures.redaction import recognisable
from qa_desktop.domain.operation import Change, Operation, OperationKind, Value
from qa_desktop.domain.organisation import PROGRAMME
from qa_desktop.domain.projection import head, is_known
from qa_desktop.domain.read_entries import as_day

_GROUP = "exemplar/"
WORDS = ("title", "theme", "text")


@dataclass(frozen=True, slots=True)
class Exemplar:
    """One entry. It names no audit: everybody reads it, and nobody is led from it to a child or a worker."""

    id: str
    title: str
    text: str
    theme: str = ""
    added_on: date | None = None
    is_withdrawn: bool = False

    def holds(self, words: str) -> bool:
        """Tell whether every one of some words stands in it."""
        said = f"{self.title}\n{self.theme}\n{self.text}".casefold()
        return all(one in said for one in words.casefold().split())


def exemplar_change(one: Exemplar) -> Change:
    """Return the change that says the whole of an entry."""
    day = one.added_on.isoformat() if one.added_on else ""
    facts: dict[str, Value] = {"exemplar": one.id, "added_on": day, "withdrawn": one.is_withdrawn}
    words: dict[str, Value] = {name: getattr(one, name) for name in WORDS}
    return Change(PROGRAMME, f"{_GROUP}{one.id}", None, facts=facts, words=words)


def exemplars(programme: Iterable[Operation]) -> tuple[Exemplar, ...]:
    """Return the library as it stands, the newest first, withdrawn ones left out."""
    paths_of: defaultdict[str, list[Operation]] = defaultdict(list)
    for one in programme:
        if one.kind == OperationKind.SET.value and one.path.startswith(_GROUP) and is_known(one):
            paths_of[one.path].append(one)
    heads = (head(several) for several in paths_of.values())
    found = [_read(one) for one in heads if one is not None]
    kept = [one for one in found if one.title and not one.is_withdrawn]
    return tuple(sorted(kept, key=lambda one: (one.added_on or date.min, one.id), reverse=True))


def told_of(one: Exemplar, watched: Iterable[str], today: date) -> Iterator[str]:
    """Return the pieces of an entry that could identify somebody: numbers by their form, and names to watch for."""
    return recognisable((one.title, one.theme, one.text), watched, today)


def people_in(audit: Audit) -> tuple[str, ...]:
    """Return the names and the reference that an audit holds, which nobody should find in the library."""
    named = [audit.subject, *(audit.text(paths.about(field)) for field in ("practitioner", "auditor", "team"))]
    return tuple(dict.fromkeys(name for name in (*named, *(one.name for one in audit.people)) if name.strip()))


def _read(operation: Operation) -> Exemplar:
    facts, words = operation.facts, operation.unpacked()
    title, theme, text = (str(words.get(name) or "") for name in WORDS)
    return Exemplar(
        id=str(facts.get("exemplar")),
        title=title,
        text=text,
        theme=theme,
        added_on=as_day(facts.get("added_on")),
        is_withdrawn=facts.get("withdrawn") is True,
    )

"""What an open audit shows of its themes: the tags with their places, and what is suggested."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.check_before_signing_places import question_words
from qa_desktop.domain.figures.theme import GROUP, Theme, ThemeKind, themes_in
from qa_desktop.domain.suggesting.passages import Passage, passages
from qa_desktop.domain.suggesting.suggest import plain

TYPED = ("comment", "value", "reason")


@dataclass(frozen=True, slots=True)
class TagLine:
    """One tag."""

    theme: Theme
    title: str
    place: str
    """What people call the question; empty where the words are from the whole audit."""
    redacted: str
    """Whether and by whom the words were redacted."""


@dataclass(frozen=True, slots=True)
class ThemesView:
    """What the page of an audit's themes shows."""

    tags: tuple[TagLine, ...]
    passages: tuple[Passage, ...]


def themes_view(audit: Audit) -> ThemesView:
    """Return the tags of an audit, strengths first, and the texts that can be tagged."""
    tags = sorted(themes_in(audit.record.fields), key=lambda one: one.kind is not ThemeKind.STRENGTH)
    return ThemesView(tuple(_line(audit, one) for one in tags), tuple(passages(audit)))


def tag_title(one: Theme) -> str:
    """Return a tag in a few words."""
    return f"{one.kind.label}: {one.name}"


def touches_themes(changed: Iterable[str]) -> bool:
    """Tell whether a change concerns tags."""
    return any(path.startswith(f"{GROUP}/") for path in changed)


def place_of(audit: Audit, one: Theme) -> str:
    """Return the path of the field in which the words of a tag stand; empty where they stand nowhere any more."""
    if one.item:
        found = [f"answer/{one.item}/{field}" for field in TYPED]
    else:
        found = [paths.STRENGTHS, paths.DEVELOPMENT, paths.OVERALL_REASON, paths.OWN_WORDS]
    quote = plain(one.quote)
    return next((path for path in found if quote in plain(audit.text(path))), "")


def leaning(audit: Audit, path: str) -> tuple[str, ThemeKind | None]:
    """Return the key of the question of a field, empty for the whole audit, and what its place tells of."""
    found = next((one for one in passages(audit) if one.path == path), None)
    if found is not None:
        return found.item, found.leans
    parsed = paths.Path.parse(path)
    return (parsed.key if parsed.group == "answer" else ""), None


def _line(audit: Audit, one: Theme) -> TagLine:
    item = audit.tool.item(one.item) if one.item else None
    place = question_words(audit, item) if item is not None else ""
    return TagLine(one, tag_title(one), place, redaction_words(one))


def redaction_words(one: Theme) -> str:
    """Return how far the words of a tag may be told."""
    if not one.public:
        return "Stays in the team: nobody redacted these words."
    day = f" on {one.redacted_on.day} {one.redacted_on:%B %Y}" if one.redacted_on else ""
    struck = f" Struck: {', '.join(f'“{piece}”' for piece in one.struck)}." if one.struck else " Nothing was struck."
    return f"May be told as “{one.public}”, redacted by {one.redacted_by or 'somebody'}{day}.{struck}"

"""What the page of telling says: who is still to be told, how it stands with each, and what became of a draft."""

from __future__ import annotations

from collections.abc import Sequence

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.telling import Tell, open_tells, tells
from qa_desktop.domain.wordcase import lower_first
from qa_desktop.ui.presenters.audit_words import list_words, short_day


def lead_words(found: Sequence[Tell], waiting: Sequence[Tell]) -> str:
    """Return what stands under the title."""
    if not found:
        return "Nobody has to be told of this audit by its grade or its filing."
    if not waiting:
        return "Everybody was told."
    words = [one.recipient for one in waiting if not one.is_told]
    said = [f"Still to be told: {list_words(words)}."] if words else []
    asked = [one.recipient for one in waiting if one.is_told]
    said += [f"A comment is still asked of: {list_words(asked)}."] if asked else []
    return " ".join(said)


def state_words(one: Tell) -> tuple[str, str]:
    """Return how it stands with somebody, and the role in which that is shown."""
    if not one.is_told:
        return "▲ To tell", "caution"
    how = f", {lower_first(one.how.label)}" if one.how else ""
    told = f"✓ Told on {short_day(one.on)} by {one.by}{how}"
    return (f"▲ {told[2:]}. Comment still to come", "caution") if one.is_open else (told, "good")


def rail_words(audit: Audit) -> tuple[bool, str]:
    """Return whether everybody was told, and what the rail says."""
    left = len(open_tells(audit))
    return not left, f"{left} to tell" if left else "Told"


def has_tells(audit: Audit) -> bool:
    """Tell whether anybody is to be told of the audit."""
    return bool(tells(audit))


def letter_words(file: str) -> str:
    """Return what became of a letter."""
    return f"Saved as {file}. Print and sign it, send it, then record here that you told them by letter."


def drafted_words(file: str, unknown: Sequence[str]) -> str:
    """Return what became of a draft."""
    words = f"Saved as {file}. Open it in your mail program and send it there, then record here that you told them."
    if not unknown:
        return words
    return f"{words} No address is known for {list_words(unknown)}: add it in the draft."

"""Puts words of an authority into a sentence."""

from __future__ import annotations


def lower_first(text: str) -> str:
    """Return the words as they stand inside a sentence; abbreviations stay as they are."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def in_sentence(text: str) -> str:
    """Return a role inside a sentence, as "performance & QA team"; abbreviations stay as they are."""
    return " ".join(word if word[:2].isupper() else word.lower() for word in text.split())

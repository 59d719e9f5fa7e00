"""What figures call things: in the words of the tool whose audits they count, or of the authority (PRACTICE P-14)."""

from __future__ import annotations

from qa_desktop.domain.figures.question import Dimension
from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.tool import Words


def group_label(by: Dimension, words: Words) -> str:
    """Return what one group is called, as "Standard" or "Key worker"."""
    return {Dimension.KEY: words.section, Dimension.PRACTITIONER: words.practitioner}.get(by, by.label)


def kind_label(kind: ThemeKind, words: Words) -> str:
    """Return what one theme is, as "Area for improvement"."""
    if kind is ThemeKind.STRENGTH:
        return kind.label
    return (
        f"Area {words.development.removeprefix('Areas ')}"
        if words.development.startswith("Areas ")
        else words.development
    )

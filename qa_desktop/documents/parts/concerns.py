"""Prints the safety concerns: what was seen, and who was told what and when."""

from __future__ import annotations

from collections.abc import Sequence

from qa_desktop.documents.layout.blocks import Block
from qa_desktop.documents.parts.compose import Composer
from qa_desktop.documents.parts.words import Words
from qa_desktop.domain.note import NoteConcern, NoteFact


def concerns(found: Sequence[NoteConcern], to: Composer) -> list[Block]:
    """Return each concern with its calls, or nothing where there is none."""
    if not found:
        return []
    blocks: list[Block] = [to.heading(to.say(Words.SAFETY_CONCERN))]
    for one in found:
        blocks += to.facts([NoteFact(to.say(Words.CONCERN_RAISED), one.raised)])
        blocks += to.paragraph(one.what)
        for call in one.calls:
            blocks += to.labelled(call.label, call.value) or to.paragraph(call.label)
    return blocks

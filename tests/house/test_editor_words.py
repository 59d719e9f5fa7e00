"""The editor of tools asks for every key of the format in plain words: a new key needs words of its own."""

from __future__ import annotations

from qa_desktop.domain.computed import FORMULAS
from qa_desktop.domain.tool import AnswerType, Party, PrintStatus, SectionLayout, SubjectKind
from qa_desktop.domain.tool_outcome import RollUpMethod
from qa_desktop.services.tool_fields import When, every_record
from qa_desktop.ui.pages import (
    tool_editor_about,
    tool_editor_outcome,
    tool_editor_question,
    tool_editor_scale,
    tool_editor_section,
)
from qa_desktop.ui.presenters import tool_editor_words
from qa_desktop.ui.presenters.tool_editor_asks import ASKS
from qa_desktop.ui.presenters.tool_editor_options import PARTIES

MADE_BY_THE_EDITOR = {"id", "tool", "status", "shape"}
"""Ids hang on what they name, the state follows from publishing, and a shape goes with its colour."""
BY_HAND = {
    "tool": tool_editor_about.SHOWN,
    "section": tool_editor_section.SHOWN,
    "question": tool_editor_question.SHOWN,
    "scale": tool_editor_scale.SHOWN,
    "scale_point": tool_editor_scale.POINT_SHOWN,
    "overall": tool_editor_outcome.OVERALL_SHOWN,
    "action_plan": tool_editor_outcome.PLAN_SHOWN,
    "action_column": tool_editor_outcome.COLUMN_SHOWN,
    "signature": tool_editor_outcome.SIGNATURE_SHOWN,
    "guidance_reference": {"text", "source", "library", "section", "prefix", "points"},
    "authority": {"code", "name"},
    "source": {"document", "section", "status", "note", "gaps"},
    "comment": {"label", "need", "compulsory_for", "word_limit"},
    "choice": {"code", "label"},
    "limits": {"least", "most", "step", "words", "lines"},
    "roll_up": {"method"},
}
"""What pages ask for in their own words."""
WITHOUT_WORDS = {"condition", "every_question"}
"""A condition has a form of its own; what all questions have in common is written into each when a file is opened."""


def test_every_key_of_the_format_is_asked_for_in_plain_words() -> None:
    """A new key of the format needs an entry in `tool_editor_asks.ASKS`, or a place on a page that is made by hand."""
    unworded = {
        f"{record.name}.{key.name}"
        for record in every_record()
        if record.name not in WITHOUT_WORDS
        for key in record.keys
        if key.name not in MADE_BY_THE_EDITOR
        and key.name not in ASKS.get(record.name, {})
        and key.name not in BY_HAND.get(record.name, set())
        and not isinstance(key.kind, When)
    }

    assert unworded == set()


def test_no_words_are_kept_for_what_the_format_does_not_have() -> None:
    known = {record.name: set(record.names) for record in every_record()}

    assert {f"{name}.{key}" for name, asks in ASKS.items() for key in asks if key not in known[name]} == set()


def test_whatever_can_be_chosen_has_words() -> None:
    """A new kind of answer, formula or the like needs words in `tool_editor_words`."""
    words = tool_editor_words
    chosen = (
        ({kind.value for kind in AnswerType}, words.TYPES),
        ({layout.value for layout in SectionLayout}, words.LAYOUTS),
        ({kind.value for kind in SubjectKind}, words.ABOUT),
        ({status.value for status in PrintStatus}, words.PRINTED),
        ({method.value for method in RollUpMethod}, words.ROLL_UPS),
        ({party.value for party in Party}, PARTIES),
        (set(FORMULAS), words.FORMULAS),
    )

    assert [wanted - {code for code, _ in options} for wanted, options in chosen] == [set()] * len(chosen)

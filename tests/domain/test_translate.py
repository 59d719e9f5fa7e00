"""An audit is shown, and its note written, in a language of the tool."""

from dataclasses import replace

from qa_desktop.domain import paths
from qa_desktop.domain.answer_check import check_value
from qa_desktop.domain.changed_audit import with_fields
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.labels import GROUP
from qa_desktop.domain.operation import Value
from qa_desktop.domain.translate import in_language, reworded, text_paths
from qa_desktop.services.record_answer import with_values
from tests.domain.judged_tools import judged_audit, judged_tool
from tests.sample_audits import MOMENT, shipped_tool

WELSH: dict[str, Value] = {paths.LANGUAGE: "cy"}


def test_the_note_of_an_audit_is_in_its_language() -> None:
    audit = judged_audit({**WELSH, paths.answer("c.1"): "good", paths.answer("k.1"): "yes"})

    note = compose_note(audit, NoteOccasion(MOMENT))
    answers = {one.item_id: one for part in note.sections for one in part.answers}

    assert (note.title, note.language, note.overall_label) == ("Adolygiad ymweliad", "cy", "Marc cyffredinol")
    assert (answers["c.1"].label, answers["c.1"].grade and answers["c.1"].grade.label) == (
        "A yw ymweliadau ar amser?",
        "Da",
    )
    assert answers["k.1"].value == "Ie (i'w ddilyn)"
    assert next(one.value for one in note.sections[1].answers if one.label == "Canlyniad") == "2 (Cryf)"


def test_what_has_no_translation_stays_in_the_language_of_the_tool() -> None:
    assert judged_audit(WELSH).tool.section("views") == judged_tool().section("views")


def test_another_language_begins_from_the_tool_itself() -> None:
    welsh = judged_audit(WELSH)

    polish = with_values(welsh, {paths.LANGUAGE: "pl"})

    assert (polish.tool.title, polish.tool.words.section) == ("Przegląd wizyty", "Part")


def test_an_answer_given_afterwards_keeps_the_language() -> None:
    welsh = judged_audit(WELSH)

    later = with_fields(welsh, [replace(welsh.record.fields["subject"], path=paths.answer("c.1"), value="good")])

    assert later.tool.title == "Adolygiad ymweliad"


def test_the_tool_keeps_its_content_hash_in_every_language() -> None:
    tool = judged_tool()

    assert in_language(tool, "cy").content_hash == tool.content_hash


def test_a_language_that_the_tool_does_not_have_is_refused() -> None:
    assert check_value(judged_tool(), paths.LANGUAGE, "cy") is None
    assert check_value(judged_tool(), paths.LANGUAGE, "fr") == "the tool is translated into cy, pl"


def test_saying_every_text_as_it_is_changes_nothing() -> None:
    tool = shipped_tool("bra-live-audit")

    assert reworded(tool, lambda _, text: text) == tool


def test_every_text_of_a_tool_can_be_said_otherwise() -> None:
    tool = shipped_tool("roc-observation")
    shouted = reworded(tool, lambda _, text: text.upper())

    own = {path: text for path, text in text_paths(shouted).items() if not path.startswith(GROUP)}
    assert all(text == text.upper() for text in own.values())


def test_the_programs_own_words_are_in_the_language_of_the_audit() -> None:
    welsh, english = judged_audit(WELSH), judged_audit({})

    assert (welsh.labels["not_answered"], english.labels["not_answered"]) == ("Heb ei ateb", "Not answered")
    assert welsh.labels["evidence"] == "Evidence"
    assert ("signatures", "Llofnodion") in compose_note(welsh, NoteOccasion(MOMENT)).labels
    assert compose_note(english, NoteOccasion(MOMENT)).labels == ()


def test_an_unanswered_question_says_so_in_the_language_of_the_audit() -> None:
    note = compose_note(judged_audit(WELSH), NoteOccasion(MOMENT))

    values = [one.value for part in note.sections for one in part.answers]
    assert "Heb ei ateb" in values
    assert "Not answered" not in values

"""What every audit has is said in the authority's own words (PRACTICE P-14)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.audit_terms import manager_label, own_words_label, source_label, under_discussion
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.entries import EvidenceSource
from qa_desktop.domain.tool import Words
from tests.sample_audits import COMPLETE_BRA, MOMENT, audit_of, shipped_tool


@pytest.mark.parametrize(
    ("tool_id", "said"),
    [
        ("bra-live-audit", "Told by key worker"),
        ("roc-t2-hos", "Told by allocated social worker"),
        ("dur-collaborative-audit", "Told by practitioner"),
        ("roc-t1-focus", "Told by practitioner"),
    ],
)
def test_evidence_is_told_by_the_worker_as_the_authority_calls_them(tool_id: str, said: str) -> None:
    assert source_label(EvidenceSource.TOLD_BY_PRACTITIONER, shipped_tool(tool_id)) == said


def test_a_manager_is_named_where_the_authority_has_a_word() -> None:
    tool = shipped_tool("roc-t2-hos")
    named = replace(tool, words=replace(tool.words, manager="Team Manager"))

    assert source_label(EvidenceSource.TOLD_BY_MANAGER, tool) == "Told by manager"
    assert (manager_label(tool), manager_label(named)) == ("Manager", "Team Manager")
    assert source_label(EvidenceSource.TOLD_BY_MANAGER, named) == "Told by Team Manager"


def test_a_form_whose_label_names_nobody_speaks_of_the_practitioner() -> None:
    assert own_words_label(shipped_tool("roc-t1-focus")) == "In the practitioner’s own words"


def test_what_is_under_discussion_and_who_advises_is_called_as_the_authority_calls_it() -> None:
    tool = shipped_tool("roc-t2-hos")
    words = replace(tool.words, qa_team="Performance & QA Team")

    said = under_discussion(replace(tool, words=words))

    assert said == "Provisional judgement: advice has been asked of the Performance & QA Team"
    assert under_discussion(replace(tool, words=Words())).startswith("Provisional grade")


def test_the_note_heads_own_words_and_development_as_the_authority_does() -> None:
    values = {**COMPLETE_BRA, "summary/practitioner_words": "I saw her.", "summary/development": "Genogram."}
    audit = audit_of("bra-live-audit", values)
    words = replace(audit.tool.words, development="Areas for improvement")

    note = compose_note(replace(audit, tool=replace(audit.tool, words=words)), NoteOccasion(MOMENT))

    assert note.own_words_label == "In the key worker’s own words"
    assert note.development_label == "Areas for improvement"


def test_a_manager_is_printed_beside_a_field_of_the_form_that_has_the_same_name() -> None:
    first = shipped_tool("bra-live-audit").header[0]
    audit = audit_of(
        "bra-live-audit", {**COMPLETE_BRA, "about/manager": "Mo Manager", paths.header(first.id): "Somebody else"}
    )
    field = replace(first, label="Team Manager", prefill="")
    tool = replace(
        audit.tool, words=replace(audit.tool.words, manager="Team Manager"), header=(field, *audit.tool.header[1:])
    )

    note = compose_note(replace(audit, tool=tool), NoteOccasion(MOMENT))

    facts = {(fact.label, fact.value) for fact in note.facts}
    assert facts >= {("Manager", "Mo Manager"), ("Team Manager", "Somebody else")}

"""Whatever the checker finds is told in words that speak of no key, file or line."""

from __future__ import annotations

import copy
import pickle
import re
from pathlib import Path

import pytest

from qa_desktop.domain.tool_edit.tree import Keys
from qa_desktop.errors import SeveralProblems
from qa_desktop.toolkit import mistake_words
from qa_desktop.toolkit.check_keys import as_plain, check_keys
from qa_desktop.toolkit.guidance import Libraries
from qa_desktop.toolkit.mistake_codes import Code, Said
from qa_desktop.toolkit.mistake_words import in_plain_words
from qa_desktop.toolkit.yaml_reader import read_yaml
from tests.toolkit.test_tool_mistakes import CHANGES

TOOLKIT = Path(mistake_words.__file__).parent
JARGON = re.compile(r'"|\bkeys?\b|\btype:|\bmethod:|\blayout:|did you mean|\bhyphen\b(?! )|seals:')
OF_FILES_ALONE = (
    "quotation marks",
    "a single value",
    "keys with their values",
    "each with its own value",
    "begin each entry",
    "guidance library",
    "of W-T",
    "W-T has no",
    "section, prefix or points",
    "library",
    "true or false",
    "did you mean",
    "language by its code",
)
"""What only a file can have, or a part of a tool for which the editor has no field."""


def tree_of(text: str) -> Keys | None:
    try:
        plain = as_plain(read_yaml(text.encode(), []))
    except SeveralProblems:
        return None
    return plain if isinstance(plain, dict) else None


@pytest.mark.parametrize(("old", "new", "expected"), CHANGES, ids=[f"{i:03}" for i in range(len(CHANGES))])
def test_a_mistake_of_the_editor_is_told_without_jargon(
    old: str, new: str, expected: str, full_text: str, libraries: Libraries
) -> None:
    tree = tree_of(full_text.replace(old, new, 1))
    if tree is None or any(words in expected for words in OF_FILES_ALONE):
        return

    told = {
        message: in_plain_words((path, message), tree)
        for path, message in check_keys(tree, libraries).findings
        if not any(words in message for words in OF_FILES_ALONE)
    }

    assert {message: said for message, said in told.items() if JARGON.search(said)} == {}


def test_a_question_is_named_as_it_is_worded() -> None:
    tree: Keys = {
        "sections": [{"questions": [{"id": "q1", "label": "Is there a plan?", "type": "yes_no"}]}],
    }
    said = Code.NO_SUCH_ANSWER.says('"maybe" is no answer to "q1"; use one of: no, yes', "maybe", "q1")
    finding = (("sections", 0), said)

    assert in_plain_words(finding, tree) == "“maybe” is no answer to “Is there a plan?”. Choose one of its answers."


def test_a_question_without_words_is_said_to_need_them() -> None:
    found = check_keys({"sections": [{"id": "s", "title": "S", "questions": [{"id": "q"}]}]}, {}).findings

    told = {path: in_plain_words((path, message), {}) for path, message in found}

    assert told["sections", 0, "questions", 0, "label"] == "Write the question."
    assert told["sections", 0, "questions", 0, "type"] == "Choose the kind of answer."
    assert told["title",] == "Write a title."


def test_words_are_chosen_by_the_kind_and_never_by_the_sentence() -> None:
    sentence = 'there is no scale "marks"; use one of: grades'

    with_kind = in_plain_words(((), Code.NO_SUCH_SCALE.says("Whatever is written here", "marks")), {})
    without = in_plain_words(((), sentence), {})

    assert with_kind == "The scale that was chosen is not in this tool any more. Choose another."
    assert without == "There is no scale “marks”; use one of: grades."


@pytest.mark.parametrize("code", list(Code), ids=[code.value for code in Code])
def test_each_kind_of_mistake_is_told_of_by_the_checker(code: Code) -> None:
    rules = "\n".join(file.read_text(encoding="utf-8") for file in TOOLKIT.glob("*.py") if "mistake_" not in file.name)

    assert f"Code.{code.name}" in rules


def test_a_message_of_a_kind_is_the_text_that_it_says() -> None:
    said = Code.TOO_LONG.says("12 characters; at most 10 are allowed", 12, 10)

    assert (said, said.names) == ("12 characters; at most 10 are allowed", ("12", "10"))
    assert isinstance(copy.deepcopy(said), Said)
    assert pickle.loads(pickle.dumps(said)).code is Code.TOO_LONG  # noqa: S301 - our own bytes

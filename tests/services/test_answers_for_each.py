"""Answers files for sections that are asked once for each child."""

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.operation import Value
from qa_desktop.errors import SeveralProblems
from qa_desktop.services.answers_file import AnswersFile
from tests.domain.format_tools import format_tool


def read(text: str) -> dict[str, Value]:
    return AnswersFile(iter(("n1", "n2", "n3")).__next__).read(format_tool(), text.encode())


def test_the_first_has_plain_paths_and_the_next_an_id_of_their_own() -> None:
    values = read("repeats: {kids: [{answers: {seen: yes}}, {name: Amy, answers: {seen: no, ticks: {value: [C.1]}}}]}")

    assert values == {
        paths.answer("seen"): "yes",
        paths.repeat("kids", "n1", "added"): True,
        paths.repeat("kids", "n1", "name"): "Amy",
        paths.answer("seen", instance="n1"): "no",
        paths.seen("C.1@n1"): True,
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("repeats: {file: []}", "no section that repeats; t-format has kids"),
        ("repeats: {kids: [{}, {}, {}, {}]}", "there are at most 3"),
        ("repeats: {kids: [{answers: {closed: yes}}]}", "the section kids has no such question"),
        ("repeats: {kids: [{age: 3}]}", "unknown; use name, answers"),
        ("repeats: {kids: yes}", "give a list with an entry for each child"),
    ],
)
def test_mistakes_are_named(text: str, message: str) -> None:
    with pytest.raises(SeveralProblems) as refused:
        read(text)

    assert [mistake.message for mistake in refused.value.mistakes] == [message]

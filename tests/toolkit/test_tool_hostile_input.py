"""Whatever a file holds, reading it ends with a tool or with a list of mistakes."""

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_desktop.domain.tool import Tool
from qa_desktop.errors import SeveralProblems
from qa_desktop.toolkit.canonical import canonical_bytes, read_canonical
from qa_desktop.toolkit.checker import read_tool
from qa_desktop.toolkit.guidance import GuidanceLibrary, Libraries, read_library
from qa_desktop.toolkit.guidance_shape import GUIDANCE_REFERENCE, LIBRARY
from qa_desktop.toolkit.outcome_shape import ACTION_PLAN, OVERALL
from qa_desktop.toolkit.tool_shape import CONDITION, QUESTION, SECTION, TOOL
from tests.toolkit.cost import least_seconds

KEYS = sorted(
    {
        name
        for shape in (TOOL, SECTION, QUESTION, CONDITION, OVERALL, ACTION_PLAN, GUIDANCE_REFERENCE, LIBRARY)
        for name in shape.names
    }
)
WORDS = st.sampled_from([*KEYS, "scale", "matrix", "yes", "a.1", "weighted", "W-T", "{month}", ""])
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | WORDS
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=4), inner, max_size=6)
    ),
    max_leaves=40,
)
PATIENT = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])


def outcome(data: bytes, libraries: Libraries) -> Tool | SeveralProblems:
    try:
        return read_tool(data, libraries)
    except SeveralProblems as caught:
        problems = caught
    assert problems.mistakes
    assert all(mistake.message and mistake.line >= 1 and mistake.column >= 1 for mistake in problems.mistakes)
    return problems


@PATIENT
@given(tree=TREES)
def test_any_yaml_gives_a_tool_or_its_mistakes(tree: object, libraries: Libraries) -> None:
    data = yaml.safe_dump(tree, allow_unicode=True).encode("utf-8", "surrogatepass")

    assert isinstance(outcome(data, libraries), Tool | SeveralProblems)


@PATIENT
@given(data=st.binary(max_size=200) | st.text(alphabet="{}[]:,-&*!|>'\"%@`?# \n\tabc1", max_size=120).map(str.encode))
def test_any_bytes_give_a_tool_or_its_mistakes(data: bytes, libraries: Libraries) -> None:
    assert isinstance(outcome(data, libraries), Tool | SeveralProblems)


@PATIENT
@given(
    edits=st.lists(
        st.tuples(st.integers(0, 10**6), st.integers(0, 12), st.text(max_size=6) | WORDS), min_size=1, max_size=4
    )
)
def test_any_change_of_a_right_tool_gives_a_tool_or_its_mistakes(
    edits: list[tuple[int, int, str]], full_text: str, libraries: Libraries
) -> None:
    text = full_text
    for position, removed, inserted in edits:
        at = position % len(text)
        text = text[:at] + inserted + text[at + removed :]

    found = outcome(text.encode("utf-8", "surrogatepass"), libraries)

    if isinstance(found, Tool):
        assert read_canonical(canonical_bytes(found)) == found


@PATIENT
@given(lines=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=5))
def test_any_shuffle_of_lines_gives_a_tool_or_its_mistakes(
    lines: list[tuple[int, int]], full_text: str, libraries: Libraries
) -> None:
    text = full_text.splitlines()
    for source, target in lines:
        moved = text.pop(source % len(text))
        text.insert(target % len(text), moved)

    assert isinstance(outcome("\n".join(text).encode(), libraries), Tool | SeveralProblems)


@PATIENT
@given(tree=TREES)
def test_any_guidance_file_gives_a_library_or_its_mistakes(tree: object) -> None:
    data = yaml.safe_dump(tree, allow_unicode=True).encode("utf-8", "surrogatepass")

    found: GuidanceLibrary | SeveralProblems
    try:
        found = read_library(data)
    except SeveralProblems as problems:
        found = problems

    assert isinstance(found, GuidanceLibrary) or found.mistakes


MOST_TIMES_READING = 6
"""What checking may cost beside reading the same text as YAML and no more; it takes about twice that."""


def long_chain(length: int) -> str:
    return "\n".join(
        f'      - {{id: q.{n}, label: Q, type: yes_no, shown_when: {{question: q.{(n + 1) % length}, is: "yes"}}}}'
        for n in range(length)
    )


@pytest.mark.parametrize("circle", [False, True])
def test_checking_two_thousand_questions_costs_little_more_than_reading_them(
    *, circle: bool, full_text: str, libraries: Libraries
) -> None:
    start, rest = full_text.split("      - {id: b.1,", 1)
    chain = long_chain(2000)
    if not circle:
        chain = chain.replace(', shown_when: {question: q.0, is: "yes"}', "")
    text = f"{start}{chain}\n      - {{id: b.1,{rest}".encode()

    found = outcome(text, libraries)
    checking = least_seconds(lambda: outcome(text, libraries))
    reading = least_seconds(lambda: yaml.load(text, Loader=yaml.CSafeLoader))

    assert isinstance(found, SeveralProblems) == circle
    assert checking / reading <= MOST_TIMES_READING

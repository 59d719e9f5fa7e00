"""Relevance becomes structured conditions, says what it cannot, and means the same after a round."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain.condition import Condition
from qa_desktop.toolkit.checker import read_tool
from qa_desktop.toolkit.plain_yaml import Plain
from qa_desktop.toolkit.write_tool import Keys, condition_as_keys, write_yaml
from qa_desktop.toolkit.xlsform.conditions import Subject, condition_from, expression_from
from qa_desktop.toolkit.xlsform.expression import NotCarriedError, parse

SUBJECTS = {
    "seen": Subject("seen", "yes_no", {"yes": "yes", "no": "no"}),
    "kind": Subject("kind", "choice", {"1": "1", "a": "a", "b": "b"}),
    "who": Subject("who", "multiple_choice", {"mother": "mother", "school": "school"}),
    "age": Subject("age", "integer"),
    "on": Subject("on", "date"),
    "note": Subject("note", "text"),
}
NAMES = {name: (name, subject.type) for name, subject in SUBJECTS.items()}

CARRIED: list[tuple[str, Keys]] = [
    ("${seen} = 'yes'", {"question": "seen", "is": "yes"}),
    ('${seen}="yes"', {"question": "seen", "is": "yes"}),
    ("'yes' = ${seen}", {"question": "seen", "is": "yes"}),
    ("${ seen } = ‘yes’", {"question": "seen", "is": "yes"}),
    ("${kind} = 1", {"question": "kind", "is": "1"}),
    ("${kind} != 'a'", {"not": {"question": "kind", "is": "a"}}),
    ("${kind} = 'a' or ${kind} = 'b'", {"question": "kind", "is_one_of": ["a", "b"]}),
    ("selected(${who}, 'school')", {"question": "who", "is": "school"}),
    ("not(selected(${who}, 'school'))", {"not": {"question": "who", "is": "school"}}),
    ("${age} >= 16", {"question": "age", "at_least": 16}),
    ("16 > ${age}", {"question": "age", "less_than": 16}),
    ("${age} < 1.5", {"question": "age", "less_than": 1.5}),
    ("${age} > -2", {"question": "age", "more_than": -2}),
    ("${on} <= date('2026-03-31')", {"question": "on", "at_most": "2026-03-31"}),
    ("${note} != ''", {"question": "note", "answered": True}),
    ("${note} = ''", {"question": "note", "answered": False}),
    ("string-length(${note}) > 0", {"question": "note", "answered": True}),
    ("count-selected(${who}) >= 1", {"question": "who", "answered": True}),
    (
        "${seen} = 'no' and (${age} < 5 or ${note} != '')",
        {
            "all": [
                {"question": "seen", "is": "no"},
                {"any": [{"question": "age", "less_than": 5}, {"question": "note", "answered": True}]},
            ]
        },
    ),
]


@pytest.mark.parametrize(("text", "condition"), CARRIED)
def test_an_expression_becomes_the_condition_that_it_states(text: str, condition: Keys) -> None:
    assert condition_from(text, SUBJECTS) == condition


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("${gone} = 'yes'", "${gone} is not there"),
        ("${kind} = 'z'", '"z" is no answer'),
        ("${kind} > 'a'", "no number and no date"),
        ("${age} > ${kind}", "two answers"),
        ("${age} + 1 > 3", "works something out"),
        ("${on} > today()", "works something out"),
        ("pulldata('x', 'y') = 1", "works something out"),
        ("regex(${note}, '[a-z]')", "regex()"),
        ("${seen}", "stands alone"),
        ("/data/seen = 'yes'", "not understood"),
        ("${seen} = 'yes", "not understood"),
        ("(${seen} = 'yes'", '")" is missing'),
        ("${seen} = 'yes' ${kind}", "not understood"),
        ("${age} >", "ends in the middle"),
        ("${age} > 'old'", '"old" is no number'),
        ("${on} > 'Monday'", "no date"),
        ("", "ends in the middle"),
        ("(" * 5000, "too long"),
        ("(" * 500, "too deeply"),
        ("not(" * 500, "too deeply"),
        ("-" * 500 + "1 = 1", "no number"),
    ],
)
def test_what_no_condition_can_say_is_refused_by_its_reason(text: str, reason: str) -> None:
    with pytest.raises(NotCarriedError) as refused:
        condition_from(text, SUBJECTS)

    assert reason in str(refused.value)


@given(text=st.text(st.sampled_from("${}seenage'\"=!<>()., andor0123.-+*"), max_size=60))
def test_no_text_makes_the_reader_stumble(text: str) -> None:
    try:
        parse(text)
    except NotCarriedError as refused:
        assert str(refused)  # noqa: PT017  # both ways are right: read, or refused in words


TESTS = st.one_of(
    st.sampled_from([condition for _, condition in CARRIED[:17]]),
    st.builds(lambda one: {"question": "kind", "is_one_of": one}, st.lists(st.sampled_from("1ab"), min_size=1)),
)
CONDITIONS = st.recursive(
    TESTS,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, min_size=1, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=6,
)
ANSWERS = st.fixed_dictionaries(
    {
        "seen": st.sampled_from(["yes", "no", None]),
        "kind": st.sampled_from(["1", "a", "b", None]),
        "who": st.sampled_from([("mother",), ("mother", "school"), ()]),
        "age": st.sampled_from([-3, 0, 1.5, 4, 16, None]),
        "on": st.sampled_from(["2026-03-31", "2026-04-01", None]),
        "note": st.sampled_from(["Seen", None]),
    }
)


@given(condition=CONDITIONS, answers=ANSWERS)
def test_a_condition_means_the_same_after_a_round(
    condition: Keys, answers: dict[str, str | int | float | None]
) -> None:
    written = structured(condition)
    back = structured(condition_from(expression_from(condition, NAMES), SUBJECTS))

    assert back.holds(answers.get) == written.holds(answers.get)


def structured(condition: Keys) -> Condition:
    """Return the condition as the checker reads it in a tool."""
    kinds: list[Keys] = [
        {"id": "seen", "label": "Seen", "type": "yes_no"},
        {"id": "kind", "label": "Kind", "type": "choice", "choices": choices("1", "a", "b")},
        {"id": "who", "label": "Who", "type": "multiple_choice", "choices": choices("mother", "school")},
        {"id": "age", "label": "Age", "type": "integer"},
        {"id": "on", "label": "On", "type": "date"},
        {"id": "note", "label": "Note", "type": "text"},
    ]
    asked: Keys = {"id": "asked", "label": "Asked", "type": "text", "shown_when": condition}
    tool: Keys = {
        "tool": "t", "version": "1", "title": "T", "purpose": "P", "subject": "case",
        "authority": {"code": "T", "name": "T"},
        "source": {"document": "D", "section": "S", "status": "printed"},
        "sections": [{"id": "s", "title": "S", "questions": [*kinds, asked]}],
    }  # fmt: skip
    item = read_tool(write_yaml(tool, ""), {}).item("asked")
    assert item
    assert item.shown_when
    assert condition_as_keys(item.shown_when)
    return item.shown_when


def choices(*codes: str) -> list[Plain]:
    return [{"code": code, "label": code} for code in codes]

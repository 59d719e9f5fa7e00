"""What of a form cannot be carried is told by sheet and row, and what makes no tool is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_desktop.errors import InputProblem, SeveralProblems
from qa_desktop.toolkit.xlsform.import_form import import_form
from tests.toolkit.xlsform.books import GRADES, SURVEY, imported, question, told, write

LOSSES: list[tuple[tuple[str, ...], tuple[str | None, ...], str]] = [
    ((), ("geopoint", "x", "X"), 'questions of type "geopoint" have no place in an audit tool'),
    ((), ("rank grade", "x", "X"), "put answers in order"),
    ((), ("select_one_from_file a.csv", "x", "X"), "another file, which is not read"),
    ((), ("select_one gone", "x", "X"), 'there is no list "gone"'),
    ((), ("time", "x", "X"), "asks for the time in words"),
    ((), ("text", "x", "Hello ${a}"), 'the label shows an answer ("${...}")'),
    ((), ("text", "a", "A again"), 'the name "a" becomes "a.2"'),
    ((), ("text", "ünlich keit", "X"), 'the name "ünlich keit" becomes "unlich_keit"'),
    (("relevant",), ("text", "x", "X", "${gone} = 1"), "the answer to ${gone} is not there"),
    (("constraint",), ("text", "x", "X", "regex(., '[a-z]+')"), "only numbers have limits here"),
    (("constraint",), ("decimal", "x", "X", ". > 0"), "a limit belongs to what it allows here"),
    (("calculation",), ("calculate", "x", "X", "concat(${a}, 'b')"), "the calculation is left out"),
    (("required",), ("text", "x", "X", "${a} = 'b'"), "compulsory under a condition; here it is recommended"),
    (("appearance",), ("text", "x", "X", "multiline"), 'the column "appearance" is left out'),
    (("media::image",), ("text", "x", "X", "a.png"), 'the column "image" is left out'),
    (("our own notes",), ("text", "x", "X", "ask Sam"), 'the column "our_own_notes" is left out'),
    (("label::Klingon",), ("text", "x", "X", "nuqneH"), 'the language of the column "label::Klingon" has no code'),
]


@pytest.mark.parametrize(("columns", "row", "loss"), LOSSES)
def test_what_cannot_be_carried_is_told_by_its_row(
    tmp_path: Path, columns: tuple[str, ...], row: tuple[str | None, ...], loss: str
) -> None:
    made = imported(tmp_path, survey=[(*SURVEY, *columns), ("text", "a", "A"), row], choices=GRADES)

    (sentence,) = told(made)
    assert sentence.startswith(("survey, row 3: ", "survey: "))
    assert loss in sentence


def test_the_same_loss_in_many_rows_is_told_once(tmp_path: Path) -> None:
    rows = [("text", name, name, "minimal") for name in "abc"]
    made = imported(
        tmp_path, survey=[(*SURVEY, "appearance"), *rows, ("text", "d", "D"), ("text", "e", "E", "minimal")]
    )

    assert told(made) == ['survey, rows 2 to 4, 6: the column "appearance" is left out']


def test_words_that_no_column_names_are_told(tmp_path: Path) -> None:
    made = imported(tmp_path, survey=[SURVEY, ("text", "a", "A", "stray words")])

    assert told(made) == ["survey, row 2: words under a column without a heading are left out"]


def test_rows_and_columns_after_a_wide_gap_are_read(tmp_path: Path) -> None:
    gap = [(None,)] * 100
    made = imported(
        tmp_path,
        survey=[(*SURVEY, *[None] * 30, "hint"), ("text", "a", "A"), *gap, ("text", "b", "B", *[None] * 30, "Far out")],
    )

    assert question(made, "b").help == "Far out"
    assert made.losses == ()


def test_other_sheets_and_settings_are_told(tmp_path: Path) -> None:
    made = imported(
        tmp_path,
        survey=[SURVEY, ("text", "a", "A")],
        settings=[("form_id", "style"), ("f", "pages")],
        entities=[("list_name",), ("trees",)],
        empty=[],
    )

    assert told(made) == [
        'settings, row 2: the setting "style" has no meaning here and is left out',
        "entities: this sheet is not read",
    ]


def test_a_form_without_a_survey_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, one=[("a",), ("b",)], two=[("a",)])

    with pytest.raises(InputProblem, match='there is no sheet "survey"'):
        import_form(path)


def test_a_survey_without_types_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, survey=[("name", "label"), ("a", "A")])

    with pytest.raises(InputProblem, match='no column "type"'):
        import_form(path)


def test_a_form_that_asks_nothing_here_is_refused_by_its_rows(tmp_path: Path) -> None:
    path = write(tmp_path, survey=[SURVEY, ("geopoint", "x", "X")])

    with pytest.raises(SeveralProblems) as refused:
        import_form(path)

    assert "asks nothing that an audit tool can ask" in refused.value.sentence
    assert 'survey, row 2: questions of type "geopoint"' in refused.value.sentence


def test_questions_that_wait_for_each_other_are_refused_by_name(tmp_path: Path) -> None:
    rows = [("text", "a", "A", "${b} != ''"), ("text", "b", "B", "${a} != ''")]
    path = write(tmp_path, survey=[(*SURVEY, "relevant"), *rows])

    with pytest.raises(SeveralProblems, match="makes no audit tool") as refused:
        import_form(path)

    assert "a > b > a" in refused.value.sentence


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("integer", "seen", "Seen?", ". >= 10 and . <= 5", ""), "constraint"),
        (("begin_repeat", "child", "Child", "", "0"), "repeat_count"),
    ],
)
def test_a_mistake_of_the_tool_is_told_by_its_place_in_the_form(
    tmp_path: Path, row: tuple[str, ...], column: str
) -> None:
    headings = (*SURVEY, "constraint", "repeat_count")
    rows = [headings, ("text", "first", "First?"), row, ("text", "last", "Last?")]
    path = write(tmp_path, survey=rows)

    with pytest.raises(SeveralProblems) as refused:
        import_form(path)

    assert [one.where for one in refused.value.mistakes] == [f'survey, row 3, column "{column}"']


def test_groups_without_a_floor_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path, survey=[SURVEY, *[("begin_group", f"g{n}", "G") for n in range(500)]])

    with pytest.raises(InputProblem, match="nested deeper"):
        import_form(path)


def test_groups_that_do_not_match_are_told(tmp_path: Path) -> None:
    rows = [("end_group",), ("begin_group", "g", "G"), ("text", "a", "A")]
    made = imported(tmp_path, survey=[SURVEY, *rows])

    assert told(made) == [
        "survey, row 2: nothing is open that could end here",
        "survey, row 3: the group is not ended; it goes on to the end of the form",
    ]

"""Forms of other makers become tools: what is carried, what is told as lost, what is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_desktop.domain.condition import All, AnyOf, Comparison, Not
from qa_desktop.domain.condition import Test as Compared
from qa_desktop.domain.tool import AnswerType, Computation, Limits, Need, PrintStatus
from qa_desktop.toolkit.checker import read_tool
from tests.toolkit.xlsform.books import CHOICES, GRADES, SURVEY, imported, question, told

YES_NO = [CHOICES, ("yn", "yes", "Yes"), ("yn", "no", "No")]


def test_a_form_becomes_a_tool_with_its_names_as_ids(tmp_path: Path) -> None:
    made = imported(
        tmp_path,
        survey=[SURVEY, ("begin_group", "visit", "The visit"), ("text", "seen.1", "What was seen?"), ("end_group",)],
        settings=[("form_title", "form_id", "version"), ("Home visits", "home-visits", "2026-01")],
    )

    assert (made.tool.id, made.tool.version, made.tool.title) == ("home-visits", "2026-01", "Home visits")
    assert [(section.id, section.title) for section in made.tool.sections] == [("visit", "The visit")]
    assert [(item.id, item.label) for item in made.tool.items] == [("seen.1", "What was seen?")]
    assert made.losses == ()


def test_where_it_comes_from_is_kept_with_what_it_lost(tmp_path: Path) -> None:
    made = imported(tmp_path, survey=[SURVEY, ("text", "seen", "Seen?"), ("geopoint", "place", "Where?")])

    assert made.tool.provenance.section == "imported from XLSForm form.xlsx"
    assert made.tool.provenance.status is PrintStatus.PARTLY_PRINTED
    assert len(made.tool.provenance.gaps) == 1
    assert "survey, row 3" in made.tool.provenance.gaps[0]


def test_the_file_passes_the_check_as_it_is(tmp_path: Path) -> None:
    made = imported(tmp_path, survey=[SURVEY, ("text", "seen", "No: really?")])

    assert read_tool(made.yaml, {}) == made.tool
    assert made.yaml.startswith(b"# Imported from XLSForm form.xlsx\n")


def test_every_plain_type_has_its_answer(tmp_path: Path) -> None:
    rows = [("text", "a", "A"), ("integer", "b", "B"), ("decimal", "c", "C"), ("date", "d", "D"), ("string", "e", "E")]
    made = imported(tmp_path, survey=[SURVEY, *rows, ("int", "f", "F")])

    kinds = {str(item.id): item.type.value for item in made.tool.items}

    assert kinds == {"a": "text", "b": "integer", "c": "decimal", "d": "date", "e": "text", "f": "integer"}


@pytest.mark.parametrize("said", ["select_one grade", "select one grade", "Select_One grade", "select1 grade"])
def test_one_of_a_list_is_a_choice(tmp_path: Path, said: str) -> None:
    made = imported(tmp_path, survey=[SURVEY, (said, "how", "How?")], choices=GRADES)

    item = question(made, "how")

    assert item.type is AnswerType.CHOICE
    assert [(choice.code, choice.label) for choice in item.choices] == [("good", "Good"), ("poor", "Poor")]


@pytest.mark.parametrize("said", ["select_multiple grade", "select all that apply from grade"])
def test_several_of_a_list_are_a_multiple_choice(tmp_path: Path, said: str) -> None:
    made = imported(tmp_path, survey=[SURVEY, (said, "how", "How?")], choices=GRADES)

    assert question(made, "how").type is AnswerType.MULTIPLE_CHOICE


def test_yes_and_no_is_a_question_of_yes_and_no(tmp_path: Path) -> None:
    made = imported(tmp_path, survey=[SURVEY, ("select_one yn", "ok", "Well?")], choices=YES_NO)

    assert question(made, "ok").type is AnswerType.YES_NO


def test_yes_and_no_in_other_words_keep_their_words(tmp_path: Path) -> None:
    rows = [CHOICES, ("yn", "yes", "Yes, fully"), ("yn", "no", "No")]
    made = imported(tmp_path, survey=[SURVEY, ("select_one yn", "ok", "Well?")], choices=rows)

    assert [choice.label for choice in question(made, "ok").choices] == ["Yes, fully", "No"]


def test_or_other_asks_for_words_of_ones_own(tmp_path: Path) -> None:
    made = imported(tmp_path, survey=[SURVEY, ("select_one grade or_other", "how", "How?")], choices=GRADES)

    assert [choice.code for choice in question(made, "how").choices] == ["good", "poor", "other"]
    assert question(made, "how_other").shown_when == Compared("how", Comparison.EQUALS, ("other",))


def test_hints_notes_and_guidance_are_carried(tmp_path: Path) -> None:
    made = imported(
        tmp_path,
        survey=[
            (*SURVEY, "hint", "guidance_hint"),
            ("begin group", "visit", "Visit"),
            ("note", "n1", "Look at the last three visits."),
            ("text", "a", "A", "In a sentence", "The child was seen alone."),
            ("note", "n2", "Now the plan."),
            ("text", "b", "B", "Briefly"),
            ("end group",),
        ],
    )

    assert made.tool.sections[0].statement == "Look at the last three visits."
    assert question(made, "a").help == "In a sentence"
    assert [(point.text, point.source) for point in question(made, "a").guidance] == [
        ("The child was seen alone.", "form.xlsx")
    ]
    assert question(made, "b").help == "Now the plan.\nBriefly"
    assert made.losses == ()


def test_required_limits_and_ranges_are_carried(tmp_path: Path) -> None:
    made = imported(
        tmp_path,
        survey=[
            (*SURVEY, "required", "constraint", "parameters"),
            ("integer", "a", "A", "yes", ". >= 0 and . <= 100"),
            ("integer", "b", "B", None, ".>3"),
            ("range", "c", "C", "true()", None, "start=0 end=5 step=0.5"),
        ],
    )

    assert (question(made, "a").need, question(made, "a").limits) == (Need.MANDATORY, Limits(0, 100))
    assert question(made, "b").limits == Limits(least=4)
    assert (question(made, "c").type, question(made, "c").limits) == (AnswerType.DECIMAL, Limits(0, 5, 0.5))
    assert made.losses == ()


@pytest.mark.parametrize(
    ("calculation", "computed"),
    [
        ("int((today() - ${born}) div 365.25)", Computation("age", ("born",))),
        ("floor((decimal-date-time(today()) - decimal-date-time(${born})) div 365.25)", Computation("age", ("born",))),
        ("int((${seen} - ${born}) div 365.25)", Computation("age", ("born", "seen"))),
        ("${seen} - ${born}", Computation("days_between", ("born", "seen"))),
        (
            "int(decimal-date-time(${seen})) - int(decimal-date-time(${born}))",
            Computation("days_between", ("born", "seen")),
        ),
    ],
)
def test_ages_and_days_between_are_worked_out_here_too(tmp_path: Path, calculation: str, computed: Computation) -> None:
    rows = [("calculate", "out", "Out", calculation), ("date", "born", "Born"), ("date", "seen", "Seen")]
    made = imported(tmp_path, survey=[(*SURVEY, "calculation"), *rows])

    assert question(made, "out").computation == computed


def test_relevance_of_questions_and_groups_is_carried(tmp_path: Path) -> None:
    made = imported(
        tmp_path,
        survey=[
            (*SURVEY, "relevant"),
            ("select_one yn", "ok", "Well?"),
            ("begin_group", "why", "Why", "${ok} = 'no'"),
            ("begin_group", "inner", "In detail", "${ok} != ''"),
            ("text", "a", "A", "${ok} = 'no'"),
            ("end_group",),
            ("end_group",),
        ],
        choices=YES_NO,
    )

    no = Compared("ok", Comparison.EQUALS, ("no",))
    assert made.tool.sections[1].shown_when == no
    assert question(made, "a").group == "In detail"
    assert question(made, "a").shown_when == All((Compared("ok", Comparison.ANSWERED), no))
    assert made.losses == ()


def test_a_repeat_is_a_section_that_is_asked_for_each(tmp_path: Path) -> None:
    made = imported(
        tmp_path,
        survey=[
            (*SURVEY, "repeat_count"),
            ("begin_repeat", "child", "Each child"),
            ("text", "a", "A"),
            ("end_repeat",),
            ("begin repeat", "carer", "Each carer", "2"),
            ("text", "b", "B"),
            ("end repeat",),
        ],
    )

    repeats = [section.repeat for section in made.tool.sections]

    assert [(one.of, one.least, one.most) for one in repeats if one] == [("child", 0, None), ("carer", 2, 2)]
    assert made.losses == ()


def test_a_repeat_inside_a_group_becomes_a_section_of_its_own_and_is_told(tmp_path: Path) -> None:
    made = imported(
        tmp_path,
        survey=[
            SURVEY,
            ("begin_group", "visit", "Visit"),
            ("text", "a", "A"),
            ("begin_repeat", "child", "Each child"),
            ("text", "b", "B"),
            ("end_repeat",),
            ("text", "c", "C"),
            ("end_group",),
        ],
    )

    assert [[str(item.id) for item in section.items] for section in made.tool.sections] == [["a", "c"], ["b"]]
    assert told(made) == ["survey, row 4: the repeat inside a group becomes a section of its own, after the group"]


def test_translations_are_carried_with_their_language(tmp_path: Path) -> None:
    made = imported(
        tmp_path,
        survey=[
            ("type", "name", "label::English (en)", "label::Welsh (cy)", "hint", "hint::Welsh (cy)"),
            ("begin_group", "visit", "Visit", "Ymweliad"),
            ("select_one yn", "ok", "Well?", "Da?", "Say so", "Dywedwch"),
            ("end_group",),
        ],
        choices=[
            ("list_name", "name", "label::English (en)", "label::Welsh (cy)"),
            ("yn", "yes", "Yes", "Ie"),
            ("yn", "no", "No", "Na"),
        ],
    )

    assert dict(made.tool.translations)["cy"] == (
        ("sections/visit/title", "Ymweliad"),
        ("questions/ok/label", "Da?"),
        ("questions/ok/help", "Dywedwch"),
        ("questions/ok/choices/yes", "Ie"),
        ("questions/ok/choices/no", "Na"),
    )
    assert question(made, "ok").label == "Well?"
    assert made.losses == ()


def test_choices_that_depend_on_an_answer_become_a_question_for_each_answer(tmp_path: Path) -> None:
    made = imported(
        tmp_path,
        survey=[
            (*SURVEY, "choice_filter", "relevant"),
            ("select_one region", "region", "Region"),
            ("select_one team", "team", "Team", "region = ${region}"),
            ("text", "why", "Why?", None, "${team} = 't2'"),
        ],
        choices=[
            (*CHOICES, "region"),
            ("region", "north", "North", None),
            ("region", "south", "South", None),
            ("team", "t1", "First", "north"),
            ("team", "t2", "Second", "north"),
            ("team", "t2", "Second", "south"),
        ],
    )

    assert [choice.code for choice in question(made, "team.north").choices] == ["t1", "t2"]
    assert question(made, "team.south").shown_when == Compared("region", Comparison.EQUALS, ("south",))
    assert question(made, "why").shown_when == AnyOf(
        (Compared("team.north", Comparison.EQUALS, ("t2",)), Compared("team.south", Comparison.EQUALS, ("t2",)))
    )
    (sentence,) = told(made)
    assert sentence.startswith("survey, row 3: the choices depend on other answers")
    assert sentence.endswith("becomes 2 questions: team.north, team.south")


def test_a_filter_that_is_fixed_leaves_the_choices_that_it_names(tmp_path: Path) -> None:
    made = imported(
        tmp_path,
        survey=[(*SURVEY, "choice_filter"), ("select_one team", "team", "Team", "kind = 'duty'")],
        choices=[(*CHOICES, "kind"), ("team", "a", "A", "duty"), ("team", "b", "B", "other")],
    )

    assert [choice.code for choice in question(made, "team").choices] == ["a"]
    assert made.losses == ()


def test_a_negation_is_carried(tmp_path: Path) -> None:
    rows = [("select_one yn", "ok", "Well?"), ("text", "a", "A", "not(${ok} = 'yes')")]
    made = imported(tmp_path, survey=[(*SURVEY, "relevance"), *rows], choices=YES_NO)

    assert question(made, "a").shown_when == Not(Compared("ok", Comparison.EQUALS, ("yes",)))

"""A person says of a form what no form says, and the rest of the tool stays; reading can be stopped on the way."""

from dataclasses import replace
from pathlib import Path

import pytest

from qa_desktop.domain.tool import SubjectKind, Tool
from qa_desktop.errors import SeveralProblems
from qa_desktop.toolkit.checker import read_tool
from qa_desktop.toolkit.library import ToolLibrary
from qa_desktop.toolkit.xlsform.export_form import export_form
from qa_desktop.toolkit.xlsform.export_gaps import not_known_elsewhere
from qa_desktop.toolkit.xlsform.form_details import FormDetails, with_details
from qa_desktop.toolkit.xlsform.import_form import import_form
from qa_desktop.toolkit.xlsform.safe_archive import ReadingStopped
from tests.toolkit.xlsform.books import GRADES, SURVEY, imported, told, write

DETAILS = FormDetails("Visit check", "2.1", "Otherton", "OTH", SubjectKind.PRACTITIONER)
FORM = [
    (*SURVEY, "appearance"),
    ("begin_group", "visits", "Visits"),
    ("select_one grade", "g", "Which grade?", "minimal"),
    ("end_group",),
]


def test_details_are_said_and_everything_else_stays(tmp_path: Path) -> None:
    made = imported(tmp_path, survey=FORM, choices=GRADES)

    said = with_details(made, DETAILS)

    tool = said.tool
    assert (tool.title, tool.version, tool.authority, tool.authority_code) == ("Visit check", "2.1", "Otherton", "OTH")
    assert tool.subject is SubjectKind.PRACTITIONER
    assert (tool.id, tool.sections, tool.provenance.gaps) == (
        made.tool.id,
        made.tool.sections,
        made.tool.provenance.gaps,
    )
    assert said.losses == made.losses


def test_the_file_of_a_form_with_details_says_at_its_top_what_is_lost(tmp_path: Path) -> None:
    made = imported(tmp_path, survey=FORM, choices=GRADES)

    said = with_details(made, DETAILS)

    lost = told(made)
    assert lost
    assert all(f"# Not carried: {loss}" in said.yaml.decode() for loss in lost)
    assert read_tool(said.yaml, {}) == said.tool


def test_details_that_cannot_stand_are_named(tmp_path: Path) -> None:
    made = imported(tmp_path, survey=FORM, choices=GRADES)

    with pytest.raises(SeveralProblems) as problems:
        with_details(made, replace(DETAILS, version="two and a half", title=""))

    assert {one.where.split()[-1] for one in problems.value.mistakes} >= {"version", "title"}
    assert all(not one.line for one in problems.value.mistakes)


def test_only_a_form_of_our_own_says_whose_it_is(shipped: ToolLibrary, tmp_path: Path) -> None:
    export_form(shipped.get("her-audit"), tmp_path / "ours.xlsx")

    ours = import_form(tmp_path / "ours.xlsx")
    other = imported(tmp_path, survey=FORM, choices=GRADES)

    assert (ours.says_whose, other.says_whose) == (True, False)


@pytest.mark.parametrize("parts", [0, 4, 40], ids=["before the first part", "between parts", "between rows"])
def test_reading_ends_where_nobody_waits_any_more(tmp_path: Path, parts: int) -> None:
    path = write(tmp_path, survey=[SURVEY, *(("text", f"q{number}", "Seen?") for number in range(200))])
    asked = 0

    def is_stopped() -> bool:
        nonlocal asked
        asked += 1
        return asked > parts

    with pytest.raises(ReadingStopped, match=r"form\.xlsx was stopped"):
        import_form(path, is_stopped)

    assert asked == parts + 1


def test_what_other_programs_do_not_know_is_told_in_words_before_a_tool_goes_out(full_tool: Tool) -> None:
    topics = not_known_elsewhere(full_tool)

    assert {"stages, and who opens them", "weights, and how results are worked out", "deadlines"} <= set(topics)
    assert len(set(topics)) == len(topics)
    assert [one for one in topics if "_" in one or " " not in one] == ["deadlines"]

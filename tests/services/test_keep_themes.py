"""The list of themes: officers add, merge and retire, tags stay as they are, and figures follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.figures.question import FigureFilter
from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.record import Role
from qa_desktop.errors import InputProblem, NotAllowed, NotFound
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk, new_desk
from tests.figure_seed import signed


@pytest.fixture
def officer(tmp_path: Path) -> OpenDesk:
    desk = new_desk(tmp_path / "officer", role=Role.QA_OFFICER)
    desk.desk.authority_settings.choose("herefordshire")
    return desk


def test_the_list_begins_with_the_settings_and_officers_change_it_with_history(officer: OpenDesk) -> None:
    themes = officer.desk.theming.themes
    begun = {one.name for one in themes().offered}

    themes.add("Supervision of students", ("student",))
    themes.retire("Visits")
    themes.merge("Recording", "Assessment and analysis")

    offered = {one.name for one in themes().offered}
    assert offered == begun - {"Visits", "Recording"} | {"Supervision of students"}
    assert [one.what for one in themes.history()] == [
        "“Recording” merged into “Assessment and analysis”",
        "“Visits” retired",
        "“Supervision of students” added",
    ]
    assert {one.by for one in themes.history()} == {officer.desk.owner.name}
    assert themes.restore("Recording").is_offered
    assert themes.add("visits").id == "visits"
    officer.desk.close()


def test_what_cannot_be_is_said(officer: OpenDesk, tmp_path: Path) -> None:
    themes = officer.desk.theming.themes

    with pytest.raises(InputProblem, match="already"):
        themes.add("  voice of the CHILD ")
    with pytest.raises(InputProblem, match="Name two"):
        themes.merge("voice", "Voice of the child")
    with pytest.raises(NotFound, match="There are: Assessment"):
        themes.retire("Weather")
    themes.retire("plan")
    with pytest.raises(InputProblem, match="retired"):
        themes.merge("voice", "plan")
    officer.desk.close()
    auditor = new_desk(tmp_path / "auditor")
    with pytest.raises(NotAllowed, match="QA officer"):
        auditor.desk.theming.themes.add("Weather")
    auditor.desk.close()


def test_an_audit_is_tagged_with_what_the_list_offers_and_figures_count_merged_themes_as_one(officer: OpenDesk) -> None:
    desk = officer.desk
    tag, themes = desk.tag_themes, desk.theming.themes
    for reference, name in (("HER-1", "recording"), ("HER-2", "Timeliness"), ("HER-3", "Visits")):
        fields = {paths.STRENGTHS: "Notes are written on the day."}
        audit = desk.start_audit(StartRequest("her-audit", reference, "Pat", fields=fields))
        tag(audit.id, ThemeKind.STRENGTH, name, "written on the day")
        signed(officer, desk.open_audit(audit.id))
    themes.merge("Timeliness", "Recording")

    counted = {one.name: one.cases for one in desk.figures.themes(FigureFilter())}
    quoted = desk.figures.quotations(FigureFilter(), ThemeKind.STRENGTH, "Recording")
    only = FigureFilter(theme="Recording")

    assert counted == {"Recording": 2, "Visits": 1}
    assert {one.subject for one in quoted} == {"HER-1", "HER-2"}
    assert sum(desk.figures.audits(only).values()) == 2
    assert desk.figures.choices().themes == ("Recording", "Visits")
    assert [one.name for one in tag.of(next(one.audit for one in quoted if one.subject == "HER-2"))] == ["Timeliness"]
    audit = desk.start_audit(StartRequest("her-audit", "HER-4", "Pat", fields={paths.STRENGTHS: "Seen at home."}))
    assert tag(audit.id, ThemeKind.STRENGTH, "timeliness", "Seen at home").name == "Recording"
    with pytest.raises(InputProblem, match="not on the list"):
        tag(audit.id, ThemeKind.STRENGTH, "Weather", "Seen at home")
    desk.close()

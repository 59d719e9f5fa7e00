"""Every template of a report names tools and questions that there are; what is wrong with one is told by line."""

from __future__ import annotations

from collections import Counter

import pytest

from qa_desktop.bootstrap import tool_library
from qa_desktop.domain.reports.template import PartKind, ReportTemplate
from qa_desktop.errors import SeveralProblems
from qa_desktop.settings import ProfilePlace, resources_dir
from qa_desktop.toolkit.library import ToolLibrary
from qa_desktop.toolkit.report_library import ReportLibrary, read_template

TEMPLATES = ReportLibrary(resources_dir() / "reports").all
EVERY = pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.id)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> ToolLibrary:
    return tool_library(ProfilePlace(tmp_path_factory.mktemp("profile")))


def test_templates_name_registers_that_there_are(library: ToolLibrary) -> None:
    registers = {register_id for one in library.summaries() for register_id, _ in one.registers}

    assert {part.register for template in TEMPLATES for part in template.parts if part.register} <= registers


@EVERY
def test_a_template_names_tools_and_questions_that_there_are(template: ReportTemplate, library: ToolLibrary) -> None:
    for part in template.parts:
        asked = {
            str(item.id)
            for tool in (part.tools or template.tools)
            for known in [library.get(tool)]
            for item in (*known.header, *(one for section in known.sections for one in section.items))
        }
        assert {*part.questions, *(question for question, _ in part.where)} <= asked


@EVERY
def test_a_template_has_parts_of_their_own_and_says_what_is_there_where_nothing_is(template: ReportTemplate) -> None:
    told = (PartKind.GRADES, PartKind.DOMAINS, PartKind.GROUPS, PartKind.MAP, PartKind.TEXT)

    assert max(Counter(part.id for part in template.parts).values()) == 1
    assert [part.id for part in template.parts if not part.none and part.kind not in told] == []


def test_no_two_reports_have_one_id() -> None:
    assert max(Counter(one.id for one in TEMPLATES).values()) == 1


def test_every_mistake_of_a_template_is_told_with_its_line() -> None:
    with pytest.raises(SeveralProblems) as told:
        read_template(b"report: a b\ntitle: T\nparts:\n  - {id: x, part: grade, title: X}\n", "mine.yaml")

    said = [str(one) for one in told.value.mistakes]
    assert any("letters, digits" in one for one in said)
    assert any('"audience" is missing' in one for one in said)
    assert any("grade" in one and "line 4" in one for one in said)

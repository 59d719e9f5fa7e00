"""Several respondents side by side, results with a decision, and a stage that waits for a reader, in the window."""

from dataclasses import replace

from PySide6.QtWidgets import QPushButton

from qa_desktop.domain import paths
from qa_desktop.domain.operation import Value
from qa_desktop.domain.tool import Tool
from qa_desktop.domain.tool_outcome import RollUp, RollUpMethod
from qa_desktop.ui.pages.section import SectionPage
from qa_desktop.ui.pages.section_result import ResultCard
from qa_desktop.ui.widgets.buttons import Chip
from qa_desktop.ui.widgets.panes import Card
from qa_desktop.ui.widgets.select import Select
from tests.domain.judged_tools import judged_tool
from tests.ui.accessibility import walk
from tests.ui.audit_bench import Bench
from tests.ui.conftest import Look
from tests.ui.pages.conftest import Opened, Opener

LEAD, PEER = paths.answer("v.1", party="lead"), paths.answer("v.1", party="peer")
COUNTED: dict[str, Value] = {
    paths.answer("c.1"): "good",
    paths.answer("c.2"): "poor",
    paths.answer("c.3"): "fair",
}


def open_section(
    opener: Opener, bench: Bench, section: str, values: dict[str, Value], look: Look | None = None
) -> tuple[Opened, SectionPage]:
    opened = opener.on_bench(bench, values, judged_tool())
    if look is not None:
        opened.window.resize(look.width, look.height)
    opened.shell.go(f"section:{section}")
    opened.settle()
    page = opened.shell.page
    assert isinstance(page, SectionPage)
    assert page.questions
    opened.settle()
    return opened, page


def test_each_respondent_answers_beside_the_other_under_one_wording(opener: Opener, bench: Bench) -> None:
    _, page = open_section(opener, bench, "views", {LEAD: "good"})

    lead, peer = page.questions[0], page.questions[1]

    assert lead.parentWidget() is peer.parentWidget()
    assert lead.geometry().top() == peer.geometry().top()
    assert lead.geometry().right() < peer.geometry().left()


def test_a_question_that_one_answer_brings_up_comes_for_that_person_alone(opener: Opener, bench: Bench) -> None:
    opened, page = open_section(opener, bench, "views", {LEAD: "good"})

    page.session.record({PEER: "poor"})
    opened.settle()

    assert [one.key for one in page.questions if not one.isHidden()] == ["v.1~lead", "v.1~peer", "v.2~peer"]


def test_a_question_that_goes_takes_its_wording_with_it(opener: Opener, bench: Bench) -> None:
    opened, page = open_section(opener, bench, "views", {PEER: "poor"})

    page.session.record({PEER: "good"})
    opened.settle()

    assert page._together["v.2"].isHidden()


def test_a_result_follows_the_answers(opener: Opener, bench: Bench) -> None:
    opened, page = open_section(opener, bench, "counted", COUNTED)

    page.session.record({paths.answer("c.2"): "good"})
    opened.settle()

    assert page._results["counted"].words.text() == "Worked out from the answers: 1.8 (Strong)."


def test_deciding_otherwise_is_offered_and_asks_why(opener: Opener, bench: Bench) -> None:
    opened, page = open_section(opener, bench, "counted", COUNTED)
    card = page._results["counted"]
    assert card.group is not None
    assert card.group.isHidden()

    card.otherwise.click()
    card.group.cards[0].click()
    opened.settle()

    assert opened.shell.audit.text(paths.section("counted", "grade")) == "weak"
    assert not card._reason_field.isHidden()


def test_a_grade_of_the_section_is_asked_where_it_may_have_one_and_not_where_it_has_none(
    opener: Opener, bench: Bench
) -> None:
    shown: dict[str, bool] = {}
    for word in ("optional", "none", "items"):
        opened = opener.on_bench(bench, COUNTED, graded_by_people(word))
        opened.shell.go("section:checks")
        opened.settle()
        page = opened.shell.page
        assert isinstance(page, SectionPage)
        shown[word] = any(isinstance(card, ResultCard) for card in page.findChildren(Card))

    assert shown == {"optional": True, "none": False, "items": False}


def graded_by_people(section_grades: str) -> Tool:
    """Return a tool as it may have been checked before: a section has a grade, whatever is said of sections."""
    tool = judged_tool()
    assert tool.overall is not None
    checks = replace(tool.sections[2], roll_up=RollUp(RollUpMethod.JUDGEMENT))
    sections = (*tool.sections[:2], checks, *tool.sections[3:])
    return replace(tool, sections=sections, overall=replace(tool.overall, section_grades=section_grades))


def test_a_reader_opens_the_page_that_waits_for_them(opener: Opener, bench: Bench) -> None:
    opened, page = open_section(opener, bench, "talk", {LEAD: "good", PEER: "fair"})
    button = page._closed.findChild(QPushButton)
    assert button is not None
    assert button.text() == "The practitioner has read it"

    button.click()
    opened.settle()

    assert page._closed.isHidden()
    assert page.questions[0].control.isEnabled()


def test_the_page_has_no_obstacle(opener: Opener, bench: Bench, look: Look) -> None:
    opened, _ = open_section(opener, bench, "views", {LEAD: "good", PEER: "poor"}, look)

    assert walk(opened.window) == []
    assert opened.window.width() == look.width


def test_a_result_with_a_decision_has_no_obstacle(opener: Opener, bench: Bench, look: Look) -> None:
    decided: dict[str, Value] = {**COUNTED, paths.section("counted", "grade"): "weak"}
    opened, _ = open_section(opener, bench, "counted", decided, look)

    assert walk(opened.window) == []
    assert opened.window.width() == look.width


def test_choosing_a_language_opens_the_audit_anew_in_it(opener: Opener, bench: Bench) -> None:
    opened = opener.on_bench(bench, {}, judged_tool())
    opened.shell.go("about")
    select = opened.shell.page.findChild(Select, "")
    assert select is not None

    with opened.qtbot.waitSignal(opened.shell.audit_requested):
        select.setCurrentIndex(1)
        select.activated.emit(1)

    assert opened.shell.audit.tool.title == "Adolygiad ymweliad"


def test_what_stands_beside_a_question_is_in_the_language_of_the_audit(opener: Opener, bench: Bench) -> None:
    _, page = open_section(opener, bench, "counted", {paths.LANGUAGE: "cy"})

    chips = {chip.text() for chip in page.findChildren(Chip)}
    assert "Ddim yn berthnasol" in chips
    assert "Does not apply" not in chips

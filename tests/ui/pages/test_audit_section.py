"""A section's page: answers are saved when given, nothing moves while typing, every question can be reached."""

import threading

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from qa_desktop.domain import paths
from qa_desktop.errors import DiskProblem
from qa_desktop.ui.item_models.steps import StepState
from qa_desktop.ui.pages.section import SectionPage
from qa_desktop.ui.presenters.audit_steps import rail_steps
from qa_desktop.ui.widgets.grade_card import GradeCard
from qa_desktop.ui.widgets.growing_text import GrowingTextEdit
from tests.sample_audits import shipped_tool
from tests.ui.audit_bench import Bench, staged_tool
from tests.ui.pages.conftest import Opened, Opener

SINGLE, MATRIX, FORM = "section:plan_section", "section:matrix_section", "section:form_section"
GRADE, REASON = paths.answer("q.1"), paths.answer("q.1", "comment")


def section(opened: Opened) -> SectionPage:
    page = opened.shell.page
    assert isinstance(page, SectionPage)
    return page


def reason_field(opened: Opened) -> GrowingTextEdit:
    comment = section(opened).questions[0].comment
    assert comment is not None
    assert isinstance(comment.control, GrowingTextEdit)
    return comment.control


def test_opening_a_section_puts_the_focus_on_its_first_question(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)

    opened.shell.go(SINGLE)

    assert isinstance(opened.focused(), GradeCard)


def test_a_grade_key_inside_the_group_saves_the_grade_as_printed(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    opened.shell.go(SINGLE)

    QTest.keyClick(opened.focused(), Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    opened.settle()

    assert bench.store.values()[GRADE] == "G"


def test_no_grade_is_chosen_beforehand(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)

    opened.shell.go(SINGLE)

    assert not any(card.isChecked() for card in opened.shell.page.findChildren(GradeCard))


def test_typing_is_saved_without_leaving_the_field(qtbot: QtBot, bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    opened.shell.go(SINGLE)
    edit = reason_field(opened)
    edit.setFocus()

    QTest.keyClicks(edit, "Follows the assessment")

    qtbot.waitUntil(lambda: bench.store.values().get(REASON) == "Follows the assessment", timeout=1500)
    assert edit.hasFocus()


def test_a_save_that_comes_back_late_leaves_caret_and_newer_words_alone(
    qtbot: QtBot, bench: Bench, opener: Opener
) -> None:
    opened = opener.on_bench(bench)
    opened.shell.go(SINGLE)
    edit = reason_field(opened)
    edit.setFocus()
    gate = threading.Event()
    bench.store.before_write = lambda: _open(gate)
    QTest.keyClicks(edit, "First")
    edit.settle()

    QTest.keyClicks(edit, " second")
    with qtbot.waitSignal(opened.shell.session.audit_changed):
        gate.set()

    assert edit.text == "First second"
    assert edit.textCursor().position() == len("First second")


def test_a_grade_changed_after_its_reason_asks_to_read_the_reason_again(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, {GRADE: "G", REASON: "Because"})
    opened.shell.go(SINGLE)

    opened.shell.session.record({GRADE: "O"})
    opened.settle()

    banner = section(opened).questions[0]._banners["reread"]
    assert banner.isVisible()
    assert banner.text == "You changed the grade. Read the reason again."

    banner.action_requested.emit()
    opened.settle()

    assert not banner.isVisible()
    assert bench.store.values()[paths.answer("q.1", "reread")] is False


def test_what_does_not_apply_asks_why_and_closes_the_grades(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    opened.shell.go(SINGLE)
    question = section(opened).questions[0]
    assert question._leave_out is not None

    question._leave_out.chips["not_applicable"].click()
    opened.settle()

    assert opened.focused() is question._leave_out.reason
    assert not question.control.isEnabled()
    assert bench.store.values()[paths.answer("q.1", "not_applicable")] is True


def test_ctrl_e_adds_evidence_to_the_question_at_hand(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    opened.shell.go(MATRIX)
    opened.shell.page.focus_place(paths.answer("m.2"))

    QTest.keyClick(opened.focused(), Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(opened.focused(), "Case note of 3 September")
    opened.settle()

    assert [(one.item, one.text) for one in opened.shell.audit.evidence] == [("m.2", "Case note of 3 September")]


def test_removed_evidence_comes_back_by_undo(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, {"evidence/e1/item": "q.1", "evidence/e1/text": "Seen"})
    opened.shell.go(SINGLE)
    opened.settle()
    evidence = section(opened).questions[0].evidence
    assert evidence is not None

    evidence._rows["e1"].removed.emit()
    opened.settle()
    assert evidence.rows == ()

    opened.shell.undo()
    opened.settle()

    assert len(evidence.rows) == 1


def test_undo_shows_the_value_before_even_in_the_field_at_hand(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, {REASON: "Before"})
    opened.shell.go(SINGLE)
    opened.shell.session.record({REASON: "After"})
    opened.settle()
    assert reason_field(opened).text == "After"

    opened.shell.undo()
    opened.settle()

    assert reason_field(opened).text == "Before"


def test_continue_says_that_the_section_is_complete_and_opens_the_next(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    opened.shell.go(SINGLE)

    QTest.keyClick(opened.focused(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    opened.settle()

    assert opened.shell.step == MATRIX
    assert opened.shell.audit.flag(paths.section("plan_section", "complete"))


def test_a_section_put_off_is_marked_in_the_rail(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    opened.shell.go(SINGLE)

    opened.shell.footer.later_button.click()
    opened.settle()

    step = next(one for one in rail_steps(opened.shell.audit) if one.id == SINGLE)
    assert (step.state, step.caption) == (StepState.ATTENTION, "Come back to this later")


def test_ctrl_up_and_down_go_through_the_sections(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    opened.shell.go(MATRIX)

    QTest.keyClick(opened.focused(), Qt.Key.Key_Up, Qt.KeyboardModifier.ControlModifier)
    assert opened.shell.step == SINGLE
    QTest.keyClick(opened.focused(), Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert opened.shell.step == MATRIX


def test_the_grades_of_a_matrix_stand_in_the_printed_order(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    opened.shell.go(MATRIX)

    rows = [[card.point.code for card in q.findChildren(GradeCard)] for q in section(opened).questions]

    assert rows == [["O", "G", "RI", "I"], ["O", "G", "RI", "I"]]


def test_a_number_that_is_none_is_refused_at_its_field_and_kept(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    opened.shell.go(FORM, paths.answer("f.number"))

    QTest.keyClicks(opened.focused(), "many")
    opened.settle()

    field = opened.focused().parentWidget()
    assert getattr(field, "problem", "") == "Give a number"
    assert paths.answer("f.number") not in bench.store.values()


def test_a_ticked_point_is_saved_as_seen_together(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    opened.shell.go(SINGLE)
    opened.settle()

    opened.shell.guidance.points[0].click()
    opened.settle()

    assert bench.store.values()[paths.seen("w1")] is True


def test_a_later_stage_is_closed_with_the_reason_until_the_one_before_is_complete(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, tool=staged_tool())
    opened.shell.go("section:joint")
    page = section(opened)

    assert not page.questions[0].control.isEnabled()
    assert "“Record of observation”" in page._closed.text

    opened.shell.session.record({paths.answer("o.1"): "A calm visit"})
    opened.settle()

    assert page.questions[0].control.isEnabled()
    assert not page._closed.isVisible()


def test_what_cannot_be_saved_stays_on_screen_and_is_saved_on_trying_again(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    opened.shell.go(SINGLE)
    bench.store.fails_with = DiskProblem("The disk is full. Free some space.")
    edit = reason_field(opened)
    edit.setFocus()
    QTest.keyClicks(edit, "Kept")
    opened.settle()

    assert opened.shell.notices.trouble.isVisible()
    assert edit.text == "Kept"

    opened.shell.notices.trouble.action_requested.emit()
    opened.settle()

    assert bench.store.values()[REASON] == "Kept"
    assert not opened.shell.notices.trouble.isVisible()


def test_signed_evidence_can_be_read_and_not_changed(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, {"evidence/e1/item": "q.1", "evidence/e1/text": "Seen"}, signed=True)
    opened.shell.go(SINGLE)
    opened.settle()
    evidence = section(opened).questions[0].evidence
    assert evidence is not None

    evidence._rows["e1"].edit()

    assert evidence._rows["e1"]._editor is None
    assert not evidence.add_button.isEnabled()
    assert not opened.shell.guidance.points[0].isEnabled()


def test_a_tentative_grade_stays_private_and_out_of_pair_mode(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    opened.shell.go(SINGLE, paths.preparation("plan_section", "grade"))
    QTest.keyClick(opened.focused(), Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    opened.settle()
    change = bench.store.written[-1][0]
    assert (change.value, change.stream.is_private) == ("RI", True)
    assert opened.shell.audit.answer("q.1").value is None

    opened.shell.set_pair_mode(on=True)

    private = section(opened)._private
    assert private is not None
    assert not private.isVisible()


def test_every_part_of_a_question_has_its_place_on_the_page(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, tool=shipped_tool("bra-live-audit"))

    for name in ("section:practice-indicators", "section:good-practice-and-feedback"):
        opened.shell.go(name)
        opened.settle()
        page = section(opened)

        assert [type(one).__name__ for one in page.children() if isinstance(one, QWidget)] == ["ScrollingColumn"]
        assert page.questions[0].isAncestorOf(opened.focused())
        assert all(one.evidence.add_button.isVisible() for one in page.questions if one.evidence)


def test_a_question_stays_where_it_stands_while_the_others_follow(bench: Bench, opener: Opener) -> None:
    tool = shipped_tool("roc-practice-standards")
    part = tool.sections[1]
    words = "The plan says in the child's own words what has to change. " * 8
    opened = opener.on_bench(bench, {paths.answer(item.id, "comment"): words for item in part.items}, tool)
    opened.shell.go(f"section:{part.id}")
    page = section(opened)
    first = next(iter(page._questions.values()))
    places = []

    while not page.is_complete:
        QApplication.processEvents()
        places.append((first.y(), first.height()))

    assert len(page.questions) == len(part.items)
    assert len(set(places)) == 1


def _open(gate: threading.Event) -> None:
    assert gate.wait(5)

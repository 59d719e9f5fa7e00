"""Agreeing and planning: grades lead back, actions are SMART, what follows waits for the reason."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from qa_desktop.domain import paths
from qa_desktop.domain.provisional import is_provisional
from qa_desktop.ui.pages.plan import PlanPage
from qa_desktop.ui.widgets.buttons import LinkButton
from qa_desktop.ui.widgets.date_field import DateField
from tests.ui.audit_bench import Bench
from tests.ui.pages.conftest import Opened, Opener

ACTION = {
    "action/a1/what": "Chronology brought up to date and read back in supervision",
    "action/a1/who": "Social worker",
    "action/a1/measure": "Seen on the file",
    "action/a1/due": "2026-11-27",
}


def plan(opened: Opened) -> PlanPage:
    opened.shell.go("plan")
    opened.settle()
    page = opened.shell.page
    assert isinstance(page, PlanPage)
    return page


def test_what_follows_waits_for_grade_and_reason(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, {paths.OVERALL_GRADE: "I"})
    page = plan(opened)
    assert "Head of service" not in page._follows_words.text()

    opened.shell.session.record({paths.OVERALL_REASON: "Serious delay"})
    opened.settle()

    assert "The note goes to Head of service." in page._follows_words.text()
    assert "by Mon 21 December 2026 (Team manager)" in page._follows_words.text()


def test_recipients_where_relevant_are_told_only_where_the_case_has_one(bench: Bench, opener: Opener) -> None:
    values = {paths.OVERALL_GRADE: "I", paths.OVERALL_REASON: "Delay", paths.about("iro_or_chair"): "yes"}

    page = plan(opener.on_bench(bench, values))

    assert "Head of service and IRO" in page._follows_words.text()


def test_a_grade_at_a_glance_leads_to_its_section(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    page = plan(opened)

    link = next(one for one in page._grades.findChildren(LinkButton) if one.text() == "2 Assessment")
    link.click()

    assert opened.shell.step == "section:matrix_section"


def test_an_action_is_added_and_written_by_keyboard(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    page = plan(opened)

    QTest.keyClick(
        opened.focused(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    QTest.keyClicks(opened.focused(), "Chronology brought up to date")
    page.focus_place(f"action/{bench.made_ids[-1]}/who")
    QTest.keyClicks(opened.focused(), "Social worker")
    page.focus_place(f"action/{bench.made_ids[-1]}/due")
    QTest.keyClicks(opened.focused(), "27 Nov")
    opened.settle()

    action = opened.shell.audit.actions[0]
    assert (action.what, action.who, action.due) == (
        "Chronology brought up to date",
        "Social worker",
        date(2026, 11, 27),
    )


def test_asap_is_refused_in_words_and_never_saved(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, {**ACTION, "action/a1/due": None})
    page = plan(opened)
    page.focus_place("action/a1/due")
    day = opened.focused()
    assert isinstance(day, DateField)

    QTest.keyClicks(day, "ASAP")
    day.settle()
    opened.settle()

    assert day.text() == "ASAP"
    assert page._actions.rows["a1"]._editor._due.field.problem == "Give a date. “ASAP” is not a timescale"  # type: ignore[union-attr]  # the editor is open by then
    assert opened.shell.audit.actions[0].due is None


def test_an_open_smart_letter_says_what_to_ask(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, {**ACTION, "action/a1/measure": None})

    page = plan(opened)

    row = page._actions.rows["a1"]
    assert row._hint.text() == "How will you know it is done? Name what will be seen."
    assert "Measurable" in row._letters.accessibleName()


def test_a_ticked_smart_test_is_met(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, {**ACTION, "action/a1/measure": None})
    page = plan(opened)
    row = page._actions.rows["a1"]
    row.edit()
    assert row._editor is not None

    boxes = row._editor.letters.boxes
    next(box for test, box in boxes.items() if test.value == "M").click()
    opened.settle()

    assert bench.store.values()["action/a1/smart"] == ("M",)
    assert not row._hint.isVisible()


def test_an_action_without_a_word_is_let_go(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    page = plan(opened)
    page.add_action()
    row = next(iter(page._actions.rows.values()))

    row._close()
    opened.settle()

    assert page._actions.rows == {}
    assert opened.shell.audit.actions == ()


def test_a_removed_action_comes_back_by_undo(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, ACTION)
    page = plan(opened)
    page._actions.rows["a1"].removed.emit()
    opened.settle()
    assert opened.shell.audit.actions == ()

    opened.shell.undo()
    opened.settle()

    assert list(page._actions.rows) == ["a1"]


def test_no_action_needed_takes_a_reason_only_while_there_is_none(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    page = plan(opened)
    assert page._none_needed.isVisible()

    opened.shell.session.record(ACTION)
    opened.settle()

    assert not page._none_needed.isVisible()


def test_a_disagreement_keeps_both_views_and_who_asks_for_advice(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, {paths.OVERALL_GRADE: "G"})
    page = plan(opened)
    page._disagreement.add_button.click()
    entry = bench.made_ids[-1]
    for field, words in (("auditor_view", "Good"), ("practitioner_view", "Outstanding")):
        page.fields.focus(paths.entry("disagreement", entry, field))
        QTest.keyClicks(opened.focused(), words)
    page._disagreement.entries[entry]._asked.click()
    page.fields.focus(paths.entry("disagreement", entry, "advice_owner"))
    owner = opened.focused()
    assert isinstance(owner, QLineEdit)
    QTest.keyClicks(owner, "Alex Auditor")
    opened.settle()

    found = opened.shell.audit.disagreements[0]
    assert (found.about, found.auditor_view, found.practitioner_view) == ("overall", "Good", "Outstanding")
    assert (found.advice, found.advice_owner) == ("asked", "Alex Auditor")
    assert is_provisional(opened.shell.audit)


def test_what_came_of_the_advice_is_written_after_signing(bench: Bench, opener: Opener) -> None:
    asked = {"disagreement/d1/about": "overall", "disagreement/d1/advice": "asked", paths.OVERALL_GRADE: "G"}
    opened = opener.on_bench(bench, asked, signed=True)
    page = plan(opened)
    assert not page._disagreement.add_button.isVisible()

    page.fields.focus("disagreement/d1/outcome")
    QTest.keyClicks(opened.focused(), "The grade stands")
    opened.settle()

    assert opened.shell.audit.disagreements[0].outcome == "The grade stands"
    assert not is_provisional(opened.shell.audit)


def test_the_count_to_settle_opens_links_that_lead_to_page_and_field(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, {**ACTION, paths.OVERALL_GRADE: "G", paths.OVERALL_REASON: "Seen"})
    page = plan(opened)
    assert opened.shell.footer.settle_link.text() == "1 thing to settle before signing"

    opened.shell.footer.settle_link.click()
    assert opened.focused() is page.summary
    page.summary.links[0].click()

    assert opened.shell.step == "section:form_section"
    assert opened.focused().accessibleName() == "What was found"


def test_what_was_settled_leaves_the_summary(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    page = plan(opened)
    page.show_blockers()
    before = len(page.summary.links)

    opened.shell.session.record({paths.OVERALL_GRADE: "G"})
    opened.settle()
    opened.shell.session.record({paths.OVERALL_REASON: "Seen"})
    opened.settle()

    assert len(page.summary.links) == before - 1


def test_the_overall_grade_is_chosen_by_key(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    plan(opened)

    QTest.keyClick(opened.focused(), Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    opened.settle()

    assert opened.shell.audit.overall_grade == "RI"

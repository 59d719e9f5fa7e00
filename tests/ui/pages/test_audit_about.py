"""About this audit: what it says, what it warns of, who takes part and on which days."""

from dataclasses import replace
from datetime import date

from PySide6.QtTest import QTest

from qa_desktop.domain import paths
from qa_desktop.domain.condition import Comparison
from qa_desktop.domain.condition import Test as Asked
from qa_desktop.domain.ids import ItemId
from qa_desktop.domain.tool import AnswerType, Choice, Computation, Item, Need
from qa_desktop.domain.tool_outcome import LookBack
from qa_desktop.ui.pages.about import AboutPage
from qa_desktop.ui.widgets.date_field import DateField
from qa_desktop.ui.widgets.text import Muted
from tests.ui.audit_bench import Bench, small_tool
from tests.ui.pages.conftest import Opened, Opener

WAS_REVIEWED = Asked("h.review", Comparison.EQUALS, ("yes",))
USUAL = {
    paths.about("audit_date"): "2026-11-21",
    paths.about("period_from"): "2025-11-21",
    paths.about("period_to"): "2026-11-21",
}


def about(opened: Opened) -> AboutPage:
    opened.shell.go("about")
    opened.settle()
    page = opened.shell.page
    assert isinstance(page, AboutPage)
    return page


def write(opened: Opened, path: str, words: str) -> None:
    opened.shell.page.fields.focus(path)
    QTest.keyClicks(opened.focused(), words)
    opened.settle()


def test_a_reference_that_looks_like_a_name_is_warned_of_and_still_saved(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, {paths.SUBJECT: ""})
    page = about(opened)

    write(opened, paths.SUBJECT, "Sam Smith")

    assert opened.shell.audit.subject == "Sam Smith"
    assert "looks like a name" in page._labelled[paths.SUBJECT].problem


def test_the_period_asks_why_only_where_it_was_moved(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench, USUAL)
    page = about(opened)
    reason = page._labelled[paths.about("period_reason")]
    assert not reason.isVisible()

    opened.shell.session.record({paths.about("period_from"): "2024-05-01"})
    opened.settle()

    assert reason.isVisible()


def test_the_period_on_screen_follows_the_type_that_is_chosen(bench: Bench, opener: Opener) -> None:
    kind = Item(
        ItemId("audit_type"),
        "Audit type",
        AnswerType.CHOICE,
        choices=(Choice("full", "Full"), Choice("flash", "Flash")),
    )
    look_back = LookBack(12, "A year.", (("flash", 1),))
    opened = opener.on_bench(bench, USUAL, replace(small_tool(), header=(kind,), look_back=look_back))
    page = about(opened)

    opened.shell.session.record({paths.header("audit_type"): "flash"})
    opened.settle()

    shown = page._labelled[paths.about("period_from")].findChild(DateField)
    assert shown is not None
    assert shown.day == date(2026, 10, 21)
    assert not page._labelled[paths.about("period_reason")].isVisible()
    assert "A year. Flash: 1 month" in [label.text() for label in page.findChildren(Muted)]


def test_a_header_field_that_repeats_the_practitioner_follows(bench: Bench, opener: Opener) -> None:
    worker = Item(ItemId("h.worker"), "Worker", AnswerType.PERSON, need=Need.MANDATORY, prefill="practitioner")
    opened = opener.on_bench(bench, {paths.about("practitioner"): ""}, replace(small_tool(), header=(worker,)))
    about(opened)

    write(opened, paths.about("practitioner"), "Sam")

    assert opened.shell.audit.value(paths.header("h.worker")) == "Sam"


def test_a_link_to_a_repeated_header_field_leads_to_the_one_on_screen(bench: Bench, opener: Opener) -> None:
    worker = Item(ItemId("h.worker"), "Worker", AnswerType.PERSON, need=Need.MANDATORY, prefill="practitioner")
    opened = opener.on_bench(bench, tool=replace(small_tool(), header=(worker,)))

    opened.shell.go("about", paths.header("h.worker"))

    assert opened.focused().accessibleName() == "Practitioner"


def test_somebody_absent_is_recorded_with_the_reason(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    page = about(opened)
    page._people.add_entry()
    entry = bench.made_ids[-1]
    write(opened, paths.entry("person", entry, "role"), "Line manager")

    opened.shell.session.record({paths.entry("person", entry, "present"): False})
    opened.settle()
    assert page._people._reasons[entry].isVisible()
    write(opened, paths.entry("person", entry, "reason"), "On leave")

    person = opened.shell.audit.people[0]
    assert (person.role, person.present, person.reason) == ("Line manager", False, "On leave")


def test_a_further_day_moves_what_deadlines_run_from(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    page = about(opened)
    page._sittings.add_entry()
    opened.settle()

    entry = bench.made_ids[-1]
    opened.shell.session.record({paths.entry("sitting", entry, "day"): "2026-11-24"})
    opened.settle()

    assert opened.shell.audit.last_meeting() == date(2026, 11, 24)
    assert len(page._sittings.rows) == 2


def test_a_removed_day_is_gone_from_the_page(bench: Bench, opener: Opener) -> None:
    opened = opener.on_bench(bench)
    page = about(opened)

    page._sittings.rows["s1"].remove_button.click()
    opened.settle()

    assert page._sittings.rows == {}
    assert opened.shell.audit.sittings == ()


def test_a_signed_audit_can_be_read_and_not_changed(bench: Bench, opener: Opener) -> None:
    page = about(opener.on_bench(bench, signed=True))

    assert page.column.isEnabled()
    assert not page._labelled[paths.SUBJECT].control.isEnabled()


def test_a_header_field_comes_with_the_answer_that_asks_for_it(bench: Bench, opener: Opener) -> None:
    review = Item(ItemId("h.review"), "Was there a review?", AnswerType.YES_NO)
    day = Item(ItemId("h.day"), "Day of the review", AnswerType.DATE, shown_when=WAS_REVIEWED)
    opened = opener.on_bench(bench, {}, replace(small_tool(), header=(review, day)))
    page = about(opened)
    field = page._labelled[paths.header("h.day")]
    assert not field.isVisible()

    opened.shell.session.record({paths.header("h.review"): "yes"})
    opened.settle()

    assert field.isVisible()


def test_what_a_header_field_works_out_follows_its_dates(bench: Bench, opener: Opener) -> None:
    born = Item(ItemId("h.born"), "Born", AnswerType.DATE)
    age = Item(ItemId("h.age"), "Age", AnswerType.COMPUTED, computation=Computation("age", ("h.born",)))
    opened = opener.on_bench(bench, {}, replace(small_tool(), header=(born, age)))
    page = about(opened)

    opened.shell.session.record({paths.header("h.born"): "2014-01-01"})
    opened.settle()

    assert page._worked_out["h.age"].text() == "12 years"

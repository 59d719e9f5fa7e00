"""Starting an audit: tool, reference with warnings, period, people; every problem at once and where it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.clock import Clock, FixedClock
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ports import NewIds
from qa_desktop.domain.tool import Tool
from qa_desktop.errors import InputProblem, Mistake, QaDesktopError, SeveralProblems
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.services.tool_library import ToolSummary
from qa_desktop.ui.background import Worker
from qa_desktop.ui.pages.start import StartPage
from qa_desktop.ui.pages.start_form import StartDetails
from qa_desktop.ui.presenters.start import Participant, StartChoice, StartPresenter, TypeChoice, Ways
from qa_desktop.ui.theme import Theme
from tests.domain.format_tools import BY_TYPE, format_tool
from tests.ui.conftest import show
from tests.ui.samples import FORM, NOON, TODAY, TOOL_ROWS


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> StartPage:
    assert theme.points
    made = StartPage(StartDetails(TODAY))
    made.picker.show_tools(TOOL_ROWS)
    made.resize(1000, 760)
    show(qtbot, made)
    made.activateWindow()
    return made


@pytest.fixture
def form(page: StartPage) -> StartPage:
    page.show_form(FORM)
    return page


def test_nothing_is_chosen_before_a_person_chooses(page: StartPage) -> None:
    assert page.picker.tool_id == ""
    assert not page.continue_button.isEnabled()


def test_search_narrows_the_tools(page: StartPage) -> None:
    QTest.keyClicks(page.picker.search, "rochdale")

    assert [row.id for row in page.picker.model.rows] == ["roc-t2-hos", "roc-observation", "roc-supervision-file"]


def test_authority_and_subject_narrow_the_tools_together(page: StartPage) -> None:
    page.picker.authority.setCurrentText("Rochdale")
    page.picker.subject.setCurrentText("Case")
    page.picker.subject.activated.emit(1)

    assert [row.id for row in page.picker.model.rows] == ["roc-t2-hos"]


def test_return_chooses_the_tool_under_the_cursor(qtbot: QtBot, page: StartPage) -> None:
    page.picker.choose("roc-observation")

    with qtbot.waitSignal(page.tool_chosen) as chosen:
        QTest.keyClick(page.picker.list, Qt.Key.Key_Return)

    assert chosen.args == ["roc-observation"]


def test_the_form_asks_in_the_words_of_the_tool(form: StartPage) -> None:
    assert form.details.reference.accessibleName() == "Mosaic number"
    assert form.details.practitioner.accessibleName() == "Key worker (optional)"
    assert form.window().focusWidget() is form.details.reference


def test_a_missing_reference_is_said_in_the_tool_s_words(qtbot: QtBot, form: StartPage) -> None:
    with qtbot.assertNotEmitted(form.start_requested):
        form.continue_button.click()

    assert [link.text() for link in form.details.summary.links] == ["Enter the mosaic number"]


def test_warnings_stand_under_the_reference_and_do_not_stop_anybody(qtbot: QtBot, form: StartPage) -> None:
    form.details.reference.setText("Anna Smith")
    form.show_warnings(("This looks like a name. Do not enter a child's name here",))

    with qtbot.waitSignal(form.start_requested):
        form.continue_button.click()

    assert form.details.warning.text == "This looks like a name. Do not enter a child's name here."


def choose_type(page: StartPage, label: str) -> None:
    select = page.details.audit_type
    select.setCurrentText(label)
    select.activated.emit(select.currentIndex())


@pytest.fixture
def typed(page: StartPage) -> StartPage:
    types = (TypeChoice("full", "Full", date(2025, 11, 21)), TypeChoice("flash", "Flash", date(2026, 10, 21)))
    page.show_form(replace(FORM, type_label="Audit type", types=types))
    page.details.reference.setText("48-2207")
    return page


def test_no_type_is_asked_where_one_period_holds_for_all(form: StartPage) -> None:
    assert not form.details.audit_type.isVisible()


def test_the_period_follows_the_type_and_asks_for_no_reason(qtbot: QtBot, typed: StartPage) -> None:
    choose_type(typed, "Flash")

    with qtbot.waitSignal(typed.start_requested) as asked:
        typed.continue_button.click()

    assert asked.args is not None
    choice = asked.args[0]
    assert (choice.audit_type, choice.period_from) == ("flash", date(2026, 10, 21))
    assert typed.details.audit_type.accessibleName() == "Audit type (optional)"
    assert not typed.details.period_reason.isVisible()


def test_a_period_that_was_moved_does_not_follow_the_type(typed: StartPage) -> None:
    typed.details.period_from.set_date(date(2024, 1, 1))

    choose_type(typed, "Flash")

    assert typed.details.period_from.day == date(2024, 1, 1)
    assert typed.details.period_reason.isVisible()


def test_what_was_filled_in_is_handed_over(qtbot: QtBot, form: StartPage) -> None:
    form.details.reference.setText(" 48-2207 ")
    form.details.practitioner.setText("Sam Practitioner")
    form.details.line_manager.setText("Lea Manager")

    with qtbot.waitSignal(form.start_requested) as asked:
        form.continue_button.click()

    assert asked.args == [
        StartChoice(
            tool_id="bra-live-audit",
            reference="48-2207",
            practitioner="Sam Practitioner",
            period_from=date(2025, 11, 21),
            period_to=TODAY,
            participants=(Participant("Line manager", "Lea Manager"),),
        )
    ]


def test_another_period_than_usual_needs_a_reason(qtbot: QtBot, form: StartPage) -> None:
    form.details.reference.setText("48-2207")
    form.details.period_from.setText("1 June 2026")

    with qtbot.assertNotEmitted(form.start_requested):
        form.continue_button.click()
    form.details.period_reason.setText("The plan began in June")
    with qtbot.waitSignal(form.start_requested) as asked:
        form.continue_button.click()

    assert asked.args[0].period_from == date(2026, 6, 1)
    assert asked.args[0].period_reason == "The plan began in June"


@pytest.mark.parametrize(
    ("start", "said"),
    [
        ("ASAP", "Enter a date, for example 21 November 2026"),
        ("1 December 2026", "The period must begin before it ends"),
    ],
)
def test_a_wrong_period_is_said_at_its_field(form: StartPage, start: str, said: str) -> None:
    form.details.reference.setText("48-2207")
    form.details.period_reason.setText("Because")
    form.details.period_from.setText(start)

    form.continue_button.click()

    assert said in [link.text() for link in form.details.summary.links]


def test_going_back_keeps_what_was_written(form: StartPage) -> None:
    form.details.reference.setText("48-2207")

    form.back_button.click()
    back_at_tools = form.is_choosing
    form.show_form(FORM)

    assert back_at_tools
    assert form.details.reference.text() == "48-2207"


def test_a_refusal_of_the_service_is_shown_and_can_be_tried_again(form: StartPage) -> None:
    form.details.reference.setText("48-2207")
    form.continue_button.click()

    form.show_problems(("The date lies in the future.",))

    assert form.continue_button.isEnabled()
    assert [link.text() for link in form.details.summary.links] == ["The date lies in the future."]


@dataclass
class FakeDesk:
    """Remembers what was asked, and answers or refuses."""

    refusal: QaDesktopError | None = None
    clock: Clock = field(default_factory=lambda: FixedClock(NOON))
    new_id: NewIds = lambda: "id-1"
    requests: list[StartRequest] = field(default_factory=list)

    @property
    def tools(self) -> Callable[[], tuple[ToolSummary, ...]]:
        return lambda: ()

    @property
    def tool(self) -> Callable[[str], Tool]:
        raise LookupError

    @property
    def authority_settings(self) -> Ways:
        raise LookupError

    @property
    def check_reference(self) -> Callable[[str], tuple[str, ...]]:
        return lambda text: (f"Look again at {text}",)

    @property
    def start_audit(self) -> Callable[[StartRequest], Audit]:
        return self._start

    def _start(self, request: StartRequest) -> Audit:
        self.requests.append(request)
        if self.refusal:
            raise self.refusal
        return cast("Audit", type("Started", (), {"id": "audit-9"})())


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    made = Worker("test", qapp)
    yield made
    made.stop()


def test_the_presenter_asks_for_the_audit_with_period_and_people(qtbot: QtBot, worker: Worker) -> None:
    desk, started = FakeDesk(), list[str]()
    choice = StartChoice(
        "bra", "48-2207", "Sam", date(2026, 6, 1), TODAY, "Because", (Participant("Line manager", "Lea"),)
    )

    StartPresenter(desk, worker).start(choice, started.append, started.extend)
    qtbot.waitUntil(lambda: bool(started))

    assert started == ["audit-9"]
    assert desk.requests[0].fields == {
        "about/period_from": "2026-06-01",
        "about/period_to": "2026-11-21",
        "about/period_reason": "Because",
        "person/id-1/role": "Line manager",
        "person/id-1/name": "Lea",
    }


def test_the_usual_period_of_the_chosen_type_needs_no_reason(qtbot: QtBot, worker: Worker) -> None:
    desk, started = FakeDesk(), list[str]()
    presenter = StartPresenter(desk, worker)
    form = presenter.take_tool(format_tool(BY_TYPE))
    usual = form.usual_from("flash")

    for begins in (usual, date(2026, 1, 1)):
        presenter.start(
            StartChoice("t", "48", "", begins, TODAY, "Because", audit_type="flash"), started.append, started.extend
        )
    qtbot.waitUntil(lambda: len(started) == 2)

    assert [(one.code, one.period_from) for one in form.types][-1] == ("flash", date(2026, 10, 21))
    assert desk.requests[0].fields == {
        "header/audit_type/value": "flash",
        "about/period_from": "2026-10-21",
        "about/period_to": "2026-11-21",
    }
    assert desk.requests[1].fields["about/period_reason"] == "Because"


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (InputProblem("Enter the reference."), ["Enter the reference."]),
        (SeveralProblems("Not started:", (Mistake("One."), Mistake("Two."))), ["One.", "Two."]),
    ],
)
def test_every_reason_of_a_refusal_is_told(
    qtbot: QtBot, worker: Worker, refusal: QaDesktopError, said: list[str]
) -> None:
    told: list[str] = []

    StartPresenter(FakeDesk(refusal), worker).start(StartChoice("bra", ""), told.append, told.extend)
    qtbot.waitUntil(lambda: bool(told))

    assert told == said


def test_only_the_newest_reference_is_checked(qtbot: QtBot, worker: Worker) -> None:
    shown: list[tuple[str, ...]] = []
    presenter = StartPresenter(FakeDesk(), worker)

    presenter.check_reference("An", shown.append)
    presenter.check_reference("Anna", shown.append)
    qtbot.waitUntil(lambda: not worker.busy)

    assert shown == [("Look again at Anna",)]

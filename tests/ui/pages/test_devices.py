"""Laptops: whoever waits is approved after comparing, lost ones are locked out after asking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.clock import FixedClock
from qa_desktop.domain.enrolment import Device
from qa_desktop.domain.record import Person, Role
from qa_desktop.errors import NotAllowed
from qa_desktop.ui.background import Worker
from qa_desktop.ui.pages.devices import DevicesPage
from qa_desktop.ui.presenters.devices import (
    NOT_PROVED,
    SHOWN,
    YOUR_OWN,
    DevicesPresenter,
    DevicesView,
    devices_view,
)
from qa_desktop.ui.theme import Theme
from tests.ui.conftest import show
from tests.ui.trust_samples import DEVICES, NOON, OFFICER, device


@dataclass
class FakeDevices:
    """A server that knows some laptops."""

    known: tuple[Device, ...] = DEVICES
    done: list[tuple[str, str]] = field(default_factory=list)

    def list(self) -> tuple[Device, ...]:
        return self.known

    def approve(self, device: Device) -> None:
        if not device.is_proved:
            raise NotAllowed("The proof does not fit.")
        self.done.append(("approve", device.person.name))

    def revoke(self, device: Device) -> None:
        self.done.append(("revoke", device.person.name))


@dataclass
class FakeDesk:
    owner: Person = OFFICER
    clock: FixedClock = field(default_factory=lambda: FixedClock(NOON))
    devices: FakeDevices = field(default_factory=FakeDevices)


@pytest.fixture
def worker(qapp: QApplication) -> Iterator[Worker]:
    made = Worker("network", qapp)
    yield made
    made.stop()


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> DevicesPage:
    assert theme.points
    made = DevicesPage()
    made.show_devices(devices_view(DEVICES, OFFICER, NOON))
    made.resize(900, 1400)
    show(qtbot, made)
    return made


def test_only_a_proved_laptop_of_somebody_else_can_be_approved() -> None:
    view = devices_view(DEVICES, OFFICER, NOON)

    assert [(row.device.person.name, row.can_approve, row.problem) for row in view.waiting] == [
        ("Ada Auditor", True, ""),
        ("Ben Auditor", False, NOT_PROVED),
        ("Oli Officer", False, YOUR_OWN),
    ]


def test_an_auditor_locks_laptops_of_their_own_out_alone() -> None:
    auditor = replace(OFFICER, role=Role.AUDITOR)

    view = devices_view((replace(device("Ada Auditor", 3), is_own=True), device("Ben", 4)), auditor, NOON)

    assert [row.can_lock_out for row in view.others] == [True, False]
    assert not view.keeps


def test_a_locked_out_laptop_says_since_when_and_cannot_be_locked_out_again() -> None:
    view = devices_view(DEVICES, OFFICER, NOON)

    assert view.others[1].state.startswith("Locked out")
    assert not view.others[1].can_lock_out


def test_many_laptops_are_found_by_name_sign_in_or_fingerprint() -> None:
    many = tuple(device(f"Somebody{number:03}", number) for number in range(SHOWN + 20))
    wanted = many[-1]

    assert devices_view(many, OFFICER, NOON).more == 20
    for words in (f"somebody{SHOWN + 19:03}", wanted.login.upper(), wanted.fingerprint):
        assert [row.device for row in devices_view(many, OFFICER, NOON, words).others] == [wanted]


def test_approving_asks_for_the_comparison_first(qtbot: QtBot, page: DevicesPage) -> None:
    row = page.rows[0]
    assert not row.approve_button.isEnabled()

    row.compared.click()
    with qtbot.waitSignal(page.approved) as approved:
        row.approve_button.click()

    assert approved.args == [DEVICES[0]]


def test_locking_out_asks_once_more_and_the_safe_answer_is_first(qtbot: QtBot, page: DevicesPage) -> None:
    row = page.rows[3]
    row.ask_button.click()
    assert row.keep_button.hasFocus()
    row.keep_button.click()
    assert not row.lock_out_button.isVisible()
    row.ask_button.click()

    with qtbot.waitSignal(page.locked_out) as locked:
        row.lock_out_button.click()

    assert locked.args == [DEVICES[3]]


def test_what_was_asked_for_is_done_and_said(qtbot: QtBot, worker: Worker) -> None:
    desk, told, shown = FakeDesk(), list[str](), list[DevicesView]()
    presenter = DevicesPresenter(desk, worker, shown.append)

    presenter.load(lambda error: told.append(error.sentence))
    presenter.approve(DEVICES[0], told.append, lambda error: told.append(error.sentence))
    presenter.approve(DEVICES[1], told.append, lambda error: told.append(error.sentence))
    presenter.lock_out(DEVICES[3], told.append, lambda error: told.append(error.sentence))
    presenter.search("dai")
    qtbot.waitUntil(lambda: not worker.busy)

    assert desk.devices.done == [("approve", "Ada Auditor"), ("revoke", "Carys Manager")]
    assert told[0].startswith("Approved: a laptop of Ada Auditor.")
    assert told[1] == "The proof does not fit."
    assert told[2].startswith("Locked out: a laptop of Carys Manager.")
    assert len(shown) == 4


def test_a_problem_takes_the_place_of_what_was_done(page: DevicesPage) -> None:
    page.tell("Approved.")

    page.show_problem("The server does not answer.")

    assert page.trouble.text == "The server does not answer."
    assert not page.done.isVisible()

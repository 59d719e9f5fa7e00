"""A file is shown before it is taken in, an officer answers it with a receipt, and the sender's line says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qa_desktop.domain.authority import Officer
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.record import Role
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.dialogs.file_preview import FilePreview
from qa_desktop.ui.dialogs.recipient import Recipient
from qa_desktop.ui.file_wiring import AskFile, FileWiring
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.theme import Theme
from tests.desks import OpenDesk, new_desk
from tests.ui.accessibility import walk


@dataclass
class Side:
    """One person's window."""

    opened: OpenDesk
    wiring: FileWiring
    window: MainWindow
    taken: list[str]

    def preview(self, qtbot: QtBot, file: Path) -> FilePreview:
        self.wiring.look_into(file)
        qtbot.waitUntil(lambda: isinstance(self.wiring.dialog, FilePreview) and self.wiring.dialog.isVisible())
        dialog = self.wiring.dialog
        assert isinstance(dialog, FilePreview)
        return dialog


@pytest.fixture
def workers(qapp: QApplication) -> Iterator[Workers]:
    made = Workers(Worker("database", qapp), Worker("documents", qapp))
    yield made
    made.stop()


MakeSide = Callable[[OpenDesk, Path], Side]


@pytest.fixture
def make_side(qtbot: QtBot, theme: Theme, workers: Workers) -> MakeSide:
    def make(opened: OpenDesk, save_to: Path) -> Side:
        window = MainWindow(theme, [workers.database, workers.documents])
        qtbot.addWidget(window)
        window.show()
        taken: list[str] = []
        wiring = FileWiring(opened.desk, workers, window, lambda: taken.append("taken"))
        wiring.ask = AskFile(lambda _: str(save_to), lambda _title, _name: str(save_to))
        return Side(opened, wiring, window, taken)

    return make


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[OpenDesk, OpenDesk]]:
    auditor = new_desk(tmp_path / "auditor")
    officer = new_desk(tmp_path / "officer", "Olu Officer", Role.QA_OFFICER)
    yield auditor, officer
    auditor.desk.close()
    officer.desk.close()


def begun(desk: OpenDesk) -> AuditId:
    return desk.desk.start_audit(StartRequest("bra-live-audit", "48-2207", "P. Worker")).id


def test_a_bundle_is_shown_taken_in_confirmed_and_noted(
    qtbot: QtBot, make_side: MakeSide, two: tuple[OpenDesk, OpenDesk], tmp_path: Path
) -> None:
    auditor, officer = make_side(two[0], tmp_path / "audit.qab"), make_side(two[1], tmp_path / "receipt.qab")
    audit_id = begun(auditor.opened)
    auditor.opened.desk.export_bundle([audit_id], officer.opened.desk.owner.address, tmp_path / "audit.qab")

    shown = officer.preview(qtbot, tmp_path / "audit.qab")
    assert officer.taken == []
    shown.take_button.click()
    qtbot.waitUntil(shown.receipt_button.isVisible)
    shown.receipt_button.click()
    qtbot.waitUntil(lambda: "receipt" in shown.done_banner.text)
    noted = auditor.preview(qtbot, tmp_path / "receipt.qab")
    noted.take_button.click()
    qtbot.waitUntil(lambda: "safe with Olu Officer" in noted.done_banner.text)

    assert officer.taken == ["taken"]
    assert auditor.opened.desk.unsent().count == 0
    assert officer.opened.desk.open_audit(audit_id).subject == "48-2207"
    shown.accept()
    noted.accept()


@pytest.mark.parametrize("is_known", [False, True], ids=["from a stranger", "from somebody known"])
def test_return_takes_a_file_in_only_where_its_sender_is_known(
    qtbot: QtBot, make_side: MakeSide, two: tuple[OpenDesk, OpenDesk], tmp_path: Path, *, is_known: bool
) -> None:
    auditor, officer = two
    auditor.desk.export_bundle([begun(auditor)], officer.desk.owner.address, tmp_path / "audit.qab")
    if is_known:
        officer.store.bring([auditor.desk.owner], [], [])

    shown = make_side(officer, tmp_path / "receipt.qab").preview(qtbot, tmp_path / "audit.qab")

    assert shown.focusWidget() is (shown.take_button if is_known else shown.cancel_button)
    assert shown.take_button.isDefault() is is_known
    shown.reject()


def test_who_cancels_keeps_nothing(
    qtbot: QtBot, make_side: MakeSide, two: tuple[OpenDesk, OpenDesk], tmp_path: Path
) -> None:
    auditor, officer = two
    side = make_side(officer, tmp_path / "receipt.qab")
    auditor.desk.export_bundle([begun(auditor)], officer.desk.owner.address, tmp_path / "audit.qab")

    side.preview(qtbot, tmp_path / "audit.qab").cancel_button.click()

    assert side.taken == []
    assert officer.store.people() == (officer.desk.owner,)


def test_named_officers_are_offered_and_their_address_is_used(
    qtbot: QtBot, make_side: MakeSide, two: tuple[OpenDesk, OpenDesk], tmp_path: Path
) -> None:
    auditor, officer = two
    named = Officer("Olu Officer", officer.desk.owner.address, date(2099, 1, 1))
    desk = replace(auditor.desk, officers=lambda: (named,))
    side = make_side(replace(auditor, desk=desk), tmp_path / "audit.qab")
    side.wiring.hand_over(begun(auditor))
    qtbot.waitUntil(lambda: isinstance(side.wiring.dialog, Recipient))
    dialog = side.wiring.dialog
    assert isinstance(dialog, Recipient)
    assert not dialog.address.isVisible()

    dialog.save_button.click()
    qtbot.waitUntil(lambda: side.taken == ["taken"])

    (handover,) = auditor.desk.files.handovers(5)
    assert (handover.name, handover.recipient) == ("Olu Officer", officer.desk.owner.address)
    officer.desk.files.look_into(tmp_path / "audit.qab")


def test_the_preview_has_no_obstacle(
    qtbot: QtBot, make_side: MakeSide, two: tuple[OpenDesk, OpenDesk], tmp_path: Path
) -> None:
    auditor, officer = two
    auditor.desk.export_bundle([begun(auditor)], officer.desk.owner.address, tmp_path / "audit.qab")
    dialog = make_side(officer, tmp_path / "receipt.qab").preview(qtbot, tmp_path / "audit.qab")
    qtbot.waitUntil(lambda: walk(dialog) == [])

    dialog.take_button.click()
    qtbot.waitUntil(dialog.receipt_button.isVisible)

    qtbot.waitUntil(lambda: walk(dialog) == [])

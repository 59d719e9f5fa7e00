"""Registers in the window: an entry begun on receipt, counted once it is signed, and opened from the list."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt

from qa_desktop.domain import paths
from qa_desktop.domain.operation import Value
from qa_desktop.ui.dialogs.add_exemplar import AddExemplar
from qa_desktop.ui.import_entries_wiring import EntryImport
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.audit_shell import AuditShell
from qa_desktop.ui.pages.exemplars import ExemplarsPage
from qa_desktop.ui.pages.registers import RegistersPage
from qa_desktop.ui.pages.start import StartPage
from tests.acceptance.due import at
from tests.acceptance.registers import noted
from tests.acceptance.window import Screen
from tests.full_audits import actions, signed_in_full
from tests.services.test_import_entries import written


def register(screen: Screen, name: str) -> RegistersPage:
    page = screen.go(Place.REGISTERS, RegistersPage)
    screen.until(lambda: page.register.findData(name) >= 0)
    page.choose(name)
    return page


def shown(page: RegistersPage, row: int) -> list[str]:
    """Return a row of the table of counts: its words, then a text for each period."""
    model = page.counts.counts
    words = model.headerData(row, Qt.Orientation.Vertical)
    return [str(words), *(str(model.index(row, column).data()) for column in range(model.columnCount()))]


def test_s8_successes_and_areas_for_development_stand_in_rows_of_their_own(screen: Screen) -> None:
    screen.opened.desk.authority_settings.choose("slough")
    success, issue = ("success",), ("development",)
    for day, kind in (("2026-11-12", success), ("2026-11-13", success), ("2026-10-02", issue)):
        header: dict[str, Value] = {"notice_date": day, "notice_kind": kind}
        noted(screen.opened, "slo-pair-notice", header, {"slo-pair.3": ("planning",)})

    page = register(screen, "slo-pair-notices")
    screen.until(lambda: page.counts.counts.columnCount() == 2)

    assert [shown(page, row) for row in range(3)] == [
        ["Entries", "2", "1"],
        ["A key success", "2", ""],
        ["An area for development", "", "1"],
    ]
    page.span.setCurrentIndex(1)
    page.span.activated.emit(1)
    screen.until(lambda: page.counts.counts.columnCount() == 1)
    assert shown(page, 0) == ["Entries", "3"]


def test_s9_a_complaint_is_begun_on_receipt_and_stands_in_the_log_before_it_is_signed(screen: Screen) -> None:
    screen.opened.desk.authority_settings.choose("slough")
    page = register(screen, "slo-compliments-complaints")

    page.new_button.click()
    begun = screen.wait(StartPage)
    screen.until(begun.details.reference.isVisible)
    begun.details.reference.setText("Front door")
    screen.until(begun.continue_button.isEnabled)
    begun.continue_button.click()
    audit = screen.wait(AuditShell).audit
    said: dict[str, Value] = {paths.header("feedback_kind"): "compliment", paths.answer("slo-fb.3"): "complaint"}
    screen.opened.desk.record(audit, said)
    page = register(screen, "slo-compliments-complaints")
    screen.until(lambda: page.entries.model.rowCount() == 1)

    (row,) = page.entries.model.rows
    assert (row.title, row.lines.caption, row.lines.right) == ("Front door", "21 Nov · Complaint", "Not signed yet")
    assert page.counts.counts.columnCount() == 0, "it counts once it is signed"
    page.entries.list.setCurrentIndex(page.entries.model.index(0, 0))
    page.open_button.click()
    assert screen.wait(AuditShell).audit.id == audit.id


def test_s6_the_numbers_of_a_month_are_added_up_and_samples_listed(screen: Screen) -> None:
    screen.opened.desk.authority_settings.choose("slough")
    for day, held in (("2026-09-30", 36), ("2026-10-31", 38)):
        told: dict[str, Value] = {"slo-supr.4": held, "slo-supr.4.due": 40, "slo-supr.4.month": day}
        noted(screen.opened, "slo-supervision-review", {"holds": ("numbers",)}, told, "Safeguarding")

    page = register(screen, "slo-supervision-numbers")
    screen.until(lambda: page.counts.counts.columnCount() == 2)

    assert shown(page, 1) == ["Supervisions held this month", "38", "36"]
    assert shown(page, 2) == ["Supervisions that were due", "40", "40"]


def test_r15_the_entries_whose_follow_up_is_overdue_are_listed_alone(screen: Screen) -> None:
    screen.opened.desk.authority_settings.choose("rochdale")
    for subject, due in (("Case 1", "2026-12-01"), ("Case 2", "2027-01-15")):
        signed_in_full(screen.opened.desk, "roc-iro-notification", actions(("a1", due)), subject)
    at(screen.opened, date(2026, 12, 8))
    page = register(screen, "roc-iro-notifications")
    screen.until(lambda: page.entries.model.rowCount() == 2)

    page.which.setCurrentIndex(2)
    page.which.activated.emit(2)

    screen.until(lambda: page.entries.model.rowCount() == 1)
    (row,) = page.entries.model.rows
    assert (row.title, row.lines.right.startswith("■ 1 of")) == ("Case 1", True)


def test_h12_good_practice_is_added_from_a_record_once_nobody_can_be_recognised(screen: Screen) -> None:
    screen.opened.desk.authority_settings.choose("herefordshire")
    said = "P. Worker drew the genogram with the grandmother"
    noted(screen.opened, "her-other", {"method": "exemplar"}, {"her-oth.7": said}, "Get Safe Team")
    page = register(screen, "her-exemplars")
    screen.until(lambda: page.entries.model.rowCount() == 1)
    page.entries.list.setCurrentIndex(page.entries.model.index(0, 0))
    page.exemplar_button.click()
    screen.until(lambda: page.findChild(AddExemplar) is not None)
    dialog: AddExemplar | None = page.findChild(AddExemplar)
    assert dialog is not None

    dialog.title.setText("Who matters")
    assert said in dialog.text.text
    dialog.add_button.click()
    screen.until(dialog.looked.isVisible)
    assert [one.text() for one in dialog.problems.links] == ["Check this: “P. Worker”"]
    dialog.text.set_text("The genogram was drawn with the grandmother")
    dialog.add_button.click()
    screen.until(lambda: page.findChild(AddExemplar) is None)

    page.library_button.click()
    library = screen.wait(ExemplarsPage)
    screen.until(lambda: library.model.rowCount() == 1)
    library.search.setText("GRANDMOTHER genogram")
    library.list.setCurrentIndex(library.model.index(0))
    assert library.chosen is not None
    assert library.chosen.title == "Who matters"
    library.search.setText("nothing of this")
    assert library.empty.isVisible()
    library.back_button.click()
    screen.wait(RegistersPage)


def test_a_list_is_imported_with_the_rows_that_are_wrong_listed_and_saved(screen: Screen, tmp_path: Path) -> None:
    screen.opened.desk.authority_settings.choose("rochdale")
    rows = [("Complaint reference", "Date received", "Route")]
    rows += [(f"C-{number}", f"{number}/11/2026", "Corporate") for number in range(1, 24)]
    log = written(tmp_path / "log.xlsx", *rows, ("C-99", "some day", "Corporate"))
    page = register(screen, "roc-complaints")
    importing = page.findChildren(EntryImport)[0]
    importing.ask_file = lambda: str(log)
    importing.ask_rest = lambda: str(tmp_path / "rest.csv")

    page.import_button.click()
    screen.until(lambda: importing.dialog is not None)
    dialog = importing.dialog
    assert dialog is not None
    assert (dialog.begin_button.text(), dialog.begin_button.isEnabled()) == ("Begin 23 entries", True)
    (wrong,) = [
        dialog.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(dialog.model.rowCount())
    ]
    assert wrong == "Row 25, Date received: this is no date; write it as 31/01/2027"
    dialog.begin_button.click()
    screen.until(lambda: "23 entries are begun" in dialog.head.lead.text())
    dialog.rest_button.click()
    screen.until((tmp_path / "rest.csv").exists)
    dialog.reject()

    screen.until(lambda: page.entries.model.rowCount() == 23)
    assert "C-99,some day,Corporate" in (tmp_path / "rest.csv").read_text("utf-8-sig")
    importing.ask_file = lambda: str(written(tmp_path / "other.csv", ("Number",), ("1",)))
    page.import_button.click()
    screen.until(lambda: "Its columns are: Number" in page.trouble.text)

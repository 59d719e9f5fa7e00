"""Every page of an audit can be used by keyboard and by ear, in every theme, at every width and text size."""

import pytest
from PySide6.QtWidgets import QApplication

from qa_desktop.domain import paths
from qa_desktop.domain.ids import AuditId, DocumentId
from qa_desktop.domain.record import StoredDocument
from qa_desktop.services.filing_tasks import FilingTask
from qa_desktop.ui.pages.check import CheckPage
from qa_desktop.ui.pages.plan import PlanPage
from qa_desktop.ui.pages.seats import SeatsPage
from qa_desktop.ui.pages.section import SectionPage
from tests.sample_audits import COMPLETE_BRA, shipped_tool
from tests.ui.accessibility import walk
from tests.ui.audit_bench import NOON, Bench
from tests.ui.conftest import Look
from tests.ui.pages.conftest import Opened, Opener
from tests.ui.sync_samples import SHARING

EVIDENCE = {"evidence/e1/item": "roc-t2.2.1", "evidence/e1/text": "Seen in the notes of the core group"}
PLACES = (
    ("bra-live-audit", "home"),
    ("bra-live-audit", "about"),
    ("bra-live-audit", "section:standard-3"),
    ("bra-live-audit", "plan"),
    ("bra-live-audit", "sign"),
    ("roc-t2-hos", "section:assessment"),
    ("roc-observation", "section:observation"),
    ("roc-observation", "section:feedback"),
    ("roc-supervision-file", "section:questions"),
)


def open_at(opener: Opener, bench: Bench, look: Look, tool: str, step: str) -> Opened:
    values = {**COMPLETE_BRA, "person/p1/role": "Line manager"} if tool == "bra-live-audit" else EVIDENCE
    opened = opener.on_bench(bench, values, shipped_tool(tool))
    opened.window.resize(look.width, look.height)
    opened.shell.go(step)
    opened.settle()
    QApplication.processEvents()
    return opened


@pytest.mark.parametrize(("tool", "step"), PLACES)
def test_the_page_has_no_obstacle(opener: Opener, bench: Bench, look: Look, tool: str, step: str) -> None:
    opened = open_at(opener, bench, look, tool, step)

    assert walk(opened.window) == []
    assert opened.window.width() == look.width


def test_an_action_being_written_has_no_obstacle(opener: Opener, bench: Bench, look: Look) -> None:
    opened = open_at(opener, bench, look, "bra-live-audit", "plan")
    page = opened.shell.page
    assert isinstance(page, PlanPage)

    page.add_action()
    page._disagreement.add_entry()
    page.show_blockers()
    opened.settle()

    assert walk(opened.window) == []


def test_evidence_being_written_has_no_obstacle(opener: Opener, bench: Bench, look: Look) -> None:
    opened = open_at(opener, bench, look, "bra-live-audit", "section:standard-3")
    page = opened.shell.page
    assert isinstance(page, SectionPage)

    page.add_evidence()
    opened.settle()

    assert walk(opened.window) == []


def test_a_signed_audit_has_no_obstacle(opener: Opener, bench: Bench, look: Look) -> None:
    note = StoredDocument(DocumentId("d"), AuditId("audit-1"), "filing_note", "application/pdf", bench.pdf, NOON)
    task = FilingTask("note", "Put the note on the file", (("Heading", "Audit Action Plan", None),), False, "", None)
    bench.services = {"documents_of": lambda _audit: (note,), "filing_tasks": lambda _audit: (task,)}
    opened = opener.on_bench(bench, COMPLETE_BRA, shipped_tool("bra-live-audit"), signed=True)
    opened.window.resize(look.width, look.height)

    for step in ("home", "sign", "filing"):
        opened.shell.go(step)
        opened.settle()
        QApplication.processEvents()
        assert (step, walk(opened.window)) == (step, [])


def test_a_check_before_signing_has_no_obstacle(opener: Opener, bench: Bench, look: Look) -> None:
    opened = open_at(opener, bench, look, "bra-live-audit", "check")
    page = opened.shell.page
    assert isinstance(page, CheckPage)

    page.names.setText("Mother, J")
    page.look_button.click()
    opened.qtbot.waitUntil(lambda: bool(page.names_field.problem))
    page.names.setText("mother")
    page.look_button.click()
    opened.qtbot.waitUntil(lambda: bool(page.list.rows))
    QApplication.processEvents()

    assert walk(opened.window) == []


def test_choosing_apart_has_no_obstacle(opener: Opener, bench: Bench, look: Look) -> None:
    opened = open_at(opener, bench, look, "bra-live-audit", "section:standard-3")
    opened.shell.page.seats_requested.emit(paths.answer("bra-live.3"))
    page = opened.shell.page
    assert isinstance(page, SeatsPage)

    found = []
    for card in (1, None, 3):
        opened.settle()
        found += walk(opened.window)
        if card is not None and page.group is not None:
            page.group.cards[card].click()
        page.buttons[0].click()
    opened.shell.go("sign")
    opened.settle()

    assert found + walk(opened.window) == []


@pytest.mark.parametrize("step", ["home", "section:standard-3"])
def test_an_audit_for_which_work_came_late_has_no_obstacle(opener: Opener, bench: Bench, look: Look, step: str) -> None:
    opened = opener.on_bench(bench, COMPLETE_BRA, shipped_tool("bra-live-audit"), signed=True)
    opened.window.resize(look.width, look.height)
    opened.shell.people.show_view(SHARING)

    opened.shell.go(step)
    opened.settle()
    QApplication.processEvents()

    assert walk(opened.window) == []


def test_pair_mode_has_no_obstacle(opener: Opener, bench: Bench) -> None:
    opened = opener.on_bench(bench, COMPLETE_BRA | {paths.JOTTER: "Ask about school"}, shipped_tool("bra-live-audit"))
    opened.window.set_pair_mode(on=True)
    opened.shell.set_pair_mode(on=True)

    for step in ("home", "section:standard-3", "plan", "sign"):
        opened.shell.go(step)
        opened.settle()
        assert (step, walk(opened.window)) == (step, [])

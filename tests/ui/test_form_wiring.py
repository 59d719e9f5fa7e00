"""A spreadsheet becomes a draft in the window, or is refused in words; a tool goes out as one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from qa_desktop.domain.record import Role
from qa_desktop.domain.tool_edit.draft import ToolDraft
from qa_desktop.services.exchange_forms import FormDetails, ImportedForm
from qa_desktop.toolkit.xlsform.import_form import import_form
from qa_desktop.ui.background import Worker, Workers
from qa_desktop.ui.file_wiring import AskFile
from qa_desktop.ui.form_wiring import FormWays, FormWiring
from qa_desktop.ui.main_window import MainWindow
from qa_desktop.ui.page import Page
from qa_desktop.ui.pages.import_form import ImportFormPage
from qa_desktop.ui.pages.tool_editor import ToolEditorPage
from qa_desktop.ui.pages.tools import ToolsPage
from qa_desktop.ui.pages.tools_form import FormCard
from qa_desktop.ui.presenters.import_form import FoundView, ImportFormPresenter, RefusedView
from qa_desktop.ui.theme import Theme
from qa_desktop.ui.tools_wiring import ToolsWays, ToolsWiring
from tests.desks import OpenDesk, new_desk
from tests.toolkit.xlsform.books import GRADES, SURVEY, write
from tests.ui.accessibility import walk

FORM = [
    (*SURVEY, "appearance"),
    ("begin_group", "visits", "Visits"),
    ("select_one grade", "g", "Which grade?", "minimal"),
    ("end_group",),
]


@dataclass
class Scene:
    """A window with the page that brings spreadsheets in."""

    opened: OpenDesk
    workers: Workers
    window: MainWindow
    file: Path
    wiring: FormWiring
    libraries: list[str] = field(default_factory=list)
    held: list[object] = field(default_factory=list)
    edited: list[ToolDraft] = field(default_factory=list)

    @property
    def page(self) -> ImportFormPage:
        assert isinstance(self.window.page, ImportFormPage)
        return self.window.page

    def read(self, qtbot: QtBot, file: Path) -> ImportFormPage:
        """Choose a file and wait until the page says what it holds."""
        self.file = file
        self.page.take_button.click()
        qtbot.waitUntil(lambda: not self.workers.documents.busy)
        return self.page


@pytest.fixture
def scene(qtbot: QtBot, qapp: QApplication, theme: Theme, tmp_path: Path) -> Iterator[Scene]:
    workers = Workers(Worker("database", qapp), Worker("documents", qapp))
    opened = new_desk(tmp_path / "profile", "Olu Officer", Role.QA_OFFICER)
    window = MainWindow(theme, [workers.database, workers.documents])
    qtbot.addWidget(window)
    window.resize(1160, 768)
    window.show()
    held: list[object] = []
    libraries: list[str] = []

    def shown(page: Page) -> None:
        window.show_page(page)

    edited: list[ToolDraft] = []
    ways = FormWays(shown, held.append, libraries.append, edited.append)
    wiring = FormWiring(opened.desk.forms, workers, window, ways)
    made = Scene(opened, workers, window, tmp_path / "none.xlsx", wiring, libraries, held, edited)
    wiring.ask = AskFile(lambda _: str(made.file), lambda _title, name: str(tmp_path / name))
    wiring.show_import()
    yield made
    workers.stop()
    opened.desk.close()


def bring_in(qtbot: QtBot, scene: Scene, book: Path, authority: str) -> ToolDraft:
    """Bring a workbook in as somebody's tool; return the draft."""
    scene.wiring.show_import()
    page, before = scene.read(qtbot, book), len(scene.edited)
    assert page.details
    page.details.authority.setText(authority)
    page.take_button.click()
    qtbot.waitUntil(lambda: len(scene.edited) > before)
    return scene.edited[-1]


def test_a_form_is_shown_with_what_is_lost_accepted_and_then_a_draft_that_no_audit_uses_until_it_is_published(
    qtbot: QtBot, scene: Scene, tmp_path: Path
) -> None:
    page = scene.read(qtbot, write(tmp_path, survey=FORM, choices=GRADES))
    drafts = scene.opened.desk.tool_drafts
    before = drafts.drafts()
    assert page.details
    page.details.authority.setText("Rochdale")

    page.take_button.click()
    qtbot.waitUntil(lambda: bool(scene.edited))

    (draft,) = scene.edited
    assert before == ()
    assert [one.id for one in drafts.drafts()] == [draft.id]
    assert drafts.drafts()[0].based_on == "form.xlsx"
    assert [one.id for one in scene.opened.desk.tools() if one.id == "form"] == []
    assert drafts.check(draft.keys).told == ()
    assert drafts.publish(draft).tool_id == "form"
    tool = scene.opened.desk.tool("form")
    assert (tool.authority, tool.authority_code) == ("Rochdale", "ROC")
    assert "is left out" in tool.provenance.gaps[0]


def test_leaving_keeps_nothing(qtbot: QtBot, scene: Scene, tmp_path: Path) -> None:
    page = scene.read(qtbot, write(tmp_path, survey=FORM, choices=GRADES))

    page.back_button.click()

    assert scene.libraries == [""]
    assert scene.opened.desk.tool_drafts.drafts() == ()


def test_a_version_that_is_there_with_other_content_is_told_in_the_draft(
    qtbot: QtBot, scene: Scene, tmp_path: Path
) -> None:
    drafts = scene.opened.desk.tool_drafts
    book = write(tmp_path, survey=FORM, choices=GRADES)
    drafts.publish(bring_in(qtbot, scene, book, "Otherton"))

    second = bring_in(qtbot, scene, book, "Elsewhere")

    told = drafts.check(second.keys).told

    assert [(one.path, "is there already, and never changed" in one.words) for one in told] == [(("version",), True)]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK\x03\x04 and then nothing", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096, "old .xls format"),
        (b"type,name,label\n", "no Excel workbook"),
        (b"PK" + b"\0" * 9_000_000, "larger than 8 MB"),
    ],
    ids=["damaged", "xls", "csv", "large"],
)
def test_a_hostile_workbook_is_refused_in_a_sentence_and_the_page_goes_on(
    qtbot: QtBot, scene: Scene, tmp_path: Path, data: bytes, sentence: str
) -> None:
    hostile = tmp_path / "hostile.xlsx"
    hostile.write_bytes(data)
    bugs: list[object] = []
    scene.workers.documents.bug_found.connect(bugs.append)

    page = scene.read(qtbot, hostile)
    refused = [label.text() for label in page.column.findChildren(QLabel)]
    again = scene.read(qtbot, write(tmp_path, survey=FORM, choices=GRADES))

    assert any(sentence in words for words in refused)
    assert bugs == []
    assert again.take_button.text() == "Bring it in without these"


class SlowForms:
    """Forms that are read until somebody stops them."""

    def __init__(self) -> None:
        self.begun, self.stopped = Event(), Event()

    def read(self, file: Path, is_stopped: Callable[[], bool]) -> ImportedForm:
        self.begun.set()
        while not is_stopped():
            self.stopped.wait(0.005)
        self.stopped.set()
        return import_form(file)

    def accept(self, made: ImportedForm, details: FormDetails) -> object:
        raise AssertionError(made, details)

    def authorities(self) -> dict[str, str]:
        return {}


def test_stopping_ends_the_reading_itself_and_nothing_of_it_is_shown(
    qtbot: QtBot, scene: Scene, tmp_path: Path
) -> None:
    forms = SlowForms()
    found: list[FoundView] = []
    refused: list[RefusedView] = []
    presenter = ImportFormPresenter(forms, scene.workers)  # type: ignore[arg-type]  # it accepts nothing
    presenter.read(write(tmp_path, survey=FORM, choices=GRADES), found.append, refused.append, scene.page)
    qtbot.waitUntil(forms.begun.is_set)

    presenter.stop()
    qtbot.waitUntil(lambda: not scene.workers.documents.busy)

    assert forms.stopped.is_set()
    assert (found, refused) == ([], [])


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> FormCard:
    assert theme.points
    made = FormCard("bra-live-audit", "1.0")
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_tool_is_saved_after_it_is_told_what_other_programs_pass_over(
    qtbot: QtBot, scene: Scene, card: FormCard, tmp_path: Path
) -> None:
    scene.wiring.serve(card)
    card.ask_button.click()
    qtbot.waitUntil(card.save_button.isVisible)
    told = card.words.text()

    card.save_button.click()
    qtbot.waitUntil(card.ask_button.isVisible)

    assert "weights, and how results are worked out" in told
    assert "Saved as" in card.words.text()
    back = import_form(tmp_path / "bra-live-audit.xlsx").tool
    assert back.content_hash == scene.opened.desk.tool("bra-live-audit").content_hash


def test_a_file_of_that_name_is_not_written_over(qtbot: QtBot, scene: Scene, card: FormCard, tmp_path: Path) -> None:
    (tmp_path / "bra-live-audit.xlsx").write_text("mine")
    scene.wiring.serve(card)
    card.ask_button.click()
    qtbot.waitUntil(card.save_button.isVisible)

    card.save_button.click()
    qtbot.waitUntil(card.ask_button.isVisible)

    assert "There is a file bra-live-audit.xlsx already" in card.words.text()
    assert (tmp_path / "bra-live-audit.xlsx").read_text() == "mine"


def test_the_card_that_asks_has_no_obstacle(qtbot: QtBot, scene: Scene, card: FormCard) -> None:
    scene.wiring.serve(card)
    card.resize(560, 700)
    card.ask_button.click()
    qtbot.waitUntil(card.save_button.isVisible)

    assert walk(card) == []


def test_the_library_leads_to_the_page_and_the_page_to_the_editor(qtbot: QtBot, scene: Scene, tmp_path: Path) -> None:
    held: list[object] = []
    ways = ToolsWays(
        show=lambda page, _: scene.window.show_page(page),
        hold=lambda *kept: held.extend(kept),
        start=lambda _: None,
        show_full=scene.window.show_page,
        saved=lambda: None,
        open_audit=lambda _: None,
    )
    ToolsWiring(scene.opened.desk, scene.workers, scene.window, ways).show_library()
    library = scene.window.page
    assert isinstance(library, ToolsPage)
    next(one for one in held if isinstance(one, FormWiring)).ask = scene.wiring.ask

    library.import_button.click()
    page = scene.read(qtbot, write(tmp_path, survey=FORM, choices=GRADES))
    assert page.details
    page.details.authority.setText("Otherton")
    page.take_button.click()
    qtbot.waitUntil(lambda: isinstance(scene.window.page, ToolEditorPage))
    editor = scene.window.page
    assert isinstance(editor, ToolEditorPage)
    qtbot.waitUntil(lambda: editor.session.is_checked)

    assert editor.session.told == ()
    assert "is a draft now" in scene.window.notice_text
    assert scene.libraries == []

"""A calibration pack in the window: chosen, mended, refused where somebody stands in it, approved and saved."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from qa_desktop.domain import paths
from qa_desktop.domain.organisation import DESK
from qa_desktop.domain.record import Role
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.calibration_choice import CalibrationChoicePage
from qa_desktop.ui.pages.calibration_texts import CalibrationTextsPage
from qa_desktop.ui.pages.insight import InsightPage
from qa_desktop.ui.pages.themes import ThemesPage
from tests.acceptance.trying import MakeHands
from tests.acceptance.window import OpenScreen, Screen
from tests.desks import OpenDesk
from tests.documents.reading import pages
from tests.figure_seed import add_record

SAID = "Pat Parker saw Kyle on 3 March 2026. The plan is clear."


def signed(officer: OpenDesk) -> None:
    for day in (1, 2):
        fields = {paths.answer("her-audit.1"): "good", paths.answer("her-audit.1", "comment"): SAID}
        add_record(officer, "her-audit", f"48-{day}", date(2026, 9, day), fields, worker="Pat Parker")


def test_a_pack_is_chosen_mended_approved_and_saved(
    open_screen: OpenScreen, hands_on: MakeHands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "pack"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    screen = open_screen(Role.QA_OFFICER, signed)
    hands = hands_on(screen)

    hands.go("Alt+I", "Insight")
    hands.press("Themes")
    screen.wait(ThemesPage)
    hands.press("Calibration pack")
    choice = screen.wait(CalibrationChoicePage)
    hands.row("Signed audits", "48-2", open_it=True)
    hands.row("Signed audits", "48-1")
    hands.press("Put in, or take out")
    assert choice.choice.told.text() == "In the pack: 48-2, 48-1."
    hands.row("Signed audits", "48-1", open_it=True)
    assert choice.choice.told.text() == "In the pack: 48-2."
    hands.press("Draft the texts")
    texts = screen.wait(CalibrationTextsPage)
    hands.until(lambda: texts.turns.is_done)
    ((_, text),) = texts.texts.items()
    assert text.text == "[name] saw [name] on [name]. The plan is clear."
    hands.write(texts.mended[0].texts[0].place, "Kyle was heard.")
    hands.press("Approve and save")
    hands.until(lambda: hands.is_there("I looked at this: nobody can be recognised"))
    assert not list(folder.iterdir())
    hands.write(texts.mended[0].texts[0].place, "The plan is hers.")
    hands.press("Approve and save")
    hands.until(lambda: texts.done.text)

    assert sorted(one.name for one in folder.iterdir()) == ["key.pdf", "key.txt", "pack.pdf", "pack.txt"]
    told = " ".join(" ".join(page.split()) for page in pages((folder / "pack.pdf").read_bytes(), tmp_path))
    assert "The plan is hers." in told
    assert "approved by Olu Officer" in told
    assert "Parker" not in told
    (kept,) = [one for one in screen.opened.store.plans.in_stream(DESK) if one.path.startswith("calibration/")]
    assert kept.unpacked()["by"] == "Olu Officer"


def test_what_was_mended_stands_there_again_after_the_page_was_left(open_screen: OpenScreen) -> None:
    screen = open_screen(Role.QA_OFFICER, signed)
    first = texts_page(screen)
    (edit,) = first.texts.values()
    edit.set_text("The plan is hers.")

    again = texts_page(screen)

    (edit,) = again.texts.values()
    assert edit.text == "The plan is hers."


def texts_page(screen: Screen) -> CalibrationTextsPage:
    """Go to the texts of one audit by the pages before them."""
    screen.go(Place.INSIGHT, InsightPage).themes_button.click()
    screen.wait(ThemesPage).pack_button.click()
    choice = screen.wait(CalibrationChoicePage).choice
    screen.until(lambda: choice.model.rowCount() > 0)
    choice.list.row_opened.emit(choice.model.index(0))
    screen.wait(CalibrationChoicePage).draft_button.click()
    page = screen.wait(CalibrationTextsPage)
    screen.until(lambda: page.turns.is_done)
    return page

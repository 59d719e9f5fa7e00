"""Titles of windows and dialogs can be translated as everything else that people read."""

import ast
from pathlib import Path

UI = Path(__file__).parents[2] / "qa_desktop" / "ui"
TRANSLATED_BEFORE = {"dialogs/change_secret.py"}
"""The words of this dialog are chosen, and translated, where it is opened."""


def untranslated(source: str) -> list[str]:
    calls = (one for one in ast.walk(ast.parse(source)) if isinstance(one, ast.Call))
    titles = (one for one in calls if isinstance(one.func, ast.Attribute) and one.func.attr == "setWindowTitle")
    return [ast.unparse(one) for one in titles if ".tr(" not in ast.unparse(one.args[0])]


def test_a_title_that_is_not_translated_is_found() -> None:
    assert untranslated("self.setWindowTitle(title)") == ["self.setWindowTitle(title)"]
    assert untranslated("self.setWindowTitle(self.tr('Import into {}').format(title))") == []


def test_every_title_of_a_window_is_translated() -> None:
    files = {one.relative_to(UI).as_posix(): one for one in UI.rglob("*.py")}
    found = {name: untranslated(file.read_text("utf-8")) for name, file in files.items()}

    assert {name for name, titles in found.items() if titles} == TRANSLATED_BEFORE

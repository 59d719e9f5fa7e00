"""Keeps the shipped fonts whole: they cover the names of people and the shapes of grades."""

from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase
from pytestqt.qtbot import QtBot
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path(__file__).parents[2] / "resources" / "fonts"
FILES = sorted(path.name for path in FONTS.glob("*.ttf"))

COVERAGE = {
    "Inter-Regular.ttf": "Siân Ŵyn Łukasz Żółć Nguyễn Ωμέγα Юлія ◆●▲■✓✗→ “–”…",
    "NotoSans-Regular.ttf": "Siân Ŵyn Łukasz Żółć Nguyễn Ωμέγα Юлія",
    "NotoSansArabic-Regular.ttf": "محمد پژمان گل",
    "NotoSansHebrew-Regular.ttf": "אברהם",
    "NotoSansDevanagari-Regular.ttf": "प्रिया",
    "NotoSansBengali-Regular.ttf": "রহিম",
    "NotoSansGurmukhi-Regular.ttf": "ਗੁਰਪ੍ਰੀਤ",
    "NotoSansGujarati-Regular.ttf": "પટેલ",
    "NotoSansTamil-Regular.ttf": "தமிழ்",
    "NotoSansEthiopic-Regular.ttf": "ሰላም",
    "NotoEmoji-Regular.ttf": "😀👍🏠",
    "DroidSansFallback-Regular.ttf": "王小明張陳さくらサクラ김민준",
    "DejaVuSans-Regular.ttf": "◆●▲■✓✗→⚑☐☑◐\ufffd Հայ ქართული",
}


@pytest.mark.parametrize("name", FILES)
def test_a_document_can_embed_the_font(name: str) -> None:
    font = TTFont(Path(name).stem, str(FONTS / name))

    assert len(font.face.charToGlyph) > len("alphabet")


@pytest.mark.parametrize("name", FILES)
def test_the_window_can_load_the_font(name: str, qtbot: QtBot) -> None:
    assert qtbot is not None, "fonts need the application that qtbot makes"

    identity = QFontDatabase.addApplicationFont(str(FONTS / name))

    assert QFontDatabase.applicationFontFamilies(identity) != []


@pytest.mark.parametrize("name", FILES)
def test_the_font_has_its_licence_and_its_line_in_the_list(name: str) -> None:
    licence = FONTS / f"{name.split('-', maxsplit=1)[0]}-LICENSE.txt"

    assert "opyright" in licence.read_text()
    assert f"`{name}`" in (FONTS / "README.md").read_text()


@pytest.mark.parametrize(("name", "text"), COVERAGE.items(), ids=COVERAGE)
def test_the_font_covers_its_script(name: str, text: str) -> None:
    covered = TTFont(Path(name).stem, str(FONTS / name)).face.charToGlyph

    assert [letter for letter in text if letter != " " and ord(letter) not in covered] == []

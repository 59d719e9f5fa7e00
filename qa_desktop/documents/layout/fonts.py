"""Finds, for every character, an embedded font that has it, so that no page shows an empty box."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from qa_desktop.documents.layout.look import Weight
from qa_desktop.errors import EnvironmentProblem

MAIN_FONTS = {Weight.REGULAR: ("Inter-Regular", "NotoSans-Regular"), Weight.STRONG: ("Inter-SemiBold", "NotoSans-Bold")}

FALLBACK_FONTS = (
    "NotoSansArabic-Regular",
    "NotoSansHebrew-Regular",
    "NotoSansDevanagari-Regular",
    "NotoSansBengali-Regular",
    "NotoSansGurmukhi-Regular",
    "NotoSansGujarati-Regular",
    "NotoSansTamil-Regular",
    "NotoSansEthiopic-Regular",
    "NotoEmoji-Regular",
    "DroidSansFallback-Regular",
    "DejaVuSans-Regular",
)


class FontSet:
    """The fonts of one folder, read from disk when a character first needs them.

    ReportLab keeps its own register of fonts by name; ours are named by their file, so that two folders never mix.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names: dict[str, str] = {}
        self._fonts: dict[str, TTFont] = {}
        self._font_of: dict[Weight, dict[str, str]] = {weight: {} for weight in Weight}

    def main(self, weight: Weight) -> str:
        """Return the name of the font in which ordinary text is set."""
        return self._load(MAIN_FONTS[weight][0])

    def font_for(self, character: str, weight: Weight) -> str:
        """Return the name of the first font that has this character; empty where none has."""
        known = self._font_of[weight]
        name = known.get(character)
        if name is None:
            name = known[character] = self._find(character, weight)
        return name

    def width(self, text: str, font: str) -> float:
        """Return the width of a text at a size of one point."""
        face = self._fonts[font].face
        get, default = face.charWidths.get, face.defaultWidth
        return float(sum([get(code, default) for code in map(ord, text)])) / 1000

    def _find(self, character: str, weight: Weight) -> str:
        code = ord(character)
        for stem in (*MAIN_FONTS[weight], *FALLBACK_FONTS):
            name = self._load(stem)
            if code in self._fonts[name].face.charToGlyph:
                return name
        return ""

    def _load(self, stem: str) -> str:
        name = self._names.get(stem)
        if name is None:
            path = self._folder / f"{stem}.ttf"
            name = self._names[stem] = str(path)
            self._fonts[name] = _registered(name, path)
        return name


def _registered(name: str, path: Path) -> TTFont:
    if name in pdfmetrics.getRegisteredFontNames():
        known = pdfmetrics.getFont(name)
        if isinstance(known, TTFont):
            return known
    if not path.is_file():
        raise EnvironmentProblem(f"The font {path.name} is missing. Install QA Desktop again.")
    font = TTFont(name, str(path))
    pdfmetrics.registerFont(font)
    return font

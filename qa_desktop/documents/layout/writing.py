"""Turns any text that a person can type or paste into lines that can be printed, of any script and either direction."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from arabic_reshaper import ArabicReshaper
from bidi.algorithm import get_display  # bidi.get_display leaves brackets unmirrored

from qa_desktop.documents.layout.fonts import FontSet
from qa_desktop.documents.layout.look import TextStyle, Weight

RIGHT_TO_LEFT = ("R", "AL")
# Joiners, variation selectors and direction marks guide the eye of a shaper; they have no picture of their own.
UNSEEN = frozenset("\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff")
DIRECTION_MARKS = str.maketrans("", "", "\u061c\u200e\u200f")
_LINE_ENDS = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_CJK = "\u2e80-\u303f\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_CLOSING = "\u3001\u3002\u300d\u300f\u3011\uff01\uff09\uff0c\uff0e\uff1a\uff1b\uff1f"
_PIECES = re.compile(rf"[{_CJK}][{_CLOSING}]*|[^{_CJK}]+")
_WORD_JOINT = re.compile(r"(?<=[^\W\d]{2}[-/])(?=[^\W\d]{2})")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    style: TextStyle


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch that is never broken. `spaced` says that white space stood before it."""

    text: str
    width: float
    style: TextStyle
    spaced: bool
    glyphs: tuple[tuple[str, str], ...]
    """Font and characters, in printed order; not used where the line runs right to left."""
    right_to_left: bool


@dataclass(frozen=True, slots=True)
class Stroke:
    """One piece of a line as drawn, in printed order: its place from the left and the characters of each font."""

    x: float
    style: TextStyle
    glyphs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words. `right_to_left` is the direction of its whole paragraph."""

    words: tuple[Word, ...] = ()
    right_to_left: bool = False
    goes_on: bool = False
    """Whether the next line begins inside a word of this one; else a space ends the line, for who reads it aloud."""


class _Replacements(dict[int, str]):
    """What each character is printed as, worked out when it is first met."""

    def __init__(self, fonts: FontSet) -> None:
        super().__init__()
        self._fonts = fonts

    def __missing__(self, code: int) -> str:
        shown = self[code] = self._seen(chr(code))
        return shown

    def _seen(self, character: str) -> str:
        if character in UNSEEN or character == "\u00a0":
            return character
        category = unicodedata.category(character)
        if category == "Zs" or character == "\t":
            return " "
        if category[0] == "C" or not self._fonts.font_for(character, Weight.REGULAR):
            return _code(character)
        return character


@dataclass(slots=True)
class Typesetter:
    """Measures and breaks text with the fonts of one set; remembers the words of one document."""

    fonts: FontSet
    _words: dict[tuple[str, Weight], tuple[float, tuple[tuple[str, str], ...], bool]] = field(default_factory=dict)
    _replacements: _Replacements = field(init=False)
    _reshaper: ArabicReshaper = field(default_factory=lambda: ArabicReshaper({"delete_harakat": False}))

    def __post_init__(self) -> None:
        self._replacements = _Replacements(self.fonts)

    def visible(self, text: str) -> str:
        """Return the text as it is printed: what no font has, and every control, is replaced by its code."""
        if text.isascii() and text.isprintable():
            return text
        return unicodedata.normalize("NFC", text).translate(self._replacements)

    def lines(self, runs: Sequence[Run], width: float) -> list[Line]:
        """Break the runs into lines that are no wider than `width`. A blank line stands for a gap."""
        lines: list[Line] = []
        for paragraph in _paragraphs(runs):
            words = [word for run in paragraph for word in self._run_words(run)]
            if words:
                lines.extend(self._fill(words, width))
            elif lines and lines[-1].words:
                lines.append(Line())
        while lines and not lines[-1].words:
            lines.pop()
        return lines

    def widest_word(self, runs: Sequence[Run]) -> float:
        """Return the width below which a word would have to be cut."""
        words = (word for paragraph in _paragraphs(runs) for run in paragraph for word in self._run_words(run))
        return max((word.width for word in words), default=0)

    def width(self, line: Line) -> float:
        """Return the width of a line in points."""
        return sum(word.width + (self._space(word) if word.spaced and i else 0) for i, word in enumerate(line.words))

    def strokes(self, line: Line) -> list[Stroke]:
        """Return what is drawn of a line, from the left."""
        strokes: list[Stroke] = []
        x = 0.0
        for words in _same_style(line.words):
            stroke = self._stroke(x, words, line, first=not strokes)
            strokes.append(stroke)
            x += sum(self.fonts.width(text, font) for font, text in stroke.glyphs) * stroke.style.size
        return strokes

    def _stroke(self, x: float, words: list[Word], line: Line, *, first: bool) -> Stroke:
        style = words[0].style
        end = "" if line.goes_on or words[-1] is not line.words[-1] else " "
        if any(word.right_to_left for word in words):
            text = "".join(" " * word.spaced + word.text for word in words) + end
            text = text.lstrip() if first else text
            shown = get_display(self._reshaper.reshape(text), base_dir="R" if line.right_to_left else "L")
            if line.right_to_left and end:
                x -= self._space(words[0])  # the last space stands at the left, outside the column
            return Stroke(x, style, tuple(self._by_font(shown, style.weight)))
        main = self.fonts.main(style.weight)
        pieces: list[tuple[str, str]] = []
        for i, word in enumerate(words):
            if word.spaced and (i or not first):
                _append(pieces, main, " ")
            for font, text in word.glyphs:
                _append(pieces, font, text)
        _append(pieces, main, end)
        return Stroke(x, style, tuple(pieces))

    def _run_words(self, run: Run) -> Iterable[Word]:
        text = self.visible(run.text)
        spaced = run.text[:1].isspace()
        for chunk in text.split():
            for piece in _pieces(chunk):
                yield self._word(piece, run.style, spaced=spaced)
                spaced = False
            spaced = True

    def _word(self, text: str, style: TextStyle, *, spaced: bool) -> Word:
        known = self._words.get((text, style.weight))
        if known is None:
            turned = any(unicodedata.bidirectional(c) in RIGHT_TO_LEFT for c in text) if not text.isascii() else False
            shown = self._reshaper.reshape(text) if turned else text
            glyphs = tuple(self._by_font(shown, style.weight))
            known = (sum(self.fonts.width(piece, font) for font, piece in glyphs), glyphs, turned)
            self._words[text, style.weight] = known
        width, glyphs, turned = known
        return Word(text, width * style.size, style, spaced, glyphs, turned)

    def _by_font(self, text: str, weight: Weight) -> list[tuple[str, str]]:
        pieces: list[tuple[str, str]] = []
        for character in text:
            if character in UNSEEN:
                continue
            font = self.fonts.font_for(character, weight)
            shown = character if font else _code(character)
            _append(pieces, font or self.fonts.main(weight), shown)
        return pieces

    def _fill(self, words: list[Word], width: float) -> Iterable[Line]:
        turned = _runs_right_to_left(words)
        line: list[Word] = []
        used = 0.0
        for word in chain.from_iterable(self._fitting(whole, width) for whole in words):
            gap = self._space(word) if word.spaced and line else 0.0
            if line and used + gap + word.width > width:
                yield Line(tuple(line), turned, goes_on=not word.spaced)
                line, used, gap = [], 0.0, 0.0
            line.append(word)
            used += gap + word.width
        yield Line(tuple(line), turned)

    def _fitting(self, word: Word, width: float) -> Iterable[Word]:
        """Cut a word that no line can hold; every part keeps at least one character."""
        if word.width <= width:
            yield word
            return
        start, used, spaced = 0, 0.0, word.spaced
        for end, character in enumerate(word.text):
            step = self._word(character, word.style, spaced=False).width
            if end > start and used + step > width:
                yield self._word(word.text[start:end], word.style, spaced=spaced)
                start, used, spaced = end, 0.0, False
            used += step
        yield self._word(word.text[start:], word.style, spaced=spaced)

    def _space(self, word: Word) -> float:
        return self.fonts.width(" ", self.fonts.main(word.style.weight)) * word.style.size


def _append(pieces: list[tuple[str, str]], font: str, text: str) -> None:
    if pieces and pieces[-1][0] == font:
        pieces[-1] = (font, pieces[-1][1] + text)
    elif text:
        pieces.append((font, text))


def _code(character: str) -> str:
    return f"[U+{ord(character):04X}]"


def _paragraphs(runs: Sequence[Run]) -> Iterable[list[Run]]:
    paragraph: list[Run] = []
    for run in runs:
        first, *others = _LINE_ENDS.split(run.text)
        paragraph.append(Run(first, run.style))
        for text in others:
            yield paragraph
            paragraph = [Run(text, run.style)]
    yield paragraph


def _pieces(chunk: str) -> Iterable[str]:
    if chunk.isascii():
        return _WORD_JOINT.split(chunk) if "-" in chunk or "/" in chunk else (chunk,)
    return (part for piece in _PIECES.findall(chunk) for part in _WORD_JOINT.split(piece))


def _same_style(words: Sequence[Word]) -> Iterable[list[Word]]:
    group: list[Word] = []
    for word in words:
        if group and group[-1].style != word.style:
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _runs_right_to_left(words: Sequence[Word]) -> bool:
    for word in words:
        for character in word.text:
            direction = unicodedata.bidirectional(character)
            if direction in RIGHT_TO_LEFT:
                return True
            if direction == "L":
                return False
    return False

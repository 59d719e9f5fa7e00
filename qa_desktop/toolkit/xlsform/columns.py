"""Names the columns of a form by one word each, whatever way of writing a heading its maker preferred."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from qa_desktop.toolkit.xlsform.losses import Losses
from qa_desktop.toolkit.xlsform.workbook import Line, Sheet

OWN = "qa::"
OWN_CHOICE = "qa_"
"""Choices become elements in XForms, whose names hold no colon."""
TOOL_SHEET, POINTS_SHEET, TEXTS_SHEET = "qa_tool", "qa_guidance", "qa_translations"
"""Sheets of our own; other programs pass over them."""
_TRANSLATED = frozenset(
    ("label", "hint", "guidance_hint", "constraint_message", "required_message", "image", "audio", "video", "big_image")
)
_PREFIXES = frozenset(("bind", "body", "control", "media", "instance"))
_SAME = {
    "caption": "label",
    "relevance": "relevant",
    "calculate": "calculation",
    "command": "type",
    "tag": "name",
    "jr:constraintmsg": "constraint_message",
    "constraining_message": "constraint_message",
    "jr:requiredmsg": "required_message",
    "requiredmsg": "required_message",
    "jr:count": "repeat_count",
    "count": "repeat_count",
    "read_only": "readonly",
    "choicefilter": "choice_filter",
    "set_form_title": "form_title",
    "title": "form_title",
    "set_form_id": "form_id",
    "id_string": "form_id",
}
_CHOICES_SAME = {"value": "name", "list": "list_name", "listname": "list_name"}
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_IN_BRACKETS = re.compile(r"\(\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\s*\)\s*$")
LANGUAGES = {
    "arabic": "ar", "bengali": "bn", "chinese": "zh", "cymraeg": "cy", "dutch": "nl", "english": "en", "french": "fr",
    "german": "de", "gujarati": "gu", "hebrew": "he", "hindi": "hi", "italian": "it", "japanese": "ja", "nepali": "ne",
    "polish": "pl", "portuguese": "pt", "punjabi": "pa", "romanian": "ro", "russian": "ru", "somali": "so",
    "spanish": "es", "swahili": "sw", "tamil": "ta", "tigrinya": "ti", "turkish": "tr", "ukrainian": "uk",
    "urdu": "ur", "vietnamese": "vi", "welsh": "cy",
}  # fmt: skip


@dataclass(slots=True)
class FormLine:
    """One row by its columns' words. What nobody takes is told as lost, so that nothing is forgotten by oversight."""

    row: int
    cells: dict[str, str]
    translated: dict[str, dict[str, str]] = field(default_factory=dict)
    """Texts by column, by language."""
    _taken: set[str] = field(default_factory=set)

    def take(self, *columns: str) -> str:
        """Return the first filled one of some columns and count them all as carried."""
        self._taken.update(columns)
        return next((self.cells[column] for column in columns if column in self.cells), "")

    def take_translations(self, column: str) -> dict[str, str]:
        """Return the texts of a column by language and count them as carried."""
        self._taken.add(f"{column}::")
        return self.translated.get(column, {})

    def peek(self, column: str) -> str:
        """Return a cell without counting it as carried."""
        return self.cells.get(column, "")

    def left(self) -> list[str]:
        """Name the columns that nobody took."""
        left = [column for column in self.cells if column not in self._taken]
        for column, texts in self.translated.items():
            if texts and f"{column}::" not in self._taken:
                left += [f"{column}::{language}" for language in texts]
        return left


def language_code(said: str) -> str:
    """Return the code of a language as forms name it ("Welsh (cy)", "cy", "Welsh"), or nothing."""
    bracketed = _IN_BRACKETS.search(said)
    if bracketed:
        return bracketed[1][:3].lower() if "-" not in bracketed[1] else _lower_first(bracketed[1])
    word = said.strip().lower()
    return LANGUAGES.get(word) or (said.strip() if _CODE.fullmatch(said.strip()) else "")


def form_lines(sheet: Sheet, default_language: str, losses: Losses) -> list[FormLine]:
    """Return the rows of a sheet by the words of their columns, with texts in the form's main language apart."""
    same = _CHOICES_SAME if sheet.name.strip().lower() == "choices" else {}
    known = {heading: _column(heading, same) for heading in sheet.headings}
    main = _main_language([language for _, language in known.values() if language], default_language)
    has_plain = {word for word, language in known.values() if not language}
    return [_line(line, sheet.name, known, (main, has_plain), losses) for line in sheet.lines]


def _line(
    line: Line, sheet: str, known: dict[str, tuple[str, str]], main: tuple[str, set[str]], losses: Losses
) -> FormLine:
    cells: dict[str, str] = {}
    translated: dict[str, dict[str, str]] = {}
    for heading, text in line.cells.items():
        word, language = known[heading]
        code = language_code(language)
        if not language or (language.casefold() == main[0].casefold() and word not in main[1]):
            if word in cells:
                losses.add(sheet, line.row, f'the column "{heading}" says again what another column says')
            cells.setdefault(word, text)
        elif code and code not in translated.get(word, {}):
            translated.setdefault(word, {})[code] = text
        elif code:
            losses.add(sheet, line.row, f'the column "{heading}" says again what another column says')
        else:
            losses.add(
                sheet, 0, f'the language of the column "{heading}" has no code; write it as in "label::Welsh (cy)"'
            )
    return FormLine(line.row, cells, translated)


def _main_language(languages: list[str], default: str) -> str:
    for said in languages:
        if default and said.casefold() == default.casefold():
            return said
    english = next((said for said in languages if language_code(said) == "en"), "")
    return english or (languages[0] if languages else "")


def _column(heading: str, same: dict[str, str]) -> tuple[str, str]:
    """Return a column's word, and the language where it holds translations."""
    if heading.startswith((OWN, OWN_CHOICE)):
        return heading, ""
    first, _, rest = heading.partition("::" if "::" in heading else ":")
    word = _word(first)
    if word in _PREFIXES and rest:
        return _column(rest.strip(), same)
    word = same.get(word, _SAME.get(word, word))
    if word in _TRANSLATED and rest:
        return word, rest.strip(" :")
    whole = _word(heading)
    return (_SAME.get(whole, whole), "") if rest else (word, "")


def _word(text: str) -> str:
    return re.sub(r"[\s-]+", "_", text.strip().lower())


def _lower_first(code: str) -> str:
    first, _, rest = code.partition("-")
    return f"{first.lower()}-{rest}"

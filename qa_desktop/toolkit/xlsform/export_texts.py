"""Gives translations their columns, and keeps those that XLSForm has no column for."""

from __future__ import annotations

from qa_desktop.toolkit.xlsform.columns import LANGUAGES
from qa_desktop.toolkit.xlsform.write_book import Row

_NAMES = {code: name.capitalize() for name, code in sorted(LANGUAGES.items())}


class Texts:
    """The translations of a tool; each is taken once."""

    def __init__(self, by_language: dict[str, dict[str, str]]) -> None:
        self._left = {language: dict(texts) for language, texts in by_language.items()}

    def take(self, column: str, path: str) -> Row:
        """Return the cells of a column in every language, as in `label::Welsh (cy)`."""
        found = {language: texts.pop(path) for language, texts in self._left.items() if path in texts}
        return {f"{column}::{_named(language)}": text for language, text in found.items()}

    def left(self) -> list[Row]:
        """Return what was not taken, a row for each text."""
        return [
            {"language": language, "path": path, "text": text}
            for language, texts in self._left.items()
            for path, text in texts.items()
        ]


def _named(language: str) -> str:
    return f"{_NAMES.get(language, language)} ({language})"

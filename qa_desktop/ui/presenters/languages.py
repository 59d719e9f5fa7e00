"""Languages by their codes, as people call them."""

from __future__ import annotations

from PySide6.QtCore import QLocale

OFFERED = (
    "cy", "pl", "ro", "ur", "pa", "bn", "gu", "ar", "so", "ti", "fa", "ps", "ku", "sq", "tr", "lt", "pt", "es", "fr",
    "it", "sk", "cs", "hu", "bg", "ru", "uk", "zh", "vi", "ta", "hi",
)  # fmt: skip
"""Those that families in England speak most; any other code can stand in a tool's file."""


def language_name(code: str) -> str:
    """Return the name of a language in English, as "Welsh"; the code where it has none."""
    language = QLocale(code).language()
    return code if language is QLocale.Language.C else QLocale.languageToString(language)

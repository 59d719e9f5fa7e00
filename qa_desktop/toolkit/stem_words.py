"""Brings words to their stems with the Snowball stemmer, where it is installed; without it nothing is suggested."""

from __future__ import annotations

from collections.abc import Callable

from qa_desktop.errors import EnvironmentProblem

MISSING = (
    "Themes are not suggested, because the package snowballstemmer is not installed. Everything else works. Ask "
    "whoever installed QA Desktop to add it."
)


def english_stem() -> Callable[[str], str]:
    """Return what brings an English word in small letters to its stem; raise EnvironmentProblem without the library."""
    try:
        from snowballstemmer.english_stemmer import EnglishStemmer  # noqa: PLC0415 - works without it
    except ImportError as error:
        raise EnvironmentProblem(MISSING) from error
    stemmer = EnglishStemmer()

    def stem(word: str) -> str:
        return str(stemmer.stemWord(word))

    return stem

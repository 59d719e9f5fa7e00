"""Reads what the officer wrote for a report, as it is given on the command line."""

from __future__ import annotations

from pathlib import Path

from qa_desktop.errors import InputProblem


def words_from(file: Path | None) -> dict[str, str]:
    """Return what was written for parts of a report; raise NotFound or InputProblem."""
    from qa_desktop.toolkit.measured_file import text_of  # noqa: PLC0415 - only where words are given
    from qa_desktop.toolkit.plain_yaml import plain_yaml  # noqa: PLC0415 - only where words are given

    if file is None:
        return {}
    told = plain_yaml(text_of(file).encode(), file.name)
    wrong = next((part for part, text in told.items() if not isinstance(text, str)), None)
    if wrong is not None:
        raise InputProblem(f"{file.name}: what stands under “{wrong}” is no text.")
    return {part: str(text) for part, text in told.items()}

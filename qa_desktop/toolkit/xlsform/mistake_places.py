"""Names a mistake in the tool that a form makes by the form's sheet, row and column, where a person can right it."""

from __future__ import annotations

from collections.abc import Mapping

from qa_desktop.errors import Mistake

_BETWEEN = " > "
_COLUMNS = {
    "shown_when": "relevant",
    "limits": "constraint",
    "repeat": "repeat_count",
    "computed": "calculation",
    "label": "label",
    "title": "label",
    "help": "hint",
    "choices": "type",
    "scale": "type",
    "guidance": "guidance_hint",
}
_SETTINGS = {"tool": "form_id", "version": "version", "title": "form_title"}


def in_the_form(mistake: Mistake, rows: Mapping[str, int]) -> Mistake:
    """Return the mistake by its place in the workbook; `rows` are those of the survey by the ids made of them."""
    parts = mistake.where.split(_BETWEEN)
    named = [part for part in parts if part in rows]
    if parts[0] in ("header", "sections") and named:
        after = parts[len(parts) - parts[::-1].index(named[-1]) :]
        column = next((_COLUMNS[part] for part in after if part in _COLUMNS), "")
        return Mistake(mistake.message, _place("survey", rows[named[-1]], column))
    if parts[0] == "scales" and len(parts) > 1:
        return Mistake(mistake.message, f'choices, list "{parts[1]}"')
    if mistake.where in _SETTINGS:
        return Mistake(mistake.message, _place("settings", 2, _SETTINGS[mistake.where]))
    return Mistake(mistake.message, mistake.where)


def _place(sheet: str, row: int, column: str) -> str:
    return f'{sheet}, row {row}, column "{column}"' if column else f"{sheet}, row {row}"

"""Brings a spreadsheet in as a draft, shown first and kept when a person says so, and gives tools out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qa_desktop.domain.tool import Tool
from qa_desktop.domain.tool_edit.draft import ToolDraft
from qa_desktop.domain.tool_edit.tree import Keys
from qa_desktop.services.tool_library import ToolLibrary
from qa_desktop.toolkit.write_tool import tool_as_keys
from qa_desktop.toolkit.xlsform.form_details import FormDetails, with_details
from qa_desktop.toolkit.xlsform.import_form import ImportedForm, import_form

__all__ = ["ExchangeForms", "FormDetails", "ImportedForm"]


class ExchangeForms:
    """XLSForm in and out. Every call blocks."""

    def __init__(
        self, library: ToolLibrary, get: Callable[[str, str], Tool], begin: Callable[[Keys, str], ToolDraft]
    ) -> None:
        self._library = library
        self._get = get
        self._begin = begin

    def read(self, file: Path, is_stopped: Callable[[], bool]) -> ImportedForm:
        """Return what the form in a workbook makes, and what of it is lost; nothing of it is kept.

        Raises:
            InputProblem: the workbook cannot be read, or holds no form; SeveralProblems names each mistake.
        """
        return import_form(file, is_stopped)

    def authorities(self) -> dict[str, str]:
        """Return the code of every authority of the library by its name."""
        return {one.authority: one.authority_code for one in self._library.summaries()}

    def accept(self, made: ImportedForm, details: FormDetails) -> ToolDraft:
        """Begin a draft from the tool that a form makes; it is in use once a QA officer publishes it.

        Raises:
            SeveralProblems: a detail cannot stand in a tool.
        """
        tool = made.tool
        told = FormDetails(tool.title, tool.version, tool.authority, tool.authority_code, tool.subject)
        chosen = made if details == told else with_details(made, details)
        return self._begin(tool_as_keys(chosen.tool), made.file)

    def not_known_elsewhere(self, tool_id: str, version: str) -> tuple[str, ...]:
        """Return what of a tool's version no other program will know when it is given out as a form."""
        from qa_desktop.toolkit.xlsform.export_gaps import not_known_elsewhere  # noqa: PLC0415  # seldom asked

        return not_known_elsewhere(self._get(tool_id, version))

    def give_out(self, tool_id: str, version: str, file: Path) -> None:
        """Write a tool's version as a workbook.

        Raises:
            NotAllowed: there is a file of that name.
            DiskProblem: the file cannot be written.
        """
        from qa_desktop.toolkit.xlsform.export_form import export_form  # noqa: PLC0415  # seldom asked

        export_form(self._get(tool_id, version), file)

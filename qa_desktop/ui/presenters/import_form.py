"""Reads a spreadsheet for the window: what it makes and what is lost, or why it makes nothing; keeps it when told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject

from qa_desktop.domain.tool import SubjectKind
from qa_desktop.domain.tool_edit.draft import ToolDraft
from qa_desktop.errors import QaDesktopError, SeveralProblems
from qa_desktop.services.exchange_forms import FormDetails, ImportedForm
from qa_desktop.ui.background import Job, Workers
from qa_desktop.ui.presenters.times import counted
from qa_desktop.ui.presenters.tools import ToolPreview, tool_preview

NOT_OURS = "own"
"""The code of an authority that is not in the library."""


class Forms(Protocol):
    """The service that brings spreadsheets in."""

    def read(self, file: Path, is_stopped: Callable[[], bool]) -> ImportedForm:
        """Return what a form makes."""
        ...

    def accept(self, made: ImportedForm, details: FormDetails) -> ToolDraft:
        """Begin a draft from the tool that it makes."""
        ...

    def authorities(self) -> Mapping[str, str]:
        """Return codes by names."""
        ...


@dataclass(frozen=True, slots=True)
class PlacedWords:
    """Something to know about one place of the workbook."""

    place: str
    words: str


@dataclass(frozen=True, slots=True)
class DetailsView:
    """What a person says of the form, as far as it says so itself."""

    title: str
    version: str
    authority: str
    """Empty where the form does not say whose it is."""
    subject: SubjectKind


@dataclass(frozen=True, slots=True)
class FoundView:
    """A form that makes a tool."""

    file: str
    lead: str
    losses: tuple[PlacedWords, ...]
    details: DetailsView
    preview: ToolPreview


@dataclass(frozen=True, slots=True)
class RefusedView:
    """A workbook that makes no tool, and why."""

    file: str
    words: str
    mistakes: tuple[PlacedWords, ...] = ()


def found_view(file: str, made: ImportedForm) -> FoundView:
    """Return what is shown of a form before anything of it is kept."""
    tool = made.tool
    questions = counted(sum(1 for _ in tool.items), "question")
    return FoundView(
        file=file,
        lead=f"{counted(len(tool.sections), 'section')} with {questions}. Nothing is kept until you bring it in.",
        losses=tuple(PlacedWords(_capital(loss.place), _capital(loss.what)) for loss in made.losses),
        details=DetailsView(tool.title, tool.version, tool.authority if made.says_whose else "", tool.subject),
        preview=tool_preview(tool),
    )


def refused_view(file: str, error: QaDesktopError) -> RefusedView:
    """Return why a workbook makes no tool."""
    if not isinstance(error, SeveralProblems):
        return RefusedView(file, error.sentence)
    mistakes = tuple(PlacedWords(_capital(one.where), _capital(one.message)) for one in error.mistakes)
    return RefusedView(file, str(error).rstrip(":") + ".", mistakes)


class ImportFormPresenter:
    """Reads on the documents' worker, so that nothing that is saved waits; keeps on the database's."""

    def __init__(self, forms: Forms, workers: Workers) -> None:
        self._forms = forms
        self._workers = workers
        self._reading: _Reading | None = None
        self._made: ImportedForm | None = None

    def read(
        self, file: Path, found: Callable[[FoundView], None], refused: Callable[[RefusedView], None], page: QObject
    ) -> None:
        """Read a workbook; an earlier one that is still being read is stopped."""
        self.stop()
        reading = _Reading()
        self._reading = reading

        def show(made: ImportedForm) -> None:
            self._made = made
            found(found_view(file.name, made))

        reading.job = self._workers.documents.submit(
            lambda: self._forms.read(file, lambda: reading.is_stopped),
            show,
            lambda error: refused(refused_view(file.name, error)),
            page=page,
        )

    def stop(self) -> None:
        """Read no further; nothing of what was read is shown."""
        self._made = None
        if self._reading is not None:
            self._reading.stop()
            self._reading = None

    def accept(
        self,
        details: DetailsView,
        done: Callable[[ToolDraft], None],
        problem: Callable[[RefusedView], None],
        page: QObject,
    ) -> None:
        """Begin a draft from the tool that the form makes, with what a person said of it."""
        made = self._made
        if made is None:
            return

        def accept() -> ToolDraft:
            code = self._forms.authorities().get(details.authority, NOT_OURS)
            told = FormDetails(details.title, details.version, details.authority, code, details.subject)
            return self._forms.accept(made, told)

        self._workers.database.submit(accept, done, lambda error: problem(refused_view("", error)), page=page)


class _Reading:
    """A workbook on its way: whether anybody waits for it is asked on the worker's thread."""

    def __init__(self) -> None:
        self.is_stopped = False
        self.job: Job[ImportedForm] | None = None

    def stop(self) -> None:
        self.is_stopped = True
        if self.job is not None:
            self.job.cancel()


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

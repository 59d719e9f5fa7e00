"""Finds and reads the templates of reports: a YAML file each, in a folder for each authority."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.reports.catalogue import NamedReport, ReportState
from qa_desktop.domain.reports.template import Every, PartKind, ReportPart, ReportTemplate
from qa_desktop.errors import Mistake, SeveralProblems
from qa_desktop.toolkit.mistakes import Mistakes
from qa_desktop.toolkit.report_shape import CATALOGUE, TEMPLATE
from qa_desktop.toolkit.shape import Record
from qa_desktop.toolkit.shape_reader import ShapeReader
from qa_desktop.toolkit.values import Values
from qa_desktop.toolkit.yaml_reader import read_yaml

CATALOGUE_FILE = "catalogue.yaml"


@dataclass(frozen=True)
class ReportLibrary:
    """The templates in one folder. Nothing is read before the first question."""

    folder: Path

    @cached_property
    def all(self) -> tuple[ReportTemplate, ...]:
        """Every template, by authority and title."""
        found = (read_template(path.read_bytes(), path.name) for path in sorted(self.folder.glob("*/*.yaml")))
        return tuple(sorted(found, key=lambda one: (one.authority, one.title)))

    @cached_property
    def catalogue(self) -> tuple[NamedReport, ...]:
        """Every report that the frameworks name, in their order."""
        path = self.folder / CATALOGUE_FILE
        return tuple(_named(one) for one in _read(path.read_bytes(), path.name, CATALOGUE).records("reports"))


def read_template(data: bytes, name: str) -> ReportTemplate:
    """Return the template in the bytes of a file; raise SeveralProblems with every mistake and its line."""
    return _template(_read(data, name, TEMPLATE))


def _read(data: bytes, name: str, shape: Record) -> Values:
    early: list[Mistake] = []
    root = read_yaml(data, early)
    mistakes = Mistakes(root, early)
    values = ShapeReader(mistakes, passes_unknown=False).top(root, shape)
    found = mistakes.all()
    if values is None or found:
        raise SeveralProblems(f"The report in {name} was not accepted.", found)
    return values


def _named(values: Values) -> NamedReport:
    return NamedReport(
        id=values.text("id"),
        title=values.text("title"),
        every=values.word("every", Every.AS_NEEDED),
        state=values.word("state", ReportState.OUTSIDE),
        reports=values.texts("reports"),
        comes_from=values.text("from"),
    )


def _template(values: Values) -> ReportTemplate:
    authority = values.record("authority") or Values({}, ())
    return ReportTemplate(
        id=values.text("report"),
        title=values.text("title"),
        code=authority.text("code"),
        authority=authority.text("name"),
        audience=values.text("audience"),
        every=values.word("every", Every.AS_NEEDED),
        tools=values.texts("tools"),
        parts=tuple(_part(one) for one in values.records("parts")),
        also=values.words("also", Every),
        answers_to=values.texts("answers_to"),
        source=values.text("source"),
        hide_small=values.flag("hide_small", default=True),
    )


def _part(values: Values) -> ReportPart:
    return ReportPart(
        id=values.text("id"),
        kind=values.word("part", PartKind.TEXT),
        title=values.text("title"),
        text=values.text("text"),
        tools=values.texts("tools"),
        by=values.text("by"),
        themes=ThemeKind(values.text("themes")) if values.has("themes") else None,
        questions=values.texts("questions"),
        where=values.pairs("where"),
        grade=values.text("grade"),
        register=values.text("register"),
        none=values.text("none"),
    )

"""Turn what the store holds into the rows of an export, one audit after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.exports import columns
from qa_desktop.domain.exports.columns import Care, Cell, Kind, Row, Table
from qa_desktop.domain.exports.export_ports import ExportRows
from qa_desktop.domain.exports.pseudonym import Pseudonyms
from qa_desktop.domain.exports.questions import Questions, questions_of
from qa_desktop.domain.figures.graded import GradeScale
from qa_desktop.domain.figures.standing import SECOND
from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.follow_up import Stage
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.pairs import MODERATION, Seat
from qa_desktop.domain.tool import AnswerType, Tool

PRACTITIONER = columns.AUDITS.ids.index("practitioner")
Given = dict[str, dict[str, Value]]
"""The fields of each answer, by its key."""


class ExportTables:
    """Makes the rows of each table; with `hide` no case and nobody is named in them."""

    def __init__(
        self,
        rows: ExportRows,
        pinned_tool: Callable[[str], Tool],
        open_audit: Callable[[AuditId], Audit],
        hide: Pseudonyms | None,
        *,
        practitioners: bool,
        about: Sequence[Row] = (),
    ) -> None:
        """`practitioners` says whether audits name whose work they are about, if under a pseudonym."""
        self._about = about
        self._rows = rows
        self._pinned_tool = pinned_tool
        self._open_audit = open_audit
        self._hide = hide
        self._practitioners = practitioners
        self._questions: dict[str, Questions] = {}
        self._codes: dict[tuple[str, str], Row] = {}

    def of(self, table: Table) -> Iterable[Row]:
        """Return the rows of a table; those of the codes come after those of the answers."""
        makers: dict[str, Callable[[], Iterable[Row]]] = {
            columns.AUDITS.id: self._audits,
            columns.ANSWERS.id: self._answers,
            columns.GRADES.id: lambda: self._cared(columns.GRADES, self._rows.grades()),
            columns.ACTIONS.id: lambda: self._cared(columns.ACTIONS, self._rows.actions()),
            columns.THEMES.id: lambda: self._cared(columns.THEMES, self._rows.themes()),
            columns.CODES.id: self._all_codes,
            columns.DICTIONARY.id: columns.dictionary,
            columns.ABOUT.id: lambda: self._about,
        }
        return makers[table.id]()

    def _audits(self) -> Iterator[Row]:
        return self._cared(columns.AUDITS, self._told_audits())

    def _told_audits(self) -> Iterator[Sequence[Cell]]:
        for row in self._rows.audits(with_words=self._hide is None):
            told = list(row)
            if not self._practitioners:
                told[PRACTITIONER] = None
            yield told

    def _cared(self, table: Table, rows: Iterable[Sequence[Cell]]) -> Iterator[Row]:
        """Yield rows with truths as truths, nothing where nothing was entered, and pseudonyms where they are wanted."""
        truths = [place for place, one in enumerate(table.columns) if one.kind is Kind.TRUTH]
        hidden = [(place, one.care) for place, one in enumerate(table.columns) if one.care is not Care.PLAIN]
        hide = self._hide
        for stored in rows:
            row = [None if one == "" else one for one in stored]
            for place in truths:
                row[place] = row[place] == 1
            if hide is not None:
                for place, care in hidden:
                    told = row[place]
                    row[place] = None if told is None or care is Care.WORDS else hide(care.value, str(told))
            yield tuple(row)

    def _answers(self) -> Iterator[Row]:
        moved = self._rows.moved_on()
        for (audit, tool, content), rows in groupby(self._rows.fields(), itemgetter(0, 1, 2)):
            questions = self._questions_of(content, tool)
            fields = {row.path: row.value for row in rows}
            if audit in moved:
                for path in self._open_audit(AuditId(audit)).earlier:
                    fields.pop(path, None)
            found = [
                (questions.by_id[plain], key[len(plain) :], given)
                for key, given in _given(fields, questions).items()
                if (plain := key.partition("~")[0].partition("@")[0]) in questions.by_id
            ]
            found.sort(key=lambda one: (one[0].position, one[1]))
            for question, part, given in found:
                yield question.row((audit, tool), part, given, self._hide)

    def _questions_of(self, content: str, tool: str) -> Questions:
        if content not in self._questions:
            found = self._questions[content] = questions_of(self._pinned_tool(content))
            self._codes |= {(str(row[0]), str(row[1])): row for row in found.codes(tool)}
        return self._questions[content]

    def _all_codes(self) -> Iterator[Row]:
        for name, told in _LISTS.items():
            for code, label in told.items():
                yield name, code, label, None
        for scale_id, packed in self._rows.scales():
            for point in GradeScale.unpacked(str(scale_id), str(packed)).points:
                yield str(scale_id), point.code, point.label, point.rank
        yield from (row for _, row in sorted(self._codes.items()))


_LISTS: Mapping[str, Mapping[str, str]] = {
    "seat": {**{one.value: one.title for one in Seat}, MODERATION: "Moderator's record", SECOND: "Second reading"},
    "type": {one.value: one.value.replace("_", " ").capitalize() for one in AnswerType},
    "progress": {one.value: one.label for one in Progress},
    "stage": {one.value: one.value.capitalize() for one in Stage},
    "theme": {one.value: one.label for one in ThemeKind},
}


def _given(fields: Mapping[str, Value], questions: Questions) -> Given:
    """Return what is said to each question; a tick belongs to its list, and what was cleared was not said."""
    given: Given = {}
    for path, value in fields.items():
        if value is None:
            continue
        parsed = paths.Path.parse(path)
        if parsed.group != "point":
            given.setdefault(parsed.key, {})[parsed.field] = value
            continue
        point, _, party = parsed.key.partition("~")
        if value is True and point in questions.ticks:
            key = questions.ticks[point] + (f"~{party}" if party else "")
            ticked = given.setdefault(key, {}).get("value")
            given[key]["value"] = (*ticked, point) if isinstance(ticked, tuple) else (point,)
    return {key: one for key, one in given.items() if any(map(_is_said, one.values()))}


def _is_said(told: Value) -> bool:
    """Tell whether something is said: the number 0 is, though Python takes it for False."""
    return told is not False and told not in ("", ())

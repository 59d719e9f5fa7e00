"""Turn what the store holds into the rows of an export, one audit after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from qa_desktop.domain.audit import Audit
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.exports import columns
from qa_desktop.domain.exports.columns import Care, Group, Kind, Row, Table, each
from qa_desktop.domain.exports.export_ports import ExportRows
from qa_desktop.domain.exports.pseudonym import Pseudonyms
from qa_desktop.domain.exports.questions import questions_of
from qa_desktop.domain.exports.remembered import Remembered
from qa_desktop.domain.figures.graded import GradeScale
from qa_desktop.domain.figures.standing import SECOND
from qa_desktop.domain.figures.theme import ThemeKind
from qa_desktop.domain.follow_up import Stage
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.pairs import MODERATION, Seat
from qa_desktop.domain.tool import AnswerType, Tool
from qa_desktop.services.export_answers import AnswerRows

PRACTITIONER = columns.AUDITS.ids.index("practitioner")


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
        self._answer_rows: dict[str, AnswerRows] = {}
        self._codes: dict[tuple[str, str], Row] = {}
        self._hidden = Remembered(self._pseudonym, lambda key: key[0] is Care.PERSON)

    def of(self, table: Table) -> Iterable[Group]:
        """Return the rows of a table; those of the codes come after those of the answers."""
        rows = self._rows
        makers: dict[str, Callable[[], Iterable[Group]]] = {
            columns.AUDITS.id: self._audits,
            columns.ANSWERS.id: self._answers,
            columns.GRADES.id: lambda: self._cared(columns.GRADES, rows.grades()),
            columns.ACTIONS.id: lambda: self._cared(columns.ACTIONS, each(rows.actions())),
            columns.IMPROVEMENTS.id: lambda: self._cared(columns.IMPROVEMENTS, each(rows.improvements())),
            columns.THEMES.id: lambda: self._cared(columns.THEMES, each(rows.themes())),
            columns.CODES.id: lambda: each(self._all_codes()),
            columns.DICTIONARY.id: lambda: each(columns.dictionary()),
            columns.ABOUT.id: lambda: each(self._about),
        }
        return makers[table.id]()

    def _audits(self) -> Iterator[Group]:
        return self._cared(columns.AUDITS, each(self._told_audits()))

    def _told_audits(self) -> Iterator[Row]:
        for row in self._rows.audits(with_words=self._hide is None):
            yield row if self._practitioners else (*row[:PRACTITIONER], None, *row[PRACTITIONER + 1 :])

    def _cared(self, table: Table, groups: Iterable[Group]) -> Iterator[Group]:
        """Yield rows with truths as truths, nothing where nothing was entered, and pseudonyms where they are wanted."""
        behind = table.columns[1:]
        truths = [place for place, one in enumerate(behind) if one.kind is Kind.TRUTH]
        hidden = [(place, one.care) for place, one in enumerate(behind) if one.care is not Care.PLAIN]
        if self._hide is None:
            hidden = []

        def cared(stored: Row) -> Row:
            row = [None if one == "" else one for one in stored]
            for place in truths:
                row[place] = row[place] == 1
            for place, care in hidden:
                told = row[place]
                row[place] = None if told is None or care is Care.WORDS else self._hidden[care, str(told)]
            return tuple(row)

        told = Remembered(cared, lambda _: table.recurs).__getitem__
        for first, rows in groups:
            yield first, list(map(told, rows))

    def _answers(self) -> Iterator[Group]:
        for audit, tool, content, has_moved, fields in self._rows.answers():
            told = fields
            if has_moved:
                earlier = self._open_audit(AuditId(audit)).earlier
                told = [one for one in fields if one.path not in earlier]
            rows = self._answer_rows_of(content, tool)(told)
            if rows:
                yield audit, rows

    def _answer_rows_of(self, content: str, tool: str) -> AnswerRows:
        if content not in self._answer_rows:
            questions = questions_of(self._pinned_tool(content))
            self._codes |= {(str(row[0]), str(row[1])): row for row in questions.codes(tool)}
            self._answer_rows[content] = AnswerRows(tool, questions, self._hide)
        return self._answer_rows[content]

    def _pseudonym(self, of: tuple[Care, str]) -> str | None:
        care, told = of
        return None if self._hide is None else self._hide(care.value, told)

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

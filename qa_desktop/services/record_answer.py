"""Record what was entered: checked, then durable as signed operations before this returns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from qa_desktop.domain import flow, look_back, paths, results, safety
from qa_desktop.domain.answer_check import check_value
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_link import linked_audits
from qa_desktop.domain.changed_audit import with_fields, with_writers
from qa_desktop.domain.check_before_signing_decision import fallen_decisions
from qa_desktop.domain.date_order import out_of_order
from qa_desktop.domain.figures.grade_audit import graded_audit
from qa_desktop.domain.follow_up_rules import follow_up_mistakes, follow_up_rows
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.improvement_list import improvement_rows
from qa_desktop.domain.kept import Kept
from qa_desktop.domain.operation import Change, Operation, Stream, Value
from qa_desktop.domain.origin import FINISHED
from qa_desktop.domain.origin_place import GROUP as ORIGIN
from qa_desktop.domain.ports import NewDocument, SummaryUpdate, WorkRow
from qa_desktop.domain.provisional import may_be_filed
from qa_desktop.domain.reach import Reaches
from qa_desktop.domain.record import FieldState, Person
from qa_desktop.domain.register import entries
from qa_desktop.domain.tool import AnswerType, plain_id
from qa_desktop.domain.work_due import WorkTask, work_due
from qa_desktop.errors import Mistake, SeveralProblems

STAYS_SIGNED = "this was signed with the note and stays as it is. Record a further call, or a new concern"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording did: the audit as it is now, and the values that were there before, for undo."""

    audit: Audit
    before: Mapping[str, Value]
    worked_out: frozenset[str] = frozenset()
    """The paths of values that followed from these by calculation; undo sets back what was entered, not them."""


class Log(Protocol):
    """The part of a store that recording needs; `LocalStore` says what it does."""

    @property
    def owner(self) -> Person:
        """Whose store this is."""
        ...

    def append(
        self,
        changes: Sequence[Change],
        documents: Sequence[NewDocument] = (),
        summary: Mapping[AuditId, SummaryUpdate] | None = None,
        *,
        knows_of_hold: bool = True,
    ) -> tuple[Operation, ...]:
        """Write changes."""
        ...


class RecordAnswer:
    """Writes fields of one audit. All of them or none."""

    def __init__(self, store: Log) -> None:
        self._store = store

    def __call__(self, audit: Audit, values: Mapping[str, Value]) -> Recorded:
        """Record values by path and return the audit as it is now.

        Raises SeveralProblems with every value that cannot be accepted, before anything is written; NotAllowed where
        the audit is signed and the field may not change any more; DiskProblem where nothing could be written.
        """
        mistakes = tuple(
            Mistake(message, path)
            for path, value in values.items()
            if (message := check_value(audit.tool, path, value)) is not None
        )
        mistakes += _written_over(audit, values)
        mistakes += tuple(Mistake(*one) for one in out_of_order(audit, values))
        mistakes += follow_up_mistakes(audit, values, self._store.owner)
        mistakes += tuple(Mistake(STAYS_SIGNED, path) for path in safety.signed_paths(audit, values))
        if mistakes:
            raise SeveralProblems("Nothing was saved, because some of this cannot be accepted:", mistakes)
        asked = look_back.with_type(audit, values)
        complete = {**fallen_decisions(audit, asked), **self._with_rereading(audit, asked)}
        planned = with_values(audit, complete)
        derived = computed_values(planned)
        planned = with_values(planned, derived) if derived else planned
        changes = [self._change(audit, path, value) for path, value in {**complete, **derived}.items()]
        # The audit as the person sees it: what they typed before it was known that it is on hold is not lost.
        summary = summary_after(audit, planned, (*complete, *derived))
        operations = self._store.append(
            changes, summary={audit.id: summary}, knows_of_hold=bool(audit.record.read_only_reason)
        )
        before = {path: audit.value(path) for path in complete}
        return Recorded(_as_written(planned, operations, summary), before, frozenset(derived))

    def _change(self, audit: Audit, path: str, value: Value) -> Change:
        parsed = paths.Path.parse(path)
        item = audit.tool.item(parsed.key) if parsed.key else None
        stream = Stream(audit.id, paths.stream_name(path, self._store.owner.id, is_private=audit.is_private))
        return Change(stream, path, value, paths.is_fact(path, item))

    def _with_rereading(self, audit: Audit, values: Mapping[str, Value]) -> dict[str, Value]:
        """Mark the reason for re-reading where its grade changes, and unmark it where it is written (P-05)."""
        complete = dict(values)
        for path, value in values.items():
            parsed = paths.Path.parse(path)
            if parsed.group == "answer" and parsed.field in ("value", "comment"):
                self._reread(audit, complete, parsed, changed=audit.value(path) not in (None, "", value))
            elif path == paths.OVERALL_GRADE and audit.overall_reason and audit.overall_grade not in ("", value):
                complete.setdefault(paths.OVERALL_GRADE_CHANGED, True)
            elif path == paths.OVERALL_REASON and audit.flag(paths.OVERALL_GRADE_CHANGED):
                complete.setdefault(paths.OVERALL_GRADE_CHANGED, False)
        return complete

    def _reread(self, audit: Audit, complete: dict[str, Value], parsed: paths.Path, *, changed: bool) -> None:
        answer = audit.answers.get(parsed.key)
        item = audit.tool.item(parsed.key)
        if answer is None or item is None or item.type is not AnswerType.SCALE:
            return
        path = f"answer/{parsed.key}/reread"
        if parsed.field == "value" and changed and answer.comment:
            complete.setdefault(path, True)
        elif parsed.field == "comment" and answer.reread:
            complete.setdefault(path, False)


def _written_over(audit: Audit, values: Mapping[str, Value]) -> tuple[Mistake, ...]:
    """Tell what would change an answer that came with another audit, unless the record lets go of that audit too."""
    mistakes = []
    for path, value in values.items():
        parsed = paths.Path.parse(path)
        if (parsed.group, parsed.field, value) == ("filing", "done", True) and not may_be_filed(audit, parsed.key):
            mistakes.append(Mistake("the grade is provisional, so this cannot be marked as filed yet", path))
        if parsed.group in (ORIGIN, FINISHED) and audit.value(path) not in (None, value):
            mistakes.append(Mistake("where a line comes from stays as it was", path))
        if parsed.group == "first" and value != audit.value(path):
            mistakes.append(Mistake("the grade first given stays as it was when it was locked", path))
        if parsed.field != "value" or value == audit.value(path) or not audit.is_taken_over(parsed.key):
            continue
        item = audit.tool.item(parsed.key)
        link = item.taken_from.link if item and item.taken_from else ""
        if not any(plain_id(paths.Path.parse(one).key) == link for one in values):
            mistakes.append(Mistake("this is taken over from another audit and stays as it is there", path))
    return tuple(mistakes)


def _as_written(planned: Audit, operations: tuple[Operation, ...], summary: SummaryUpdate) -> Audit:
    """Return the planned audit, whose values stand, with the operations and moments that the store gave them."""
    written = {
        one.path: FieldState(one.path, planned.value(one.path), one.op_id, one.author, one.client_time, one.stream)
        for one in operations
    }
    reaches = planned.kept.reaches
    if reaches is None and not (planned.is_signed or planned.is_sample):
        reaches = Reaches.of(planned.tool)
    return with_writers(planned, written, Kept(planned.kept.sections, summary, reaches))


def computed_values(audit: Audit) -> dict[str, Value]:
    """Return what is worked out otherwise than it is kept, by path."""
    tool = audit.tool
    asked = [item for item in tool.header if item.computation]
    asked += [
        item
        for section in tool.sections
        if any(item.computation for item in section.items)
        for part in audit.parts(section)
        for item in part.section.items
        if item.computation
    ]
    found: dict[str, Value] = {paths.worked_out(item.id): audit.worked_out(item) for item in asked}
    found |= {paths.worked_result(key): words for key, words in results.all_results(audit).items()}
    return {path: value for path, value in found.items() if audit.value(path) != value}


def summary_after(before: Audit, audit: Audit, changed: Iterable[str]) -> SummaryUpdate:
    """Return what lists show of an audit after these paths changed: whole, unless nothing reached beyond a section.

    What was written before is trusted only where this sitting wrote it.
    """
    written = before.kept.summary
    if written is None or before.kept.reach(paths.Path.parse(path) for path in changed).rows:
        return summary_of(audit)
    complete, total = flow.progress(audit)
    return replace(written, complete_sections=complete, all_sections=total, rows_stay=True)


def summary_of(audit: Audit) -> SummaryUpdate:
    """Return what lists show of the audit."""
    complete, total = flow.progress(audit)
    return SummaryUpdate(
        tool_title=audit.tool.title,
        authority=audit.tool.authority,
        subject=audit.subject,
        practitioner=audit.text(paths.about("practitioner")),
        overall=audit.overall_grade,
        complete_sections=complete,
        all_sections=total,
        actions=follow_up_rows(audit),
        team=audit.text(paths.about("team")),
        service=audit.text(paths.about("service")),
        meeting=_day(audit.last_meeting()),
        work=tuple(_work_row(task) for task in work_due(audit)),
        links=linked_audits(audit),
        entries=entries(audit),
        improvements=improvement_rows(audit),
        graded=graded_audit(audit),
    )


def _work_row(task: WorkTask) -> WorkRow:
    return WorkRow(
        key=task.key,
        kind=task.kind.value,
        what=task.what,
        whose=task.whose,
        due=_day(task.due),
        closing=task.closing.value,
        done=task.is_done,
        step=task.step,
    )


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def with_values(audit: Audit, values: Mapping[str, Value]) -> Audit:
    """Return the audit as the values will make it, for counting what is complete."""
    record, stream = audit.record, Stream(audit.id)
    states = []
    for path, value in values.items():
        there = record.fields.get(path)
        if there is None:
            states.append(FieldState(path, value, OperationId(""), record.created_by, record.created_at, stream))
        else:
            states.append(FieldState(path, value, there.op_id, there.author, there.at, there.stream))
    return with_fields(audit, states)

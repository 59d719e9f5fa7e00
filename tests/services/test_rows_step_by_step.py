"""What lists show is worked out answer by answer, and is what the whole audit amounts to, whatever was entered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass, replace
from random import Random

import pytest

from qa_desktop.domain import flow, paths
from qa_desktop.domain.audit import Audit, read_audit
from qa_desktop.domain.condition import Condition
from qa_desktop.domain.ids import AuditId, OperationId
from qa_desktop.domain.operation import Change, Operation, Value
from qa_desktop.domain.ports import NewDocument, SummaryUpdate
from qa_desktop.domain.reach import Reaches
from qa_desktop.domain.record import Person, Role
from qa_desktop.domain.repeat import Repeat
from qa_desktop.domain.tool import GuidancePoint, Provenance, Tool, plain_id
from qa_desktop.errors import QaDesktopError
from qa_desktop.models.rows import Row
from qa_desktop.services.answers_file import AnswersFile
from qa_desktop.services.record_answer import RecordAnswer, summary_of
from qa_desktop.services.start_audit import StartRequest
from tests.chance_entries import entries, seeded
from tests.desks import OpenDesk
from tests.full_answers import answers_file
from tests.sample_audits import MOMENT, OWNER, STARTED, audit_of, shipped_ids, shipped_tool

STEPS = 60
IN_A_STORE = 25
FOR_A_STORE = ("her-audit", "slo-supervision-review", "dur-impact-statement")
ADA = Person(OWNER, "Ada Auditor", Role.AUDITOR, "", b"", b"", "")
TABLES = ("audit", "action", "work", "linked", "entry", "entry_count")


@dataclass
class Rows:
    """A log that keeps what lists would show: rows that stay are those that were written last."""

    owner: Person = ADA
    shown: SummaryUpdate | None = None
    stayed: int = 0

    def append(
        self,
        changes: Sequence[Change],
        documents: Sequence[NewDocument] = (),
        summary: Mapping[AuditId, SummaryUpdate] | None = None,
        *,
        knows_of_hold: bool = True,
    ) -> tuple[Operation, ...]:
        """Take the summary over as a store does."""
        assert not documents
        assert not knows_of_hold
        for update in (summary or {}).values():
            self.shown = self._after(update) if update.rows_stay else update
            self.stayed += update.rows_stay
        return tuple(_operation(change) for change in changes)

    def _after(self, update: SummaryUpdate) -> SummaryUpdate:
        assert self.shown is not None
        return replace(self.shown, complete_sections=update.complete_sections, all_sections=update.all_sections)


@pytest.mark.parametrize("begun", [{}, None], ids=["empty", "full"])
@pytest.mark.parametrize("tool_id", shipped_ids())
def test_rows_that_stay_are_those_of_the_whole_audit(tool_id: str, begun: Mapping[str, Value] | None) -> None:
    rows = Rows()
    tool = shipped_tool(tool_id)
    record, audit = RecordAnswer(rows), audit_of(tool_id, {**STARTED, **(full(tool) if begun is None else begun)})

    for values in entries(tool, seeded(tool_id), STEPS):
        with suppress(QaDesktopError):
            audit = record(audit, values).audit
            whole = read_audit(audit.record, audit.original)
            assert (audit, rows.shown) == (whole, summary_of(whole)), values
            assert states(audit) == states(whole), values

    assert rows.stayed > 0


@pytest.mark.parametrize("tool_id", shipped_ids())
def test_no_question_that_is_named_elsewhere_in_its_tool_reaches_its_own_section_alone(tool_id: str) -> None:
    tool = shipped_tool(tool_id)

    named = {plain_id(one) for one in rules_of(tool)}

    assert not named & set(Reaches.of(tool).sections)


def rules_of(part: object) -> Iterator[str]:
    """Yield every text of a tool that is no name of its own and nothing that people read."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        yield from (text for one in part for text in rules_of(one))
    elif is_dataclass(part) and not isinstance(part, GuidancePoint | Provenance | Repeat):
        own = () if isinstance(part, Condition) else ("id",)
        yield from (text for one in fields(part) if one.name not in own for text in rules_of(getattr(part, one.name)))


def test_an_answer_that_reaches_no_other_section_leaves_every_row_as_it_is() -> None:
    rows = Rows()
    record, audit = RecordAnswer(rows), audit_of("bra-live-audit", STARTED)

    first = record(audit, {paths.answer("bra-live.3"): "good"}).audit
    after_first = rows.stayed
    record(first, {paths.answer("bra-live.3", "comment"): "The plan follows the assessment."})

    assert (after_first, rows.stayed) == (0, 1)


@pytest.mark.parametrize("tool_id", FOR_A_STORE)
def test_the_store_holds_the_rows_of_the_whole_audit_through_undo_signature_and_amendment(
    auditor: OpenDesk, tool_id: str
) -> None:
    chance, desk = seeded(tool_id), auditor.desk
    audit = desk.start_audit(StartRequest(tool_id, "48-7", "P. Worker"))

    audit = play(auditor, audit, chance)
    signed = desk.sign_audit(desk.record(desk.start_audit(StartRequest(tool_id, "48-8")), full(audit.tool)).audit.id)
    after = play(auditor, signed, chance)
    amended = play(auditor, desk.amend_audit(signed.id), chance)

    assert (after.is_signed, amended.is_signed) == (True, False)
    for one in (audit, after, amended):
        assert shown(auditor, one.id) == shown_anew(auditor, one.id)


def play(opened: OpenDesk, audit: Audit, chance: Random) -> Audit:
    """Save step after step, and take back every fifth; the rows are those of the whole audit each time."""
    desk = opened.desk
    for number, values in enumerate(entries(audit.tool, chance, IN_A_STORE)):
        with suppress(QaDesktopError):
            saved = desk.record(audit, values)
            audit = desk.record(saved.audit, saved.before).audit if number % 5 == 0 else saved.audit
            assert shown(opened, audit.id) == shown_anew(opened, audit.id), values
    return audit


def shown_anew(opened: OpenDesk, audit_id: AuditId) -> dict[str, set[Row]]:
    """Let the rows be worked out whole from what the log amounts to, and return them."""
    opened.store.append([], summary={audit_id: summary_of(opened.desk.open_audit(audit_id))})
    return shown(opened, audit_id)


def shown(opened: OpenDesk, audit_id: AuditId) -> dict[str, set[Row]]:
    with opened.store._read() as run:
        return {
            table: {tuple(row) for row in run(f"SELECT * FROM {table} WHERE {column} = ?", (audit_id,))}  # noqa: S608 - constants of ours
            for table in TABLES
            for column in ["id" if table == "audit" else "audit"]
        }


def states(audit: Audit) -> list[flow.SectionState]:
    return [flow.section_state(audit, section) for section in audit.tool.sections]


def full(tool: Tool) -> dict[str, Value]:
    """Return every answer that signing needs."""
    numbers = (f"entry-{number:04}" for number in range(10_000))
    return dict(AnswersFile(numbers.__next__).read(tool, answers_file(tool)))


def _operation(change: Change) -> Operation:
    return Operation(
        OperationId("op"), change.stream, change.kind.value, change.path, None, OWNER, "life", 1, 1, MOMENT,
        {"v": change.value}, None, b"", b"",
    )  # fmt: skip

"""Reading anew only what a change touches must amount to reading the whole audit."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain import paths
from qa_desktop.domain.audit import read_audit
from qa_desktop.domain.changed_audit import with_fields
from qa_desktop.domain.ids import OperationId
from qa_desktop.domain.operation import Stream, Value
from qa_desktop.domain.record import FieldState
from tests.sample_audits import COMPLETE_BRA, MOMENT, OWNER, audit_of

PATHS = (
    *COMPLETE_BRA,
    paths.answer("bra-live.3", "reread"),
    paths.answer("bra-live.10", "not_applicable"),
    "answer/bra-live.3@child-1/value",
    "evidence/e1/removed",
    "evidence/e2/text",
    "evidence/e2/order",
    "action/a1/removed",
    "action/a3/what",
    "person/p1/name",
    "sitting/s2/day",
    "disagreement/d1/about",
    "signature/auditor/state",
    "filing/case_note/done",
    "prep/jotter",
)
VALUES: st.SearchStrategy[Value] = st.sampled_from([None, True, False, "", "good", "2026-12-01", "a2", 0, 7])


@given(st.dictionaries(st.sampled_from(PATHS), VALUES, min_size=1, max_size=6))
def test_a_change_makes_the_audit_that_reading_all_fields_makes(changes: dict[str, Value]) -> None:
    audit = audit_of("bra-live-audit", COMPLETE_BRA)
    states = [
        FieldState(path, value, OperationId(f"new-{number}"), OWNER, MOMENT, Stream(audit.id))
        for number, (path, value) in enumerate(changes.items())
    ]

    changed = with_fields(audit, states)

    fields = {**audit.record.fields, **{state.path: state for state in states}}
    assert changed == read_audit(replace(audit.record, fields=fields), audit.tool)

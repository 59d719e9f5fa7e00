"""The period that an audit looks back over is the one of its type, where the tool tells types apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_desktop.domain import look_back, paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.note import NoteFact
from qa_desktop.domain.operation import Value
from qa_desktop.errors import SeveralProblems
from qa_desktop.services.start_audit import StartRequest
from tests.desks import MOMENT, OpenDesk
from tests.domain.format_tools import BY_TYPE, TEXT, format_audit, format_tool

FROM, TO, TYPE = paths.about("period_from"), paths.about("period_to"), look_back.TYPE_PATH


@pytest.fixture
def desk(auditor: OpenDesk) -> OpenDesk:
    auditor.place.tools.mkdir(parents=True, exist_ok=True)
    (auditor.place.tools / "own.yaml").write_text(TEXT.replace(*BY_TYPE), encoding="utf-8")
    return auditor


def begun(desk: OpenDesk, **fields: Value) -> Audit:
    given = {TYPE if name == "type" else paths.about(name): value for name, value in fields.items()}
    return desk.desk.start_audit(StartRequest("t-format", "48-2207", fields=given))


def period(audit: Audit) -> tuple[str, str]:
    return audit.text(FROM), audit.text(TO)


@pytest.mark.parametrize(
    ("audit_type", "begins"),
    [(None, "2025-11-21"), ("full", "2025-11-21"), ("themed", "2026-05-21"), ("flash", "2026-10-21")],
)
def test_an_audit_begins_with_the_period_of_its_type(desk: OpenDesk, audit_type: Value, begins: str) -> None:
    assert period(begun(desk, type=audit_type)) == (begins, "2026-11-21")


def test_answers_from_a_file_choose_the_period_unless_they_name_one(desk: OpenDesk, tmp_path: Path) -> None:
    tool, file = desk.desk.tool("t-format"), tmp_path / "answers.yaml"
    file.write_text("header: {audit_type: themed}\n", encoding="utf-8")
    chosen = desk.desk.answers_from_file(tool, file)
    file.write_text("header: {audit_type: themed}\nabout: {period_from: 2026-01-01}\n", encoding="utf-8")
    named = desk.desk.answers_from_file(tool, file)

    made = [desk.desk.start_audit(StartRequest("t-format", "48", fields=fields)) for fields in (chosen, named)]

    assert [audit.text(FROM) for audit in made] == ["2026-05-21", "2026-01-01"]


def test_the_period_follows_a_type_that_is_chosen_later_and_can_be_set_back(desk: OpenDesk) -> None:
    audit = begun(desk)

    recorded = desk.desk.record(audit, {TYPE: "flash"})
    back = desk.desk.record(recorded.audit, recorded.before).audit

    assert period(desk.desk.open_audit(audit.id)) == period(back) == period(audit)
    assert period(recorded.audit) == ("2026-10-21", "2026-11-21")
    assert not look_back.is_moved(recorded.audit)


@pytest.mark.parametrize("moved", [{FROM: "2020-01-01"}, {TO: "2026-10-01"}, {FROM: None}])
def test_a_period_that_somebody_moved_stays(desk: OpenDesk, moved: dict[str, Value]) -> None:
    audit = desk.desk.record(begun(desk), moved).audit

    after = desk.desk.record(audit, {TYPE: "flash"}).audit

    assert period(after) == period(audit)


def test_a_period_that_is_given_with_the_type_stays(desk: OpenDesk) -> None:
    audit = desk.desk.record(begun(desk), {TYPE: "flash", FROM: "2026-02-01"}).audit

    assert audit.text(FROM) == "2026-02-01"
    assert look_back.is_moved(audit)


def test_the_note_prints_the_period_of_the_type(desk: OpenDesk) -> None:
    note = compose_note(begun(desk, type="themed"), NoteOccasion(MOMENT))

    assert NoteFact("Period audited", "21 May 2026 to 21 November 2026") in note.facts


def test_a_tool_without_types_has_one_period() -> None:
    one = ("header:\n", "look_back: {months: 3, text: A quarter}\nheader:\n")

    assert look_back.usual_months(format_tool(one), "themed") == 3
    assert look_back.types_with_a_period(format_tool(one)) == ()
    assert look_back.period_words(format_tool(one)) == "A quarter"
    assert look_back.usual_months(format_tool(), "themed") is None
    assert not look_back.is_moved(format_audit({paths.about("audit_date"): "2026-11-21"}))


def test_the_words_of_the_period_name_each_type_that_has_its_own() -> None:
    assert look_back.period_words(format_tool(BY_TYPE)) == "A year. Themed: 6 months. Flash: 1 month"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("themed: 6", "themes: 6", '"themes" is no answer to "audit_type"; did you mean "themed"?'),
        ("id: audit_type", "id: kind", 'need a header field "audit_type" of type choice'),
    ],
)
def test_months_for_a_type_that_no_audit_can_have_are_a_mistake(before: str, after: str, said: str) -> None:
    with pytest.raises(SeveralProblems) as raised:
        format_tool(BY_TYPE, (before, after))

    assert said in str(raised.value.mistakes[0])

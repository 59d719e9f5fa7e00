"""Which audits a record can point to, and what is refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.ids import AuditId
from qa_desktop.errors import InputProblem, NotAllowed, NotFound, SeveralProblems
from qa_desktop.services.answers_file import AnswersFile
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk, new_desk, sign_an_audit
from tests.full_answers import answers_file
from tests.sample_audits import shipped_tool

PANEL = "bra-validation-panel"
GRADE = paths.header("audit_grade")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenDesk]:
    made = new_desk(Path(tmp_path_factory.mktemp("links")) / "profile")
    yield made
    made.desk.close()


@pytest.fixture(scope="module")
def signed(opened: OpenDesk) -> AuditId:
    return sign_an_audit(opened.desk)


@pytest.fixture
def record(opened: OpenDesk, signed: AuditId) -> Audit:
    assert signed
    return opened.desk.start_audit(StartRequest(PANEL, "48-2207"))


def test_only_signed_audits_of_the_right_tool_are_offered(opened: OpenDesk, signed: AuditId, record: Audit) -> None:
    opened.desk.start_audit(StartRequest("bra-live-audit", "48-2207"))

    (one,) = opened.desk.link_audit.offered(record, "audited")

    assert one.id == signed
    assert one.words == "Live Case File Audit, 48-2207, 21 November 2026, Ada Auditor"


def test_what_is_taken_over_cannot_be_changed_until_the_audit_is_let_go(
    opened: OpenDesk, signed: AuditId, record: Audit
) -> None:
    desk = opened.desk
    linked = desk.record(record, desk.link_audit(record, "audited", signed)).audit
    with pytest.raises(SeveralProblems) as raised:
        desk.record(linked, {GRADE: "good"})

    assert "taken over from another audit" in raised.value.sentence
    free = desk.record(linked, desk.link_audit(linked, "audited", None)).audit

    assert linked.value(GRADE) == "requires_improvement"
    assert free.value(GRADE) is None
    assert desk.record(free, {GRADE: "good"}).audit.value(GRADE) == "good"


def test_it_can_be_undone_in_one_step(opened: OpenDesk, signed: AuditId, record: Audit) -> None:
    desk = opened.desk
    recorded = desk.record(record, desk.link_audit(record, "audited", signed))

    back = desk.record(recorded.audit, recorded.before).audit

    assert back.value(GRADE) is None
    assert back.value(paths.header("audited")) is None


def test_a_draft_a_stranger_and_oneself_are_refused(opened: OpenDesk, record: Audit) -> None:
    desk = opened.desk
    draft = desk.start_audit(StartRequest("bra-live-audit", "48-2207"))
    other = desk.start_audit(StartRequest("bra-feedback", "48-2207"))

    with pytest.raises(NotAllowed, match="not signed yet"):
        desk.link_audit(record, "audited", draft.id)
    with pytest.raises(NotAllowed, match="asks for an audit with bra-live-audit"):
        desk.link_audit(record, "audited", other.id)
    with pytest.raises(NotAllowed, match="to itself"):
        desk.link_audit(record, "audited", record.id)
    with pytest.raises(NotFound):
        desk.link_audit(record, "audited", AuditId("nowhere"))
    with pytest.raises(InputProblem, match="asks in: audited"):
        desk.link_audit(record, "chair", draft.id)


def test_a_record_for_others_points_to_nothing_private(opened: OpenDesk) -> None:
    desk, numbers = opened.desk, (f"entry-{number:04}" for number in range(10_000))
    tool = shipped_tool("roc-practice-standards")
    check = desk.start_audit(StartRequest(tool.id, "48-2207"))
    desk.record(check, AnswersFile(numbers.__next__).read(tool, answers_file(tool)))
    private = desk.sign_audit(check.id)
    record = desk.start_audit(StartRequest("dur-deep-dive", "48-2207"))
    item = record.tool.item("dur-dd.3.audit")
    assert item is not None

    assert private.id not in [one.id for one in desk.link_audit.offered(record, item.id)]
    with pytest.raises(NotAllowed, match="private to its owner"):
        desk.link_audit(record, item.id, private.id)
    assert desk.link_audit.find(item, private.id, is_private=True).id == private.id


def test_an_answers_file_names_the_audit_by_its_id(opened: OpenDesk, signed: AuditId, tmp_path: Path) -> None:
    desk = opened.desk
    file = tmp_path / "answers.yaml"
    file.write_text(f"header: {{audited: {signed}, audit_auditor: Ada Auditor}}", encoding="utf-8")

    values = desk.answers_from_file(desk.tool(PANEL), file)
    audit = desk.start_audit(StartRequest(PANEL, "48-2207", fields=values))

    assert audit.value(GRADE) == "requires_improvement"
    assert audit.is_taken_over("audit_grade")


def test_an_answers_file_may_not_say_otherwise_than_the_audit(
    opened: OpenDesk, signed: AuditId, tmp_path: Path
) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(f"header: {{audited: {signed}, audit_auditor: Somebody}}", encoding="utf-8")

    with pytest.raises(SeveralProblems) as raised:
        opened.desk.answers_from_file(opened.desk.tool(PANEL), file)

    assert "taken over from the audit named; leave it out" in raised.value.sentence


def test_an_audit_that_is_not_here_is_told_with_its_line(opened: OpenDesk, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text("header:\n  audited: nowhere", encoding="utf-8")

    with pytest.raises(SeveralProblems) as raised:
        opened.desk.answers_from_file(opened.desk.tool(PANEL), file)

    (mistake,) = raised.value.mistakes
    assert (mistake.where, mistake.line) == ("audited", 2)

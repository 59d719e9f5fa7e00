"""Panels, meetings and moderation sessions look again at signed audits, which stay as they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from qa_desktop import cli
from qa_desktop.domain import paths
from qa_desktop.domain.audit import Audit
from qa_desktop.domain.audit_link import link_in
from qa_desktop.domain.consequences import deadlines
from qa_desktop.domain.dip_sample import SEED
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.inbox import InboxNeed
from qa_desktop.domain.operation import Value
from qa_desktop.domain.provisional import is_provisional
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.errors import InputProblem
from qa_desktop.services.answers_file import AnswersFile
from qa_desktop.services.desk import Desk
from qa_desktop.services.look_again import LookAgainRequest
from qa_desktop.services.start_audit import StartRequest
from tests.desks import PASSPHRASE, OpenDesk, new_desk, sign_an_audit
from tests.full_answers import answers_file
from tests.sample_audits import COMPLETE_BRA

NOVEMBER, OCTOBER = ReportPeriod.parse("2026-11"), ReportPeriod.parse("2026-10")
PANEL = "bra-validation-panel"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenDesk]:
    """Give an officer's profile with four signed audits of Bracknell Forest and two each of Slough and Durham."""
    made = new_desk(Path(tmp_path_factory.mktemp("again")) / "profile", "Olu Officer", Role.QA_OFFICER)
    for _ in range(4):
        sign_an_audit(made.desk)
    for tool in ("slo-case-audit", "dur-collaborative-audit"):
        for number in range(2):
            sign_full(made.desk, tool, f"{tool}-{number}")
    yield made
    made.desk.close()


def sign_full(desk: Desk, tool: str, subject: str) -> None:
    audit = desk.start_audit(StartRequest(tool, subject))
    numbers = iter(range(10_000))
    read = AnswersFile(lambda: f"entry-{next(numbers):04}").read(audit.tool, answers_file(audit.tool))
    audit = desk.record(audit, {path: value for path, value in read.items() if audit.value(path) in (None, "")}).audit
    roles = [(block.role, desk.owner.name) for block in audit.signatories()]
    desk.sign_audit(desk.record_signature.typed(audit, roles).id)


def linked(record: Audit) -> set[AuditId]:
    fields = record.record.fields.values()
    held = [link_in(one.value) for one in fields if one.path.startswith(("header/", "answer/"))]
    return {one.audit for one in held if one is not None}


def panel(desk: Desk, number: int = 2, seed: str = "november panel") -> tuple[Audit, ...]:
    return desk.looking_again.again(LookAgainRequest(PANEL, NOVEMBER, number, seed))


def test_b8_the_monthly_panel_draws_submitted_audits_and_says_whether_each_is_justified(office: OpenDesk) -> None:
    desk = office.desk

    first, second = panel(desk)
    said: dict[str, Value] = {
        paths.answer("bra-val.1"): "Every standard is covered.",
        paths.answer("bra-val.2"): "no",
        paths.answer("bra-val.2", "comment"): "The chronology was not looked at.",
    }
    judged = desk.record(first, said).audit
    desk.sign_audit(desk.record_signature.typed(judged, [("moderator", "Olu Officer")]).id)

    assert linked(first) != linked(second)
    (audited,) = linked(first)
    original = desk.open_audit(audited)
    assert judged.value(paths.header("audit_grade")) == original.overall_grade == "requires_improvement"
    assert desk.open_audit(first.id).answer("bra-val.2").value == "no"
    assert original.is_signed


def test_b8_anybody_draws_the_same_audits_again_from_the_same_seed(office: OpenDesk) -> None:
    desk = office.desk

    once, again, other = (set().union(*map(linked, panel(desk, 2, seed))) for seed in ("a", "a", "another one"))
    record = panel(desk, 2, "a")[0]

    assert once == again
    assert len(other) == 2
    assert desk.looking_again.again.check(record) == "As the seed draws them: 2 of 4 audits."
    # Half of all other seeds draw this audit too, by chance.
    forged = (desk.record(record, {SEED: f"another seed {number}"}).audit for number in range(20))
    assert any("Not as the seed draws them" in desk.looking_again.again.check(one) for one in forged)


def test_b8_too_few_and_a_tool_that_asks_for_no_audit_are_refused(office: OpenDesk) -> None:
    again = office.desk.looking_again.again

    with pytest.raises(InputProblem, match="4 audits that can be looked at were signed in 2026-11; you asked for 5"):
        again(LookAgainRequest(PANEL, NOVEMBER, 5))
    with pytest.raises(InputProblem, match="0 audits"):
        again(LookAgainRequest(PANEL, OCTOBER, 1))
    with pytest.raises(InputProblem, match="asks for no audit"):
        again(LookAgainRequest("bra-feedback", NOVEMBER, 1))


def test_s4_a_meeting_is_formed_by_random_draw_with_a_record_of_every_case(office: OpenDesk) -> None:
    desk = office.desk

    (record,) = desk.looking_again.again(LookAgainRequest("slo-moderation", NOVEMBER, 2, "meeting"))

    assert record.value(paths.answer("slo-mod.1")) == "random"
    assert len(linked(record)) == 2
    cases = [str(one.value) for key, one in record.answers.items() if key.startswith("slo-mod.1.case")]
    assert sorted(cases) == ["slo-case-audit-0", "slo-case-audit-1"]
    assert desk.looking_again.again.check(record) == "As the seed draws them: 2 of 2 audits."


def test_s4_a_meeting_is_formed_by_theme(office: OpenDesk) -> None:
    desk = office.desk
    (drawn,) = desk.looking_again.again(LookAgainRequest("slo-moderation", NOVEMBER, 1, "x"))
    chosen = tuple(linked(drawn))

    (record,) = desk.looking_again.again(
        LookAgainRequest("slo-moderation", NOVEMBER, chosen=chosen, theme="Voice of the child")
    )

    assert record.value(paths.answer("slo-mod.1")) == "thematic"
    assert record.answer("slo-mod.1").comment == "Voice of the child"
    assert linked(record) == set(chosen)
    with pytest.raises(InputProblem, match="names no draw"):
        desk.looking_again.again.check(record)


def test_d8_the_feedback_of_a_quarters_moderation_is_recorded_at_the_start_of_the_next(office: OpenDesk) -> None:
    desk = office.desk
    quarter = ReportPeriod.parse("2026-Q4")

    (record,) = desk.looking_again.again(LookAgainRequest("dur-moderation", quarter, 2, "q4"))
    said: dict[str, Value] = {
        paths.answer("dur-mod.1"): "Audits are made alike; plans are graded more kindly than assessments.",
        paths.answer("dur-mod.1.given"): "2027-01-04",
    }
    record = desk.record(record, said).audit

    assert record.subject == "2026-Q4"
    assert len(linked(record)) == 2
    (due,) = [one.on for one in deadlines(record) if one.rule.id == "feedback"]
    assert due == date(2027, 1, 1)
    assert record.value(paths.answer("dur-mod.1.given")) == "2027-01-04"


def test_b4_a_disagreement_that_remains_goes_to_the_quality_assurance_team_with_both_views(tmp_path: Path) -> None:
    desk = new_desk(tmp_path / "profile", "Olu Officer", Role.QA_OFFICER).desk
    views: dict[str, Value] = {
        "disagreement/d1/about": "overall",
        "disagreement/d1/auditor_view": "Requires improvement",
        "disagreement/d1/practitioner_view": "Good",
        "disagreement/d1/advice": "asked",
    }
    audit = desk.start_audit(StartRequest("bra-live-audit", "48-2208"))
    audit = desk.record(audit, {**COMPLETE_BRA, paths.SUBJECT: "48-2208", **views}).audit
    named = [("auditor", desk.owner.name), ("practitioner", "A. Practitioner")]

    signed = desk.sign_audit(desk.record_signature.typed(audit, named).id)

    assert InboxNeed.DISAGREEMENT in desk.inbox.needs(signed.id)
    assert is_provisional(signed)
    (one,) = signed.disagreements
    assert (one.auditor_view, one.practitioner_view, one.advice) == ("Requires improvement", "Good", "asked")
    assert signed.overall_grade == "requires_improvement"
    desk.close()


def test_a_panel_is_begun_and_checked_from_the_command_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = new_desk(tmp_path / "profile", "Olu Officer", Role.QA_OFFICER)
    audited = sign_an_audit(made.desk)
    made.desk.close()
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))
    place = ["--data", str(tmp_path / "profile")]
    begin = ["panel", "begin", "--tool", PANEL, "--period", "2026-11", *place]

    assert cli.run([*begin, "--draw", "1", "--seed", "s", "--json"]) == 0
    (record,) = json.loads(capsys.readouterr().out)
    assert cli.run(["panel", "check", record["id"], *place]) == 0
    checked = capsys.readouterr().out
    assert cli.run([*begin, "--audit", str(audited)]) == 0

    assert record["draw"]["seed"] == "s"
    assert checked == "As the seed draws them: 1 of 1 audits.\n"
    assert "48-2207" in capsys.readouterr().out

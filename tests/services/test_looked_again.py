"""What a panel, a meeting and a moderator said of an audit is told at the audit once their record is signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.looked_again import said_of
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import AuditState, Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.services.look_again import LookAgainRequest
from tests.desks import OpenDesk, new_desk, sign_an_audit
from tests.full_audits import signed_in_full

NOVEMBER = ReportPeriod.parse("2026-11")


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    made = new_desk(tmp_path / "profile", "Olu Officer", Role.QA_OFFICER)
    yield made
    made.desk.close()


def test_b8_what_the_panel_said_is_told_once_it_is_signed_and_nothing_that_it_took_over(officer: OpenDesk) -> None:
    desk = officer.desk
    audit, other = sign_an_audit(desk), sign_an_audit(desk)
    said: dict[str, Value] = {
        paths.header("audited"): (audit, "The audit"),
        paths.answer("bra-val.1"): "Every standard is covered",
        paths.answer("bra-val.2"): "no",
        paths.answer("bra-val.2", "comment"): "The plan has no dates",
    }
    record = signed_in_full(desk, "bra-validation-panel", said)
    (draft,) = desk.looking_again.again(LookAgainRequest("bra-validation-panel", NOVEMBER, chosen=(audit,)))
    desk.record(draft, {paths.answer("bra-val.1"): "Not told before it is signed"})

    lines = said_of(record, audit)

    assert lines[:2] == (
        "How good is the audit that was submitted? Every standard is covered.",
        "Does what the audit says justify its grade? No. The plan has no dates.",
    )
    assert said_of(record, other) == ()
    assert said_of(desk.open_audit(draft.id), audit) == ()


def test_s4_of_a_meeting_about_several_audits_each_is_told_its_own_part(officer: OpenDesk) -> None:
    desk = officer.desk
    desk.authority_settings.choose("durham")
    first, second = (signed_in_full(desk, "dur-collaborative-audit", {}, f"48-{number}").id for number in (1, 2))
    (record,) = desk.looking_again.again(LookAgainRequest("dur-moderation", NOVEMBER, chosen=(first, second)))
    items = [item for section in record.tool.sections if section.repeat for item in section.items]
    asked = next(item for item in items if item.type.value == "text" and item.taken_from is None)
    parts = [part for section in record.shown_sections() if section.repeat for part in record.parts(section)]
    keys = [next(str(item.id) for item in part.section.items if str(item.id).startswith(asked.id)) for part in parts]
    words = dict(zip(keys, ("Said of the first", "Said of the second"), strict=True))
    desk.record(record, {paths.answer(key): text for key, text in words.items()})
    draft = desk.open_audit(record.id)
    signed = replace(draft, record=replace(draft.record, state=AuditState.SIGNED))

    told = [" ".join(said_of(signed, one)) for one in (first, second)]

    assert ["Said of the first" in one for one in told] == [True, False]
    assert ["Said of the second" in one for one in told] == [False, True]

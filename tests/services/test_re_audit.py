"""A re-audit knows the first audit and its open actions, and takes over nothing that was found (P-12)."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa_desktop.domain import paths
from qa_desktop.domain.audit_link import linked_audits
from qa_desktop.domain.compose_note import NoteOccasion, compose_note
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.follow_up_rules import Review
from qa_desktop.domain.record import Role
from qa_desktop.errors import NotAllowed
from qa_desktop.services.start_audit import StartRequest
from tests.desks import MOMENT, OpenDesk, new_desk
from tests.full_audits import actions, signed_in_full

FINDINGS = ("answer", "evidence", "overall", "action", "summary", "section", "point", "disagreement", "signature")


@pytest.fixture
def desk(tmp_path: Path) -> OpenDesk:
    return new_desk(tmp_path, "Sen Manager", Role.MANAGER)


def test_a_re_audit_takes_context_and_open_actions_and_no_finding(desk: OpenDesk) -> None:
    plan = actions(("a1", "2026-12-01"), ("a2", "2026-12-02"))
    first = signed_in_full(desk.desk, "her-audit", plan, "HER-48")
    desk.desk.follow_up.review(first.id, "a1", Review(progress=Progress.DONE))

    again = desk.desk.re_audit(first.id)

    assert (again.subject, again.tool.id, again.is_signed) == ("HER-48", "her-audit", False)
    assert again.text(paths.about("team")) == "North"
    assert again.text(paths.about("practitioner")) == "P. Worker"
    assert linked_audits(again) == (first.id,)
    assert again.text(paths.OPEN_ACTIONS) == "Do a2 and say so (P. Worker, due 2 December 2026)"
    found = {paths.Path.parse(path).group for path, one in again.record.fields.items() if one.value is not None}
    assert not found & set(FINDINGS)
    assert again.overall_grade == ""
    assert desk.store.actions.pointing_to(first.id) == (again.id,)


def test_a_re_audit_prints_what_it_follows(desk: OpenDesk) -> None:
    first = signed_in_full(desk.desk, "roc-t1-generic", actions(("a1", "2026-12-01")))

    again = desk.desk.re_audit(first.id)

    facts = {one.label: one.value for one in compose_note(again, NoteOccasion(MOMENT)).facts}
    assert facts["Re-audit of"] == "Tier 1 Generic Audit Tool, 48-7, 21 November 2026, Sen Manager"
    assert facts["Actions open before"] == "Do a1 and say so (P. Worker, due 1 December 2026)"


def test_only_a_signed_audit_is_audited_again(desk: OpenDesk) -> None:
    draft = desk.desk.start_audit(StartRequest("her-audit", "HER-48"))

    with pytest.raises(NotAllowed, match="not signed yet"):
        desk.desk.re_audit(draft.id)

"""What a manager fills in after the signature reaches the auditor by sync, and stands in the history."""

from __future__ import annotations

from datetime import date

from qa_desktop.domain import follow_up, paths
from qa_desktop.domain.entries import Progress
from qa_desktop.domain.follow_up_rules import Review
from qa_desktop.domain.projection import late_entries
from qa_desktop.domain.record import Role
from qa_desktop.domain.tracker import ActionQuestion, ActionsShown
from tests.full_audits import actions, signed_in_full
from tests.sync.signed_in import MakeDesk
from tests.sync.two_people import sync


def test_r107_the_manager_checks_on_their_laptop_what_the_auditor_marked_as_done(make_desk: MakeDesk) -> None:
    auditor, manager = make_desk("Ada Auditor"), make_desk("Tess Manager", Role.MANAGER)
    sync(auditor, manager)
    audit_id = signed_in_full(auditor.desk, "roc-t1-plo", actions(("a1", "2026-12-21"))).id
    auditor.desk.follow_up.review(audit_id, "a1", Review(completed="Written up", progress=Progress.DONE))
    sync(auditor, manager)
    assert [one.id for one in manager.desk.actions(ActionQuestion(ActionsShown.CHECK))] == ["a1"]

    manager.desk.follow_up.review(audit_id, "a1", Review(date(2026, 12, 3), initials="TM"))
    manager.desk.follow_up.check(audit_id, "a1", date(2026, 12, 3))
    sync(manager, auditor)

    audit = auditor.desk.open_audit(audit_id)
    half = follow_up.supervision(audit, "a1")
    assert (half.completed, half.initials, half.checked_by) == ("Written up", "TM", "Tess Manager")
    assert [one.id for one in auditor.desk.actions(ActionQuestion(ActionsShown.CLOSED))] == ["a1"]
    told = auditor.desk.history(audit_id, follow_up.of_action("a1", "checked_on"))
    assert [(one.author, one.value) for one in told] == [("Tess Manager", "2026-12-03")]
    assert late_entries(auditor.store.operations(audit_id)) == ()
    assert audit.value(paths.SIGNED) == manager.desk.open_audit(audit_id).value(paths.SIGNED)
    assert manager.desk.sync_facts().refused == auditor.desk.sync_facts().refused == ()

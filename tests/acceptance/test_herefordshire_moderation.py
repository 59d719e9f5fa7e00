"""Herefordshire: what lead and peer grade otherwise goes to a moderator in week 4, whose grade is final."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qa_desktop.domain import pairs, paths
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.inbox import InboxNeed
from qa_desktop.domain.provisional import is_provisional, outcome_words
from qa_desktop.domain.record import Role
from qa_desktop.domain.work_due import Closing
from qa_desktop.domain.work_list import Scope, WorkFilter
from qa_desktop.errors import NotAllowed, NotFound, SeveralProblems
from tests.acceptance.pairs import moderated, submitted
from tests.desks import OpenDesk
from tests.documents.reading import bare, pages
from tests.sync.signed_in import MakeDesk
from tests.sync.two_people import sync

PLANS = "her-audit.3"
WAITS = ("deadline.moderation", "task.moderation")


@pytest.mark.parametrize(
    ("lead", "peer", "overall", "keys"),
    [
        ({}, {}, "good", ()),
        ({}, {PLANS: "inadequate"}, "good", (PLANS,)),
        ({}, {}, "requires_improvement", ("overall",)),
    ],
)
def test_h4_any_domain_or_overall_difference_opens_a_moderation(
    make_desk: MakeDesk, lead: dict[str, str], peer: dict[str, str], overall: str, keys: tuple[str, ...]
) -> None:
    two = submitted(make_desk, lead, peer, overall)

    page = two.officer.desk.looking_again.moderate.page()

    assert [tuple(one.key for one in entry.pair.differences) for entry in page.entries] == ([keys] if keys else [])
    needs = two.officer.desk.inbox.needs(two.led)
    assert (InboxNeed.MODERATION in needs) is bool(keys)


def test_h4_it_is_due_by_the_end_of_week_4_and_closes_filing_until_then(make_desk: MakeDesk) -> None:
    two = submitted(make_desk, {}, {PLANS: "inadequate"})

    (entry,) = two.officer.desk.looking_again.moderate.page().entries

    assert entry.due == date(2026, 11, 27)
    for one in (two.officer, two.lead):
        audit = one.desk.open_audit(two.led)
        assert is_provisional(audit)
        with pytest.raises(SeveralProblems) as raised:
            one.desk.record(audit, {paths.filing("upload", "done"): True})
        assert "provisional" in raised.value.mistakes[0].message
    note = two.lead.desk.documents_of(two.led)
    assert note


def test_h5_the_moderators_grade_and_plan_are_kept_beside_both_forms_and_told_to_both(make_desk: MakeDesk) -> None:
    two = submitted(make_desk, {}, {PLANS: "inadequate"})
    moderator = make_desk("Mo Moderator", Role.MODERATOR)
    sync(moderator, two.officer)
    moderate = two.officer.desk.looking_again.moderate
    (entry,) = moderate.page().entries
    given = moderate.give(entry.pair.id, "Mo Moderator")
    sync(two.officer, moderator)

    record = moderator.desk.allocate.start(given.id)
    assert record.text(paths.about("team")) == "North"
    moderated(moderator.desk, record, "requires_improvement")
    sync(moderator, two.officer, two.lead, two.peer)

    assert given.due == date(2026, 11, 27)
    assert record.value(paths.answer("her-mod.lead.3")) == "good"
    assert record.value(paths.answer("her-mod.peer.3")) == "inadequate"
    assert record.value(paths.answer("her-mod.1")) == ("domain",)
    for one, own in two.forms:
        audit = one.desk.open_audit(own)
        assert outcome_words(audit) == (
            "Moderated on 21 November 2026 by Mo Moderator. Final grade: Requires improvement. "
            "What lead and peer gave is kept as it was."
        )
        assert audit.overall_grade == "good"
        assert not is_provisional(audit)
    assert one.desk.record(audit, {paths.filing("upload", "done"): True}).audit.filing["upload"].done
    (settled,) = moderate.page(settled=True).entries
    kept = settled.pair
    assert kept.moderation is not None
    grades = [pairs.grades(form)[PLANS].code for form in kept.both or ()]
    assert grades == ["good", "inadequate"]
    assert kept.moderation.overall_grade == "requires_improvement"
    assert [action.what for action in kept.moderation.actions] == [
        "Rewrite the plan from the assessment and share it with the family"
    ]
    assert moderate.page().entries == ()


def test_h5_what_waits_for_the_moderator_in_both_forms_is_closed_by_the_signed_record(make_desk: MakeDesk) -> None:
    two = submitted(make_desk, {}, {PLANS: "inadequate"})
    moderate = two.officer.desk.looking_again.moderate
    (entry,) = moderate.page().entries
    everybody = (two.officer, two.lead, two.peer)
    before = [open_moderation(one) for one in everybody]

    record = moderate.begin(entry.pair.id)
    begun = open_moderation(two.officer)
    moderated(two.officer.desk, record, "requires_improvement")
    at_the_officers = open_moderation(two.officer)
    sync(two.officer, two.lead, two.peer)

    led = {(two.led, key) for key in WAITS}
    assert (before[0], begun) == (led, led), "once for the case"
    assert (before[1] & led, before[2]) == (led, led)
    assert [at_the_officers, *(open_moderation(one) for one in everybody)] == [set()] * 4


def test_h5_the_note_of_both_forms_is_made_anew_and_says_what_moderation_came_to(
    make_desk: MakeDesk, tmp_path: Path
) -> None:
    two = submitted(make_desk, {}, {PLANS: "inadequate"})
    with pytest.raises(NotAllowed, match="nor was it moderated"):
        two.lead.desk.renew_note(two.led)
    moderate = two.officer.desk.looking_again.moderate
    (entry,) = moderate.page().entries
    moderated(two.officer.desk, moderate.begin(entry.pair.id), "requires_improvement")
    sync(two.officer, two.lead, two.peer)
    before = notes(two.lead, two.led, tmp_path)

    assert two.lead.desk.renew_note.is_wanted(two.lead.desk.open_audit(two.led))
    two.lead.desk.renew_note(two.led)
    two.officer.desk.renew_note(two.peered)
    sync(two.lead, two.officer, two.peer, two.lead)

    after = notes(two.officer, two.led, tmp_path)
    told = bare("Final grade: Requires improvement. What lead and peer gave is kept as it was.")
    assert len(after) == len(before) + 1
    assert [told in one for one in before] == [False] * len(before)
    assert [told in one for one in after] == [*[False] * len(before), True]
    assert bare("Provisional grade") not in after[-1]
    assert told in notes(two.peer, two.peered, tmp_path)[-1]
    assert not any(one.desk.renew_note.is_wanted(one.desk.open_audit(own)) for one, own in two.forms)
    assert two.lead.desk.open_audit(two.led).overall_grade == "good"
    with pytest.raises(NotAllowed):
        two.lead.desk.renew_note(two.led)


def notes(one: OpenDesk, audit_id: AuditId, folder: Path) -> list[str]:
    """Return what the copies for filing say, the oldest first."""
    found = [note for note in one.store.documents_of(audit_id) if note.kind == "filing_note"]
    return [bare("".join(pages(note.data, folder))) for note in found]


def open_moderation(one: OpenDesk) -> set[tuple[AuditId, str]]:
    """What still waits for a moderator on a laptop."""
    found = one.desk.work(WorkFilter(Scope.ALL, limit=1000))
    return {(line.audit, line.key) for line in found if line.closing == Closing.MODERATION.value}


def test_nobody_moderates_a_case_that_they_audited_or_before_both_are_signed(make_desk: MakeDesk) -> None:
    two = submitted(make_desk, {}, {PLANS: "inadequate"})
    moderate = two.officer.desk.looking_again.moderate
    (entry,) = moderate.page().entries

    with pytest.raises(NotAllowed, match="Who audited the case"):
        moderate.give(entry.pair.id, "Lea Lead")
    with pytest.raises(NotAllowed, match="both forms must be signed"):
        two.lead.desk.looking_again.moderate.begin(entry.pair.id)


def test_a_moderation_that_was_begun_is_gone_on_with(make_desk: MakeDesk) -> None:
    two = submitted(make_desk, {}, {PLANS: "inadequate"})
    moderate = two.officer.desk.looking_again.moderate
    (entry,) = moderate.page().entries

    first = moderate.begin(entry.pair.id)

    assert moderate.begin(entry.pair.id).id == first.id
    assert first.value(paths.answer("her-mod.peer.3")) == "inadequate"
    assert two.officer.store.rebuild_projections() == 0


def test_a_moderation_is_not_begun_before_both_forms_have_arrived(make_desk: MakeDesk) -> None:
    two = submitted(make_desk, {}, {PLANS: "inadequate"})
    moderator = make_desk("Mo Moderator", Role.MODERATOR)
    sync(moderator, two.officer)
    moderate = two.officer.desk.looking_again.moderate
    (entry,) = moderate.page().entries
    given = moderate.give(entry.pair.id, "Mo Moderator")
    stream = f"allocations:{moderator.desk.owner.id}"
    told = two.officer.store.operations(AuditId(stream))
    moderator.store.bring([two.officer.desk.owner], told, [])

    with pytest.raises(NotFound, match="Both forms of this case are needed"):
        moderator.desk.allocate.start(given.id)

    assert moderator.desk.allocate.own() != ()

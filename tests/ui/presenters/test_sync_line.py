"""The sync line tells the truth in one line, and grows louder once the authority's limit has passed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from qa_desktop.domain.enrolment import Standing
from qa_desktop.domain.exchange import Outcome
from qa_desktop.domain.handover import HandedOver
from qa_desktop.domain.record import Unsent
from qa_desktop.domain.sync_watch import Phase, Progress
from qa_desktop.ui.presenters.sync_line import STANDINGS, LineFacts, sync_line, unsent_tone
from qa_desktop.ui.presenters.unsent_line import SyncTone, unsent_line
from tests.ui.samples import NOON

THURSDAY = NOON - timedelta(days=2) + timedelta(hours=4, minutes=5)
LAST_SYNC = THURSDAY


@pytest.mark.parametrize(
    ("unsent", "said"),
    [
        (Unsent(0, None), "All saved on this laptop · nothing waiting to be sent"),
        (
            Unsent(1, NOON - timedelta(minutes=5)),
            "All saved on this laptop · 1 item not yet sent, oldest less than an hour",
        ),
        (Unsent(3, NOON - timedelta(days=2)), "All saved on this laptop · 3 items not yet sent, oldest 2 days"),
    ],
)
def test_without_a_server_the_line_says_what_is_only_here_and_stays_calm(unsent: Unsent, said: str) -> None:
    line = sync_line(LineFacts(unsent), NOON)

    assert (line.words, line.tone, line.can_sync) == (said, SyncTone.CALM, False)
    assert unsent_line(unsent, NOON) == line


def test_with_a_server_the_line_says_when_everything_last_went_through() -> None:
    line = sync_line(LineFacts(Unsent(3, NOON - timedelta(days=2)), True, LAST_SYNC), NOON)

    assert line.words == "All saved on this laptop · 3 items not yet sent, oldest 2 days · last sync Thu 16:05"
    assert (line.tone, line.can_sync) == (SyncTone.CALM, True)


def test_a_sync_of_today_is_told_by_its_time_alone() -> None:
    line = sync_line(LineFacts(Unsent(0, None), True, NOON), NOON)

    assert line.words == "All saved on this laptop · everything sent · last sync 12:00"


def test_before_the_first_sync_the_line_says_so() -> None:
    assert sync_line(LineFacts(Unsent(0, None), True), NOON).words.endswith("not synced yet")


def test_while_a_sync_runs_the_line_says_so() -> None:
    line = sync_line(LineFacts(Unsent(0, None), True, LAST_SYNC, is_running=True), NOON)

    assert line.words.endswith("syncing now")


@pytest.mark.parametrize(
    ("days", "tone"),
    [(0, SyncTone.CALM), (2, SyncTone.CALM), (3, SyncTone.CAUTION), (8, SyncTone.CAUTION), (9, SyncTone.PROBLEM)],
)
def test_weekends_do_not_count_towards_the_limit(days: int, tone: SyncTone) -> None:
    """Noon is a Saturday: two days before is Thursday, one working day ago."""
    assert unsent_tone(NOON - timedelta(days=days), NOON) is tone


def test_a_longer_limit_of_the_authority_is_kept() -> None:
    assert unsent_tone(NOON - timedelta(days=7), NOON, limit_days=5) is SyncTone.CALM


def test_past_the_limit_the_line_says_only_on_this_laptop_with_a_shape() -> None:
    caution = sync_line(LineFacts(Unsent(3, NOON - timedelta(days=4)), True, LAST_SYNC), NOON)
    problem = sync_line(LineFacts(Unsent(3, NOON - timedelta(days=12)), True, LAST_SYNC), NOON)

    assert caution.words == "▲ Only on this laptop: 3 items, oldest 4 days · last sync Thu 16:05"
    assert problem.words.startswith("■ Only on this laptop: 3 items, oldest 12 days")


def test_what_was_refused_and_what_is_to_settle_is_said_and_never_calm() -> None:
    line = sync_line(LineFacts(Unsent(0, None), True, LAST_SYNC, refused=2, to_settle=1), NOON)

    assert "2 changes refused · 1 field to settle" in line.words
    assert line.tone is SyncTone.CAUTION


def test_a_run_says_how_far_it_is() -> None:
    facts = LineFacts(Unsent(400, NOON), True, LAST_SYNC, is_running=True, progress=Progress(Phase.SENDING, 120))

    assert sync_line(facts, NOON).words.endswith("sending, 120 of 400")


def test_a_run_says_how_much_of_what_arrived_is_taken_in() -> None:
    facts = LineFacts(Unsent(0, None), True, LAST_SYNC, is_running=True, progress=Progress(Phase.TAKING_IN, 3, 40))

    assert sync_line(facts, NOON).words == "All saved on this laptop · everything sent · taking in, 3 of 40"


def test_what_arrived_and_is_not_checked_is_said_while_nothing_runs() -> None:
    facts = LineFacts(Unsent(0, None), True, LAST_SYNC, arrived=1)

    assert sync_line(facts, NOON).words == (
        "All saved on this laptop · everything sent · 1 change arrived and not yet checked · last sync Thu 16:05"
    )


def test_after_a_receipt_the_line_says_who_has_it() -> None:
    facts = LineFacts(Unsent(0, None), True, LAST_SYNC, handed=HandedOver(12, NOON, "Olu Officer"))

    line = sync_line(facts, NOON)

    assert line.words == (
        "All saved on this laptop · handed over by file, confirmed by Olu Officer on 21 Nov · last sync Thu 16:05"
    )


def test_what_was_written_since_is_not_covered_by_a_receipt() -> None:
    facts = LineFacts(Unsent(2, NOON), handed=HandedOver(12, NOON, "Olu Officer"))

    assert "2 items not yet sent" in sync_line(facts, NOON).words
    assert "12 handed over by file" in sync_line(facts, NOON).words


def test_what_waits_on_the_server_is_not_called_unsent() -> None:
    line = sync_line(LineFacts(Unsent(0, None), True, LAST_SYNC, waiting=3), NOON)

    assert "not yet sent" not in line.words
    assert "3 changes wait on the server" in line.words


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.DONE])
def test_every_way_in_which_a_run_can_fail_is_said(outcome: Outcome) -> None:
    fine = sync_line(LineFacts(Unsent(0, None), True, LAST_SYNC, outcome=Outcome.DONE), NOON)

    assert sync_line(LineFacts(Unsent(0, None), True, LAST_SYNC, outcome=outcome), NOON).words != fine.words


@pytest.mark.parametrize(("minutes", "is_said"), [(4, False), (6, True), (-6, True)])
def test_a_clock_that_is_off_is_said(minutes: int, is_said: bool) -> None:  # noqa: FBT001 - a parameter of the test
    line = sync_line(LineFacts(Unsent(0, None), True, LAST_SYNC, drift=timedelta(minutes=minutes)), NOON)

    assert ("clock is wrong" in line.words) is is_said


@pytest.mark.parametrize("standing", [Standing.NEW, Standing.PENDING, Standing.REVOKED])
def test_while_this_laptop_may_not_sync_the_line_says_why_instead_of_the_last_sync(standing: Standing) -> None:
    line = sync_line(LineFacts(Unsent(3, NOON), True, standing=standing, outcome=Outcome.NOT_ADMITTED), NOON)

    assert STANDINGS[standing] in line.words
    assert "not synced yet" not in line.words
    assert line.tone is SyncTone.CAUTION


def test_an_enrolled_laptop_says_nothing_of_it() -> None:
    line = sync_line(LineFacts(Unsent(0, None), True, LAST_SYNC, standing=Standing.ENROLLED), NOON)

    assert line.words == sync_line(LineFacts(Unsent(0, None), True, LAST_SYNC), NOON).words


def test_what_a_server_said_that_is_no_longer_set_is_not_repeated() -> None:
    facts = LineFacts(Unsent(0, None), outcome=Outcome.SUSPENDED, drift=timedelta(days=1))

    assert sync_line(facts, NOON) == sync_line(LineFacts(Unsent(0, None)), NOON)

"""Lists of audits, their pages and their search; and how little of the store a read touches."""

from __future__ import annotations

from datetime import timedelta

import pytest

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import SummaryFilter, SummaryUpdate
from qa_desktop.domain.record import AuditState
from qa_desktop.errors import NotFound
from qa_desktop.models import home_rows, home_work_rows, reading
from tests.models.profiles import OpenedProfile

WORK_PLACES = (
    ("", ""),
    ("INDEXED BY work_by_person", " AND w.person = ?"),
    ("INDEXED BY work_by_team", " AND w.team = ?"),
)
"""Where work is read from: of everybody, of a person, of a team."""


def titled(profile: OpenedProfile, subject: str, practitioner: str = "Pat") -> AuditId:
    profile.clock.moment += timedelta(seconds=1)
    audit_id = profile.start_audit(subject)
    summary = SummaryUpdate("Live audit", "Council", subject, practitioner, "", 0, 7)
    profile.store.append([], summary={audit_id: summary})
    return audit_id


@pytest.fixture
def five(profile: OpenedProfile) -> list[AuditId]:
    audits = [titled(profile, f"CASE-{number}") for number in range(5)]
    profile.clock.moment += timedelta(seconds=1)
    profile.sign(audits[1])
    return audits


def test_the_audit_that_changed_last_comes_first(profile: OpenedProfile, five: list[AuditId]) -> None:
    listed = [one.id for one in profile.store.summaries(SummaryFilter())]

    assert listed == [five[1], five[4], five[3], five[2], five[0]]


def test_pages_follow_each_other_without_gap_or_repetition(profile: OpenedProfile, five: list[AuditId]) -> None:
    seen, last = [], None
    while page := profile.store.summaries(SummaryFilter(after=last, limit=2)):
        seen += [one.id for one in page]
        last = page[-1]

    assert sorted(seen) == sorted(five)
    assert len(seen) == 5


def test_lists_are_narrowed_by_state_tool_and_words(profile: OpenedProfile, five: list[AuditId]) -> None:
    titled(profile, "ŁÓDŹ 100%", "Siân")
    store = profile.store

    assert [one.id for one in store.summaries(SummaryFilter(state=AuditState.SIGNED))] == [five[1]]
    assert store.summaries(SummaryFilter(tool_id="another-tool")) == ()
    assert [one.subject for one in store.summaries(SummaryFilter(text="łódź siân"))] == ["ŁÓDŹ 100%"]
    assert [one.subject for one in store.summaries(SummaryFilter(text="100%"))] == ["ŁÓDŹ 100%"]
    assert store.summaries(SummaryFilter(text="'; DROP TABLE audit")) == ()


def test_a_place_is_remembered_and_is_no_operation(profile: OpenedProfile, five: list[AuditId]) -> None:
    before = profile.store.operations(five[0])

    profile.store.set_place(five[0], "section/s3/answer/q7/value", "Standard 3")

    assert profile.store.place(five[0]) == "section/s3/answer/q7/value"
    assert profile.store.place(five[1]) == ""
    assert profile.store.operations(five[0]) == before


def test_settings_and_tools_are_kept(profile: OpenedProfile) -> None:
    profile.store.set_setting("theme", "dark")
    profile.store.set_setting("theme", "light")
    profile.store.keep_tool("ab" * 32, b"{}")
    profile.store.keep_tool("ab" * 32, b"{}")

    again = profile.reopened().store
    assert (again.setting("theme"), again.setting("never set")) == ("light", "")
    assert again.tool_definition("ab" * 32) == b"{}"
    with pytest.raises(NotFound):
        again.tool_definition("cd" * 32)


@pytest.mark.parametrize(
    "statement",
    [
        home_rows._AUDITS,
        *(home_work_rows._LINES.format(index=index, own=own) for index, own in WORK_PLACES),
        *(home_work_rows._COUNT.format(index=index, own=own, what="w.due < ?") for index, own in WORK_PLACES),
        home_work_rows._COUNT.format(index="", own="", what="w.kind = ?"),
        home_rows._SIGNED_BETWEEN,
        reading._AUDIT,
        reading._FIELDS,
        reading._OPERATIONS,
    ],
)
def test_no_read_of_one_audit_or_of_the_home_page_walks_through_a_table(profile: OpenedProfile, statement: str) -> None:
    with profile.store._read() as run:
        plan = [str(row[3]) for row in run(f"EXPLAIN QUERY PLAN {statement}", ("x",) * statement.count("?"))]

    assert plan
    walked = [step for step in plan if step.startswith("SCAN") and step != "SCAN (subquery-1)"]
    assert not [*walked, *(step for step in plan if "TEMP B-TREE" in step)]


def test_counting_what_is_unsent_reads_one_row_each(profile: OpenedProfile, five: list[AuditId]) -> None:
    profile.store.mark_sent([one.op_id for one in profile.store.operations(five[0])], profile.clock.now())

    with profile.store._read() as run:
        counted = run("SELECT count(*), min(since) FROM outbox").fetchone()

    unsent = profile.store.unsent()
    assert unsent.oldest is not None
    assert counted == (unsent.count, unsent.oldest.isoformat(timespec="milliseconds"))

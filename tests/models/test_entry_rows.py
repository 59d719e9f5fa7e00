"""The tables of registers: rows follow the record, a correction takes its place, pages go on behind the last row."""

from __future__ import annotations

from datetime import date

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import EntryRow, SummaryUpdate
from qa_desktop.domain.register import EntryQuestion, Span
from qa_desktop.models import sync_leaving
from tests.models.profiles import OpenedProfile

TODAY = date(2026, 11, 21)
GOOD = ("kind", "success", "A key success", 1)


def summary(*entries: EntryRow, subject: str = "48-2207") -> SummaryUpdate:
    return SummaryUpdate("Notice", "Council", subject, "Pat", "", 0, 1, entries=entries)


def entry(day: str = "2026-11-02", *, amends: str = "", words: str = "") -> EntryRow:
    return EntryRow("notices", day, "Pat", words, (GOOD,), amends)


def put(profile: OpenedProfile, *entries: EntryRow, subject: str = "48-2207", signed: bool = True) -> AuditId:
    """Begin a record with these entries, signed as its row says."""
    audit_id = profile.start_audit()
    with profile.store._write() as run:
        run(
            "UPDATE audit SET state = ?, subject = ? WHERE id = ?", ("signed" if signed else "draft", subject, audit_id)
        )
    profile.store.append([], summary={audit_id: summary(*entries, subject=subject)})
    return audit_id


def counts(profile: OpenedProfile) -> list[tuple[str, int, int]]:
    """Return each month with its entries and how often the answer was given."""
    found = profile.store.registers.counts("notices", Span.MONTH)
    given = found.counted[0].by_period if found.counted else ()
    return list(zip(found.periods, found.entries, given, strict=True))


def test_rows_follow_the_record_and_go_with_it(profile: OpenedProfile) -> None:
    first, second = put(profile, entry()), put(profile, entry("2026-10-30"))
    assert counts(profile) == [("2026-11", 1, 1), ("2026-10", 1, 1)]

    profile.store.append([], summary={second: summary(entry("2026-11-30"))})
    assert counts(profile) == [("2026-11", 2, 2)]

    with profile.store._write() as run:
        run("DELETE FROM outbox WHERE audit = ?", (first,))
        run("DELETE FROM operation WHERE audit = ?", (first,))
        sync_leaving.forget_unbegun(run, first)
    assert counts(profile) == [("2026-11", 1, 1)]
    profile.store.append([], summary={second: summary()})
    assert counts(profile) == []


def test_a_record_whose_tool_names_no_register_leaves_the_rows_of_others_alone(profile: OpenedProfile) -> None:
    audit_id = put(profile, entry())

    profile.store.append([], summary={audit_id: SummaryUpdate("Notice", "Council", "48-2207", "Pat", "", 0, 1)})

    assert counts(profile) == [("2026-11", 1, 1)]


def test_a_draft_is_listed_and_does_not_count(profile: OpenedProfile) -> None:
    put(profile, entry(""), signed=False)

    assert counts(profile) == []
    (row,) = profile.store.registers.page(EntryQuestion("notices"), TODAY)
    assert (row.day, row.is_signed, row.counted) == ("", False, ("A key success",))


def test_a_signed_correction_takes_the_place_of_what_it_corrects(profile: OpenedProfile) -> None:
    wrong = put(profile, entry())
    with profile.store._write() as run:
        run(
            "INSERT INTO document (audit, id, kind, media_type, made_at, data) VALUES (?, 'note-1', '', '', '', x'')",
            (wrong,),
        )
    draft = put(profile, entry("2026-11-05", amends="note-1"), signed=False)
    assert counts(profile) == [("2026-11", 1, 1)], "nothing is corrected before the correction is signed"

    with profile.store._write() as run:
        run("UPDATE audit SET state = 'signed' WHERE id = ?", (draft,))
    profile.store.append([], summary={draft: summary(entry("2026-10-05", amends="note-1"))})

    assert counts(profile) == [("2026-10", 1, 1)]


def test_pages_go_on_behind_the_last_row_and_words_are_searched(profile: OpenedProfile) -> None:
    for number in range(7):
        put(profile, entry(f"2026-11-{1 + number // 2:02}", words="Drawn with the GRANDMOTHER" if number == 3 else ""))

    found, after = [], None
    while page := profile.store.registers.page(EntryQuestion("notices", after=after, limit=2), TODAY):
        found += [one.audit for one in page]
        after = page[-1]

    assert len(found) == len(set(found)) == 7
    (one,) = profile.store.registers.page(EntryQuestion("notices", text="grandmother drawn"), TODAY)
    assert one.day == "2026-11-02"
    assert profile.store.registers.page(EntryQuestion("notices", period="2026-12"), TODAY) == ()

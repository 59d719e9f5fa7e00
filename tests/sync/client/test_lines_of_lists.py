"""What lists show of audits that came by sync: worked out many at once, and never over what was written meanwhile."""

from __future__ import annotations

from datetime import timedelta

from qa_desktop.domain.conflict import conflicts
from qa_desktop.domain.exchange import Summarised
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.ports import SummaryFilter, SummaryUpdate
from tests.sync.client.laptops import Laptop

LINE = SummaryUpdate("Live audit", "Authority", "48-2207", "P. Worker", "good", 3, 5)


def shared_audit(auditor: Laptop, officer: Laptop) -> AuditId:
    audit = auditor.start_audit()
    auditor.put(audit, "comment/c1/text", "first words")
    auditor.sync()
    officer.sync()
    return audit


def test_a_line_is_kept_and_the_audit_stays_as_old_as_its_last_change(auditor: Laptop, officer: Laptop) -> None:
    shared_audit(auditor, officer)
    sync = officer.profile.store.sync
    (waiting,) = sync.to_summarise()

    sync.summarise([Summarised(waiting, LINE, 0)])

    (shown,) = officer.profile.store.summaries(SummaryFilter())
    assert (shown.tool_title, shown.subject, shown.complete_sections) == ("Live audit", "48-2207", 3)
    assert shown.changed_at == waiting.changed_at
    assert sync.to_summarise() == ()


def test_the_line_of_an_audit_that_was_written_in_meanwhile_waits_for_the_next_time(
    auditor: Laptop, officer: Laptop
) -> None:
    audit = shared_audit(auditor, officer)
    sync = officer.profile.store.sync
    (waiting,) = sync.to_summarise()
    officer.profile.clock.moment = waiting.changed_at + timedelta(minutes=1)
    officer.put(audit, "comment/c1/text", "written meanwhile")

    sync.summarise([Summarised(waiting, LINE, 0)])

    (shown,) = officer.profile.store.summaries(SummaryFilter())
    assert shown.tool_title != "Live audit"
    assert [one.audit for one in sync.to_summarise()] == [audit]


def test_lines_are_worked_out_page_by_page(auditor: Laptop, officer: Laptop) -> None:
    audits = sorted(shared_audit(auditor, officer) for _ in range(3))
    sync = officer.profile.store.sync

    pages = [sync.to_summarise("", 2), sync.to_summarise(audits[1], 2)]

    assert [[one.audit for one in page] for page in pages] == [audits[:2], audits[2:]]


def test_what_decides_about_conflicts_is_enough_to_find_them(auditor: Laptop, officer: Laptop) -> None:
    audit = shared_audit(auditor, officer)
    auditor.put(audit, "comment/c2/text", "of no conflict")
    for laptop, words in ((auditor, "mine"), (officer, "theirs")):
        laptop.put(audit, "comment/c1/text", words)
    for laptop in (auditor, officer):
        laptop.sync()
    sync = officer.profile.store.sync

    found = conflicts(sync.contested(audit))

    assert len(found) == 1
    assert found == conflicts(sync.in_server_order(audit))
    assert "comment/c2/text" not in {one.path for one in sync.contested(audit)}

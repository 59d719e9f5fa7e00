"""How often a laptop waits for a far server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qa_desktop.domain.exchange import Outcome, RunReport
from qa_desktop.sync.client import pushing
from qa_desktop.sync.client.connect import open_line
from qa_desktop.sync.client.engine import Engine
from tests.sync.patient_proxy import patient_proxy
from tests.sync.real_laptops import RealLaptop, new_real_laptop
from tests.sync.server.laptops import Server


@pytest.fixture
def auditor(server: Server, tmp_path: Path) -> Iterator[RealLaptop]:
    laptop = new_real_laptop(tmp_path / "ada", server, "Ada Auditor", "auditor")
    yield laptop
    laptop.profile.store.close()


def trips_of_a_sync(laptop: RealLaptop) -> tuple[int, RunReport]:
    """Sync on a line that is open; return how often the laptop waited for the server."""
    with patient_proxy(laptop.address.port) as proxy:
        line = open_line(replace(laptop.address, port=proxy.port), laptop.password)
        proxy.counts = True
        report = Engine(laptop.profile.store.sync, line, laptop.profile.store.owner.id, laptop.profile.clock).run()
        line.close()
        assert report.outcome is Outcome.DONE, report.words
        return proxy.trips, report


def test_a_sync_with_nothing_to_do_waits_twice_at_most(auditor: RealLaptop) -> None:
    audit = auditor.start_audit()
    auditor.sign(audit)
    auditor.sync()
    auditor.sync()

    trips, report = trips_of_a_sync(auditor)

    assert (report.sent, report.received, report.documents) == (0, 0, 0)
    assert trips <= 2


def test_a_large_outbox_is_waited_for_once_and_not_once_a_push(
    auditor: RealLaptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushing, "MOST_A_PUSH", 2)
    audit = auditor.start_audit()
    auditor.sync()
    auditor.sync()
    for number in range(8):
        auditor.put(audit, f"answer/q{number}/comment", "words")

    trips, report = trips_of_a_sync(auditor)

    assert report.sent == 8
    # hello with the first page, who is who, all pushes, the own operations in their places, the end of the feed
    assert trips <= 5


def test_documents_are_not_waited_for_part_by_part(auditor: RealLaptop) -> None:
    auditor.sync()
    for number in range(3):
        auditor.sign(auditor.start_audit(), bytes([number]) * 600_000)

    trips, report = trips_of_a_sync(auditor)

    # Three notes of three parts and the tool of each audit: twelve parts, and the questions which of them are wanted.
    assert report.documents == 6
    assert trips <= 9

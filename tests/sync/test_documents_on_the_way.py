"""Large documents on lines that break: what came through is not sent again, and every byte arrives."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qa_desktop.domain.exchange import Outcome
from qa_desktop.sync.client import blobs
from qa_desktop.sync.client.transport import PART_BYTES
from tests.sync.cutting_proxy import Way, cutting_proxy
from tests.sync.real_laptops import RealLaptop, new_real_laptop
from tests.sync.server.laptops import Server

PARTS = 8
CUT = 5 * PART_BYTES
KEPT = "SELECT count(*) FROM qa.blob_part p JOIN qa.blob b USING (stream_no, sha256) WHERE b.parts = 8"
SLACK = 100_000
"""Bytes of connecting, asking and the operations themselves, at most."""


@pytest.fixture
def auditor(server: Server, tmp_path: Path) -> Iterator[RealLaptop]:
    laptop = new_real_laptop(tmp_path / "ada", server, "Ada Auditor", "auditor")
    yield laptop
    laptop.profile.store.close()


@pytest.fixture
def officer(server: Server, tmp_path: Path) -> Iterator[RealLaptop]:
    laptop = new_real_laptop(tmp_path / "oli", server, "Oli Officer", "qa_officer")
    yield laptop
    laptop.profile.store.close()


def test_only_the_parts_that_are_missing_are_sent_after_a_break(
    auditor: RealLaptop, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A line that is cut loses what the server has not read yet: here each part is answered before the next is sent.
    monkeypatch.setattr(blobs, "MOST_PARTS_UNDER_WAY", 1)
    content = os.urandom(PARTS * PART_BYTES)
    auditor.sign(auditor.start_audit(), content)
    with cutting_proxy(server.cluster.port) as proxy:
        through = replace(auditor, address=replace(auditor.address, port=proxy.port))
        proxy.cut_after(CUT, Way.UP)
        assert through.sync().outcome is not Outcome.DONE
        kept = int(server.sql(KEPT))
        proxy.cut_after(None)
        before = proxy.passed

        report = through.sync()

        assert report.outcome is Outcome.DONE
        assert 0 < kept < PARTS
        assert proxy.passed - before < (PARTS - kept) * PART_BYTES + SLACK
    assert server.sql("SELECT complete FROM qa.blob WHERE parts = 8") == "t"


def test_a_document_of_ten_megabytes_arrives_byte_for_byte(auditor: RealLaptop, officer: RealLaptop) -> None:
    content = os.urandom(10_000_000)
    document = auditor.sign(auditor.start_audit(), content)

    auditor.sync()
    officer.sync()

    assert officer.profile.store.document(document).data == content

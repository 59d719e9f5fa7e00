"""A document of ten megabytes, up and down, over a line that breaks in the middle of it."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from qa_desktop.domain.exchange import Outcome
from tests.sync.cutting_proxy import Way, cutting_proxy
from tests.sync.real_laptops import RealLaptop, new_real_laptop
from tests.sync.server.laptops import Server

SIZE = 10 * 1024 * 1024
CUTS = (1_000_000, 3_000_000, 4_000_000)
"""Together less than the document: what went up before a break is not sent again."""


def broken(laptop: RealLaptop) -> bool:
    return laptop.sync().outcome is Outcome.BROKEN_OFF


def test_ten_megabytes_arrive_byte_for_byte_however_often_the_line_breaks(server: Server, tmp_path: Path) -> None:
    content = random.Random(20261203).randbytes(SIZE)  # noqa: S311 - a seed that is the same every time
    auditor = new_real_laptop(tmp_path / "ada", server, "Ada Auditor", "auditor")
    officer = new_real_laptop(tmp_path / "oli", server, "Oli Officer", "qa_officer")
    audit_id = auditor.start_audit()
    document = auditor.sign(audit_id, content)
    with cutting_proxy(server.cluster.port) as proxy:
        for laptop, way in ((auditor, Way.UP), (officer, Way.DOWN)):
            through = replace(laptop, address=replace(laptop.address, port=proxy.port))
            for after in CUTS:
                proxy.cut_after(after, way)
                assert broken(through), after

            proxy.cut_after(None)
            assert through.sync().documents >= 1

    assert officer.profile.store.document(document).data == content
    assert server.sql("SELECT count(*) FROM qa.blob WHERE NOT complete") == "0"
    for laptop in (auditor, officer):
        laptop.profile.store.close()

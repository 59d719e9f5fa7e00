"""Two of a pair who lock their first grades in the same moment both read the other's form."""

from __future__ import annotations

import threading

from qa_desktop.domain.operation import Operation
from tests.sync.server.laptops import Laptop, Server, until

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"


def locked(laptop: Laptop, audit: str, other: Laptop) -> Operation:
    facts = {"person": other.id, "relation": "reader", "pair": "case 1"}
    return laptop.operation(f"{audit}/record", "grant", "", None, dict(facts))


def test_two_who_lock_in_the_same_moment_both_read_the_other_form(server: Server) -> None:
    lead, peer = server.person(), server.person()
    of_lead, of_peer = lead.start(), peer.start()
    said: list[str] = []
    peers = threading.Thread(target=lambda: said.extend(peer.outcomes([locked(peer, of_peer, lead)])))

    with lead.connection.transaction():
        said += lead.outcomes([locked(lead, of_lead, peer)])
        peers.start()
        until(lambda: server.sql(WAITING), lambda waiting: waiting == "1")
    peers.join()

    assert said == ["applied", "applied"]
    assert of_peer in {row.stream.split("/")[0] for row in lead.pull()}
    assert of_lead in {row.stream.split("/")[0] for row in peer.pull()}

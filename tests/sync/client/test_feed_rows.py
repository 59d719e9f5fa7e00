"""What a server sends is read strictly: a page that is not whole, or says what it cannot, is no page."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from qa_desktop.domain.arrivals import WireRow
from qa_desktop.domain.exchange import Position
from qa_desktop.sync.client.feed_rows import entries_from, page_of, places_from

Rows = list[WireRow]
CONTEXT: list[object] = ["op", "epoch", 7, 3, "audit/record", 1, "ada", "a life", 1, "", 1_764_000_000_000_000]
ID, SIGNATURE, HEAD = b"i" * 16, b"s" * 64, b"h" * 32
NOTHING = (None,) * 12


def row(context: object = None, *, head: bytes | None = None) -> WireRow:
    said = context if context is None or isinstance(context, str) else json.dumps(context)
    return (said, ID, None, "subject", None, 4, 1_764_000_000_000, None, b"body", b"salt" * 4, None, SIGNATURE, head)


def named_alone(head: bytes | None = HEAD) -> WireRow:
    return (None, ID, *(None,) * 10, head)


def changed(place: int, value: object) -> list[object]:
    return [value if n == place else old for n, old in enumerate(CONTEXT)]


def said(**changes: object) -> list[object]:
    names = [
        "event",
        "epoch",
        "xid",
        "seq",
        "stream",
        "rev",
        "author",
        "incarnation",
        "schema",
        "relayer",
        "received_us",
    ]
    return [changes.get(name) for name in names]


NO_PAGES: dict[str, Callable[[], Rows]] = {
    "nothing was said before": lambda: [row(head=HEAD)],
    "a line without a head at the end of the page": lambda: [row(CONTEXT)],
    "a line without a head before the next": lambda: [row(CONTEXT), row(said(seq=4), head=HEAD)],
    "a name without a head": lambda: [row(CONTEXT), named_alone(None), row(head=HEAD)],
    "no JSON": lambda: [row("nothing", head=HEAD)],
    "no list": lambda: [row({"event": "op"}, head=HEAD)],
    "too little": lambda: [row(CONTEXT[:10], head=HEAD)],
    "deeper than any reader goes": lambda: [row("[" * 100_000, head=HEAD)],
    "no stream": lambda: [row(changed(4, "no stream"), head=HEAD)],
    "no author": lambda: [row(changed(6, None), head=HEAD)],
    "a revision that is a text": lambda: [row(changed(5, "1"), head=HEAD)],
    "a revision that is a truth": lambda: [row(changed(5, True), head=HEAD)],
    "a cursor that is too large to keep": lambda: [row(changed(3, 2**63), head=HEAD)],
    "a time that is none": lambda: [row(changed(10, 2**62), head=HEAD)],
    "an identity that is too short": lambda: [(json.dumps(CONTEXT), b"i" * 15, *row(CONTEXT, head=HEAD)[2:])],
    "no path": lambda: [(*row(CONTEXT)[:3], None, *row(head=HEAD)[4:])],
    "no time of the author": lambda: [(*row(CONTEXT)[:6], None, *row(head=HEAD)[7:])],
    "facts that are none": lambda: [(*row(CONTEXT)[:7], "[1]", *row(head=HEAD)[8:])],
    "a revocation of nothing": lambda: [(json.dumps(said(event="revoke", epoch="e", xid=1, seq=1)), *NOTHING)],
}


@pytest.mark.parametrize("make", NO_PAGES.values(), ids=NO_PAGES)
def test_a_page_that_is_none_is_refused(make: Callable[[], Rows]) -> None:
    with pytest.raises(ValueError, match=r"."):
        entries_from(make())


@pytest.mark.parametrize("rows", [[row(said(seq=4))], [row()], [row("nothing")]], ids=["half", "none", "garbled"])
def test_a_page_that_does_not_say_where_it_ends_is_refused(rows: Rows) -> None:
    with pytest.raises(ValueError, match=r"."):
        page_of(rows)


def test_a_page_ends_where_its_last_rows_say() -> None:
    page = page_of([row(CONTEXT, head=HEAD), row(said(seq=9)), row(said(author="ben"), head=HEAD)])

    assert page is not None
    assert page.reached == Position("epoch", 7, 9)


def test_what_a_newer_server_says_at_the_end_is_passed_over() -> None:
    assert entries_from([row([*CONTEXT, "tidings"], head=HEAD)]) == entries_from([row(CONTEXT, head=HEAD)])


def test_what_shares_a_context_goes_on_from_revision_to_revision() -> None:
    rows = [row(CONTEXT), row(), named_alone(), row(said(author="ben")), row(head=HEAD)]

    entries = entries_from(rows)

    revisions = [one.own.rev if one.own is not None else one.placed and one.placed.rev for one in entries]
    assert revisions == [1, 2, 3, 4, 5]
    authors = [one.placed.operation.author for one in entries if one.placed is not None]
    assert authors == ["ada", "ada", "ben", "ben"]


def test_whole_streams_hold_nothing_that_is_named_alone() -> None:
    with pytest.raises(ValueError, match="not whole"):
        places_from([row(CONTEXT, head=HEAD), named_alone()])

"""Keeps pages of the feed as they came, in one transaction with how far it was received, until they are taken in."""

from __future__ import annotations

from qa_desktop.domain.arrivals import FEED_COLUMNS, FEED_FORMAT, Arrived, ArrivedPage, RawPage
from qa_desktop.domain.exchange import Position
from qa_desktop.models import sync_rows
from qa_desktop.models.rows import number, text
from qa_desktop.models.statement import Run, the_one

_COLUMNS = ", ".join(FEED_COLUMNS)
_ADD = f"INSERT INTO arrived ({_COLUMNS}) VALUES ({', '.join('?' * len(FEED_COLUMNS))})"  # noqa: S608 - constants of ours
_LAST = "SELECT coalesce(max(number), 0) FROM arrived"
_ADD_PAGE = "INSERT INTO arrived_page (format, epoch, xid, seq, first_row, last_row) VALUES (?, ?, ?, ?, ?, ?)"
_REACHED = "SELECT epoch, xid, seq FROM arrived_page ORDER BY number DESC LIMIT 1"
_NEXT = "SELECT number, format, epoch, xid, seq, first_row, last_row FROM arrived_page ORDER BY number LIMIT 1"
_ROWS = f"SELECT {_COLUMNS} FROM arrived WHERE number BETWEEN ? AND ? ORDER BY number"  # noqa: S608 - as above
_LET_GO = (
    "DELETE FROM arrived_page WHERE number = ? AND epoch = ? AND xid = ? AND seq = ? "
    "AND number = (SELECT min(number) FROM arrived_page)"
)
_LET_ROWS_GO = (
    "DELETE FROM arrived WHERE number < (SELECT coalesce(min(first_row), 9223372036854775807) FROM arrived_page)"
)
_COUNT = "SELECT count(*), coalesce(sum(last_row - first_row + 1), 0) FROM arrived_page"


def position(run: Run) -> Position | None:
    """Return how far the feed was received; what was received last may not be taken in yet."""
    row = run(_REACHED).fetchone()
    return sync_rows.position(run) if row is None else Position(text(row[0]), number(row[1]), number(row[2]))


def keep(run: Run, page: RawPage, after: Position | None) -> bool:
    """Keep a page behind what was received; False where that is not what it was asked for behind.

    Another run of this laptop may have gone on meanwhile, or thrown away what this page follows: with a page in between
    missing, what it held would never be asked for again.
    """
    if position(run) != after:
        return False
    before = number(the_one(run(_LAST))[0])
    run.many(_ADD, page.rows)
    reached = page.reached
    run(_ADD_PAGE, (FEED_FORMAT, reached.epoch, reached.xid, reached.seq, before + 1, before + len(page.rows)))
    return True


def count(run: Run) -> Arrived:
    """Return how much waits to be taken in."""
    pages, changes = the_one(run(_COUNT))
    return Arrived(number(pages), number(changes))


def first(run: Run) -> ArrivedPage | None:
    """Return the page that is to be taken in next; raise ValueError where it is not one that this version kept."""
    row = run(_NEXT).fetchone()
    if row is None:
        return None
    page, kept_as, epoch, xid, seq, first_row, last_row = row
    rows = list(run(_ROWS, (first_row, last_row)))
    if kept_as != FEED_FORMAT or len(rows) != number(last_row) - number(first_row) + 1:
        raise ValueError("the page was kept by another version, or is not whole")
    return ArrivedPage(number(page), RawPage(rows, Position(text(epoch), number(xid), number(seq))))


def let_go(run: Run, page: ArrivedPage) -> bool:
    """Forget the page that is taken in; False where it does not wait any more."""
    reached = page.page.reached
    if not run(_LET_GO, (page.number, reached.epoch, reached.xid, reached.seq)).rowcount:
        return False
    run(_LET_ROWS_GO)
    return True


def throw_away(run: Run) -> None:
    """Forget everything that waits, so that the feed is read again from where it was taken in."""
    run("DELETE FROM arrived_page")
    run("DELETE FROM arrived")

"""Lets the server try again what was put aside in the moment in which what it waited for came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qa_desktop.sync.server.administration import explained

if TYPE_CHECKING:
    from qa_desktop.sync.server.administration import Connection


def settle_lately_aside(connection: Connection) -> None:
    """Try again what was put aside in the last minutes and waits for nothing any more.

    Raises:
        QaDesktopError: the server does not do it; what waits goes on waiting.
    """
    import psycopg  # noqa: PLC0415 - start-up must not load it

    try:
        connection.execute("SELECT qa.settle_lately_aside()")
    except psycopg.Error as error:
        raise explained(error) from error

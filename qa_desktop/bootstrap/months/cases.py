"""Lists of made-up cases, as the case system of an authority would give them out."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from qa_desktop.domain.sampling.draw import Spread
from qa_desktop.domain.sampling.share_out import Reach
from qa_desktop.services.desk import Desk
from qa_desktop.ui.presenters.draw import DrawChoice, ListChoice
from qa_desktop.ui.presenters.draw_session import DrawSession
from qa_desktop.ui.presenters.drawn import ShareChoice, parts_of

WORKERS = ("Wren Walker", "Rae Rivers", "Joss Field", "Ash Grove", "Kit Marsh", "Lou Heath")
NOT_OPEN_EVERY = 7
"""One case in so many is closed, and is not drawn."""


def list_file(folder: Path, prefix: str, services: Mapping[str, str], cases: int = 48) -> Path:
    """Write a list of cases over teams (their service by their name), each with its worker; some are closed."""
    file = folder / "cases.csv"
    rows = ["Case ID,Team,Service,Case status,Allocated worker"]
    places = list(services.items())
    for number in range(cases):
        team, service = places[number % len(places)]
        status = "Closed" if number % NOT_OPEN_EVERY == NOT_OPEN_EVERY - 1 else "Open"
        rows.append(f"{prefix}-{number + 1:03},{team},{service},{status},{WORKERS[number % len(WORKERS)]}")
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file


def drawn(desk: Desk, file: Path, selection: str, number: int, column: str = "team") -> DrawSession:
    """Draw so many of each group and keep the record, as the QA officer does in the window."""
    session = DrawSession(desk)
    session.look_at(file)
    session.read(ListChoice(file), lambda _: None, lambda: False)
    session.draw(DrawChoice(Spread.EACH, number, column, selection, open_statuses=("Open",)), statuses=2)
    session.keep()
    return session


def shared_out(
    session: DrawSession, takes: Mapping[str, tuple[str, ...]], tool: str, reach: Reach | None = None
) -> int:
    """Share the drawn cases out over people by id, each with the parts that they take, and send them."""
    view = session.share_view()
    parts = parts_of(is_pair=view.is_pair, reach=reach or view.reach, peer_reach=Reach.ANY)
    session.propose(ShareChoice(parts, dict(takes), tool, session.usual_due(tool)))
    return session.send()

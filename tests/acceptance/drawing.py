"""Lists of cases, and draws of them as the window makes them, for the acceptance tests."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from qa_desktop.domain.sampling.draw import Spread
from qa_desktop.domain.sampling.share_out import Reach
from qa_desktop.services.desk import Desk
from qa_desktop.ui.presenters.draw import DrawChoice, ListChoice
from qa_desktop.ui.presenters.draw_session import DrawSession
from qa_desktop.ui.presenters.drawn import ShareChoice, parts_of

TEAMS = (("North", "East"), ("South", "West"))


def list_file(folder: Path, cases: int = 60) -> Path:
    """Write a list of open cases over two teams of two services, with workers and themes."""
    file = folder / "cases.csv"
    rows = ["Case ID,Team,Service,Case status,Allocated worker,Theme"]
    for number in range(cases):
        team, service = TEAMS[number % 2]
        theme = ("Neglect", "Exploitation", "Domestic abuse")[number % 3]
        rows.append(f"48-{number:04},{team},{service},Open,Worker {number % 9},{theme}")
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file


def drawn(
    desk: Desk, file: Path, number: int, selection: str, column: str = "", spread: Spread = Spread.WHOLE
) -> DrawSession:
    """Draw and keep the record, as a QA officer does in the window."""
    session = DrawSession(desk)
    session.look_at(file)
    session.read(ListChoice(file, any_team=True), lambda _: None, lambda: False)
    session.draw(DrawChoice(spread, number, column, selection, "the lottery of the month", ("Open",)), statuses=1)
    session.keep()
    return session


def sent(session: DrawSession, people: dict[str, tuple[str, ...]], tool: str, due: date | None = None) -> int:
    """Share the cases of a draw out over people, with a lead and a peer where anybody takes only one, and send them."""
    view = session.share_view()
    peer = Reach.ANY
    parts = parts_of(is_pair=view.is_pair, reach=view.reach, peer_reach=peer)
    session.propose(ShareChoice(parts, people, tool, due))
    return session.send()

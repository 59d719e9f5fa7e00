"""Joins the tools page to what the authority publishes to every laptop."""

from __future__ import annotations

from qa_desktop.services.desk import Desk
from qa_desktop.ui.background import Worker
from qa_desktop.ui.pages.tools import ToolsPage
from qa_desktop.ui.pages.tools_publishing import PublishCard
from qa_desktop.ui.presenters.publishing import PublishingPresenter


def wire_publishing(page: ToolsPage, desk: Desk, worker: Worker) -> None:
    """Let the page say who published a tool, and a QA officer publish one."""
    presenter = PublishingPresenter(desk.authority_tools, desk.owner.role, worker)

    def show(tool_id: str, card: PublishCard) -> None:
        name = (tool_id, card.version)
        card.publish_requested.connect(lambda: presenter.publish(name, card.show_view, card))
        presenter.load(name, card.show_view, card)

    page.publishing_shown.connect(show)
    presenter.load_notes(page.show_notes, page)

"""Says how a tool stands towards the authority's other laptops, and publishes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QObject

from qa_desktop.clock import local_day
from qa_desktop.domain.record import Role
from qa_desktop.errors import QaDesktopError
from qa_desktop.services.authority_tools import AuthorityTool, AuthorityTools
from qa_desktop.ui.background import Worker
from qa_desktop.ui.presenters.times import short_day


@dataclass(frozen=True, slots=True)
class PublishView:
    """What is said of a version; `may_publish` is for QA officers, while nobody has published it."""

    words: str
    may_publish: bool = False
    is_problem: bool = False


NOT_PUBLISHED = (
    "Your authority has not published this version. Once published, every laptop has it after its next sync."
)


class PublishingPresenter:
    """Reads and publishes on the worker."""

    def __init__(self, tools: AuthorityTools, role: Role, worker: Worker) -> None:
        self._tools = tools
        self._role = role
        self._worker = worker

    def load_notes(self, show: Callable[[tuple[str, ...]], None], page: QObject) -> None:
        """Read what was published and cannot be used here."""

        def take(found: tuple[AuthorityTool, ...]) -> None:
            show(tuple(one.words for one in found if one.words))

        self._worker.submit(self._tools.published, take, page=page)

    def load(self, name: tuple[str, str], show: Callable[[PublishView], None], page: QObject) -> None:
        """Read who published a version, named by tool and version, unless the page is gone by then."""
        self._worker.submit(self._tools.published, lambda found: show(self._view(found, name)), page=page)

    def publish(self, name: tuple[str, str], show: Callable[[PublishView], None], page: QObject) -> None:
        """Publish a version, and say how that went."""

        def failed(error: QaDesktopError) -> None:
            show(PublishView(error.sentence, is_problem=True))

        def done(_: object) -> None:
            show(PublishView("Published. It goes to every laptop with the next sync."))

        self._worker.submit(lambda: self._tools.publish(*name), done, failed, page=page)

    def _view(self, found: tuple[AuthorityTool, ...], name: tuple[str, str]) -> PublishView:
        for one in found:
            if one.published.name == name:
                return PublishView(
                    f"Published by {one.publisher} on {short_day(local_day(one.published.at), date.min)}."
                )
        is_officer = self._role is Role.QA_OFFICER
        return PublishView(NOT_PUBLISHED if is_officer else "", may_publish=is_officer)

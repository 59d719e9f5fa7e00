"""Publish the authority's signed profile to every laptop, and take over the one that a sync brought."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from pathlib import Path

from qa_desktop.domain.ids import AuditId, DocumentId
from qa_desktop.domain.operation import Operation
from qa_desktop.domain.organisation import ORGANISATION, PROFILE, PROFILE_KIND, profile_change
from qa_desktop.domain.ports import LocalStore, NewDocument
from qa_desktop.domain.record import Role
from qa_desktop.errors import EnvironmentProblem, InputProblem, NotAllowed, NotFound
from qa_desktop.services.adopt_profile import AdoptProfile, read_profile_file

logger = logging.getLogger(__name__)

MEDIA_TYPE = "application/json"


class ProfileBySync:
    """Carries signed profiles; what they say is judged by `AdoptProfile` alone, on every laptop."""

    def __init__(
        self,
        store: LocalStore,
        in_server_order: Callable[[AuditId], tuple[Operation, ...]],
        adopt: AdoptProfile,
    ) -> None:
        self._store = store
        self._in_server_order = in_server_order
        self._adopt = adopt

    def publish(self, file: Path) -> int:
        """Publish a signed profile; return its number.

        Raise NotAllowed where the owner is no QA officer or administrator, and whatever `AdoptProfile` raises: what
        this laptop would not take over is not given to others.
        """
        if self._store.owner.role not in (Role.QA_OFFICER, Role.ADMIN):
            raise NotAllowed("Only a QA officer or an administrator publishes the authority's profile to every laptop.")
        data = read_profile_file(file)
        serial = self._adopt(data).profile.serial
        document = DocumentId(hashlib.sha256(data).hexdigest())
        if self._latest() == document:
            return serial
        self._store.append(
            [profile_change(document)], documents=[NewDocument(ORGANISATION, PROFILE_KIND, MEDIA_TYPE, data)]
        )
        return serial

    def take_over(self) -> None:
        """Take over the latest profile that is here, if it holds; one that does not changes nothing."""
        latest = self._latest()
        if latest is None:
            return
        try:
            adopted = self._adopt(self._store.document(latest).data)
        except NotFound:  # the operation came, its file did not yet
            return
        except (InputProblem, EnvironmentProblem) as problem:
            logger.warning("a profile that came by sync was not taken over: %s", type(problem).__name__)
            return
        if adopted.is_new:
            logger.info("profile number %s was taken over", adopted.profile.serial)

    def _latest(self) -> DocumentId | None:
        named = [one.facts.get("document") for one in self._in_server_order(ORGANISATION) if one.stream == PROFILE]
        return next((DocumentId(name) for name in reversed(named) if isinstance(name, str)), None)

"""What an open store consists of, and the parts of it that are loaded when they are first asked for."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Engine

from qa_desktop.domain.record import Person
from qa_desktop.models import running
from qa_desktop.models.bundle_keys import BundleKeys
from qa_desktop.models.incarnation import CounterMirror
from qa_desktop.models.profile_lock import ProfileLock
from qa_desktop.models.sealing import StoredSealingKey
from qa_desktop.models.statement import Run
from qa_desktop.models.writing import Pen
from qa_desktop.settings import ProfilePlace

if TYPE_CHECKING:
    from qa_desktop.models.action_store import SqlActionStore
    from qa_desktop.models.case_team_store import SqlCaseTeamStore
    from qa_desktop.models.draft_store import SqlDraftStore
    from qa_desktop.models.entry_store import SqlEntryStore
    from qa_desktop.models.export_store import SqlExportStore
    from qa_desktop.models.figure_store import SqlFigureStore
    from qa_desktop.models.handover_store import SqlHandoverStore
    from qa_desktop.models.improvement_store import SqlImprovementStore
    from qa_desktop.models.inbox_store import SqlInboxStore
    from qa_desktop.models.pair_store import SqlPairStore
    from qa_desktop.models.plan_store import SqlPlanStore
    from qa_desktop.models.sync_store import SqlSyncStore


@dataclass(frozen=True, slots=True)
class OpenProfile:
    """What belongs to a profile while it is open."""

    place: ProfilePlace
    engine: Engine
    lock: ProfileLock
    mirror: CounterMirror
    owner: Person
    pen: Pen


class StoreParts:
    """Lends the parts; the store itself does what every page needs."""

    def __init__(self, profile: OpenProfile) -> None:
        self._profile = profile
        self._file = profile.place.database

    @property
    def owner(self) -> Person:
        """Whose store this is."""
        return self._profile.owner

    @property
    def sealing(self) -> StoredSealingKey:
        """The owner's sealing key: opens a `Sealer`, with a PIN where one is set."""
        return StoredSealingKey(self._read, self._write, self.owner)

    @property
    def bundle_keys(self) -> BundleKeys:
        """The owner's keys for bundles."""
        return BundleKeys(self._read, self._profile.pen.signer.sign)

    @property
    def sync(self) -> SqlSyncStore:
        """What sync alone writes; loaded with the first sync."""
        from qa_desktop.models.sync_store import SqlSyncStore  # noqa: PLC0415 - not at start-up

        return SqlSyncStore(self._read, self._write, self._profile.pen, self._profile.mirror)

    @property
    def handovers(self) -> SqlHandoverStore:
        """What bundles and receipts need; loaded with the first of them."""
        from qa_desktop.models.handover_store import SqlHandoverStore  # noqa: PLC0415 - not at start-up

        return SqlHandoverStore(self._read, self._write, self._profile.pen, self._profile.mirror)

    @property
    def case_teams(self) -> SqlCaseTeamStore:
        """Which team an audited case is of; loaded with the first sync."""
        from qa_desktop.models.case_team_store import SqlCaseTeamStore  # noqa: PLC0415 - not at start-up

        return SqlCaseTeamStore(self._read, self._write, self._profile.pen.clock.now)

    @property
    def actions(self) -> SqlActionStore:
        """Reads the tracker of actions; loaded when it is first looked at."""
        from qa_desktop.models.action_store import SqlActionStore  # noqa: PLC0415 - not at start-up

        return SqlActionStore(self._read)

    @property
    def figures(self) -> SqlFigureStore:
        """Reads what signed audits say together; loaded when it is first asked for."""
        from qa_desktop.models.figure_store import SqlFigureStore  # noqa: PLC0415 - not at start-up

        return SqlFigureStore(self._read)

    @property
    def exports(self) -> SqlExportStore:
        """Reads what exports are made of; loaded with the first."""
        from qa_desktop.models.export_store import SqlExportStore  # noqa: PLC0415 - not at start-up

        return SqlExportStore(self._read)

    @property
    def tool_drafts(self) -> SqlDraftStore:
        """Tools that are being written."""
        from qa_desktop.models.draft_store import SqlDraftStore  # noqa: PLC0415 - not at start-up

        return SqlDraftStore(self._read, self._write, self._profile.pen.clock.now)

    @property
    def plans(self) -> SqlPlanStore:
        """What plans the year's audits, and what became of them."""
        from qa_desktop.models.plan_store import SqlPlanStore  # noqa: PLC0415 - not at start-up

        return SqlPlanStore(self._read)

    @property
    def registers(self) -> SqlEntryStore:
        """Reads registers; loaded when they are first looked at."""
        from qa_desktop.models.entry_store import SqlEntryStore  # noqa: PLC0415 - not at start-up

        return SqlEntryStore(self._read)

    @property
    def improvements(self) -> SqlImprovementStore:
        """Reads improvement actions; loaded when they are first looked at."""
        from qa_desktop.models.improvement_store import SqlImprovementStore  # noqa: PLC0415 - not at start-up

        return SqlImprovementStore(self._read)

    @property
    def pairs(self) -> SqlPairStore:
        """Which audits belong together as lead and peer, or as first and second reading."""
        from qa_desktop.models.pair_store import SqlPairStore  # noqa: PLC0415 - not at start-up

        return SqlPairStore(self._read)

    @property
    def inbox(self) -> SqlInboxStore:
        """What came in; loaded when it is first looked at."""
        from qa_desktop.models.inbox_store import SqlInboxStore  # noqa: PLC0415 - not at start-up

        return SqlInboxStore(self._read, self._write)

    def _read(self) -> AbstractContextManager[Run]:
        return running.reading(self._profile.engine, self._file)

    def _write(self) -> AbstractContextManager[Run]:
        return running.writing(self._profile.engine, self._file)

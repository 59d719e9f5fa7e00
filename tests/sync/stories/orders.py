"""What two people order together: that words or whole audits be deleted, and the holds that stop it."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from qa_desktop.domain.holding import HoldReason, Terms, hold_change, release_change
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Operation
from qa_desktop.domain.retention import Reason, dispose_change, redact_change
from tests.sync.stories.telling import OFFICERS, WHO, Telling, audits
from tests.sync.stories.world import CAST

ENTRIES = st.integers(0, 5)
WITH_WORDS = frozenset({"set", "resolve", "document"})


class Orders(Telling):
    """The part of a story that only the officers tell."""

    @rule(who=OFFICERS, audit=audits, number=ENTRIES)
    def redact(self, who: int, audit: AuditId, number: int) -> None:
        """Order that an entry be deleted; `number` counts those that are known here."""
        target = self.entry(who, audit, number)
        if target is not None:
            self.put(who, redact_change(target, Reason.WRONG_CASE))

    @rule(who=OFFICERS, audit=audits)
    def dispose(self, who: int, audit: AuditId) -> None:
        """Order that an audit be disposed of, also a draft that cannot be read here."""
        placed = self.w.laptops[who].profile.store.sync.places(audit)
        self.put(who, dispose_change(audit, Reason.RETENTION_ENDED, placed))

    @rule(who=OFFICERS, audit=audits, named=st.none() | WHO)
    def hold(self, who: int, audit: AuditId, named: int | None) -> None:
        """Put an audit on hold, also one that is not here, and name somebody who may look besides."""
        people = () if named is None else (self.w.laptops[named].profile.store.owner.id,)
        self.put(who, hold_change(audit, Terms(HoldReason.OTHER, "why", people=people)))

    @rule(who=OFFICERS, audit=audits)
    def release(self, who: int, audit: AuditId) -> None:
        """Ask that every hold of the audit that is known here end."""
        known = [one.op_id for one in self.w.laptops[who].profile.store.holds() if one.audit == audit]
        if known:
            self.put(who, release_change(audit, known))

    # Officers who sync in between: what random steps seldom come to.

    @rule(who=OFFICERS, other=OFFICERS, audit=audits)
    def hold_and_release_together(self, who: int, other: int, audit: AuditId) -> None:
        self.hold(who, audit, None)
        for one in (who, other, who):
            self.release(one, audit)
            self.sync(one)

    @rule(who=OFFICERS, audit=audits, number=ENTRIES)
    def redact_together(self, who: int, audit: AuditId, number: int) -> None:
        for one in (5 - who, who):
            self.sync(one)
        target = self.entry(who, audit, number)
        if target is not None:
            for one in (who, 5 - who):
                self.put(one, redact_change(target, Reason.WRONG_CASE))
                self.sync(one)

    @rule(who=OFFICERS, audit=audits)
    def dispose_together(self, who: int, audit: AuditId) -> None:
        for one in (who, 5 - who):
            self.dispose(one, audit)
            self.sync(one)

    @rule(away=WHO)
    def sync_all_but_one(self, away: int) -> None:
        """Somebody stays away while all others hear of everything."""
        for one in range(len(CAST)):
            if one != away:
                self.sync(one)

    def entry(self, who: int, audit: AuditId, number: int) -> Operation | None:
        written = [one for one in self.w.laptops[who].profile.store.operations(audit) if one.kind in WITH_WORDS]
        return written[number % len(written)] if written else None

"""What every part of a story stands on: the world, what people remember, and who was touched since it was looked at."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, rule

from qa_desktop.domain.exchange import Outcome
from qa_desktop.domain.ids import OperationId
from qa_desktop.domain.operation import Change
from qa_desktop.errors import NotAllowed, NotFound
from tests.sync.stories import promises
from tests.sync.stories.promises import Memory, Sight
from tests.sync.stories.world import CAST, Stage, World, arrived, whole_log

AUDITORS, OFFICERS, MANAGER = st.integers(0, 1), st.integers(2, 3), 4
WHO = st.integers(0, len(CAST) - 1)
audits = Bundle("audits")


class Telling(RuleBasedStateMachine):
    """Ada and Ben audit, Oli and Ola are QA officers, Mia manages their team."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self.stage = stage
        self.memory = Memory()
        self.world: World | None = None
        self.touched: set[int] = set()
        """Whose laptops were used since the promises were looked at."""

    @initialize(most_a_page=st.sampled_from([1, 3, 1000]))
    def set_up(self, most_a_page: int) -> None:
        self.world = World(self.stage)
        self.world.most_a_page = most_a_page

    @property
    def w(self) -> World:
        assert self.world is not None
        return self.world

    @rule(who=WHO)
    def sync(self, who: int) -> None:
        with self.judged(who):
            report = self.w.sync(who)
        if self.w.holding is None and not self.w.is_in_doubt:
            assert report.outcome is Outcome.DONE, report.words

    @contextlib.contextmanager
    def judged(self, who: int) -> Iterator[None]:
        """Check what a sync did to one laptop."""
        self.touched.add(who)
        before = set(whole_log(self.w.laptops[who])) | arrived(self.w.laptops[who])
        sights = [Sight(self.w)]
        yield
        sights.append(Sight(self.w))
        promises.only_scope_was_delivered(self.w, who, before, sights)
        promises.the_position_is_not_ahead(self.w, who)

    def put(self, who: int, change: Change) -> set[OperationId]:
        """Write something; return what was written, which is nothing where this laptop refuses."""
        laptop = self.w.laptops[who]
        self.touched.add(who)
        with contextlib.suppress(NotFound, NotAllowed):
            written = laptop.profile.store.append([change])
            self.memory.note(laptop, written)
            return {one.op_id for one in written}
        return set()

"""Carries operations and documents between this laptop and the server, so that a break at any moment loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from qa_desktop.clock import Clock
from qa_desktop.domain.arrivals import RawPage
from qa_desktop.domain.enrolment import Standing
from qa_desktop.domain.exchange import FeedEntry, Greeting, Me, Outcome, Placed, RunReport, Verdict
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.operation import Stream
from qa_desktop.domain.retention import RETENTION
from qa_desktop.domain.sync_ports import SyncStore
from qa_desktop.domain.sync_watch import UNWATCHED, Phase, Progress
from qa_desktop.sync.client.admission import admit
from qa_desktop.sync.client.ahead import Ahead
from qa_desktop.sync.client.blobs import carry_blobs
from qa_desktop.sync.client.feed_rows import entries_from
from qa_desktop.sync.client.notices import compare_set_aside, fetch_notices, report_accesses, take_in_wanted
from qa_desktop.sync.client.pushing import Pushed, push_outbox
from qa_desktop.sync.client.taking_in import TakenIn, authors_of, take_in, take_in_alone
from qa_desktop.sync.client.transport import (
    MOST_A_PULL,
    NOT_UNDERSTOOD,
    PROTOCOL,
    SET_BACK,
    STOPPED,
    LineBroke,
    NotAdmitted,
    Stopped,
    Suspended,
    Transport,
)

MOST_A_QUESTION = 2000
HEADS_A_RUN = 50
ELSEWHERE = "This laptop was synced in another way at the same time. What was left goes with the next sync."
PUSH_ROUNDS = 3
"""How often a run offers again what met a busy server, before it leaves that for the next run."""


@dataclass(slots=True)
class _Tally:
    """What a run did so far."""

    pushed: Pushed = field(default_factory=Pushed)
    received: int = 0
    documents: int = 0
    drift: timedelta | None = None


def _never() -> bool:
    return False


class Engine:
    """Runs sync over one open line. Every step leaves store and server so that the next run can begin anew."""

    def __init__(
        self,
        store: SyncStore,
        transport: Transport,
        owner: PersonId,
        clock: Clock,
        is_stopped: Callable[[], bool] = _never,
    ) -> None:
        self._store = store
        self._transport = transport
        self._owner = owner
        self._clock = clock
        self._is_stopped = is_stopped
        self._asked: set[PersonId] = set()
        self.tell: Callable[[Progress], None] = UNWATCHED.tell
        """Told how far the run is; it must return at once."""
        self.most_a_page = MOST_A_PULL
        """How many operations a page of the feed holds at most."""
        self._began = clock.now()

    def run(self) -> RunReport:
        """Exchange everything that can be exchanged; return how it went, also where the line broke half way."""
        started, tally = self._clock.now(), _Tally()
        outcome, words = Outcome.DONE, ""
        try:
            self._exchange(tally)
        except Suspended as problem:
            outcome, words = Outcome.SUSPENDED, problem.sentence
        except NotAdmitted as problem:
            outcome, words = Outcome.NOT_ADMITTED, problem.sentence
        except LineBroke as problem:
            outcome, words = Outcome.BROKEN_OFF, problem.sentence
        if outcome is not Outcome.DONE:
            tally.received += take_in_alone(self._store, self._is_stopped, self.tell).new
        report = RunReport(
            started_at=started,
            ended_at=self._clock.now(),
            outcome=outcome,
            sent=tally.pushed.sent,
            received=tally.received,
            refused=tally.pushed.refused,
            waiting=sum(tally.pushed.waiting.values()),
            busy=tally.pushed.waiting.get(Verdict.BUSY, 0),
            documents=tally.documents,
            words=words,
            drift=tally.drift,
        )
        self._store.note_run(report)
        return report

    def _exchange(self, tally: _Tally) -> None:
        me = self._greet(tally)
        # Before anything is sent: a restored copy of this store must learn first what it wrote before.
        self._pull(tally)
        took_in = take_in_wanted(self._store, lambda: self._line)
        was_placed = compare_set_aside(self._store, lambda: self._line, self._clock.now())
        self._ask_after()
        if self._push(tally) or took_in or was_placed or self._store.to_repair():
            self._pull(tally)
        self.tell(Progress(Phase.DOCUMENTS))
        tally.documents = carry_blobs(self._store, lambda: self._line)
        if self._store.keeps_left_behind():
            self._store.forget_left_behind(self._line.backed_up(), self._began)
        self._store.leave_revoked()
        self._learn_of_deletions()
        fetch_notices(self._store, lambda: self._line, me, took_in=took_in)
        report_accesses(self._store, lambda: self._line, self._clock.now())

    def _learn_of_deletions(self) -> None:
        """Ask what was deleted for good where the feed tells nothing; whole audits go by their signed orders alone."""
        held = self._store.out_of_place()
        if not held:
            return
        deleted = self._line.deleted(held)
        if deleted.entries:
            self._store.wipe_out_of_place(deleted.entries)
        for audit in deleted.audits:
            self._repair(Stream(audit, RETENTION))

    def _greet(self, tally: _Tally) -> Me:
        position = self._store.position()
        heads = self._store.heads_to_check(HEADS_A_RUN)
        greeting = self._line.hello(PROTOCOL, position, heads, self._store.incarnation())
        self._began = greeting.server_time
        tally.drift = self._clock.now() - greeting.server_time
        self._admit(greeting)
        if greeting.me.directory != self._store.directory_state():
            self._store.keep_directory(self._line.directory(self._store.directory_state()), greeting.server_time)
        self._renew_keys(greeting.me.keys)
        # The position tells no epoch to compare where nothing, or nothing new, was received since work was delivered.
        if self._store.epoch() != greeting.epoch:
            # What came in the epoch before may be nowhere else by now.
            self._take_in(tally)
            self._store.begin_epoch(greeting.epoch)
            return greeting.me
        if position is not None and not greeting.position_known:
            raise Suspended(SET_BACK)
        for stream in greeting.mismatched:
            self._repair(stream)
        confirmed = set(heads) - set(greeting.mismatched)
        if confirmed:
            self._store.heads_checked(confirmed)
        return greeting.me

    def _admit(self, greeting: Greeting) -> None:
        standing = Standing.of(greeting.me.state).value
        if self._store.standing() != standing:
            self._store.note_standing(standing)
        admit(greeting, self._owner)
        self._store.meet_server(greeting.server_protocol)

    def _renew_keys(self, version: str) -> None:
        """Fetch everybody's keys again where some were approved or revoked since."""
        if version and version != self._store.keys_version():
            self._store.meet(self._line.people(self._store.known_people()))
            self._store.note_keys_version(version)

    def _pull(self, tally: _Tally) -> None:
        """Receive everything that the feed has, and take it in."""
        alone = self._receive()
        if alone is not None:
            self._take_at_once(alone, tally)
        elif self._take_in(tally):
            # It was left by another version, or damaged. The server has it.
            self._receive(keep_all=True)
            if self._take_in(tally):
                raise LineBroke(NOT_UNDERSTOOD)
        for stream in self._store.to_repair():
            self._repair(stream)
        self._prove_again(tally)

    def _receive(self, *, keep_all: bool = False) -> RawPage | None:
        """Keep every page of the feed as it comes; return the page instead where it is the only one."""
        position, changes, mine = self._store.position(), 0, self._store.incarnation()
        with Ahead(lambda position: self._line.pull(position, self.most_a_page, mine), position) as feed:
            page = feed.next_page()
            is_first = page is not None and not keep_all and not self._store.arrived().pages
            if is_first and feed.is_at_end():
                return page
            while page is not None:
                if not self._store.keep_page(page, position):
                    raise LineBroke(ELSEWHERE)
                position, changes = page.reached, changes + len(page.rows)
                self.tell(Progress(Phase.RECEIVING, changes))
                page = feed.next_page()
        return None

    def _take_at_once(self, page: RawPage, tally: _Tally) -> None:
        try:
            entries = entries_from(page.rows)
        except ValueError as error:
            raise LineBroke(NOT_UNDERSTOOD) from error
        self._get_to_know(authors_of(entries))
        received = self._store.receive(entries, page.reached)
        tally.received += received.new
        self.tell(Progress(Phase.RECEIVING, tally.received))

    def _take_in(self, tally: _Tally) -> bool:
        """Take in what arrived; tell whether something could not be read and has to be received again."""

        def is_ready(entries: Sequence[FeedEntry]) -> bool:
            if self._is_stopped():
                raise Stopped(STOPPED)
            self._get_to_know(authors_of(entries))
            return True

        done = TakenIn()
        try:
            take_in(self._store, is_ready, self.tell, done)
        finally:
            tally.received += done.new
        return done.thrown_away

    def _get_to_know(self, authors: Collection[PersonId]) -> None:
        """Fetch the keys of authors that are not known here, once a run."""
        unknown = [one for one in self._store.strangers(authors) if one not in self._asked]
        if unknown:
            self._asked.update(unknown)
            self._store.meet(self._line.people(unknown))

    def _prove_again(self, tally: _Tally) -> None:
        if self._store.has_unproved():
            self._get_to_know(())
            tally.received += self._store.retry_unproved().new

    def _repair(self, stream: Stream) -> None:
        """Fetch one stream whole and take it for what it is."""
        whole: list[Placed] = []
        while page := self._line.stream(stream, len(whole) + 1, MOST_A_PULL):
            whole.extend(page)
        self._get_to_know({one.operation.author for one in whole})
        self._store.replace_stream(stream, whole)

    @property
    def _line(self) -> Transport:
        """The line for the next step; raise LineBroke where a person wants to stop."""
        if self._is_stopped():
            raise Stopped(STOPPED)
        return self._transport

    def _ask_after(self) -> None:
        while asked := self._store.to_ask_after(MOST_A_QUESTION):
            self.tell(Progress(Phase.ASKING))
            self._store.asked_after(asked, self._line.have(asked))

    def _push(self, tally: _Tally) -> bool:
        """Offer the whole outbox; tell whether anything was delivered."""
        for _ in range(PUSH_ROUNDS):
            tally.pushed.waiting.clear()
            push_outbox(self._store, lambda: self._line, self._clock.now, tally.pushed, self._tell_sent)
            if not tally.pushed.waiting.get(Verdict.BUSY):
                break
        return tally.pushed.sent > 0

    def _tell_sent(self, sent: int) -> None:
        self.tell(Progress(Phase.SENDING, sent))

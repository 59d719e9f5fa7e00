"""Laptops with real stores, and faults that end a sync between any two of its steps."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar, cast

from qa_desktop.domain.exchange import RunReport
from qa_desktop.domain.ids import AuditId, DocumentId
from qa_desktop.domain.operation import Change, Operation, OperationKind, Stream
from qa_desktop.domain.ports import NewDocument
from qa_desktop.domain.record import Role
from qa_desktop.domain.sync_ports import SyncStore
from qa_desktop.sync.client.engine import Engine
from qa_desktop.sync.client.transport import Transport
from tests.models.profiles import OpenedProfile, make_profile
from tests.sync.client.fake_server import FakeServer, Line

TOOL = b'{"a tool": "for tests"}'
TOOL_HASH = hashlib.sha256(TOOL).hexdigest()
Wrapped = TypeVar("Wrapped")


class Killed(BaseException):
    """The process ends here."""


class Fuse:
    """Burns down step by step and ends the process before or after the last one."""

    def __init__(self, steps: int, *, after: bool = False) -> None:
        self.left = steps
        self.after = after
        self._lock = threading.Lock()

    def around(self, call: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object) -> object:
            with self._lock:
                self.left -= 1
                left = self.left
            if left < 0 or (left == 0 and not self.after):
                raise Killed
            done = call(*arguments)
            if left == 0:
                raise Killed
            return done

        return step

    def on(self, wrapped: Wrapped) -> Wrapped:
        """Return the same object with every call as a step."""
        return cast("Wrapped", _Stepping(wrapped, self))


class _Stepping:
    def __init__(self, wrapped: object, fuse: Fuse) -> None:
        self._wrapped = wrapped
        self._fuse = fuse

    def __getattr__(self, name: str) -> object:
        return self._fuse.around(getattr(self._wrapped, name))


@dataclass(frozen=True)
class AtWork:
    """Somebody who works on a profile."""

    profile: OpenedProfile

    def start_audit(self, subject: str = "CASE-0001") -> AuditId:
        audit_id = AuditId(self.profile.new_id())
        facts = {"tool_id": "bra-live-audit", "tool_version": "1", "tool_hash": TOOL_HASH}
        stream = Stream(audit_id)
        self.profile.store.keep_tool(TOOL_HASH, TOOL)
        self.profile.store.append(
            [
                Change(stream, "audit", None, kind=OperationKind.CREATE, facts=facts),
                Change(stream, "subject", subject),
            ]
        )
        return audit_id

    def put(self, audit_id: AuditId, path: str, value: str, *, fact: bool = False) -> Operation:
        return self.profile.store.append([Change(Stream(audit_id), path, value, fact=fact)])[0]

    def sign(self, audit_id: AuditId, content: bytes = b"%PDF note") -> DocumentId:
        """Sign with a document, as signing does: all in one go."""
        digest = DocumentId(hashlib.sha256(content).hexdigest())
        stream = Stream(audit_id)
        naming = {"document": digest, "kind": "archive_note"}
        self.profile.store.append(
            [
                Change(stream, "signed", True, fact=True, kind=OperationKind.SIGN, facts={"document": digest}),
                Change(stream, "document/archive_note", None, kind=OperationKind.DOCUMENT, facts=naming),
            ],
            documents=[NewDocument(audit_id, "archive_note", "application/pdf", content)],
        )
        return digest

    def log(self, audit_id: AuditId) -> dict[str, Operation]:
        return {one.op_id: one for one in self.profile.store.operations(audit_id)}


@dataclass(frozen=True)
class Laptop(AtWork):
    """A profile and its line."""

    line: Line

    def sync(self, fuse: Fuse | None = None) -> RunReport:
        store: SyncStore = self.profile.store.sync
        line: Transport = self.line
        if fuse is not None:
            store, line = fuse.on(store), fuse.on(line)
        return Engine(store, line, self.profile.store.owner.id, self.profile.clock).run()

    def reopened(self) -> Laptop:
        return replace(self, profile=self.profile.reopened())


def new_laptop(folder: Path, server: FakeServer, name: str, *, officer: bool = False, years: int = 0) -> Laptop:
    """Make an enrolled laptop whose clock may be years off."""
    profile = make_profile(folder, name, Role.QA_OFFICER if officer else Role.AUDITOR)
    profile.clock.moment += timedelta(days=365 * years)
    server.enrol(profile.store.owner, officer=officer)
    return Laptop(profile, server.line(profile.store.owner.id))

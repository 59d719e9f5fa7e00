"""Wires the demo: throw-away profiles, and a throw-away server where PostgreSQL is installed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from qa_desktop.settings import ProfilePlace

if TYPE_CHECKING:
    from qa_desktop.sync.server.trial import TrialServer
    from qa_desktop.ui.demo import Demo, Played
    from qa_desktop.ui.start_up import OpenWindow

KEYRING = "PYTHON_KEYRING_BACKEND"
FIRST_OF_OFFICER = 60
"""The number of the officer's first picture."""


OpenProfile = Callable[[ProfilePlace], "OpenWindow"]
MakeProfile = Callable[[ProfilePlace, str], None]


def play(out: Path, open_profile: OpenProfile, make_officer: MakeProfile) -> Iterator[str]:
    """Carry a whole audit through the real windows; yield the paths of the sealed note and of the pictures.

    Where PostgreSQL is installed the audit then goes through a real server to a second person.
    """
    from qa_desktop.ui.demo import Demo

    out.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="qa-desktop-demo-"))
    demo = Demo(open_profile(ProfilePlace(folder / "profile")), out)
    try:
        with passing_keyring():
            played = demo.play()
            yield from (str(file) for file in demo.save_notes(played))
            yield from (str(file) for file in played.pictures)
            make_officer(ProfilePlace(folder / "officer"), demo.passphrase)
            officer = ProfilePlace(folder / "officer")
            yield from shared(lambda server: _with_server(out, server, demo, played, open_profile(officer)))
    finally:
        demo.close()
        shutil.rmtree(folder, ignore_errors=True)


def shared(play_with: Callable[[TrialServer], Iterator[str]]) -> Iterator[str]:
    """Play on a server of its own; where PostgreSQL is not installed only a line says so."""
    from qa_desktop.sync.server.throw_away import NoPostgres
    from qa_desktop.sync.server.trial import trial_server

    try:
        with trial_server() as server:
            yield from play_with(server)
    except NoPostgres:
        yield "PostgreSQL is not installed here, so the demo does not show how audits are shared."


def _with_server(out: Path, server: TrialServer, demo: Demo, played: Played, opened: OpenWindow) -> Iterator[str]:
    from qa_desktop.domain.ids import AuditId
    from qa_desktop.domain.record import Role
    from qa_desktop.ui.demo_player import Player
    from qa_desktop.ui.demo_sync import DemoPerson, DemoSignIn, SyncDemo, unlocked

    auditor = demo.person
    officer = DemoPerson(opened, Player(opened.window, out, FIRST_OF_OFFICER))
    opened.door.desk_opened.connect(officer.desks.append)
    try:
        unlocked(officer, demo.passphrase)
        first, second = server.add(auditor.desk.owner), server.add(officer.desk.owner)
        server.approve(second, officer.enrol(DemoSignIn(second.address, second.password, second.code)))
        officer.approve(auditor.enrol(DemoSignIn(first.address, first.password, first.code)))
        for person in (auditor, officer):
            person.begin_to_sync()

        def refuse(really: bool) -> None:  # noqa: FBT001 - a callback of the demo
            server.make(first, Role.PRACTITIONER if really else Role.AUDITOR)

        already = len(auditor.player.taken)
        signed, draft = (AuditId(one) for one in played.audit_ids)
        pictures = SyncDemo(auditor, officer, refuse).play(signed, draft)
        yield from (str(file) for file in pictures[already:])
    finally:
        officer.close()
        auditor.leave()


@contextmanager
def passing_keyring() -> Iterator[None]:
    """Keep passwords of the demo out of this computer's keyring."""
    before = os.environ.get(KEYRING)
    os.environ[KEYRING] = "qa_desktop.models.passing_keyring.PassingKeyring"
    try:
        yield
    finally:
        if before is None:
            del os.environ[KEYRING]
        else:
            os.environ[KEYRING] = before

"""A full or read-only disk: a plain sentence, nothing lost, and work goes on when there is room again."""

from __future__ import annotations

import os
import resource
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Change, Stream
from qa_desktop.errors import DiskProblem
from qa_desktop.settings import ProfilePlace
from tests.models.children import Say, child
from tests.models.profiles import OpenedProfile, make_profile, open_store

NOBODY = 65534
ROOM = 400_000


def test_a_full_disk_loses_nothing_that_was_saved_and_saving_goes_on_with_room(profile: OpenedProfile) -> None:
    audit_id = profile.start_audit()
    profile.store.close()

    def fill(say: Say) -> None:
        store = open_store(profile.place, profile.clock)
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, most))
        for number in range(2000):
            try:
                store.append([Change(Stream(audit_id), f"answer/q{number}/comment", f"{number} " * 200)])
            except DiskProblem as problem:
                say(problem.sentence)
                break
            say(f"saved {number}")
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        store.append([Change(Stream(audit_id), "answer/afterwards/comment", "there is room again")])
        say("saved afterwards")
        store.close()

    with child(fill) as filler:
        said = filler.lines()

    store = open_store(profile.place, profile.clock)
    kept = store.load(audit_id).fields
    saved = [line.removeprefix("saved ") for line in said if line.startswith("saved ")]
    assert len(saved) > 10
    assert any("free space" in line for line in said)
    assert {f"answer/q{number}/comment" for number in saved[:-1]} == {path for path in kept if "/q" in path}
    assert kept["answer/afterwards/comment"].value == "there is room again"
    assert store.check().healthy
    store.close()


@pytest.fixture
def nobodys_profile() -> Iterator[tuple[ProfilePlace, AuditId]]:
    """A closed profile that belongs to an unprivileged user, or to whoever runs the tests where that is not root."""
    folder = Path(tempfile.mkdtemp(prefix="qa-desktop-test-"))
    folder.chmod(0o755)
    profile = make_profile(folder / "profile")
    audit_id = profile.start_audit()
    profile.reopened().store.close()
    if os.geteuid() == 0:
        for file in (profile.place.folder, *profile.place.folder.rglob("*")):
            os.chown(file, NOBODY, NOBODY)
    yield profile.place, audit_id
    shutil.rmtree(folder)


def become_nobody() -> None:
    """Give up the rights of root, for which no file is read-only."""
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def test_a_read_only_folder_is_a_plain_sentence(nobodys_profile: tuple[ProfilePlace, AuditId]) -> None:
    place, _ = nobodys_profile
    before = place.database.read_bytes()
    for file in place.folder.iterdir():
        file.chmod(0o400)
    place.folder.chmod(0o500)

    def open_it(say: Say) -> None:
        become_nobody()
        open_store(place)
        say("opened")

    with child(open_it) as opener:
        said = opener.lines()

    assert said[0].startswith("DiskProblem")
    assert "you may write there" in said[0]
    assert place.database.read_bytes() == before


def test_a_read_only_store_can_be_read_and_says_why_nothing_is_saved(
    nobodys_profile: tuple[ProfilePlace, AuditId],
) -> None:
    place, audit_id = nobodys_profile
    place.database.chmod(0o400)

    def write_it(say: Say) -> None:
        become_nobody()
        store = open_store(place)
        say(str(store.load(audit_id).fields["subject"].value))
        store.append([Change(Stream(audit_id), "subject", "CASE-0002")])
        say("saved")

    with child(write_it) as writer:
        read, problem, *others = writer.lines()

    assert (read, others) == ("CASE-0001", [])
    assert problem.startswith("DiskProblem")
    assert "read-only" in problem


def test_a_profile_is_not_made_where_nothing_can_be_written(nobodys_profile: tuple[ProfilePlace, AuditId]) -> None:
    place, _ = nobodys_profile
    place.folder.chmod(0o500)

    def make_it(say: Say) -> None:
        become_nobody()
        make_profile(place.folder / "another")
        say("made")

    with child(make_it) as maker:
        said = maker.lines()

    assert said[0].startswith("DiskProblem")
    assert not (place.folder / "another").exists()

"""Gives the tests of the store real profiles, and closes them afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_desktop.domain.record import Role
from tests.models.profiles import MakeProfile, OpenedProfile, make_profile


@pytest.fixture
def new_profile(tmp_path: Path) -> Iterator[MakeProfile]:
    made: list[OpenedProfile] = []

    def make(name: str = "Ada Auditor", role: Role = Role.AUDITOR) -> OpenedProfile:
        profile = make_profile(tmp_path / f"profile-{len(made)}", name, role)
        made.append(profile)
        return profile

    yield make
    for profile in made:
        profile.store.close()


@pytest.fixture
def profile(new_profile: MakeProfile) -> OpenedProfile:
    return new_profile()

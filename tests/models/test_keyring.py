"""A profile that the keyring of the computer opens, beside a real Secret Service."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qa_desktop.models.profile import profile_exists
from qa_desktop.settings import ProfilePlace
from tests.models.secret_service import Keyring, run_beside_keyring

TOP = """
import sys
from pathlib import Path
from qa_desktop.clock import FixedClock
from qa_desktop.domain.record import Role
from qa_desktop.errors import QaDesktopError
from qa_desktop.models import keys
from qa_desktop.models.identity import PersonDetails
from qa_desktop.models.new_ids import TimeOrderedIds
from qa_desktop.models.profile import NewProfile, create_profile, open_profile
from qa_desktop.settings import ProfilePlace
from tests.models.profiles import CHEAP, MOMENT
clock = FixedClock(MOMENT)
ids = TimeOrderedIds(clock)
place = ProfilePlace(Path(sys.argv[1]))
wanted = NewProfile(PersonDetails("Ada Auditor", Role.AUDITOR, "North"), keys.Protection(cost=CHEAP))
def say(work):
    try: print(work())
    except QaDesktopError as problem: print(type(problem).__name__, problem)
"""
MAKE = (
    TOP
    + """
say(lambda: create_profile(place, wanted, clock, ids).store.close() or "made")
"""
)
OPEN = (
    TOP
    + """
def open_it():
    store = open_profile(place, keys.by_keyring, clock, ids)
    name = store.owner.name
    store.close()
    return f"opened {name}"
say(open_it)
print("keyring" in sys.modules)
"""
)


@pytest.fixture
def place(tmp_path: Path) -> ProfilePlace:
    return ProfilePlace(tmp_path / "profile")


def test_the_keyring_opens_the_profile_again_without_loading_the_slow_package(
    tmp_path: Path, place: ProfilePlace
) -> None:
    made = run_beside_keyring(tmp_path / "home", Keyring.UNLOCKED, MAKE, str(place.folder))
    opened = run_beside_keyring(tmp_path / "home", Keyring.UNLOCKED, OPEN, str(place.folder))

    assert made.split() == ["made"]
    assert opened.splitlines() == ["opened Ada Auditor", "False"]
    slots = json.loads(place.key_slots.read_bytes())["slots"]
    assert [slot["kind"] for slot in slots] == ["keyring", "recovery_code"]
    assert "wrapped" not in slots[0]


@pytest.mark.parametrize(
    ("keyring", "sentence"),
    [(Keyring.NONE, "passphrase instead"), (Keyring.LOCKED, "Unlock it")],
    ids=["none", "locked"],
)
def test_without_a_usable_keyring_nothing_is_made(
    tmp_path: Path, place: ProfilePlace, keyring: Keyring, sentence: str
) -> None:
    said = run_beside_keyring(tmp_path / "home", keyring, MAKE, str(place.folder))

    assert said.startswith("KeyUnavailable")
    assert sentence in said
    assert not profile_exists(place)


@pytest.mark.parametrize("keyring", [Keyring.NONE, Keyring.LOCKED])
def test_a_keyring_that_went_away_changes_nothing(tmp_path: Path, place: ProfilePlace, keyring: Keyring) -> None:
    run_beside_keyring(tmp_path / "home", Keyring.UNLOCKED, MAKE, str(place.folder))
    before = place.database.read_bytes()

    said = run_beside_keyring(tmp_path / "home", keyring, OPEN, str(place.folder))

    assert said.startswith("KeyUnavailable")
    assert place.database.read_bytes() == before


def test_another_persons_keyring_does_not_open_the_profile(tmp_path: Path, place: ProfilePlace) -> None:
    run_beside_keyring(tmp_path / "home", Keyring.UNLOCKED, MAKE, str(place.folder))

    said = run_beside_keyring(tmp_path / "other", Keyring.UNLOCKED, OPEN, str(place.folder))

    assert said.startswith("KeyUnavailable The keyring of this computer holds no key for this profile")


def test_a_keyring_that_keeps_nothing_is_refused_though_somebody_configured_it(
    tmp_path: Path, place: ProfilePlace
) -> None:
    null = "keyring.backends.null.Keyring"

    said = run_beside_keyring(tmp_path / "home", Keyring.NONE, MAKE, str(place.folder), configured=null)

    assert said.startswith("KeyUnavailable The keyring of this computer does not keep what it is given")


PLAINTEXT = """
import keyring.backend
class Plain(keyring.backend.KeyringBackend):
    priority = 9
    kept = {}
    def get_password(self, service, username): return self.kept.get((service, username))
    def set_password(self, service, username, password): self.kept[service, username] = password
    def delete_password(self, service, username): del self.kept[service, username]
"""


def test_an_unknown_keyring_is_never_chosen_by_itself(tmp_path: Path, place: ProfilePlace) -> None:
    said = run_beside_keyring(tmp_path / "home", Keyring.NONE, PLAINTEXT + MAKE, str(place.folder))

    assert said.startswith("KeyUnavailable This computer has no keyring")


def test_moving_to_a_passphrase_takes_the_key_out_of_the_keyring(tmp_path: Path, place: ProfilePlace) -> None:
    run_beside_keyring(tmp_path / "home", Keyring.UNLOCKED, MAKE, str(place.folder))
    move = (
        TOP
        + """
say(lambda: keys.change_passphrase(place, keys.by_keyring, "a passphrase of mine", CHEAP))
say(lambda: keys.by_keyring(place))
say(lambda: keys.by_passphrase("a passphrase of mine")(place).check == keys.read_key_file(place).check)
import keyring
print(keyring.get_password("QA Desktop", keys.read_key_file(place).store))
"""
    )

    said = run_beside_keyring(tmp_path / "home", Keyring.UNLOCKED, move, str(place.folder)).splitlines()

    assert said[0] == "None"
    assert said[1].startswith("KeyUnavailable This profile is opened with a passphrase")
    assert said[2:] == ["True", "None"]

"""The ways to open a profile, and the ways that do not."""

from __future__ import annotations

import json
from pathlib import Path

import pyrage
import pytest

from qa_desktop.errors import InputProblem, KeyUnavailable, StoreDamaged
from qa_desktop.models import keys
from qa_desktop.models.data_key import DataKey
from qa_desktop.models.key_slots import SecretSlot, unwrap_with_secret, wrap_with_secret
from qa_desktop.models.keys import MadeSlots, Protection, make_slots
from qa_desktop.models.keys_file import read_key_file, write_key_file
from qa_desktop.models.private_files import make_private_folder
from qa_desktop.settings import ProfilePlace
from tests.models.profiles import CHEAP, PASSPHRASE

KEY = DataKey.new()


@pytest.fixture
def place(tmp_path: Path) -> ProfilePlace:
    place = ProfilePlace(tmp_path / "profile")
    make_private_folder(place.folder)
    return place


@pytest.fixture
def made(place: ProfilePlace) -> MadeSlots:
    slots = make_slots(KEY, "store-1", Protection(PASSPHRASE, cost=CHEAP))
    write_key_file(place, slots.keys)
    return slots


def test_the_passphrase_opens_the_profile(place: ProfilePlace, made: MadeSlots) -> None:
    assert keys.by_passphrase(PASSPHRASE)(place) == KEY
    assert keys.asks_for_passphrase(place)
    assert len(made.keys.slots) == 2


@pytest.mark.parametrize("wrong", ["", "another passphrase", PASSPHRASE + " ", PASSPHRASE.upper()])
def test_a_wrong_passphrase_opens_nothing_and_changes_nothing(place: ProfilePlace, made: MadeSlots, wrong: str) -> None:
    before = place.key_slots.read_bytes()

    with pytest.raises(KeyUnavailable, match="passphrase is wrong"):
        keys.by_passphrase(wrong)(place)

    assert place.key_slots.read_bytes() == before
    assert made.keys == read_key_file(place)


def test_the_same_words_typed_on_another_keyboard_open_the_profile(place: ProfilePlace) -> None:
    composed, decomposed = "Caf\u00e9 am Bahnhof", "Cafe\u0301 am Bahnhof"
    write_key_file(place, make_slots(KEY, "store-1", Protection(composed, cost=CHEAP)).keys)

    assert keys.by_passphrase(decomposed)(place) == KEY


def test_the_recovery_code_opens_the_profile_however_it_is_typed(place: ProfilePlace, made: MadeSlots) -> None:
    code = made.recovery_code or ""

    assert keys.by_recovery_code(code)(place) == KEY
    assert keys.by_recovery_code(code.lower().replace("-", " ").replace("0", "o").replace("1", "l"))(place) == KEY


def test_another_profiles_recovery_code_opens_nothing(place: ProfilePlace, made: MadeSlots) -> None:
    other = make_slots(DataKey.new(), "store-2", Protection(PASSPHRASE, cost=CHEAP))

    with pytest.raises(KeyUnavailable, match="another profile"):
        keys.by_recovery_code(other.recovery_code or "")(place)

    assert made.recovery_code != other.recovery_code


def test_the_authority_opens_the_profile_with_its_recovery_key(place: ProfilePlace) -> None:
    authority = pyrage.x25519.Identity.generate()
    protection = Protection(PASSPHRASE, authority_key=str(authority.to_public()), cost=CHEAP)

    slots = make_slots(KEY, "store-1", protection)
    write_key_file(place, slots.keys)

    assert slots.recovery_code is None
    assert keys.by_authority_key(str(authority))(place) == KEY
    with pytest.raises(KeyUnavailable):
        keys.by_authority_key(str(pyrage.x25519.Identity.generate()))(place)


def test_an_authority_key_that_is_none_is_refused() -> None:
    with pytest.raises(InputProblem, match="age1"):
        make_slots(KEY, "store-1", Protection(PASSPHRASE, authority_key="age1nonsense", cost=CHEAP))


def test_a_changed_passphrase_replaces_the_old_one_and_leaves_the_recovery_code(
    place: ProfilePlace, made: MadeSlots
) -> None:
    keys.change_passphrase(place, keys.by_passphrase(PASSPHRASE), "a new passphrase", CHEAP)

    assert keys.by_passphrase("a new passphrase")(place) == KEY
    assert keys.by_recovery_code(made.recovery_code or "")(place) == KEY
    with pytest.raises(KeyUnavailable):
        keys.by_passphrase(PASSPHRASE)(place)


def test_a_passphrase_is_changed_only_by_who_can_open_the_profile(place: ProfilePlace, made: MadeSlots) -> None:
    with pytest.raises(KeyUnavailable):
        keys.change_passphrase(place, keys.by_passphrase("not the passphrase"), "a new passphrase", CHEAP)

    assert read_key_file(place) == made.keys


def test_a_new_recovery_code_replaces_the_old_one(place: ProfilePlace, made: MadeSlots) -> None:
    code = keys.new_code(place, keys.by_passphrase(PASSPHRASE), CHEAP)

    assert keys.by_recovery_code(code)(place) == KEY
    with pytest.raises(KeyUnavailable):
        keys.by_recovery_code(made.recovery_code or "")(place)


def test_the_parameters_of_a_slot_are_bound_to_what_it_wraps() -> None:
    slot = wrap_with_secret(KEY.raw, PASSPHRASE, SecretSlot("passphrase", "store-1"), CHEAP)

    assert unwrap_with_secret(slot, PASSPHRASE, "store-1") == KEY.raw
    assert unwrap_with_secret(slot, PASSPHRASE, "store-2") is None
    assert unwrap_with_secret({**slot, "kind": "recovery_code"}, PASSPHRASE, "store-1") is None
    assert unwrap_with_secret({**slot, "note": "x"}, PASSPHRASE, "store-1") is None


def test_a_slot_that_holds_no_key_is_a_damaged_file(place: ProfilePlace, made: MadeSlots) -> None:
    short = wrap_with_secret(b"too short", PASSPHRASE, SecretSlot("passphrase", "store-1"), CHEAP)
    write_key_file(place, made.keys.with_slot(("passphrase",), short))

    with pytest.raises(StoreDamaged):
        keys.by_passphrase(PASSPHRASE)(place)


def test_neither_key_nor_secret_stands_in_the_file(place: ProfilePlace, made: MadeSlots) -> None:
    content = place.key_slots.read_text()

    assert KEY.raw.hex() not in content
    assert PASSPHRASE not in content
    assert (made.recovery_code or "none") not in content
    assert json.loads(content)["check"] == KEY.check


def test_keys_and_secrets_are_not_shown_by_accident(made: MadeSlots) -> None:
    shown = f"{KEY} {Protection(PASSPHRASE)} {made}"

    assert PASSPHRASE not in shown
    assert KEY.raw.hex() not in shown
    assert repr(KEY.raw) not in shown
    assert (made.recovery_code or "none") not in shown

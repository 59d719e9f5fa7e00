"""The home page's first read: fast, light, and the same as the store's own."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest

from qa_desktop.domain.operation import Change, OperationKind, Stream
from qa_desktop.domain.ports import ActionRow, SummaryUpdate, WorkRow
from qa_desktop.errors import KeyUnavailable, StoreDamaged
from qa_desktop.models.data_key import DataKey
from qa_desktop.models.first_read import read_home
from qa_desktop.models.keys import by_passphrase
from tests.models.profiles import PASSPHRASE, OpenedProfile

TODAY = date(2026, 11, 21)
HEAVY = ("sqlalchemy", "alembic", "keyring", "cryptography", "filelock", "pyrage")


@pytest.fixture
def filled(profile: OpenedProfile) -> OpenedProfile:
    """A profile with a draft, a signed audit and actions, and its work place remembered."""
    draft, signed = profile.start_audit("CASE-0001"), profile.start_audit("CASE-0002")
    profile.store.set_place(draft, "section/s2", "Standard 2")
    profile.clock.moment += timedelta(minutes=1)
    actions = (
        ActionRow("a1", "Visit weekly", "Pat", "2026-12-01", done=False),
        ActionRow("a2", "Ring school", "Pat", "2026-11-25", done=False),
        ActionRow("a3", "When the plan is agreed", "Pat", "", done=False),
        ActionRow("a4", "Done already", "Pat", "2026-11-01", done=True),
    )
    work = tuple(
        WorkRow(f"action.{one.id}", "action", one.what, one.who, one.due, "action", one.done, "plan") for one in actions
    )
    profile.store.append(
        [Change(Stream(signed), "signed", True, fact=True, kind=OperationKind.SIGN)],
        summary={signed: SummaryUpdate("Live audit", "Council", "CASE-0002", "Pat", "good", 7, 7, actions, work=work)},
    )
    summary = SummaryUpdate("Live audit", "Council", "CASE-0001", "Sam", "", 1, 7, actions)
    profile.store.append([], summary={draft: summary})
    return profile


def raw_key(profile: OpenedProfile) -> bytes:
    return by_passphrase(PASSPHRASE)(profile.place).raw


def test_the_first_read_is_what_the_store_says(filled: OpenedProfile) -> None:
    home = read_home(filled.place, raw_key(filled), TODAY)

    assert home == filled.store.home()


def test_the_home_page_shows_where_the_work_stopped_and_what_is_due_next(filled: OpenedProfile) -> None:
    home = read_home(filled.place, raw_key(filled), TODAY)

    assert home is not None
    assert (home.person_name, home.signed_this_month, home.unsent.count) == ("Ada Auditor", 1, 5)
    assert [(one.subject, one.place) for one in home.drafts] == [("CASE-0001", "Standard 2")]
    assert [(one.subject, one.overall) for one in home.signed] == [("CASE-0002", "good")]
    assert [one.what for one in home.work.lines] == ["Ring school", "Visit weekly", "When the plan is agreed"]
    assert (home.work.scope, home.work.overdue, home.work.this_week) == ("mine", 0, 1)


@pytest.mark.parametrize(
    ("today", "count"),
    [(date(2026, 10, 31), 0), (date(2026, 11, 1), 1), (date(2026, 11, 30), 1), (date(2026, 12, 1), 0)],
)
def test_only_this_months_signatures_count(filled: OpenedProfile, today: date, count: int) -> None:
    home = read_home(filled.place, raw_key(filled), today)

    assert home is not None
    assert home.signed_this_month == count


def test_a_wrong_key_is_refused(filled: OpenedProfile) -> None:
    with pytest.raises(KeyUnavailable):
        read_home(filled.place, DataKey.new().raw, TODAY)


def test_a_missing_store_is_not_made(filled: OpenedProfile) -> None:
    filled.store.close()
    key = raw_key(filled)
    filled.place.database.unlink()

    with pytest.raises(StoreDamaged, match="missing"):
        read_home(filled.place, key, TODAY)

    assert not filled.place.database.exists()


def test_a_store_of_another_version_is_left_to_the_full_opening(filled: OpenedProfile) -> None:
    with filled.store._write() as run:
        run("UPDATE alembic_version SET version_num = '0000'")

    assert read_home(filled.place, raw_key(filled), TODAY) is None


def test_the_first_read_loads_nothing_heavy(filled: OpenedProfile) -> None:
    program = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from qa_desktop.models.first_read import read_home\n"
        "from qa_desktop.settings import ProfilePlace\n"
        "home = read_home(ProfilePlace(Path(sys.argv[1])), bytes.fromhex(sys.argv[2]), date(2026, 11, 21))\n"
        "print(home.person_name, sorted(name for name in sys.argv[3:] if name in sys.modules))\n"
    )
    arguments = [str(filled.place.folder), raw_key(filled).hex(), *HEAVY]

    done = subprocess.run([sys.executable, "-c", program, *arguments], check=True, capture_output=True, text=True)

    assert done.stdout.strip() == "Ada Auditor []"

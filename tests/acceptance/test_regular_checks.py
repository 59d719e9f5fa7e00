"""Regular checks (PRACTICE P-41): each is due when the settings say, of whom they name, and is done or missed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from qa_desktop import cli
from qa_desktop.domain.checks import CheckRow
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.record import Role
from qa_desktop.errors import NotAllowed
from qa_desktop.ui.nav_rail import Place
from qa_desktop.ui.pages.checks import ChecksPage
from qa_desktop.ui.pages.home import HomePage
from qa_desktop.ui.pages.start import StartPage
from tests.acceptance.due import at, tell_people
from tests.acceptance.registers import noted
from tests.acceptance.window import OpenScreen, choose
from tests.desks import PASSPHRASE, OpenDesk, new_desk
from tests.sync.signed_in import MakeDesk

As = Callable[..., OpenDesk]
ONE_DAY = timedelta(days=1)
BEGUN, TODAY = date(2026, 8, 3), date(2026, 11, 16)
SAMPLE = "roc-hos-samples"
HOS = Role.HEAD_OF_SERVICE
# rule, R- id, when it is due around today, tool, and which sample the record is
RECURRING = {
    "R-215 contacts": ("contacts", "2026-11-30", SAMPLE, "timeliness"),
    "R-215 thresholds": ("thresholds", "2026-11-30", SAMPLE, "thresholds"),
    "R-215 visits": ("visits", "2026-12-31", SAMPLE, "visits"),
    "R-215 plans": ("cp-plans", "2026-12-31", SAMPLE, "plans"),
    "R-215, R-200 foster carer reviews": ("carer-sample", "2026-12-31", SAMPLE, "foster_carer_reviews"),
    "R-182 referrer calls": ("referrers", "2026-11-30", SAMPLE, "referrer_calls"),
    "R-160 practice forum": ("forum", "2026-12-07", "roc-practice-forum", ""),
    "R-200 regulation 33 visit": ("reg-33", "2026-11-30", "roc-reg33", ""),
    "R-200 regulation 34 visit": ("reg-34", "2026-11-30", "roc-reg34", ""),
    "R-214 transfer panel": ("transfer-panel", "2026-11-16", "", ""),
    "R-063 family and partner input": ("family-and-partners", "2026-12-31", "", ""),
}


@pytest.fixture
def working_as(tmp_path: Path) -> Iterator[As]:
    opened: list[OpenDesk] = []

    def make(role: Role = Role.QA_OFFICER, authority: str = "rochdale") -> OpenDesk:
        one = new_desk(tmp_path / role.value, "Olu Officer", role)
        opened.append(one)
        prepare(one, authority)
        return one

    yield make
    for one in opened:
        one.desk.close()


def prepare(opened: OpenDesk, authority: str = "rochdale") -> None:
    """Let QA Desktop be in use for some months, with somebody in every post."""
    opened.desk.authority_settings.choose(authority)
    at(opened, BEGUN)
    opened.desk.start_sample()
    tell_people(opened, (opened.desk.owner.id, "Olu Officer", opened.desk.owner.role), ("hos", "Hal", HOS))
    at(opened, TODAY)


def checks(opened: OpenDesk, rule: str) -> dict[str, CheckRow]:
    """Return the checks of a rule of the settings by the day on which they are due."""
    found = (one for one in opened.desk.planning.checks() if one.planned.key.startswith(f"check:{rule}:"))
    return {one.due.isoformat(): one for one in found}


def recorded(opened: OpenDesk, tool: str, sample: str) -> None:
    """Sign the record of a check today."""
    noted(opened, tool, {"sample": sample} if sample else {}, subject="Service")


SAMPLES = {name: row for name, row in RECURRING.items() if row[3]}
RECORDS = {name: row for name, row in RECURRING.items() if row[2] and not row[3]}
MARKED = {name: row for name, row in RECURRING.items() if not row[2]}


@pytest.mark.parametrize(("rule", "due", "tool", "sample"), RECURRING.values(), ids=RECURRING)
def test_p41_each_recurring_check_is_due_on_its_day_and_missed_after_it(
    working_as: As, rule: str, due: str, tool: str, sample: str
) -> None:
    officer = working_as()

    found = checks(officer, rule)

    assert due in found, sorted(found)
    one = found[due]
    assert (one.done, one.is_missed(one.due)) == (None, False)
    assert one.is_missed(one.due + ONE_DAY)
    assert {str(each) for each in one.planned.tools} == ({tool} if tool else set()), sample
    assert all(each.is_missed(TODAY) == (each.due < TODAY) for each in found.values())
    planned = officer.desk.planning.programme.between(one.due, one.due)
    assert one.planned.key in {each.key for each in planned}, "it stands in the programme too"


@pytest.mark.parametrize(("rule", "due", "tool", "sample"), RECORDS.values(), ids=RECORDS)
def test_p41_a_signed_record_closes_the_check_of_its_time_in_the_programme_too(
    working_as: As, rule: str, due: str, tool: str, sample: str
) -> None:
    officer = working_as()
    before = checks(officer, rule)

    recorded(officer, tool, sample)

    after = checks(officer, rule)
    assert {day for day in after if after[day].done} == {due}
    assert {day for day in after if after[day].is_missed(TODAY)} == {day for day in before if day < "2026-11-16"}
    planned = officer.desk.planning.programme.between(after[due].due, after[due].due)
    assert [one.done for one in planned if one.key == after[due].planned.key] == [TODAY]


@pytest.mark.parametrize(("rule", "due", "tool", "sample"), MARKED.values(), ids=MARKED)
def test_p41_an_officer_marks_a_check_without_a_record_and_takes_it_back(
    working_as: As, rule: str, due: str, tool: str, sample: str
) -> None:
    marks = working_as().desk.planning.checks
    officer = marks.one(f"check:{rule}:{due}")
    assert (tool, sample) == ("", "")

    marks.mark_done(officer, TODAY)
    done = marks.one(officer.key).done
    marks.mark_done(officer, None)

    assert (done, marks.one(officer.key).done) == (TODAY, None)


@pytest.mark.parametrize(("rule", "due", "tool", "sample"), SAMPLES.values(), ids=SAMPLES)
def test_p41_a_head_of_services_own_sample_closes_that_check_alone(
    working_as: As, rule: str, due: str, tool: str, sample: str
) -> None:
    head = working_as(HOS)
    recorded(head, tool, sample)

    by_rule = {row[0]: checks(head, row[0]) for row in SAMPLES.values()}

    closed = {name for name, found in by_rule.items() if any(one.done for one in found.values())}
    assert closed == {rule}
    own = by_rule[rule][due]
    assert (own.name, own.done, own.by_record) == ("Olu Officer", TODAY, True)
    with pytest.raises(NotAllowed, match="signed record"):
        head.desk.planning.checks.mark_done(own, None)


def test_p41_a_head_of_service_sees_their_own_and_says_that_one_was_done(working_as: As) -> None:
    head = working_as(HOS)
    marks = head.desk.planning.checks
    own = checks(head, "contacts")["2026-11-30"]

    assert {one.name for one in marks()} <= {"Olu Officer", "Hal"}
    assert {one.who for one in marks.to_do()} == {head.desk.owner.id}
    marks.mark_done(own, TODAY)
    assert marks.one(own.key).done == TODAY
    with pytest.raises(NotAllowed, match="Only whose check it is"):
        marks.mark_done(replace(own, who=PersonId("hos")), TODAY)
    marks.mark_done(marks.one(own.key), None)
    assert marks.one(own.key).done is None


def test_p41_the_programme_shows_a_check_as_done_once_everybody_did_theirs(working_as: As) -> None:
    officer = working_as()
    marks = officer.desk.planning.checks
    (hal,) = (one for one in marks() if one.planned.key == "check:contacts:2026-11-30")
    assert hal.name == "Hal"

    def planned() -> date | None:
        found = officer.desk.planning.programme.between(hal.due, hal.due)
        return next(one.done for one in found if one.key == hal.planned.key)

    assert planned() is None
    marks.mark_done(hal, TODAY)
    assert planned() == TODAY


def test_p41_checks_are_listed_and_marked_by_command(
    working_as: As, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    head = working_as(HOS)
    key = checks(head, "contacts")["2026-10-31"].key
    head.desk.close()
    secret = tmp_path / "passphrase"
    secret.write_text(PASSPHRASE, encoding="utf-8")
    monkeypatch.setenv("QA_DESKTOP_PASSPHRASE_FILE", str(secret))
    monkeypatch.setattr("qa_desktop.bootstrap.SystemClock", lambda: head.clock)
    place = ["--data", str(tmp_path / HOS.value)]

    assert cli.run(["programme", "check-done", key, "--on", "2026-10-30", *place]) == 0
    assert "Kept" in capsys.readouterr().out
    assert cli.run(["programme", "checks", "--json", *place]) == 0
    told = {one["key"]: one for one in json.loads(capsys.readouterr().out)}
    assert (told[key]["done"], told[key]["missed"], told[key]["who"]) == ("2026-10-30", False, "Olu Officer")
    assert cli.run(["programme", "checks", "--missed", "--mine", *place]) == 0
    assert key not in capsys.readouterr().out
    assert cli.run(["programme", "check-done", "check:nothing", *place]) != 0
    assert "There is no check" in capsys.readouterr().err


def test_p41_the_home_page_leads_to_what_was_missed_and_a_record_is_begun_from_there(open_screen: OpenScreen) -> None:
    screen = open_screen(HOS, prepare)
    screen.navigator.go(Place.HOME)
    home = screen.wait(HomePage)
    screen.until(lambda: bool(home.checks.words.text()))
    assert home.checks.words.text().startswith("■ ")
    assert "regular checks missed" in home.checks.words.text()

    home.checks.button.click()

    page = screen.wait(ChecksPage)
    screen.until(lambda: page.rows.model.rowCount() > 0)
    (place,) = (row for row, one in enumerate(page.rows.shown) if one.check.planned.key == "check:contacts:2026-11-30")
    choose(page.rows.list, place)
    assert (page.start_button.isEnabled(), page.done_button.isEnabled()) == (True, True)
    page.done_button.click()
    screen.until(lambda: all(one.check.planned.key != "check:contacts:2026-11-30" for one in page.rows.shown))
    page.which.setCurrentIndex(2)
    page.which.activated.emit(2)
    assert [one.right for one in page.rows.shown] == ["✓ done 16 Nov"]
    page.which.setCurrentIndex(0)
    page.which.activated.emit(0)
    choose(page.rows.list)
    page.start_button.click()
    assert screen.wait(StartPage).isVisible()


def test_p41_what_a_head_of_service_marks_reaches_the_officers_and_nobody_else(make_desk: MakeDesk) -> None:
    head, officer = make_desk("Hal Head", HOS), make_desk("Oli Officer", Role.QA_OFFICER)
    worker = make_desk("Wyn Worker", Role.PRACTITIONER)
    for one in (head, officer, worker):
        one.desk.authority_settings.choose("rochdale")
        one.desk.sync_now(lambda: False)
    (own,) = (one for one in head.desk.planning.checks() if one.planned.key == "check:referrers:2026-11-30")

    head.desk.planning.checks.mark_done(own, date(2026, 11, 20))
    for one in (head, officer, worker):
        one.desk.sync_now(lambda: False)

    seen = {one.key: one for one in officer.desk.planning.checks()}
    assert (seen[own.key].name, seen[own.key].done) == ("Hal Head", date(2026, 11, 20))
    assert worker.store.plans.answered() == ()
    assert worker.desk.planning.checks() == ()

"""A draw leaves out what QA Desktop knows of, and remembers nothing of a list but its headings."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from qa_desktop.domain.sampling.draw import Reason, Scheme, Spread
from qa_desktop.domain.sampling.record import DrawRecord
from qa_desktop.domain.sampling.record_json import record_bytes
from qa_desktop.errors import InputProblem, NotFound
from qa_desktop.services.allocate import AllocationRequest
from qa_desktop.services.check_draw import check_draw, same_list
from qa_desktop.services.draw_cases import REMEMBERED, DrawWish, ListWish
from qa_desktop.services.start_audit import StartRequest
from tests.desks import OpenDesk, reopened, sign_an_audit

EVERY = DrawWish(Scheme(Spread.WHOLE, 10))
HEADINGS = "Our number,Team,Child\n"
ROWS = "48-2207,North,Anna Canary\nLA-2208,North,Ben Canary\n48-2209,South,Cy Canary\n48-2210,South,Di Canary\n"
OURS = ListWish({"reference": "Our number"})


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_text(HEADINGS + ROWS, encoding="utf-8")
    return path


def drawn(one: OpenDesk, path: Path, wish: DrawWish = EVERY) -> DrawRecord:
    return one.desk.draw_cases().draw(one.desk.draw_cases().read(path, OURS), wish, OURS)


def test_what_was_audited_lately_or_is_under_way_is_not_drawn(officer: OpenDesk, listed: Path) -> None:
    sign_an_audit(officer.desk)
    officer.desk.start_audit(StartRequest("bra-live-audit", " la-2208"))

    record = drawn(officer, listed)

    assert set(record.result.references) == {"48-2209", "48-2210"}
    assert record.result.excluded == {Reason.AUDITED_HERE: 1, Reason.UNDER_WAY: 1}
    assert record.exclusions.audited_here == frozenset({"48-2207"})
    assert record.exclusions.under_way == frozenset({"LA-2208"})


def test_an_audit_of_more_than_a_year_ago_does_not_count(officer: OpenDesk, listed: Path) -> None:
    sign_an_audit(officer.desk)

    officer.clock.moment += timedelta(days=364)
    before = drawn(officer, listed)
    officer.clock.moment += timedelta(days=2)
    after = drawn(officer, listed)

    assert "48-2207" not in before.result.references
    assert "48-2207" in after.result.references


def test_a_seed_is_made_where_none_is_given_and_the_record_says_so(officer: OpenDesk, listed: Path) -> None:
    made, other = drawn(officer, listed), drawn(officer, listed)
    given = drawn(officer, listed, DrawWish(EVERY.scheme, seed=" 2026-12 "))

    assert (made.seed.was_given, len(made.seed.text)) == (False, 32)
    assert made.seed.text != other.seed.text
    assert (given.seed.text, given.seed.was_given) == ("2026-12", True)


@pytest.mark.parametrize("seed", [" ", "a\x07b", "x" * 201])
def test_a_seed_that_nobody_could_print_is_refused(officer: OpenDesk, listed: Path, seed: str) -> None:
    with pytest.raises(InputProblem, match="seed"):
        drawn(officer, listed, DrawWish(EVERY.scheme, seed=seed))


def test_the_columns_of_a_list_are_remembered_and_nothing_else_of_it(officer: OpenDesk, listed: Path) -> None:
    drawn(officer, listed)
    again = reopened(officer)

    found = again.desk.draw_cases().read(listed, ListWish())

    assert found.columns == {"reference": "Our number", "team": "Team"}
    assert "48-22" not in again.desk.setting(REMEMBERED)
    again.desk.close()


def test_a_record_holds_no_name_of_the_list_and_checks_against_its_file(officer: OpenDesk, listed: Path) -> None:
    record = drawn(officer, listed, DrawWish(Scheme(Spread.EACH, 1, ("team",))))

    assert "Canary" not in record_bytes(record).decode()
    assert check_draw(record, listed) == ()
    listed.write_text(HEADINGS + ROWS.replace("48-2210", "48-2211"), encoding="utf-8")
    assert "not the list that was drawn from" in check_draw(record, listed)[0]
    with pytest.raises(InputProblem, match="not the list"):
        same_list(record, listed)


def test_rows_that_were_left_out_are_counted_and_compared(officer: OpenDesk, listed: Path) -> None:
    listed.write_text(HEADINGS + ROWS + ",North,\n", encoding="utf-8")
    record = drawn(officer, listed)
    assert check_draw(record, listed) == ()

    listed.write_text(HEADINGS + ROWS, encoding="utf-8")

    assert check_draw(record, listed) == (
        "The file has 4 rows; the record says 5.",
        "Rows without a case reference: 1 in the record, 0 in the file.",
    )


def test_a_selection_is_one_of_the_authority_and_stands_in_the_record(officer: OpenDesk, listed: Path) -> None:
    officer.desk.authority_settings.choose("rochdale")

    record = drawn(officer, listed, DrawWish(EVERY.scheme, selection="tier-2"))

    assert record.selection == "tier-2: Tier 2 cases"
    assert officer.desk.draw_cases().selection("tier-2").reach == "outside_own_service"
    with pytest.raises(NotFound, match=r"tier-1, tier-2, sqr, thematic"):
        drawn(officer, listed, DrawWish(EVERY.scheme, selection="tier-9"))


def test_a_service_cannot_be_left_out_of_a_list_that_has_none(officer: OpenDesk, listed: Path) -> None:
    with pytest.raises(InputProblem, match="no column of services"):
        drawn(officer, listed, DrawWish(EVERY.scheme, without_services=("Family",)))


def test_a_case_is_replaced_only_with_a_reason(officer: OpenDesk, listed: Path) -> None:
    record = drawn(officer, listed, DrawWish(Scheme(Spread.WHOLE, 1)))
    case = record.standing[0]

    with pytest.raises(InputProblem, match="Say why"):
        officer.desk.draw_cases().substitute(record, case, "  ")
    made = officer.desk.draw_cases().substitute(record, case, " Closed  last week")

    (told,) = made.substitutions
    assert (told.case, told.by, told.reason) == (case, record.result.strata[0].reserve[0], "Closed last week")
    assert (told.who.name, told.who.at) == ("Olu Officer", officer.clock.now())


def test_several_audits_are_allocated_all_or_none(officer: OpenDesk) -> None:
    unknown = AllocationRequest("Nobody", "bra-live-audit", "48-2207")

    with pytest.raises(NotFound):
        officer.desk.allocate.several([unknown, unknown])

    assert officer.desk.allocate.known() == ()

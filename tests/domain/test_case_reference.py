import pytest

from qa_desktop.domain.case_reference import reference_warnings


@pytest.mark.parametrize("safe", ["48-2207", "M/2026/0093", "CASE 51", "LCS1234567", "2026-11", "case 48-2207"])
def test_a_pseudonymous_reference_raises_no_warning(safe: str) -> None:
    assert reference_warnings(safe) == ()


def test_a_valid_nhs_number_is_noticed_with_and_without_spaces() -> None:
    assert "NHS number" in reference_warnings("943 476 5919")[0]
    assert "NHS number" in reference_warnings("9434765919")[0]


def test_ten_digits_without_the_check_digit_are_no_nhs_number() -> None:
    assert reference_warnings("9434765918") == ()


@pytest.mark.parametrize("born", ["12/03/2015", "12.3.15", "2015-03-12"])
def test_a_date_of_birth_is_noticed(born: str) -> None:
    assert "date of birth" in reference_warnings(born)[0]


@pytest.mark.parametrize("name", ["Jo Bloggs", "Siân O’Neill", "Łukasz", "Müller-Lüdenscheidt"])
def test_a_name_is_noticed(name: str) -> None:
    assert "name" in reference_warnings(name)[0]

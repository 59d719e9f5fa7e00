"""Whose service a regular check names: the directory and the settings rarely write a name alike (R-215)."""

from __future__ import annotations

import pytest

from qa_desktop.domain.checks import is_of


@pytest.mark.parametrize(
    ("services", "service"),
    [
        ((), "Anything"),
        (("MASS", "First Response"), ""),
        (("MASS", "First Response"), "  "),
        (("MASS", "First Response"), "mass"),
        (("MASS", "First Response"), "MASS and First Response"),
        (("MASS", "First Response"), "First Response & Children with Disabilities"),
        (("Child Protection and Care Proceedings",), "Child Protection  &  Care Proceedings"),
        (("Child Protection and Care Proceedings",), "Care proceedings"),
        (("MASS/First Response",), "First Response"),
    ],
)
def test_a_person_of_the_service_is_asked_however_it_is_written(services: tuple[str, ...], service: str) -> None:
    assert is_of(services, service)


@pytest.mark.parametrize(
    ("services", "service"),
    [
        (("MASS", "First Response"), "Cared for Children"),
        (("Response",), "First Response"),
        (("Children with Disabilities",), "Cared for Children"),
    ],
)
def test_a_person_of_another_service_is_not_asked(services: tuple[str, ...], service: str) -> None:
    assert not is_of(services, service)

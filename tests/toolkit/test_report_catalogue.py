"""Every report that the five frameworks name has its state, and what is said to make it makes it."""

from __future__ import annotations

import pytest

from qa_desktop.domain.reports.catalogue import NamedReport, ReportState
from qa_desktop.domain.reports.template import PartKind
from qa_desktop.settings import resources_dir
from qa_desktop.toolkit.report_library import ReportLibrary

LIBRARY = ReportLibrary(resources_dir() / "reports")
TEMPLATES = {one.id: one for one in LIBRARY.all}
EVERY = pytest.mark.parametrize("named", LIBRARY.catalogue, ids=lambda one: one.id)
NAMED = {"R": 20, "B": 17, "H": 12, "D": 12, "S": 20}
"""How many reports each framework names: Rochdale, Bracknell Forest, Herefordshire, Durham, Slough."""
CODES = {"R": "ROC", "B": "BRA", "H": "HER", "D": "DUR", "S": "SLO"}


def test_the_list_holds_each_report_of_each_framework_once() -> None:
    wanted = [f"D-{letter}{number:02}" for letter, last in NAMED.items() for number in range(1, last + 1)]

    assert [one.id for one in LIBRARY.catalogue] == wanted


@EVERY
def test_what_is_made_here_has_templates_of_its_authority_that_answer_to_it(named: NamedReport) -> None:
    made = [TEMPLATES[one] for one in named.reports]

    assert bool(made) == (named.state in (ReportState.BUILT, ReportState.IMPORT))
    assert all(named.id in one.answers_to and one.code == CODES[named.id[2]] for one in made)


@EVERY
def test_where_something_comes_from_elsewhere_it_is_said_from_where(named: NamedReport) -> None:
    measured = any(part.kind is PartKind.MEASURED for one in named.reports for part in TEMPLATES[one].parts)

    assert named.comes_from or named.state is ReportState.BUILT
    assert measured or named.state is not ReportState.IMPORT


def test_no_template_answers_to_a_report_that_does_not_name_it() -> None:
    told = {(named.id, one) for named in LIBRARY.catalogue for one in named.reports}

    assert {(wanted, one.id) for one in LIBRARY.all for wanted in one.answers_to} == told

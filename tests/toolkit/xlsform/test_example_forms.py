"""Public example forms import or are refused by name, where a folder of them is at hand."""

import os
from pathlib import Path

import pytest

from qa_desktop.errors import InputProblem
from qa_desktop.toolkit.checker import read_tool
from qa_desktop.toolkit.xlsform.import_form import import_form

VARIABLE = "QA_DESKTOP_XLSFORMS"
FOLDER = Path(os.environ.get(VARIABLE, ""))


@pytest.mark.skipif(
    VARIABLE not in os.environ,
    reason=f"no example forms: pyxform ships none; name a folder, as its sources' tests/example_xls, in {VARIABLE}",
)
def test_every_example_form_imports_or_is_refused_by_name() -> None:
    forms = sorted(path for path in FOLDER.rglob("*") if path.suffix.lower() in {".xls", ".xlsx", ".xlsm"})

    outcomes = {path.name: outcome(path) for path in forms}

    assert outcomes, f"{FOLDER} holds no form"
    assert {name: said for name, said in outcomes.items() if said and name not in said} == {}
    assert any(not said for said in outcomes.values())


def outcome(path: Path) -> str:
    """Return the refusal, or nothing for a form whose tool passes the check."""
    try:
        made = import_form(path)
    except InputProblem as refused:
        return refused.sentence
    assert read_tool(made.yaml, {}) == made.tool
    return ""

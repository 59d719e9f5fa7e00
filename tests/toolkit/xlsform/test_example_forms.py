"""Forms with every feature that forms have import, or are refused by name; so do public ones, where there are any."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from qa_desktop.errors import InputProblem
from qa_desktop.toolkit.checker import read_tool
from qa_desktop.toolkit.xlsform.import_form import ImportedForm, import_form
from tests.toolkit.xlsform.books import told, write
from tests.toolkit.xlsform.example_forms import EXAMPLES, Example

FOLDER = os.environ.get("QA_DESKTOP_XLSFORMS", "")
"""A folder of more forms to try, such as tests/example_xls among the sources of pyxform."""
CARRIED = {name: one for name, one in EXAMPLES.items() if not one.refused}
REFUSED = {name: one for name, one in EXAMPLES.items() if one.refused}


@pytest.mark.parametrize("example", CARRIED.values(), ids=CARRIED.keys())
def test_a_form_with_this_feature_imports_and_says_what_it_loses(tmp_path: Path, example: Example) -> None:
    made = import_form(write(tmp_path, **example.sheets))

    losses = told(made)
    assert tuple(str(item.id) for item in made.tool.items) == example.questions
    assert [lost for lost in example.lost if not any(lost in loss for loss in losses)] == []
    assert bool(losses) == bool(example.lost)
    assert read_tool(made.yaml, {}) == made.tool


@pytest.mark.parametrize("example", REFUSED.values(), ids=REFUSED.keys())
def test_a_form_that_makes_no_tool_is_refused_by_name(tmp_path: Path, example: Example) -> None:
    with pytest.raises(InputProblem) as refused:
        import_form(write(tmp_path, **example.sheets))

    assert refused.value.sentence.startswith("form.xlsx ")
    assert example.refused in refused.value.sentence


def test_every_form_at_hand_imports_or_is_refused_by_name(tmp_path: Path) -> None:
    own = [write(tmp_path, **one.sheets).rename(tmp_path / f"{name}.xlsx") for name, one in EXAMPLES.items()]
    public = sorted(Path(FOLDER).rglob("*")) if FOLDER else []
    forms = [path for path in (*own, *public) if path.suffix.lower() in {".xls", ".xlsx", ".xlsm"}]

    outcomes = {path: outcome(path) for path in forms}

    assert {path: said for path, said in outcomes.items() if isinstance(said, str) and path.name not in said} == {}
    made = {path: said for path, said in outcomes.items() if isinstance(said, ImportedForm)}
    assert len(made) >= len(CARRIED)
    assert {path for path, one in made.items() if read_tool(one.yaml, {}) != one.tool} == set()


def outcome(path: Path) -> ImportedForm | str:
    """Return the tool that a form makes, or the refusal."""
    try:
        return import_form(path)
    except InputProblem as refused:
        return refused.sentence

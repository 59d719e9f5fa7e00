import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa_desktop.domain import paths
from qa_desktop.errors import InputProblem, SeveralProblems
from qa_desktop.services.answers_file import AnswersFile
from tests.sample_audits import shipped_tool

BRA = shipped_tool("bra-live-audit")
WRONG = b"""\
header: {shoe_size: 9}
answers:
  bra-live.99: good
  bra-live.4: splendid
  bra-live.3: {value: Good, colour: red}
overall: {grade: brilliant}
actions:
  - {what: Write it, who: Manager, due: ASAP}
seen: [W-BRA.9.9]
signatures: [{role: king, name: Arthur}]
weather: fine
"""


def reader() -> AnswersFile:
    numbers = iter(range(10_000))
    return AnswersFile(lambda: f"id-{next(numbers)}")


def test_labels_codes_and_yes_are_understood() -> None:
    values = reader().read(BRA, b"answers: {bra-live.3: Requires Improvement, bra-live.4: good, bra-live.10: yes}")
    assert values == {
        paths.answer("bra-live.3"): "requires_improvement",
        paths.answer("bra-live.4"): "good",
        paths.answer("bra-live.10"): "yes",
    }


def test_json_is_read_like_yaml() -> None:
    data = json.dumps({"overall": {"grade": "good", "reason": "Because: “so”"}}).encode()
    assert reader().read(BRA, data) == {paths.OVERALL_GRADE: "good", paths.OVERALL_REASON: "Because: “so”"}


def test_the_day_of_a_piece_of_evidence_needs_no_quotation_marks() -> None:
    values = reader().read(BRA, b"answers: {bra-live.3: {evidence: [{text: Seen, on: 2026-11-20}]}}")

    assert values[paths.entry("evidence", "id-0", "on")] == "2026-11-20"


def test_a_text_that_a_comma_cut_is_told_how_to_be_kept_whole() -> None:
    with pytest.raises(SeveralProblems) as raised:
        reader().read(BRA, b"answers: {bra-live.3: {value: Good, comment: By telephone, and at the door}}")

    assert "bra-live.3 and at the door: unknown; if it belongs to the text before it, put" in raised.value.sentence


def test_every_mistake_is_named_at_once_with_its_line() -> None:
    with pytest.raises(SeveralProblems) as raised:
        reader().read(BRA, WRONG)
    assert [mistake.line for mistake in raised.value.mistakes] == [1, 3, 4, 5, 6, 8, 9, 10, 11]
    for name in ("shoe_size", "bra-live.99", "splendid", "colour", "brilliant", "ASAP", "W-BRA.9.9", "weather"):
        assert name in raised.value.sentence


def test_a_missing_file_is_a_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match=r"answers.yaml cannot be read"):
        reader()(BRA, tmp_path / "answers.yaml")


@given(st.binary(max_size=200))
def test_hostile_bytes_are_only_ever_refused_in_words(data: bytes) -> None:
    with contextlib.suppress(InputProblem):
        reader().read(BRA, data)

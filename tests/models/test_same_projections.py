"""Whatever the order of edits, signatures and arrivals: what is shown is what the log amounts to, for everybody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.record import AuditState
from qa_desktop.errors import NotAllowed
from qa_desktop.models.projecting import differs
from tests.models.profiles import MakeProfile, OpenedProfile, make_profile

PATHS = ["answer/q1/value", "answer/q1/comment", "overall/grade", "filing/note/done", "signature/manager/state"]
VALUES: st.SearchStrategy[Value] = st.one_of(
    st.sampled_from(["good", "inadequate", "signed", "later"]),
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.text(st.characters(), max_size=8),
    st.lists(st.text(max_size=3), max_size=3).map(tuple),
)
ACROSS_EXAMPLES = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass(frozen=True, slots=True)
class Edit:
    """Somebody sets a field."""

    who: int
    path: str
    value: Value


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody hands all that they have over to the other."""

    who: int


@dataclass(frozen=True, slots=True)
class Sign:
    """The audit's maker signs it."""


STEPS = st.lists(
    st.one_of(
        st.builds(Edit, st.integers(0, 1), st.sampled_from(PATHS), VALUES),
        st.builds(Offer, st.integers(0, 1)),
        st.just(Sign()),
    ),
    max_size=25,
)


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OpenedProfile, OpenedProfile, OpenedProfile]]:
    folder: Path = tmp_path_factory.mktemp("people")
    ada, ben, cem = (make_profile(folder / name, name) for name in ("ada", "ben", "cem"))
    yield ada, ben, cem
    for profile in (ada, ben, cem):
        profile.store.close()


def hand_over(source: OpenedProfile, target: OpenedProfile, audit_id: AuditId) -> None:
    operations = source.store.operations(audit_id)
    source.store.freeze([operation.op_id for operation in operations])
    target.store.bring(source.store.people(), operations, ())


def play(pair: Sequence[OpenedProfile], steps: Sequence[Edit | Offer | Sign]) -> AuditId:
    """Let two people work on one audit, then hand everything over both ways."""
    audit_id = pair[0].start_audit()
    hand_over(pair[0], pair[1], audit_id)
    for step in steps:
        if isinstance(step, Offer):
            hand_over(pair[step.who], pair[1 - step.who], audit_id)
        elif isinstance(step, Sign):
            if pair[0].store.load(audit_id).state is AuditState.DRAFT:
                pair[0].sign(audit_id)
        else:
            with suppress(NotAllowed):
                pair[step.who].put(audit_id, step.path, step.value)
    hand_over(pair[0], pair[1], audit_id)
    hand_over(pair[1], pair[0], audit_id)
    return audit_id


@ACROSS_EXAMPLES
@given(steps=STEPS)
def test_two_people_end_with_the_same_audit(
    people: tuple[OpenedProfile, OpenedProfile, OpenedProfile], steps: list[Edit | Offer | Sign]
) -> None:
    ada, ben, _ = people

    audit_id = play((ada, ben), steps)

    assert ada.store.load(audit_id) == ben.store.load(audit_id)


@ACROSS_EXAMPLES
@given(steps=STEPS, data=st.data())
def test_any_order_and_any_parcels_end_with_the_same_audit(
    people: tuple[OpenedProfile, OpenedProfile, OpenedProfile], steps: list[Edit | Offer | Sign], data: st.DataObject
) -> None:
    ada, ben, cem = people
    audit_id = play((ada, ben), steps)
    shuffled = data.draw(st.permutations(ada.store.operations(audit_id)))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(shuffled)), max_size=4)))

    for start, end in zip([0, *cuts], [*cuts, len(shuffled)], strict=True):
        cem.store.bring(ada.store.people(), shuffled[start:end], ())

    assert cem.store.load(audit_id) == ada.store.load(audit_id)


@ACROSS_EXAMPLES
@given(steps=STEPS)
def test_what_is_shown_is_what_the_log_amounts_to(
    people: tuple[OpenedProfile, OpenedProfile, OpenedProfile], steps: list[Edit | Offer | Sign]
) -> None:
    ada, ben, _ = people

    audit_id = play((ada, ben), steps)

    for profile in (ada, ben):
        with profile.store._read() as run:
            assert not differs(run, audit_id)


@ACROSS_EXAMPLES
@given(values=st.lists(VALUES, min_size=1, max_size=8), sent=st.integers(0, 8))
def test_unsent_edits_leave_one_operation_and_sent_ones_stay(
    people: tuple[OpenedProfile, OpenedProfile, OpenedProfile], values: list[Value], sent: int
) -> None:
    ada = people[0]
    audit_id = ada.start_audit()
    before = [ada.put(audit_id, "answer/q1/comment", value) for value in values[:sent]]
    ada.store.mark_sent([operation.op_id for operation in before], ada.clock.now())

    for value in values[sent:]:
        ada.put(audit_id, "answer/q1/comment", value)

    history = ada.store.history(audit_id, "answer/q1/comment")
    assert len(history) <= 2
    assert history[0].base is None
    assert [operation.base for operation in history[1:]] == [history[0].op_id][: len(history) - 1]
    value = history[-1].value
    assert (type(value), value) == (type(values[-1]), values[-1])


@ACROSS_EXAMPLES
@given(text=st.text(st.characters(categories=None), max_size=200))
def test_every_text_comes_back_unchanged(people: tuple[OpenedProfile, OpenedProfile, OpenedProfile], text: str) -> None:
    ada, ben, _ = people
    audit_id = ada.start_audit(text)

    hand_over(ada, ben, audit_id)

    assert ada.store.load(audit_id).fields["subject"].value == text
    assert ben.store.load(audit_id).fields["subject"].value == text


@pytest.mark.parametrize(
    "text",
    [
        "a" * 60_000,
        "\x00 before and after \x00",
        "\ud800 alone, \udfff alone, \ud83d\ude00 as two halves",
        "Siân Łukasz 王小明 عائشة 🙂 \u202eright to left\u202c \x1b[31m =HYPERLINK(1) <b>bold</b>",
        "\r\n\t\x07\u2028\ufeff",
    ],
    ids=["60,000 characters", "nul", "lone surrogates", "scripts", "controls"],
)
def test_hard_texts_go_through_fields_and_lists(new_profile: MakeProfile, text: str) -> None:
    ada, ben = new_profile("Ada"), new_profile("Ben")
    audit_id = ada.start_audit(text)

    ada.put(audit_id, "answer/q1/comment", text)
    hand_over(ada, ben, audit_id)

    assert ben.store.load(audit_id).fields["answer/q1/comment"].value == text
    (listed,) = ben.store.home().drafts
    assert listed.subject.encode("utf-8")

"""The counts of figures: equal to what single audits say, whatever is signed, corrected, moderated or removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from qa_desktop.domain.figures.graded import OVERALL, GivenGrade, Graded, GradedAudit, GradeScale
from qa_desktop.domain.figures.question import AUDITS, Behind, Dimension, FigureFilter
from qa_desktop.domain.figures.theme import Theme, ThemeKind
from qa_desktop.domain.ids import AuditId
from qa_desktop.domain.operation import Change, OperationKind, Stream
from qa_desktop.domain.ports import SummaryUpdate
from qa_desktop.domain.scale import ScalePoint
from qa_desktop.models import figure_rows
from tests.models.figures import counted_raw, kept, rows_of
from tests.models.profiles import OpenedProfile

SCALE = GradeScale.of([ScalePoint("good", "Good", 2), ScalePoint("outstanding", "Outstanding", 1)])
OTHER = GradeScale.of([ScalePoint("good", "Good", 1), ScalePoint("poor", "Poor", 2)])
VOICE = Graded("q.1", "Voice of the child", "Voice", 1)
WHOLE = Graded(OVERALL, "Overall grade", "", 0)


def grades(overall: str, voice: str = "", scale: GradeScale = SCALE) -> tuple[GivenGrade, ...]:
    found = [(WHOLE, overall), (VOICE, voice)]
    return tuple(GivenGrade(of, "", scale, code) for of, code in found if code)


def summary(*given: GivenGrade, team: str = "North", meeting: str = "", **told: str) -> SummaryUpdate:
    """What lists keep; `told` is category, pair, seat or amends."""
    kept = {"category": "Child in need", "pair": "", "seat": "", "amends": "", "themes": "", **told}
    named = [one.split(":") for one in kept["themes"].split()]
    tagged = (Theme(f"t{at}", ThemeKind(kind), name, "Words.", "", "") for at, (kind, name) in enumerate(named))
    graded = GradedAudit("HER", kept["category"], kept["pair"], kept["seat"], kept["amends"], given, tuple(tagged))
    return SummaryUpdate(
        "Tool", "Council", "48-1", "Pat", "", 1, 1, team=team, service="Safeguarding", meeting=meeting, graded=graded
    )


def sign(profile: OpenedProfile, update: SummaryUpdate, note: str = "", auditor: str = "") -> AuditId:
    audit_id = profile.start_audit()
    if auditor:
        with profile.store._write() as run:
            run("UPDATE audit SET created_by = ? WHERE id = ?", (auditor, audit_id))
    facts = {"document": note or f"note of {audit_id}"}
    change = Change(Stream(audit_id), "signed", True, fact=True, kind=OperationKind.SIGN, facts=facts)
    profile.store.append([change], summary={audit_id: update})
    return audit_id


def told(profile: OpenedProfile, by: Sequence[Dimension] = (), **wanted: str) -> dict[tuple[str, ...], int]:
    found = profile.store.figures.counts(FigureFilter(**wanted), by)
    return {(*one.group, one.key, one.grade): one.number for one in found}


def audits(profile: OpenedProfile) -> int:
    return sum(one.number for one in profile.store.figures.counts(FigureFilter(), items={AUDITS}))


def test_each_signed_audit_is_counted_with_its_grades(profile: OpenedProfile) -> None:
    sign(profile, summary(*grades("good", "outstanding"), team="North"))
    sign(profile, summary(*grades("good"), team="South"))

    assert told(profile) == {(OVERALL, "good"): 2, ("q.1", "outstanding"): 1}
    assert told(profile, [Dimension.TEAM]) == {
        ("North", OVERALL, "good"): 1, ("North", "q.1", "outstanding"): 1, ("South", OVERALL, "good"): 1,
    }  # fmt: skip
    assert audits(profile) == 2


def test_a_draft_is_not_counted(profile: OpenedProfile) -> None:
    profile.store.append([], summary={profile.start_audit(): summary(*grades("good"))})

    assert told(profile) == {}
    assert audits(profile) == 0


def test_an_audit_without_grades_is_an_audit(profile: OpenedProfile) -> None:
    sign(profile, summary())

    assert told(profile) == {}
    assert audits(profile) == 1


def test_two_scales_are_never_added(profile: OpenedProfile) -> None:
    sign(profile, summary(*grades("good")))
    sign(profile, summary(*grades("good", scale=OTHER)))

    found = profile.store.figures.counts(FigureFilter())

    assert sorted((one.scale, one.number) for one in found) == sorted([(SCALE.id, 1), (OTHER.id, 1)])
    assert set(profile.store.figures.scales()) == {SCALE.id, OTHER.id}


def test_the_month_is_that_of_the_last_meeting(profile: OpenedProfile) -> None:
    sign(profile, summary(*grades("good"), meeting="2026-08-31"))
    sign(profile, summary(*grades("good")))

    assert told(profile, [Dimension.MONTH]) == {("2026-08", OVERALL, "good"): 1, ("2026-11", OVERALL, "good"): 1}
    assert told(profile, [Dimension.QUARTER]) == {("2026-Q3", OVERALL, "good"): 1, ("2026-Q4", OVERALL, "good"): 1}
    assert told(profile, first="2026-09") == {(OVERALL, "good"): 1}


def test_capital_letters_make_no_other_team(profile: OpenedProfile) -> None:
    sign(profile, summary(*grades("good"), team="North"))
    sign(profile, summary(*grades("good"), team="  NORTH "))

    assert list(told(profile, [Dimension.TEAM]).values()) == [2]
    assert told(profile, team="north") == {(OVERALL, "good"): 2}


def test_people_and_categories_are_counted_as_the_tally_counts(profile: OpenedProfile) -> None:
    sign(profile, summary(*grades("good", "good")))

    assert told(profile, [Dimension.PRACTITIONER]) == {("Pat", OVERALL, "good"): 1, ("Pat", "q.1", "good"): 1}
    assert told(profile, category="child in need") == told(profile) == told(profile, practitioner="pat")
    assert told(profile, category="Child protection") == {}


def test_an_amendment_stands_for_what_it_corrects_whichever_comes_first(profile: OpenedProfile) -> None:
    first = sign(profile, summary(*grades("good")), note="n1")
    second = sign(profile, summary(*grades("outstanding"), amends="n1"))
    amended = told(profile), audits(profile)
    with profile.store._write() as run:
        figure_rows.forget(run, first)
    profile.store.append([], summary={first: summary(*grades("good"))})
    came_again = told(profile), audits(profile)
    with profile.store._write() as run:
        figure_rows.forget(run, second)

    assert amended == came_again == ({(OVERALL, "outstanding"): 1}, 1)
    assert (told(profile), audits(profile)) == ({(OVERALL, "good"): 1}, 1)


def test_a_case_of_two_auditors_counts_once_and_the_moderator_has_the_last_word(profile: OpenedProfile) -> None:
    sign(profile, summary(*grades("good", "good"), pair="p", seat="peer"))
    alone = told(profile)
    sign(profile, summary(*grades("good", "outstanding"), pair="p", seat="lead"))
    both = told(profile)
    moderation = sign(profile, summary(*grades("outstanding"), pair="p", seat="moderation"))
    settled = told(profile)
    with profile.store._write() as run:
        figure_rows.forget(run, moderation)

    assert alone == {(OVERALL, "good"): 1, ("q.1", "good"): 1}
    assert both == told(profile) == {(OVERALL, "good"): 1, ("q.1", "outstanding"): 1}
    assert settled == {(OVERALL, "outstanding"): 1, ("q.1", "outstanding"): 1}
    assert audits(profile) == 1


def test_a_second_reading_is_for_comparing_alone(profile: OpenedProfile) -> None:
    first = sign(profile, summary(*grades("good")))
    sign(profile, summary(*grades("outstanding"), pair=first, seat="second"))

    assert told(profile) == {(OVERALL, "good"): 1}


def test_a_second_reading_of_a_form_of_two_leaves_the_case_as_it_was(profile: OpenedProfile) -> None:
    lead = sign(profile, summary(*grades("good", "outstanding"), pair="p", seat="lead"))
    peer = sign(profile, summary(*grades("good", "good"), pair="p", seat="peer"))
    sign(profile, summary(*grades("outstanding"), pair="p", seat="moderation"))
    settled = told(profile)
    readings = [sign(profile, summary(*grades("good"), pair=one, seat="second")) for one in (lead, peer)]
    read_again = told(profile)
    for one in readings:
        with profile.store._write() as run:
            figure_rows.forget(run, one)

    assert settled == {(OVERALL, "outstanding"): 1, ("q.1", "outstanding"): 1}
    assert read_again == told(profile) == settled
    assert audits(profile) == 1


def test_what_is_behind_a_figure_comes_the_latest_first_and_by_pages(profile: OpenedProfile) -> None:
    days = ["2026-08-31", "2026-11-02", "2026-10-01"]
    made = {day: sign(profile, summary(*grades("good", "outstanding"), meeting=day)) for day in days}
    sign(profile, summary(*grades("outstanding"), team="South"))
    wanted = Behind(FigureFilter(team="North"), OVERALL, "good", limit=2)

    page = profile.store.figures.behind(wanted)
    rest = profile.store.figures.behind(replace(wanted, after=page[-1]))
    everything = profile.store.figures.behind(Behind(FigureFilter(), AUDITS))

    assert [one.id for one in (*page, *rest)] == [made[day] for day in sorted(days, reverse=True)]
    assert {one.grade for one in page} == {"good"}
    assert len(everything) == 4


@dataclass(frozen=True, slots=True)
class Signed:
    """Somebody signs an audit."""

    overall: str
    voice: str
    team: str
    pair: str
    seat: str
    amends: int
    """Which of those before it corrects; none where there is no such."""
    themes: str


SIGNED = st.builds(
    Signed,
    st.sampled_from(["good", "outstanding", ""]),
    st.sampled_from(["good", ""]),
    st.sampled_from(["North", "north", "South"]),
    st.sampled_from(["", "p", "q", "first"]),
    st.sampled_from(["lead", "peer", "moderation", "second"]),
    st.integers(-4, 6),
    st.sampled_from(["", "strength:Voice", "strength:voice development:Voice", "development:Plans strength:Voice"]),
)
STEPS = st.lists(st.one_of(SIGNED, st.integers(0, 8)), min_size=1, max_size=14)


@given(steps=STEPS)
@example(
    steps=[
        Signed("good", "good", "North", "p", "lead", 0, ""),
        Signed("good", "good", "North", "first", "second", 0, ""),
    ]
)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_counts_are_what_single_audits_say_after_any_steps(
    profile: OpenedProfile, steps: Sequence[Signed | int]
) -> None:
    made: list[tuple[AuditId, SummaryUpdate]] = []
    for step in steps:
        if isinstance(step, Signed):
            amends = f"n{step.amends}" if 0 <= step.amends < len(made) else ""
            given_all = grades(step.overall, step.voice)
            told_of = {"amends": amends, "category": step.overall, "themes": step.themes}
            pair = made[0][0] if step.pair == "first" and made else step.pair
            update = summary(*given_all, team=step.team, pair=pair, seat=step.seat, **told_of)
            signed = sign(profile, update, note=f"n{len(made)}", auditor=("Ann", "Bea")[len(made) % 2])
            made.append((signed, update))
        elif step < len(made):
            with profile.store._write() as run:
                figure_rows.forget(run, made[step][0])
            if step % 2:
                profile.store.append([], summary={made[step][0]: made[step][1]})

    with profile.store._read() as run:
        raw, counts = counted_raw(run), kept(run)
        amended = {str(row[0]) for row in run("SELECT audit FROM figure_audit WHERE replaced = 1 AND counts = 1")}
    with profile.store._write() as run:
        for audit_id, _ in made:
            figure_rows.forget(run, audit_id)
        left = [kept(run), rows_of(run, "figure_place", "id"), rows_of(run, "figure_name", "id")]

    assert counts == raw
    assert not amended
    assert left == [{}, [], []]

"""The made-up case of the demo. Nobody in it exists."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OverallWords:
    """What the pair says of the whole case."""

    reason: str
    strengths: str
    development: str


ABOUT = {
    "service": "Children's Social Care",
    "team": "Safeguarding North",
    "manager": "Maz Manager",
    "why_selected": "Drawn at random for November",
}

PLAN_REASON = (
    "The plan of 3 September follows the assessment and names what each parent will do. The child can say in her own "
    "words what has to change. The contingency is clear; the step for contact is not dated yet."
)

STANDARDS = {
    1: (2, "Facts and opinions are kept apart. The chronology stops in August; two moves of school are missing."),
    2: (3, "The analysis names the harm. The father's view is missing, and no attempt to reach him is recorded."),
    3: (2, PLAN_REASON),
    4: (2, "Conference and core groups were held in time. The child took part with an advocate."),
    5: (1, "The grandmother's network meeting changed who does what, day by day. The child's words lead the plan."),
    6: (2, "She sleeps through, goes to school and has a friend to stay. The record shows when that began."),
    7: (3, "Supervision is regular. It lists tasks and seldom asks what they changed for her."),
}

SEEN = ("W-BRA.3.1", "W-BRA.3.2", "W-BRA.3.3", "W-BRA.3.7")

EVIDENCE = (
    ("Three Houses: “I want mum to answer when I call.” Used in goal 2.", "childs_voice", "case note 12 August"),
    ("Plan reviewed at core group on 3 September and 1 October, both within timescale.", "fact", "minutes"),
    ("Grandmother's network meeting turned into dated day-to-day actions.", "good_practice", "plan, p. 4"),
)
"""(words, kind, where it stands)."""

OVERALL = OverallWords(
    "She is safer than in May and knows it. Recording lags behind what was done.",
    "The child's own words steer the plan. The family network carries it.",
    "Bring the chronology up to date. Ask in supervision what each step changed for her.",
)

ACTIONS = (
    ("Chronology brought up to date and read back in supervision", "Social worker", "Seen on the file", 7),
    (
        "Danger statement rewritten with the parents in behaviour they recognise",
        "Social worker, parents",
        "Parents can say it back",
        28,
    ),
)

T2_ROWS = {
    "roc-t2.1.1": (3, "The referral form is there and was questioned closely."),
    "roc-t2.1.2": (2, "School was rung; health was not asked."),
    "roc-t2.1.3": (4, "The referrer was told the outcome on the same day."),
    "roc-t2.1.4": (3, ""),
}

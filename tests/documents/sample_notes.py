"""Made-up notes of all four kinds, as full as real ones, for the tests and the benchmark of the documents."""

from __future__ import annotations

import io
from itertools import cycle

from PIL import Image, ImageDraw

from qa_desktop.domain.note import (
    CaseNote,
    NoteAnswer,
    NoteColumn,
    NoteConcern,
    NoteDisagreement,
    NoteEvidence,
    NoteFact,
    NoteFiling,
    NoteGrade,
    NotePlan,
    NoteSection,
    NoteSignature,
    SignatureState,
)
from qa_desktop.domain.scale import GradeShape, Tone

OUTSTANDING = NoteGrade("Outstanding", GradeShape.DIAMOND, Tone.OUTSTANDING)
GOOD = NoteGrade("Good", GradeShape.CIRCLE, Tone.GOOD)
IMPROVE = NoteGrade("Requires Improvement", GradeShape.TRIANGLE, Tone.REQUIRES_IMPROVEMENT)
INADEQUATE = NoteGrade("Inadequate", GradeShape.SQUARE, Tone.INADEQUATE)

IDENTITY = (
    NoteFact("Audit", "0197a3c2-5b1e-7c44-9d2f-61b0a4f7c912"),
    NoteFact("Tool", "version 2, content 5f0c9c7be0b1f7e5c8c1a7d0aa2f6d2b7f1f7b25c3a4e98d1c2b3a4958671234"),
    NoteFact("Log head", "9b6e2f47a1c05d8837b2e4f6a9c1d3057f8e6b4a2c0d9e1f3a5b7c8d9e0f1a2b"),
)
AUDITOR_LINE = (
    "I carried out this audit with the practitioner on 21 November 2026. The grades, evidence and actions in "
    "this note are what we discussed."
)
PRACTITIONER_LINE = "I took part and have read this. It does not mean I agree."

STANDARDS = (
    (
        "Case Description and Child’s History",
        GOOD,
        "Records separate fact from opinion; the chronology stops in August.",
    ),
    (
        "Assessment & Analysis",
        IMPROVE,
        (
            "The analysis names the harm and who was affected by it. The father’s view is missing and no "
            "attempt to reach "
            "him is recorded, although his sister gave his new address in July."
        ),
    ),
    (
        "Child’s Plan",
        GOOD,
        (
            "The plan follows the assessment and says what each parent will do by when. Mia can say in her own "
            "words what "
            "has to change before her brother comes home."
        ),
    ),
    ("Review and Statutory Duties", GOOD, "Both reviews were held in time and Mia chaired the first half hour of one."),
    (
        "Partnership and Participation",
        OUTSTANDING,
        (
            "School, health visitor and grandmother each hold a part of the plan and know each other’s. The words and "
            "wishes work done with Mia is among the best seen this year."
        ),
    ),
    (
        "Impact, Outcomes & Permanency",
        IMPROVE,
        "Attendance rose from 71 to 94 per cent. There is no parallel plan if the parenting assessment is negative.",
    ),
    (
        "Supervision & Management Oversight",
        INADEQUATE,
        "No supervision is recorded between June and October. Decisions are written as instructions, without reasons.",
    ),
)

EVIDENCE = (
    NoteEvidence(
        "Fact",
        "Chronology has 46 entries to 14 August 2026 and none after; the missing-from-home episode of "
        "2 September is in case notes only.",
        "Seen on record",
        "Chronology",
        "21 November 2026",
    ),
    NoteEvidence(
        "Child’s voice",
        "“I told Jo I want to stay at my school and she made it happen.”",
        "Seen on record",
        "Words and wishes, visit of 9 October",
        "9 October 2026",
    ),
    NoteEvidence("Opinion", "The network meeting changed how the family talk about drinking.", "Told by practitioner"),
    NoteEvidence(
        "Good practice", "A letter to Mia explains each decision.", "Seen on record", "Documents", "3 May 2026"
    ),
    NoteEvidence("Fact", "Danger statement for the baby.", "Looked for and not found", "Assessment of 2 June 2026"),
)


def ink(seed: int = 0) -> bytes:
    """Return a picture of a signature drawn."""
    picture = Image.new("RGBA", (640, 180), (255, 255, 255, 0))
    draw = ImageDraw.Draw(picture)
    heights = cycle((140, 40, 120, 60 + seed, 110, 90, 30, 130, 100))
    points = [(20 + i * 34, next(heights)) for i in range(18)]
    draw.line(points, fill=(18, 32, 107, 255), width=7, joint="curve")
    output = io.BytesIO()
    picture.save(output, "PNG")
    return output.getvalue()


def bra_note() -> CaseNote:
    """Return a live case file audit: seven standards with grades, evidence, disagreement, plan and filing."""
    return CaseNote(
        title="Live Case File Audit",
        authority="Bracknell Forest",
        subtitle="Audit case note and action plan · 21 November 2026",
        reference_label="Mosaic case ID",
        reference="48-2207",
        facts=(
            NoteFact("Key worker", "Jo Okonkwo-Wiśniewska"),
            NoteFact("Auditor", "Siân Prŷs-Jones"),
            NoteFact("Team", "Family Safeguarding Team 2"),
            NoteFact("Service area", "Children’s Social Care"),
            NoteFact("Period audited", "12 months to 21 November 2026"),
            NoteFact("Audit type", "Live"),
            NoteFact("Present", "Jo Okonkwo-Wiśniewska, Siân Prŷs-Jones"),
            NoteFact("Why selected", "Random allocation by the QA officer on 20 October 2026"),
        ),
        overall_label="Overall grade",
        overall=GOOD,
        overall_reason="Mia is safer than in May and knows it. The work with her and her grandmother is steady and "
        "kind, and partners hold the plan with the worker. Recording lags behind what was done, and supervision "
        "has not "
        "kept pace with a case of this weight.",
        provisional="Provisional grade: moderation is open until 5 December 2026.",
        descriptor="Good: practice meets what the guide describes, and the child’s circumstances improve "
        "because of it.",
        strengths="Direct work with Mia.\nA network that meets without being asked.\nClear, kind letters.",
        development="Bring the chronology up to date.\nReach the father, and record each attempt.\nSupervision "
        "every four "
        "weeks, with reasons for decisions.",
        own_words="I knew the chronology was behind. Talking it through showed me how much of the good work is not "
        "visible to anyone else. I would like time set aside for it.",
        sections=_standards(),
        disagreements=(
            NoteDisagreement(
                "7 Supervision & Management Oversight",
                "Four months without recorded supervision leaves the worker and the child without oversight, whatever "
                "was said in the corridor.",
                "Supervision took place by telephone in July and September. My manager kept notes that were not "
                "uploaded.",
                "Advice asked of the QA team on 21 November 2026; answer due by 28 November 2026. The auditor’s grade "
                "stands and is under discussion.",
            ),
        ),
        concerns=(
            NoteConcern(
                "21 November 2026 at 14:32",
                "A bruise was recorded on 3 November and nobody asked about it",
                (
                    NoteFact("Called, no answer: Mo Manager, 21 November 2026 at 14:35", "Called the head of service"),
                    NoteFact("Told by telephone: Hana Head, 21 November 2026 at 14:40", "A visit on the same day"),
                ),
            ),
        ),
        plan=NotePlan(
            "Action plan",
            tuple(
                NoteColumn(label, half)
                for label, half in (
                    ("Action", "auditor"),
                    ("Outcome sought", "auditor"),
                    ("Who", "auditor"),
                    ("By when", "auditor"),
                    ("Immediate", "auditor"),
                    ("Date completed", "supervision"),
                    ("Evidence", "supervision"),
                )
            ),
            (
                (
                    "Chronology brought up to date to 21 November and checked with Mia’s school.",
                    "Anyone who opens the file sees what happened and when.",
                    "Jo Okonkwo-Wiśniewska",
                    "27 November 2026",
                    "Yes",
                    "",
                    "",
                ),
                (
                    "Father traced through his sister; each attempt recorded.",
                    "His view is in the assessment.",
                    "Jo Okonkwo-Wiśniewska",
                    "12 December 2026",
                    "No",
                    "",
                    "",
                ),
                (
                    "Reflective supervision every four weeks, with reasons for each decision.",
                    "Mia’s plan does not drift.",
                    "Team manager",
                    "First by 4 December 2026",
                    "No",
                    "",
                    "",
                ),
            ),
            auditor_half="Agreed in the audit",
            supervision_half="Completed in supervision",
        ),
        escalation=("Quality Assurance Officer", "Responsible manager"),
        dates=(
            NoteFact("Immediate actions by", "28 November 2026"),
            NoteFact("Reviewed in supervision by", "21 December 2026"),
        ),
        filing=(
            NoteFiling(
                "Case note on Mosaic",
                "Audit Action Plan - November",
                "Live case file audit of 21 November 2026. Overall grade: Good (provisional). Three actions "
                "agreed; see "
                "the plan.",
            ),
            NoteFiling("Return a copy to the Quality Assurance Officer"),
        ),
        signatures=(
            NoteSignature(
                "practitioner",
                "Practitioner",
                PRACTITIONER_LINE,
                SignatureState.SIGNED,
                "Jo Okonkwo-Wiśniewska",
                "Drawn by pen on 21 November 2026 at 15:57, in the presence of the auditor",
                ink(),
            ),
            NoteSignature(
                "auditor",
                "Auditor",
                AUDITOR_LINE,
                SignatureState.SIGNED,
                "Siân Prŷs-Jones",
                "Typed on 21 November 2026 at 15:59 and sealed with the auditor’s own key",
                field_name="seal-auditor",
                seals=True,
            ),
            NoteSignature(
                "manager",
                "Team manager",
                "I have read this note and will follow its actions.",
                SignatureState.LATER,
                "Farida Haddad",
                "To sign by 4 December 2026",
                field_name="seal-manager",
            ),
        ),
        provenance="Bracknell Forest, Quality Assurance Framework, Appendix 2. Fields of the form: our "
        "proposal, printed "
        "nowhere in the framework.",
        identity=IDENTITY,
    )


def _standards() -> tuple[NoteSection, ...]:
    sections = []
    for number, (title, grade, comment) in enumerate(STANDARDS, start=1):
        answer = NoteAnswer(
            f"bra-live.{number}",
            str(number),
            title,
            grade,
            comment_label="Why this grade",
            comment=comment,
            points=("Facts and opinions are kept apart.", "A picture of the child’s day is there.")[: number % 3],
            evidence=EVIDENCE[number % 4 :][: 1 + number % 3],
        )
        sections.append(NoteSection(f"s{number}", str(number), title, (answer,)))
    others = (
        NoteAnswer("bra-live.9", "", "Good practice highlighted", value="Letters to Mia after every decision."),
        NoteAnswer("bra-live.10", "", "Has service user feedback been given for the case?", value="Yes"),
        NoteAnswer("bra-live.11", "", "Signs of Safety use", not_applicable="Not evidenced: no mapping on file"),
    )
    return (*sections, NoteSection("other", "", "Other matters", others))

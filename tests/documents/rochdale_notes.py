"""Made-up notes of the three Rochdale kinds: matrix, observation and supervision file."""

from __future__ import annotations

from qa_desktop.domain.note import (
    CaseNote,
    NoteAnswer,
    NoteColumn,
    NoteFact,
    NoteFiling,
    NoteGrade,
    NotePlan,
    NoteSection,
    NoteSignature,
    SignatureState,
)
from tests.documents.sample_notes import (
    AUDITOR_LINE,
    GOOD,
    IDENTITY,
    IMPROVE,
    INADEQUATE,
    OUTSTANDING,
    PRACTITIONER_LINE,
    ink,
)

COLUMNS = ("Inadequate", "Requires Improvement", "Good", "Outstanding")
GRADES = (GOOD, IMPROVE, GOOD, OUTSTANDING, INADEQUATE, GOOD)
MATRIX = (
    (
        "Referral",
        (
            "Quality of information provided and subsequent interrogation",
            "Involvement of partner agencies and impact on the referral process",
            "Contact with referrer (including notification of outcome)",
            "Appropriate consents",
        ),
    ),
    (
        "Assessment",
        (
            "Is a copy of the assessment available?",
            "Reasons for assessment evident",
            "Appropriateness of timescales/checkpoints",
            "Quality and robustness of information gathering - clinical and actuarial",
            "Quality of risk and need assessments",
            "Issues of difference recorded appropriately",
            "Child’s wishes and feelings are known and have been taken into account",
            "Involvement of relevant parties in the assessment process (including absent parents and fathers)",
            "Quality of narrative and conclusions",
        ),
    ),
    (
        "Analysis",
        (
            "Interrogation of assessment information to inform analysis",
            "Quality of statements in relation to child’s unmet needs, parenting deficits and environmental issues",
            "Quality of working hypothesis after initial contact(s), with way forward",
            "Appropriate analysis of sibling groups, where appropriate",
        ),
    ),
    (
        "Outcome",
        (
            "Does a plan exist?",
            "How clearly the child’s and family’s voice shows in the plan",
            "Quality and appropriateness of the plan including the SMART-ness of the objectives",
            "Links between the assessment, analysis and the plan",
        ),
    ),
    (
        "Monitoring and management oversight",
        (
            "Impact of the voice of the child and their family on the service received",
            "Contact with child (seen regularly and/or alone appropriately)",
            "Home conditions clear (including bedroom seen appropriately)",
            "Statutory compliance",
            "Appropriate challenge by supervising officer, including through supervision",
            "Case decision making clear with all relevant approvals, incl. plans and assessments",
        ),
    ),
    (
        "General observations",
        (
            "Quality/appropriateness of action(s) taken",
            "Case recording - appropriateness, level, content (including quality of chronology)",
            "Quality of any step-up/step-down analysis and decisions making",
        ),
    ),
)
COMMENTS = (
    (
        "The school gave dates, words and names; the duty worker rang back the same day and asked what had "
        "changed since "
        "March. The health visitor was not asked, though her number stands on the form."
    ),
    "Seen.",
    (
        "The assessment says three times that the mother engages well and never what she does. The maternal "
        "aunt, who has "
        "the children every weekend, appears once. Visits of 4 and 19 June describe a settled home; the police "
        "report of "
        "21 June is attached without comment, and the conclusion was written before it arrived. A second look at the "
        "whole picture is needed before the review, with the aunt and the school in the room."
    ),
    "Consent is recorded for health and school, with the date and who asked. None for housing.",
    "",
    "Both children were seen alone, at school and at home. Their drawings are on the file and are explained.",
)

PLAN_COLUMNS = (
    NoteColumn("Action", "auditor"),
    NoteColumn("Who?", "auditor"),
    NoteColumn("Timescales", "auditor"),
    NoteColumn("Date reviewed", "supervision"),
    NoteColumn("Completed/Comments", "supervision"),
    NoteColumn("Initials", "supervision"),
)


def rochdale_plan(*rows: tuple[str, str, str], reason: str = "") -> NotePlan:
    """Return the six-column plan in two halves."""
    return NotePlan(
        "Action plan",
        PLAN_COLUMNS,
        tuple((*row, "", "", "") for row in rows),
        "To be completed by auditor",
        "To be completed during supervision",
        reason,
    )


def t2_note() -> CaseNote:
    """Return a matrix of 30 items with comments of every length."""
    return CaseNote(
        title="Audit Case Note",
        authority="Rochdale",
        subtitle="Tier 2 Head of Service Case File Audit Tool · 18 November 2026, 10:00",
        reference_label="Case ID",
        reference="RC-10388",
        facts=(
            NoteFact("Allocated social worker", "Nkechi Adeyemi"),
            NoteFact("Line manager", "Tom Hargreaves (absent)"),
            NoteFact("Auditor", "Ruth Kowalczyk, Head of Service"),
            NoteFact("Period audited", "18 months to 18 November 2026"),
        ),
        overall_label="Overall judgement of the case file",
        overall=NoteGrade(IMPROVE.label, IMPROVE.shape, IMPROVE.tone, "3"),
        overall_reason="The children are seen and heard. What is known is not yet weighed, and the plan rests on it.",
        sections=(
            *(_part(number, title, labels) for number, (title, labels) in enumerate(MATRIX, start=1)),
            NoteSection(
                "C",
                "",
                "Any other comments",
                (NoteAnswer("roc-t2.C", "", "Any other comments", value="The handover note of May is a model."),),
            ),
        ),
        plan=rochdale_plan(
            (
                "Ask the aunt and the school for their view and revise the assessment",
                "Nkechi Adeyemi",
                "9 December 2026",
            ),
            (
                "Line manager to read the police report of 21 June and record a decision",
                "Tom Hargreaves",
                "27 November 2026",
            ),
            ("Consent for housing", "Nkechi Adeyemi", "27 November 2026"),
        ),
        escalation=("Head of Service", "Team Manager", "IRO/Conference Chair (where relevant)"),
        dates=(NoteFact("Actions reviewed in supervision by", "18 December 2026"),),
        filing=(
            NoteFiling(
                "Case note in the child’s ICS record", "Audit Case Note", "Audit completed 18 November 2026, 10:00."
            ),
            NoteFiling("Chronology entry", "", "18 November 2026: Tier 2 audit completed."),
            NoteFiling("Upload this document to the child’s ICS record"),
        ),
        signatures=(
            NoteSignature(
                "auditor",
                "Auditor",
                AUDITOR_LINE,
                SignatureState.SIGNED,
                "Ruth Kowalczyk",
                "Drawn by mouse on 18 November 2026 at 11:40",
                ink(10),
                field_name="seal-auditor",
                seals=True,
            ),
            NoteSignature(
                "practitioner",
                "Practitioner",
                PRACTITIONER_LINE,
                SignatureState.DECLINED,
                "Nkechi Adeyemi",
                "“I want to read it again at home first.”",
            ),
        ),
        provenance="Rochdale Quality Assurance Framework, Appendix 4, as printed.",
        identity=IDENTITY,
    )


def _part(number: int, title: str, labels: tuple[str, ...]) -> NoteSection:
    answers = []
    for place, label in enumerate(labels, start=1):
        turn = number * 5 + place
        missing = label.startswith("Issues of difference")
        answers.append(
            NoteAnswer(
                f"roc-t2.{number}.{place}",
                f"{number}.{place}",
                label,
                None if missing else GRADES[turn % len(GRADES)],
                comment="" if missing else COMMENTS[turn % len(COMMENTS)],
                not_applicable="Not applicable: nobody differed" if missing else "",
            )
        )
    return NoteSection(str(number), str(number), title, tuple(answers), COLUMNS, "Evidence and Comments")


def observation_note() -> CaseNote:
    """Return an observation of practice: narrative, no grade, two signatures."""
    told = (
        "Nkechi opened the door to the meeting by asking each person what would make it worth their while. The father "
        "came late and was brought in without fuss; she summed up what had been said in two sentences.\n\n"
        "When voices rose she named it, waited, and asked the grandmother to go on. The plan was read aloud and each "
        "line agreed before the next. She checked twice that the interpreter had kept up."
    )
    narrative = (
        ("1", "Record of observation", told, "Observer"),
        (
            "2",
            "Strengths identified",
            "Warm, clear, unhurried. Everyone spoke. Jargon was put into plain words.",
            "Observer",
        ),
        (
            "3",
            "Areas for development identified",
            "Say at the start how long the meeting is and what it decides.",
            "Observer",
        ),
        (
            "4",
            "Conclusions/recommendation",
            "A confident chair of difficult meetings; ready to lead core groups with new workers watching.",
            "Supervisor and supervisee together",
        ),
        (
            "6",
            "Aspects recommended for discussion and reflection at next supervision",
            "What helped when voices rose, and how to keep doing it when tired.",
            "Supervisor and supervisee together",
        ),
    )
    return CaseNote(
        title="Observation of Practice",
        authority="Rochdale",
        subtitle="Core group, 12 November 2026",
        reference_label="Practitioner observed",
        reference="Nkechi Adeyemi",
        facts=(
            NoteFact("Manager observing", "Tom Hargreaves"),
            NoteFact("Nature of observation", "Meeting"),
            NoteFact("Date", "12 November 2026"),
        ),
        sections=(
            NoteSection(
                "observation",
                "",
                "Observation",
                tuple(
                    NoteAnswer(f"roc-obs.{n}", n, label, value=text, respondent=who)
                    for n, label, text, who in narrative
                ),
            ),
        ),
        plan=rochdale_plan(reason="Nothing beyond what supervision takes up."),
        filing=(NoteFiling("E-mail the typed version to worker and line manager before the next supervision"),),
        signatures=(
            NoteSignature(
                "supervisee",
                "Supervisee",
                PRACTITIONER_LINE,
                SignatureState.SIGNED,
                "Nkechi Adeyemi",
                "Drawn by finger on 13 November 2026 at 09:12",
                ink(20),
            ),
            NoteSignature(
                "supervisor",
                "Supervisor",
                "I observed this practice and gave this feedback.",
                SignatureState.SIGNED,
                "Tom Hargreaves",
                "Typed on 13 November 2026 at 09:15",
                field_name="seal-supervisor",
                seals=True,
            ),
        ),
        provenance="Rochdale Quality Assurance Framework, Appendix 10, as printed.",
        identity=IDENTITY,
    )


SUPERVISION = (
    ("File structured as Supervision Policy requires?", "Yes", "Dividers in the printed order."),
    (
        "Frequency and duration meet minimum standards of supervision policy, procedure and practice?",
        "No",
        "Seven of ten.",
    ),
    ("Supervision Agreement completed between supervisee and supervisor?", "Yes", ""),
    (
        "Session record appropriate, detailed enough to guide/direct, legible, dated and signed by both?",
        "Yes",
        "Typed.",
    ),
    ("Evidence the supervisor acted on concerns/issues raised by the supervisee?", "Yes", "Caseload lowered in July."),
    ("Content covers workload management, welfare/support, and other issues in HCPC standards?", "Yes", ""),
    ("Are service-user decisions written on the case file too, with the Manager’s signature and date?", "", ""),
    (
        "Evidence that performance/training/development needs were considered and acted on?",
        "No",
        ("Course booked, not attended; line manager to rebook by 15 December 2026."),
    ),
    ("Attendance managed in line with Managers Toolkit?", "Yes", ""),
    (
        "Does this audit show a need to arrange an observation of the supervisor’s supervision skills?",
        "Yes",
        ("By 31 January 2027, head of service."),
    ),
)


def supervision_note() -> CaseNote:
    """Return an audit of a supervision file: ten yes or no answers with findings, and fields at the foot."""
    answers = tuple(
        NoteAnswer(
            f"roc-sup.{number}",
            str(number),
            label,
            NoteGrade(value) if value else None,
            comment=finding,
            not_applicable="" if value else "Not applicable: no decisions on service users in this period",
        )
        for number, (label, value, finding) in enumerate(SUPERVISION, start=1)
    )
    foot = (
        NoteAnswer("roc-sup.F1", "", "Date actions must be completed by", value="31 January 2027"),
        NoteAnswer("roc-sup.F3", "", "Date audit completed", value="16 November 2026"),
        NoteAnswer("roc-sup.F4", "", "Date of next audit", value="17 May 2027"),
        NoteAnswer(
            "roc-sup.F5",
            "",
            "Notes/actions",
            value="Follow-up: observation of the supervisor, arranged "
            "by the head "
            "of service; reported at the next performance meeting.",
        ),
    )
    return CaseNote(
        title="Supervision File Audit",
        authority="Rochdale",
        subtitle="16 November 2026",
        reference_label="Supervisee",
        reference="Nkechi Adeyemi",
        facts=(NoteFact("Supervisor", "Tom Hargreaves"), NoteFact("Person undertaking file audit", "Ruth Kowalczyk")),
        sections=(
            NoteSection("s", "", "Findings", answers, ("Yes", "No"), "Note of findings & action required"),
            NoteSection("f", "", "Dates and notes", foot),
        ),
        signatures=(
            NoteSignature(
                "auditor",
                "Auditor",
                AUDITOR_LINE,
                SignatureState.SIGNED,
                "Ruth Kowalczyk",
                "Typed on 16 November 2026 at 14:05",
                field_name="seal-auditor",
                seals=True,
            ),
        ),
        watermark="Sample",
        provenance="Rochdale Quality Assurance Framework, Appendix 11, as printed.",
        identity=IDENTITY,
    )

"""What audits and records of five authorities say, for reports that are made of it."""

from __future__ import annotations

from datetime import date
from itertools import takewhile

from qa_desktop.domain import paths
from qa_desktop.domain.operation import Value
from tests.desks import OpenDesk
from tests.figure_seed import Seeded, add, add_record, made_up


def herefordshire(desk: OpenDesk, audits: int = 30) -> list[Seeded]:
    """Audit so many cases in the three months from July, with themes."""
    desk.desk.authority_settings.choose("herefordshire")
    seeded = made_up(audits, first=date(2026, 7, 1), days=92)
    for one in seeded:
        add(desk, one)
    return seeded


def theme(number: int, kind: str, name: str, quote: str, public: str = "") -> dict[str, Value]:
    """Return the fields of a theme that an auditor tagged."""
    told: dict[str, Value] = {"kind": kind, "name": name, "quote": quote, "public": public or None}
    return {f"theme/t{number}/{field}": value for field, value in told.items() if value}


def herefordshire_records(desk: OpenDesk) -> None:
    """Record what a family says, and a complaint of this quarter and of the next."""
    feedback: dict[str, Value] = {
        paths.answer("her-ff.1"): "yes",
        paths.answer("her-ff.2"): "They listened to me.",
    }
    add_record(desk, "her-family-feedback", "HER-1", date(2026, 8, 3), feedback)
    complaint: dict[str, Value] = {
        paths.header("feedback_kind"): "complaint",
        paths.answer("her-fb.8"): "early_resolution",
        paths.answer("her-fb.8", "comment"): "Letters come too late.",
    }
    add_record(desk, "her-feedback", "MASH", date(2026, 9, 3), complaint)
    add_record(desk, "her-feedback", "MASH", date(2026, 12, 3), {**complaint, paths.answer("her-fb.good"): "Later."})


def slough_themes(desk: OpenDesk) -> None:
    """Audit cases of two teams in three months, with themes."""
    desk.desk.authority_settings.choose("slough")
    for number, (team, month, name) in enumerate(
        [
            ("North", 7, "Life story work"),
            ("North", 8, "Life story work"),
            ("South", 8, "life story work"),
            ("South", 9, "Delay"),
        ]
    ):
        public = "They know their story." if number == 1 else ""
        fields = {paths.about("team"): team, **theme(1, "strength", name, "Sam knows his story.", public)}
        add_record(desk, "slo-case-audit", f"SLO-{number}", date(2026, month, 5), fields)


def durham_feedback(desk: OpenDesk) -> None:
    """Audit a case, and record what a family says and what complaints say."""
    desk.desk.authority_settings.choose("durham")
    audit = theme(
        1, "strength", "Danger statements", "The statement is in Kai's words.", "The statement is in the child's words."
    )
    add_record(desk, "dur-collaborative-audit", "D-1", date(2026, 5, 5), audit)
    family: dict[str, Value] = {
        paths.header("feedback_kind"): "family",
        paths.answer("dur-fb.1"): "We were asked what we want.",
        **theme(1, "strength", "Being asked", "We were asked what we want."),
    }
    add_record(desk, "dur-feedback", "Families First", date(2026, 6, 5), family)
    complaints: dict[str, Value] = {
        paths.header("feedback_kind"): "complaints",
        paths.answer("dur-fb.3"): "Phones are not answered.",
    }
    add_record(desk, "dur-feedback", "Families First", date(2026, 6, 6), complaints)


def durham_supervision(desk: OpenDesk) -> None:
    """Audit a case with a theme, and record an impact statement on it."""
    desk.desk.authority_settings.choose("durham")
    tagged = theme(1, "development", "Supervision", "Supervision is late.", "Supervision is late.")
    add_record(desk, "dur-collaborative-audit", "D-1", date(2026, 5, 5), tagged)
    statement: dict[str, Value] = {
        paths.answer("dur-imp.6.quantitative"): "81 of 90 held in June.",
        paths.answer("dur-imp.6.qualitative"): "Workers say that it helps them think.",
    }
    add_record(desk, "dur-impact-statement", "supervision", date(2026, 6, 5), statement)


def bracknell_responses(desk: OpenDesk) -> None:
    """Record the management responses to two quarterly reports."""
    for subject, said in (("July to September 2026", "We agree."), ("April to June 2026", "We do not.")):
        fields: dict[str, Value] = {
            paths.answer("bra-mr.1"): "Train everybody in chronologies",
            paths.answer("bra-mr.1.accepted"): "accepted",
            paths.answer("bra-mr.1.response"): said,
        }
        add_record(desk, "bra-management-response", subject, date(2026, 11, 2), fields)


def text_under(text: str, title: str) -> str:
    """Return what stands under a heading of a report that was written as text, up to the next heading."""
    lines = text.splitlines()
    below = lines[lines.index(title.upper()) + 1 :]
    return "\n".join(takewhile(lambda line: not line.isupper(), below)).strip()

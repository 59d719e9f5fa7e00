"""Durham: collaborative audits without a grade, observations, Practice Week, a deep dive, moderation by quarter."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from qa_desktop.bootstrap.months.cases import WORKERS
from qa_desktop.bootstrap.months.filling import action, filed, filled, signed
from qa_desktop.bootstrap.months.scene import Scene, Shot
from qa_desktop.bootstrap.months.stage import Stage
from qa_desktop.domain import paths
from qa_desktop.domain.ids import AuditId, ToolId
from qa_desktop.domain.operation import Value
from qa_desktop.domain.programme import Entry, EntryKind, Origin
from qa_desktop.domain.record import Role
from qa_desktop.domain.report_period import ReportPeriod
from qa_desktop.services.look_again import LookAgainRequest
from qa_desktop.services.start_audit import StartRequest
from qa_desktop.ui.demo_sights import Sight

SERVICE = "Families First"
TOPIC = "Pre-birth work"
AUDITED, OBSERVED = "collaborative audits", "observations of practice"
QUARTER = "the moderation session of the quarter"


class Durham:
    """No audit has a grade: every one names strengths and what can be better."""

    settings: ClassVar[str] = "durham"
    months: ClassVar[int] = 2
    shots: ClassVar[tuple[Shot, ...]] = (
        Shot(AUDITED, "Lin Manager", (Sight.HOME,)),
        Shot(OBSERVED, "Lin Manager", (Sight.WORK, Sight.OBSERVED)),
        Shot(QUARTER, "Olu Officer", (Sight.HOME, Sight.PROGRAMME, Sight.INBOX, Sight.ACTIONS, Sight.QUOTAS)),
    )

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        stage.service("families", SERVICE, {"east": "Families East"})
        self.officer = stage.join("Olu Officer", Role.QA_OFFICER)
        self.manager = stage.join("Lin Manager", Role.MANAGER, "east")
        self.strategic = stage.join("Sam Strategic", Role.HEAD_OF_SERVICE, "families")
        self.practitioner = stage.join("Pru Practitioner", Role.PRACTITIONER, "east")
        stage.sync()
        self.audits: tuple[AuditId, ...] = ()
        self.observation = self.visit = self.statement = self.moderation = AuditId("")

    def scenes(self) -> tuple[Scene, ...]:
        """Return the month, with the session of its quarter."""
        return (
            Scene(2, "the deep dive and Practice Week are planned", self.plan),
            Scene(8, AUDITED, self.audit),
            Scene(10, OBSERVED, self.observe),
            Scene(16, "Practice Week", self.visit_teams),
            Scene(22, "the Impact Statement of the deep dive", self.state_impact),
            Scene(28, QUARTER, self.moderate),
        )

    def plan(self) -> None:
        """The deep dive says where it comes from and who is in its group; Practice Week gathers its visits."""
        programme = self.officer.desk.planning.programme
        week = (ToolId("dur-practice-week"),)
        self.week = programme.enter(
            Entry("", EntryKind.PRACTICE_WEEK, "Autumn", self._day(14), self._day(20), tools=week)
        )
        group = ("Head of Service", "Principal Social Worker", "IRO")
        self.deep_dive = programme.enter(
            Entry("", EntryKind.DEEP_DIVE, TOPIC, self._day(1), self._day(28), origin=Origin.BOARD, group=group)
        )
        self.stage.sync()
        self.stage.say(
            f"A deep dive on {TOPIC.lower()}, with its Task and Finish group, and Practice Week are planned."
        )

    def audit(self) -> None:
        """Strengths and areas for improvement of each case; no grade is asked for or can be given."""
        self.audits = tuple(self._audited(case) for case in ("DUR-21", "DUR-22", "DUR-23"))
        for one in self.audits:
            filed(self.manager.desk, one, "analysis", "liquid-logic")
        self.stage.sync(self.manager, self.officer, self.strategic)
        self.stage.say("Lin Manager audits three cases with their practitioners: strengths and what can be better.")

    def observe(self) -> None:
        """The line manager observes a practitioner; the next one is due half a year later."""
        desk = self.manager.desk
        given: dict[str, Value] = {
            paths.header("which"): "first",
            paths.answer("dur-obs.1"): "She let the grandmother find the next step herself.",
            paths.answer("dur-obs.2"): "Scale the worry at the end as well as at the beginning.",
        }
        record = desk.start_audit(StartRequest("dur-practice-observation", "PRU-1", self.practitioner.name))
        self.observation = signed(desk, filled(desk, record, given)).id
        filed(desk, self.observation, "supervision")
        self.stage.sync(self.manager, self.officer, self.practitioner)
        self.stage.say("Lin Manager observes Pru Practitioner; the second observation is due in half a year.")

    def visit_teams(self) -> None:
        """A senior manager visits a team and agrees on actions."""
        desk = self.strategic.desk
        given: dict[str, Value] = {
            paths.answer("dur-pw.1"): "Two vacancies, and a room that nobody can use for families.",
            paths.answer("dur-pw.2"): "Words and pictures made with three brothers.",
            **action("room", "A family room in the east office", self.strategic.name, self._iso(28)),
        }
        record = desk.start_audit(StartRequest("dur-practice-week", "Families East"))
        self.visit = signed(desk, filled(desk, record, given)).id
        self.stage.sync(self.strategic, self.officer, self.manager)
        self.stage.say("In Practice Week Sam Strategic visits a team; one action is agreed.")

    def state_impact(self) -> None:
        """The statement has its six headings, next steps with lead and timescale, and a review date."""
        desk = self.officer.desk
        review = self._day(28)
        given: dict[str, Value] = {
            paths.header("statement_kind"): "first",
            paths.answer("dur-imp.1"): "Are babies' needs assessed in time before birth?",
            paths.answer("dur-imp.2"): "Referrals at 20 weeks were assessed at 32.",
            paths.answer("dur-imp.3"): "A midwife sits with the team one day a week.",
            paths.answer("dur-imp.4"): "Assessments begin at 22 weeks; parents know the plan before the birth.",
            paths.answer("dur-imp.6"): "Case audits of this month, and what parents said.",
            paths.answer("dur-imp.7"): date(review.year + 1, 1, 15).isoformat(),
            **action("next", "Do the same in the west", "Head of Service", date(review.year, 12, 15).isoformat()),
        }
        record = desk.start_audit(StartRequest("dur-impact-statement", TOPIC))
        self.statement = signed(desk, filled(desk, record, given)).id
        self.stage.sync(self.officer, self.strategic)
        self.stage.say("The Impact Statement of the deep dive goes to the board, which agrees when to look again.")

    def moderate(self) -> None:
        """Strategic Managers look at audits of the quarter; feedback is due at the start of the next."""
        desk = self.strategic.desk
        quarter = ReportPeriod.parse(f"{self.stage.today.year}-Q{(self.stage.today.month + 2) // 3}")
        (record,) = desk.looking_again.again(LookAgainRequest("dur-moderation", quarter, 2, "the session's lottery"))
        given: dict[str, Value] = {
            paths.answer("dur-mod.consistency"): "Alike, and kinder to plans than to assessments.",
            paths.answer("dur-mod.standard"): "They do; danger statements could be plainer.",
            paths.answer("dur-mod.1"): "Say of each strength what it has changed for the child.",
        }
        self.moderation = signed(desk, filled(desk, record, given)).id
        self.stage.sync()
        self.stage.say("Sam Strategic looks at two audits of the quarter; feedback is due on its first day.")

    def _audited(self, case: str) -> AuditId:
        desk = self.manager.desk
        given: dict[str, Value] = {
            paths.answer("dur-ca.strengths"): "The network meets without us and keeps to what was agreed.",
            paths.answer("dur-ca.improvement"): "The danger statement is in our words and not in theirs.",
            paths.answer("dur-ca.difference"): "She sleeps at home again and goes to school.",
            **action("a1", "Write the danger statement again with the parents", WORKERS[4], self._iso(28)),
        }
        team: dict[str, Value] = {paths.about("team"): "Families East"}
        audit = desk.start_audit(StartRequest("dur-collaborative-audit", case, WORKERS[4], fields=team))
        return signed(desk, filled(desk, audit, given)).id

    def _day(self, day: int) -> date:
        return self.stage.first.replace(day=day)

    def _iso(self, day: int) -> str:
        return self._day(day).isoformat()

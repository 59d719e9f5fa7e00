"""Authority, connection and this laptop in the settings: kept, tested step by step, and said in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from qa_desktop.domain.enrolment import EnrolAnswer, Enrolled, Standing
from qa_desktop.domain.exchange import ServerAddress
from qa_desktop.domain.ids import PersonId
from qa_desktop.domain.record import Person, Role
from qa_desktop.domain.trouble import Step, Trouble
from qa_desktop.errors import InputProblem
from qa_desktop.services.adopt_profile import Adopted, AuthorityView
from qa_desktop.services.check_connection import Finding
from qa_desktop.services.keep_appearance import Appearance
from qa_desktop.ui.background import Worker
from qa_desktop.ui.pages.settings import SettingsPage
from qa_desktop.ui.presenters.connection import ConnectionPresenter, ConnectionView, SignIn, Watcher
from qa_desktop.ui.theme import Theme
from tests.ui.conftest import show
from tests.ui.trust_samples import CONNECTION, MANAGED

ANA = Person(PersonId("p"), "Ana Auditor", Role.AUDITOR, "QA", b"", b"", "age1xyz")
KNOWN = Finding(Step.NAME, "The name is known.")
REFUSED = Finding(Step.SIGN_IN, "The server does not accept this.", Trouble.WRONG_PASSWORD)


@dataclass
class FakeServer:
    """Keeps where the server is."""

    kept: ServerAddress | None = None
    place: ServerAddress | None = None
    passwords: list[str | None] = field(default_factory=list)

    def settings(self) -> ServerAddress:
        if self.kept is None:
            raise InputProblem("No server is set up on this laptop.")
        return self.kept

    def settled(self) -> ServerAddress | None:
        return self.place

    def set(self, settings: ServerAddress, password: str | None) -> None:
        if not settings.user:
            raise InputProblem("Enter the sign-in name.")
        self.kept = settings
        self.passwords.append(password)

    def password_of(self, settings: ServerAddress) -> str | None:
        return f"kept for {settings.user}"


@dataclass
class FakeAuthority:
    """Believes one key."""

    pinned: str = ""

    def view(self) -> AuthorityView:
        return AuthorityView(self.pinned, is_managed=False, profile=None)

    def pin(self, typed: str) -> str:
        if typed != "3fa9":
            raise InputProblem("This is no fingerprint of a key.")
        self.pinned = typed
        return typed

    def adopt_file(self, file: Path) -> Adopted:
        raise InputProblem(f"{file.name} is no authority profile.")


@dataclass
class FakeDevice:
    """A laptop whose code is known."""

    own_fingerprint: str = "3ba3 f5f4"

    def enrol(self, typed: str) -> Enrolled:
        if typed != "abcde":
            raise InputProblem("The server did not take this code.")
        return Enrolled(EnrolAnswer.PENDING, self.own_fingerprint, PersonId("p"))


@dataclass
class FakeDesk:
    """Remembers what was tested."""

    owner: Person = ANA
    server: FakeServer = field(default_factory=FakeServer)
    authority: FakeAuthority = field(default_factory=FakeAuthority)
    devices: FakeDevice = field(default_factory=FakeDevice)
    tested: list[tuple[ServerAddress, str | None]] = field(default_factory=list)
    findings: tuple[Finding, ...] = (KNOWN, REFUSED)

    @property
    def standing(self) -> Callable[[], Standing]:
        return lambda: Standing.NEW

    def check_connection(
        self,
        address: ServerAddress,
        password: str | None,
        tell: Callable[[Finding], None],
        is_stopped: Callable[[], bool],
    ) -> tuple[Finding, ...]:
        self.tested.append((address, password))
        for finding in self.findings:
            tell(finding)
        return () if is_stopped() else self.findings


@dataclass
class Bench:
    desk: FakeDesk
    presenter: ConnectionPresenter
    workers: tuple[Worker, Worker]
    told: list[str] = field(default_factory=list)

    def wait(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(lambda: not any(worker.busy for worker in self.workers))

    def tell(self, what: object) -> None:
        self.told.append(what if isinstance(what, str) else getattr(what, "sentence", str(what)))


@pytest.fixture
def bench(qapp: QApplication) -> Iterator[Bench]:
    desk = FakeDesk()
    database, network = Worker("database", qapp), Worker("network", qapp)
    yield Bench(desk, ConnectionPresenter(desk, database, network), (database, network))
    database.stop()
    network.stop()


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> SettingsPage:
    assert theme.points
    made = SettingsPage(Appearance())
    made.show_connection(CONNECTION)
    made.resize(900, 760)
    show(qtbot, made)
    return made


def test_a_sign_in_is_kept_with_its_password(qtbot: QtBot, bench: Bench) -> None:
    typed = SignIn("audits.example.org:5433", "a1b2", certificate="me.crt")

    bench.presenter.keep_sign_in(typed, "secret words", bench.tell, bench.tell)
    bench.wait(qtbot)

    assert bench.desk.server.kept == ServerAddress("audits.example.org", "a1b2", 5433, certificate="me.crt")
    assert bench.desk.server.passwords == ["secret words"]
    assert bench.told == ["Kept. How the sync went is shown under Sync."]


def test_an_empty_password_leaves_the_one_that_is_there(qtbot: QtBot, bench: Bench) -> None:
    bench.desk.server.kept = ServerAddress("audits.example.org", "a1b2")
    typed = SignIn("other.example.org", "a1b2", database="quality")

    bench.presenter.keep_sign_in(typed, "", bench.tell, bench.tell)
    bench.wait(qtbot)

    assert bench.desk.server.kept == ServerAddress("other.example.org", "a1b2", database="quality")
    assert bench.desk.server.passwords == [None]


def test_of_a_settled_server_only_who_signs_in_is_kept(qtbot: QtBot, bench: Bench) -> None:
    bench.desk.server.place = ServerAddress("settled.example.org", "", 5433, "quality", "authority.pem")

    bench.presenter.keep_sign_in(SignIn("typed.example.org", "a1b2"), "", bench.tell, bench.tell)
    bench.wait(qtbot)

    assert bench.desk.server.kept == ServerAddress("settled.example.org", "a1b2", 5433, "quality", "authority.pem")


def test_a_sign_in_without_a_name_is_said(qtbot: QtBot, bench: Bench) -> None:
    bench.presenter.keep_sign_in(SignIn("audits.example.org"), "", bench.tell, bench.tell)
    bench.wait(qtbot)

    assert bench.told == ["Enter the sign-in name."]


def test_a_test_tells_each_step_and_keeps_nothing(qtbot: QtBot, bench: Bench, page: SettingsPage) -> None:
    ended: list[str] = []
    watcher = Watcher(page, page.connection.show_finding, lambda _, report: ended.append(report), bench.tell)

    bench.presenter.test(SignIn("audits.example.org", "a1b2"), "", watcher)
    bench.wait(qtbot)
    qtbot.waitUntil(lambda: "Sign-in" in page.connection.findings_text)

    assert bench.desk.server.kept is None
    assert bench.desk.tested == [(ServerAddress("audits.example.org", "a1b2"), "kept for a1b2")]
    assert "Sign-in: does not work (wrong_password)" in ended[0]
    assert "kept for" not in ended[0]


def test_a_test_that_was_stopped_says_nothing_more(qtbot: QtBot, bench: Bench, page: SettingsPage) -> None:
    ended: list[str] = []
    watcher = Watcher(page, lambda _: None, lambda _, report: ended.append(report), bench.tell)

    bench.presenter.test(SignIn("audits.example.org", "a1b2"), "typed", watcher)
    bench.presenter.stop_test()
    bench.wait(qtbot)

    assert ended == []


def test_a_key_is_believed_and_a_wrong_one_is_said(qtbot: QtBot, bench: Bench) -> None:
    bench.presenter.pin("none", bench.tell, bench.tell)
    bench.presenter.pin("3fa9", bench.tell, bench.tell)
    bench.presenter.adopt(Path("authority.qap"), bench.tell, bench.tell)
    bench.wait(qtbot)

    assert bench.told[0] == "This is no fingerprint of a key."
    assert bench.told[1].startswith("This laptop now believes the key.")
    assert bench.told[2] == "authority.qap is no authority profile."


def test_a_code_is_taken_or_refused(qtbot: QtBot, bench: Bench) -> None:
    bench.presenter.enrol("wrong", bench.tell, bench.tell)
    bench.presenter.enrol("abcde", bench.tell, bench.tell)
    bench.wait(qtbot)

    assert bench.told[0] == "The server did not take this code."
    assert "second person" in bench.told[1]


def test_the_view_says_what_holds(qtbot: QtBot, bench: Bench) -> None:
    shown: list[ConnectionView] = []
    bench.desk.server.kept = ServerAddress("audits.example.org", "a1b2", 5433)

    bench.presenter.load(shown.append)
    bench.wait(qtbot)

    assert shown[0].sign_in == SignIn("audits.example.org:5433", "a1b2")
    assert (shown[0].standing, shown[0].fingerprint, shown[0].is_pinned) == (Standing.NEW, "3ba3 f5f4", False)
    assert "not managed" in shown[0].authority[0]


def test_what_was_typed_is_asked_to_be_kept(qtbot: QtBot, page: SettingsPage) -> None:
    page.connection.password.setText("secret words")

    with qtbot.waitSignal(page.connection.keep_requested) as asked:
        page.connection.keep_button.click()

    assert asked.args == [CONNECTION.sign_in, "secret words"]
    assert page.connection.password.echoMode() is QLineEdit.EchoMode.Password


def test_findings_are_marked_by_sign_and_words(qtbot: QtBot, page: SettingsPage) -> None:
    with qtbot.waitSignal(page.connection.test_requested) as asked:
        page.connection.test_button.click()

    for finding in (KNOWN, REFUSED):
        page.connection.show_finding(finding)
    page.connection.show_tested((KNOWN, REFUSED), "the report")
    page.connection.copy_button.click()

    assert asked.args == [CONNECTION.sign_in, ""]
    assert page.connection.findings_text == "✓ Name: The name is known.\n■ Sign-in: The server does not accept this."
    assert page.connection.test_button.isEnabled()
    assert QGuiApplication.clipboard().text() == "the report"


def test_a_test_in_which_everything_works_says_so(page: SettingsPage) -> None:
    page.connection.show_tested((KNOWN,), "the report")

    assert page.connection.said == "Everything works."


def test_a_settled_server_is_said_and_not_entered(page: SettingsPage) -> None:
    page.show_connection(MANAGED)

    assert not page.connection.server.isVisible()
    assert not page.connection.authority.isVisible()
    assert not page.authority.pin_button.isVisible()
    assert page.connection.user.isVisible()


@pytest.mark.parametrize(
    ("standing", "asks", "leads"),
    [
        (Standing.UNKNOWN, True, False),
        (Standing.NEW, True, False),
        (Standing.PENDING, False, False),
        (Standing.ENROLLED, False, True),
        (Standing.REVOKED, False, False),
    ],
)
def test_the_code_is_asked_for_until_the_server_has_it(
    page: SettingsPage, standing: Standing, *, asks: bool, leads: bool
) -> None:
    page.show_connection(replace(CONNECTION, standing=standing))

    assert page.laptop.code.isVisible() is asks
    assert page.laptop.laptops_button.isVisible() is leads


def test_without_a_sign_in_no_code_is_asked_for(page: SettingsPage) -> None:
    page.show_connection(replace(CONNECTION, has_sign_in=False, standing=Standing.UNKNOWN))

    assert not page.laptop.code.isVisible()


def test_a_code_is_handed_over_by_the_enter_key(qtbot: QtBot, page: SettingsPage) -> None:
    page.laptop.code.setText("abcde")

    with qtbot.waitSignal(page.laptop.code_entered) as entered:
        page.laptop.code.returnPressed.emit()

    assert entered.args == ["abcde"]

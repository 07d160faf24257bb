"""What is told beside the figures: sentences that lead to what they count, reciprocity, the target."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from application_fixtures import Answers
from carnet.domain.attribution import Model
from carnet.domain.findings import FindingKind
from carnet.journal import Journal
from carnet.ui.kit.labels import LinkLabel
from carnet.ui.kit.signals import AppSignals
from carnet.ui.review import ReviewPage, story_cards
from carnet.words import findings


@pytest.fixture
def told(page: ReviewPage, qtbot: QtBot) -> ReviewPage:
    qtbot.waitUntil(lambda: bool(page.story.findings.lines.links()))
    return page


def heard(signal: object) -> list[object]:
    found: list[object] = []
    signal.connect(found.append)  # type: ignore[attr-defined]
    return found


def link(page: ReviewPage, about: str) -> LinkLabel:
    return next(each for each in page.story.findings.lines.links() if about in each.accessibleName())


def test_each_sentence_says_what_the_rule_found(told: ReviewPage, journal: Journal) -> None:
    found = journal.review.story(told.question()).findings

    shown = [each.accessibleName() for each in told.story.findings.lines.links()]

    assert len(shown) == 5
    assert shown == [f"Voir\u202f: {findings.sentence(each)}" for each in found]
    assert not told.story.findings.nothing.isVisible()


def test_the_sentences_follow_the_model(told: ReviewPage, qtbot: QtBot) -> None:
    told.model.setCurrentIndex(told.model.findData(Model.LINEAR.value))

    qtbot.waitUntil(
        lambda: any(
            "« Égal »" in each.accessibleName().replace("\u202f", " ") for each in told.story.findings.lines.links()
        )
    )


def test_a_sentence_leads_to_its_event_person_or_missions(
    told: ReviewPage, signals: AppSignals, journal: Journal
) -> None:
    events, people = heard(signals.event_opened), heard(signals.contact_opened)
    found = {each.kind: each for each in journal.review.story(told.question()).findings}

    link(told, "a ouvert").click()
    assert events == [found[FindingKind.OPENED].event_id]
    link(told, "pèse").click()
    assert people == [found[FindingKind.WEIGHT].people[0].id]

    told.comparing.toggle()
    link(told, "De la rencontre").click()
    assert set(told.missions.model.ids()) == set(found[FindingKind.DELAY].mission_ids)
    assert told.missions.isVisible()
    assert told.missions.only.text().startswith("De la rencontre à la signature")
    told.missions.header.link.click()
    assert told.missions.model.rowCount() == len(told.review.missions)


def test_names_of_reciprocity_lead_to_people(told: ReviewPage, signals: AppSignals, journal: Journal) -> None:
    people = heard(signals.contact_opened)
    balances = journal.review.story(told.question()).balances
    names = told.story.reciprocity.lines.links()
    assert [name.text() for name in names] == [balance.person.name for balance in balances[:5]]
    assert "vous en devez 2" in names[0].accessibleName()

    names[0].click()
    assert people == [balances[0].person.id]
    told.story.reciprocity.header.link.click()
    assert len(told.story.reciprocity.lines.links()) == len(balances)


def test_a_target_is_set_by_key_shown_and_undone(
    told: ReviewPage, journal: Journal, answers: Answers, qtbot: QtBot
) -> None:
    target = told.story.target
    assert target.line.isHidden()
    answers.text = "90 000"
    target.change.setFocus()
    QTest.keyClick(target.change, Qt.Key.Key_Space)

    qtbot.waitUntil(target.line.isVisible)
    assert journal.targets.of(2026, "EUR") == 9_000_000
    assert "90 000" in target.said.text().replace("\u202f", " ")
    assert "missions" in target.said.text()
    assert target.line.accessibleName() == target.said.text()

    journal.history.undo()
    qtbot.waitUntil(target.line.isHidden)


@pytest.mark.parametrize(("typed", "kept"), [("beaucoup", 9_000_000), (None, 9_000_000), ("", 0)])
def test_what_is_no_amount_changes_nothing_and_an_empty_line_takes_it_away(
    told: ReviewPage, journal: Journal, answers: Answers, *, signals: AppSignals, typed: str | None, kept: int
) -> None:
    said: list[str] = []
    signals.toast_asked.connect(lambda text, _action: said.append(text))
    journal.targets.set(2026, 9_000_000, "EUR")
    answers.text = typed

    told.story.target.change.click()

    assert journal.targets.of(2026, "EUR") == kept
    assert bool(said) is (typed == "beaucoup")


def test_another_year_has_a_target_of_its_own(told: ReviewPage, journal: Journal, qtbot: QtBot) -> None:
    journal.targets.set(2025, 10_000_000, "EUR")
    told.period.choose("last")
    told.period.chosen.emit("last")

    qtbot.waitUntil(lambda: told.story.target.title.text() == "Objectif de 2025")
    assert told.story.target.line.isVisible()


def test_without_missions_only_what_is_owed_is_said(told: ReviewPage, journal: Journal, qtbot: QtBot) -> None:
    for mission in told.review.missions:
        journal.missions.delete(mission.id)

    links = told.story.findings.lines.links
    qtbot.waitUntil(lambda: len(links()) == 1)
    assert "devez" in links()[0].accessibleName()
    for person in journal.review.story(told.question()).balances:
        journal.contacts.delete(person.person.id)
    qtbot.waitUntil(told.story.findings.nothing.isVisible)
    assert told.story.reciprocity.nothing.isVisible()


def test_of_many_missions_it_is_told_once_the_hands_rest_and_when_one_comes_back(
    told: ReviewPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(story_cards, "_MANY", 0)
    told.model.setCurrentIndex(told.model.findData(Model.LINEAR.value))
    told.hide()  # before the hands rest
    qtbot.wait(story_cards._REST_MS + 100)
    links = told.story.findings.lines.links
    assert not any("Égal" in each.accessibleName() for each in links())

    told.show()

    qtbot.waitUntil(lambda: any("Égal" in each.accessibleName() for each in links()))


def test_the_cards_stand_below_one_another_where_it_is_narrow(told: ReviewPage, qtbot: QtBot) -> None:
    told.window().resize(700, 800)
    qtbot.waitUntil(lambda: told.story.survey.y() > told.story.findings.y())
    told.window().resize(1200, 800)
    qtbot.waitUntil(lambda: told.story.survey.y() == told.story.findings.y())

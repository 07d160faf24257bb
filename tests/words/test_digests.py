"""The digest of the morning, in both languages: one message, whoever it is about."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from carnet.domain.events import EventKind, EventStatus, Occurrence
from carnet.domain.today import Digest, FollowUpLine
from carnet.words import install
from carnet.words.digests import sentences

LOCALE = Path(__file__).parents[2] / "resources" / "locale"
NAMES = ("Olivier Pujol", "Inès Fabregas", "Hélène Vasseur")


@pytest.fixture
def english() -> Iterator[None]:
    install(LOCALE, "en")
    yield
    install(LOCALE, "fr")


@pytest.fixture(autouse=True)
def french() -> None:
    install(LOCALE, "fr")


def line(name: str, text: str = "", late: int = 0) -> FollowUpLine:
    return FollowUpLine(1, 7, name, "", "", text, "promise", date(2026, 11, 20), late, "", "", None, None)


def digest(total: int, late: int = 0, birthdays: tuple[str, ...] = ()) -> Digest:
    return Digest(total, late, tuple(line(name) for name in NAMES[:total]), birthdays)


def test_a_day_that_asks_for_nothing_says_nothing():
    assert sentences(digest(0)) is None


def test_several_people_make_one_message():
    assert sentences(digest(3, late=1)) == (
        "3 relances, dont 1 en retard",
        "Olivier Pujol, Inès Fabregas et Hélène Vasseur",
    )
    assert sentences(digest(7)) == ("7 relances", "Olivier Pujol, Inès Fabregas, Hélène Vasseur et 4 autres")


def test_one_person_is_named_with_what_is_to_be_done():
    one = Digest(1, 1, (line("Hélène Vasseur", "L’appeler", late=3),), ())
    assert sentences(one) == ("Relancer Hélène Vasseur", "L’appeler · En retard de 3\u00a0j")
    assert one.only_person == 7
    noted = one._replace(first=(one.first[0]._replace(last_note="budget voté"),))
    assert sentences(noted) == (
        "Relancer Hélène Vasseur",
        "L’appeler · En retard de 3\u00a0j · «\u202fbudget voté\u202f»",
    )
    assert sentences(Digest(1, 0, (line("Hélène Vasseur"),), ())) == ("Relancer Hélène Vasseur", "Reprendre contact")


def test_birthdays_are_told_too():
    assert sentences(digest(0, birthdays=("Zoé", "Ana"))) == (
        "2\u00a0anniversaires aujourd’hui",
        "Anniversaires\u202f: Zoé et Ana",
    )
    told = sentences(digest(1, birthdays=("Zoé",)))
    assert told == ("1 relance", "Olivier Pujol\nAnniversaire\u202f: Zoé")
    assert digest(1, birthdays=("Zoé",)).only_person is None


@pytest.mark.usefixtures("english")
def test_the_digest_speaks_english():
    assert sentences(digest(3, late=1)) == (
        "3 follow-ups, 1 overdue",
        "Olivier Pujol, Inès Fabregas and Hélène Vasseur",
    )
    assert sentences(digest(7, birthdays=("Zoé",))) == (
        "7 follow-ups",
        "Olivier Pujol, Inès Fabregas, Hélène Vasseur and 4 others\nBirthday: Zoé",
    )


def evening(expected: int = 0) -> Occurrence:
    starts_at = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
    return Occurrence(
        7,
        None,
        None,
        "Afterwork",
        EventKind.AFTERWORK,
        "",
        starts_at,
        None,
        "Europe/Paris",
        False,
        "",
        "",
        EventStatus.PLANNED,
        0,
        expected=expected,
    )


def test_an_event_alone_is_the_title_and_leads_to_it():
    told = Digest(0, 0, (), (), (evening(3),))

    assert sentences(told) == ("Aujourd’hui 18\u00a0h\u00a030\u202f: Afterwork", "3 personnes à rencontrer")
    assert told.only_event == 7


def test_the_event_of_tomorrow_stands_before_the_follow_ups():
    told = Digest(1, 0, (line(NAMES[0]),), (), (), (evening(),))

    assert sentences(told) == (
        "1 relance",
        "Demain 18\u00a0h\u00a030\u202f: Afterwork · le briefing est prêt à lire\nOlivier Pujol",
    )
    assert told.only_person is None
    assert told.only_event is None

"""What the sheet of an organisation says."""

from datetime import date
from pathlib import Path

import pytest

from carnet.domain.contacts import OrganisationKind
from carnet.domain.dates import PartialDate
from carnet.domain.ids import ContactId, EventId, OrganisationId
from carnet.domain.organisations import MissionsFigure, OrganisationEvent, OrganisationLine, OrganisationPerson
from carnet.words import install, organisations

TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def french() -> None:
    install(Path(__file__).parents[2] / "resources" / "locale", "fr")


@pytest.mark.parametrize(
    ("start", "end", "current", "said"),
    [
        ("2025-03", None, True, "depuis mars 2025"),
        ("2025-03-12", None, True, "depuis mars 2025"),
        ("2019", "2022", False, "2019 à 2022"),
        (None, "2025-06", False, "jusqu’en juin 2025"),
        ("2019", None, False, "dès 2019"),
        (None, None, True, ""),
    ],
)
def test_a_position_says_its_time(start: str | None, end: str | None, current: bool, said: str) -> None:
    dates = (None if start is None else PartialDate(start), None if end is None else PartialDate(end))

    assert organisations.span(*dates, current=current) == said


def test_the_figure_names_role_and_period() -> None:
    figure = MissionsFigure(8, 18_677_000, "EUR", 24, ("portage_company",))

    assert organisations.missions_caption(figure) == "Missions portées, 24 mois"
    assert organisations.missions_caption(figure._replace(months=None, roles=("client",))) == "Missions achetées"
    assert organisations.missions_caption(figure._replace(roles=("client", "intermediary"))) == "Missions, 24 mois"


def test_rows_are_said_as_they_are_seen() -> None:
    line = OrganisationLine(OrganisationId(1), "Escale", OrganisationKind.CLUB, "Albi", 4, 1, TODAY)
    left = OrganisationPerson(
        ContactId(1), "Gaëlle", "recruteuse", None, PartialDate("2022"), False, TODAY, 80, "hot", "Kervadec", 2
    )

    assert (
        organisations.row(line)
        == "Escale, Club, Albi, 4 personnes, 1 mission, dernier échange vendredi 20 novembre 2026"
    )
    assert organisations.person(left, TODAY) == "Gaëlle, Recruteuse, jusqu’en 2022, chaude, aujourd’hui\u202f: Kervadec"
    assert "dernier échange aujourd’hui" in organisations.person(left._replace(now_at=""), TODAY)


def test_an_event_says_whom_to_meet_then_who_was_met() -> None:
    event = OrganisationEvent(EventId(1), "Afterwork", None, "Europe/Paris", 3, 1, False, True, False)

    assert organisations.event(event) == "1 personne à rencontrer"
    assert organisations.event_state(event) == ("prévu", "info")
    over = event._replace(over=True)
    assert organisations.event(over) == "3 personnes rencontrées"
    assert organisations.event_state(over)[1] == "outline"
    assert organisations.event_state(over._replace(debriefed=True)) == ("", "")
    assert organisations.event_state(event._replace(attended=False)) == ("", "")

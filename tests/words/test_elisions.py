"""« de » before names, and the sentence of any path: French elides where it must and nowhere else."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carnet import words
from carnet.domain.contacts import Channel
from carnet.domain.events import EventKind
from carnet.domain.interactions import InteractionKind
from carnet.domain.missions import TouchKind
from carnet.domain.review import MissionPath, TouchLine
from carnet.paths import resources
from carnet.words import missions
from carnet.words.elisions import elides, of

MUTE = ("Hélène", "Hôtel Club", "HEC", "Hermès", "Hauteclaire")
VOWELS = ("Escale", "Élan", "E\u0301lan", "Œuvre", "Yves", "AXA", "Île", "Ouest", "Ångström", "ÖBB", "« Escale »")
OTHERS = (
    "Club Data",
    "Hambourg",
    "Hub 612",
    "HUB",
    "Haut-Rhin",
    "Yahoo",
    "Yann",
    "Onze",
    "Ouali",
    "Wagon",
    "8 mai",
    "Hors ligne",
)


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    before = words.current_language()
    words.install(resources() / "locale", "fr")
    yield
    words.install(resources() / "locale", before)


@pytest.mark.parametrize("name", [*MUTE[:4], *VOWELS])
def test_de_is_elided_before_vowels_and_mute_h(name: str) -> None:
    assert of(name) == f"d’{name}"


@pytest.mark.parametrize("name", OTHERS)
def test_de_stays_whole_elsewhere(name: str) -> None:
    assert of(name) == f"de {name}"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Le Wagon", "du Wagon"),
        ("les Pépites", "des Pépites"),
        ("La French Tech", "de La French Tech"),
        ("L’Atelier", "de L’Atelier"),
        ("Leblanc", "de Leblanc"),
        ("Le", "de Le"),
        ("", "de "),
    ],
)
def test_an_article_is_drawn_together_with_de(name: str, said: str) -> None:
    assert of(name) == said


def test_english_elides_nothing() -> None:
    words.install(resources() / "locale", "en")
    assert (of("Escale"), of("Club"), of("Le Wagon"), of("Les Pépites")) == (
        "of Escale",
        "of Club",
        "of Le Wagon",
        "of Les Pépites",
    )


NAMES = st.one_of(st.sampled_from((*MUTE, *VOWELS, *OTHERS, "Le Wagon", "Sophie", "Karim")), st.text(max_size=12))
KEYS = st.one_of(st.none(), st.integers(1, 4))


@st.composite
def lines(draw: st.DrawFn) -> TouchLine:
    contact, introducer, event = draw(KEYS), draw(KEYS), draw(KEYS)
    return TouchLine(
        id=1,
        rank=1,
        kind=draw(st.sampled_from(TouchKind)).value,
        occurred_on=draw(st.sampled_from((None, "2026-03-01", "2026-03", "2026"))),
        channel=draw(st.sampled_from(Channel)).value,
        contact_id=contact,
        contact="" if contact is None else draw(NAMES),
        event_id=event,
        event="" if event is None else draw(NAMES),
        introducer_id=introducer,
        introducer="" if introducer is None else draw(NAMES),
        interaction_id=None,
        interaction_kind=draw(st.sampled_from(("", *(kind.value for kind in InteractionKind)))),
        introduction_id=None,
        is_decisive=False,
        source="derived",
        manual_share_bp=None,
        credited_contact_id=None,
        weights={},
        credit_cents=0,
        contact_hidden=draw(st.booleans()) and contact is None,
        introducer_hidden=draw(st.booleans()) and introducer is None,
        event_kind="" if event is None else draw(st.sampled_from(EventKind)).value,
        organiser="" if event is None else draw(NAMES),
    )


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(lines(), max_size=6), st.sampled_from(("fr", "en")))
def test_any_path_is_one_whole_sentence(touches: list[TouchLine], language: str) -> None:
    words.install(resources() / "locale", language)
    path = MissionPath(1, "Data", "Acme", None, 0, "EUR", tuple(touches), (), None, None, frozen=True)

    said = missions.path_sentence(path)

    names = {name for touch in touches for name in (touch.contact, touch.introducer, touch.event, touch.organiser)}
    bare = said
    for name in sorted(filter(None, names), key=len, reverse=True):
        bare = bare.replace(name, "N")
    assert said.endswith(".")
    assert "{" not in bare
    assert "  " not in bare
    assert not re.search(r" [,.)]|, ?[,.]|\(\)", bare)


@given(NAMES.filter(str.strip))
def test_the_sentence_elides_before_the_organiser(organiser: str) -> None:
    touch = TouchLine(
        1, 1, "origin_meeting", None, "event", 1, "Sophie", 5, "Soirée", None, "", None, "", None, False, "derived",
        None, None, {}, 0, event_kind="afterwork", organiser=organiser,
    )  # fmt: skip
    said = missions.path_sentence(MissionPath(1, "", "", None, 0, "EUR", (touch,), (), None, None, frozen=True))
    if re.match(r"les?\s+\S", organiser, re.IGNORECASE):
        return
    assert said.startswith(f"Mission née à l’afterwork {'d’' if elides(organiser) else 'de '}{organiser}, où ")

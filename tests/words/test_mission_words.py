"""Missions and « Bilan » in words: the path as one sentence, the rows, the gaps, in French and in English."""

from collections.abc import Iterator

import pytest

from carnet import words
from carnet.domain.attribution import Model
from carnet.domain.contacts import Channel
from carnet.domain.missions import MissionRole, Stage
from carnet.domain.path import GapReason
from carnet.domain.review import GapLine, Grouping, MissionPath, ReviewRow, SpecialRow, TouchLine
from carnet.paths import resources
from carnet.words import missions, reviews

NOBODY = TouchLine(
    id=1,
    rank=1,
    kind="origin_meeting",
    occurred_on="2026-03-12",
    channel="event",
    contact_id=None,
    contact="",
    event_id=None,
    event="",
    introducer_id=None,
    introducer="",
    interaction_id=None,
    interaction_kind="",
    introduction_id=None,
    is_decisive=False,
    source="derived",
    manual_share_bp=None,
    credited_contact_id=None,
    weights={},
    credit_cents=0,
)
SOPHIE = NOBODY._replace(
    contact_id=1, contact="Sophie", event_id=5, event="Soirée", event_kind="afterwork", organiser="Escale Portage"
)
KARIM = NOBODY._replace(kind="introduction", contact_id=2, contact="Karim", introducer_id=1, introducer="Sophie")
CLAIRE = NOBODY._replace(kind="introduction", contact_id=3, contact="Claire", introducer_id=2, introducer="Karim")
CALL = NOBODY._replace(kind="converting", contact_id=3, contact="Claire", interaction_kind="call", channel="direct")


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    before = words.current_language()
    words.install(resources() / "locale", "fr")
    yield
    words.install(resources() / "locale", before)


def path(*touches: TouchLine) -> MissionPath:
    return MissionPath(1, "Data", "Acme", None, 0, "EUR", touches, (), None, None, frozen=True)


def test_the_path_is_one_french_sentence_with_its_elisions() -> None:
    assert missions.path_sentence(path(SOPHIE, KARIM, CLAIRE, CALL)) == (
        "Mission née à l’afterwork d’Escale Portage, où vous avez rencontré Sophie, "
        "qui vous a présenté Karim, qui vous a présenté Claire."
    )


def test_the_path_is_one_english_sentence() -> None:
    words.install(resources() / "locale", "en")
    assert missions.path_sentence(path(SOPHIE, KARIM)) == (
        "Mission born at the afterwork of Escale Portage, where you met Sophie, who introduced you to Karim."
    )


@pytest.mark.parametrize(
    ("touches", "sentence"),
    [
        (
            (SOPHIE._replace(organiser="Club Data"),),
            "Mission née à l’afterwork de Club Data, où vous avez rencontré Sophie.",
        ),
        (
            (SOPHIE._replace(organiser="", event_kind="club"),),
            "Mission née au club «\u202fSoirée\u202f», où vous avez rencontré Sophie.",
        ),
        (
            (SOPHIE._replace(organiser="", event="", event_kind="other"),),
            "Mission née à l’évènement, où vous avez rencontré Sophie.",
        ),
        (
            (SOPHIE._replace(event_id=None, interaction_kind="coffee"), KARIM),
            "Mission née autour d’un café avec Sophie, qui vous a présenté Karim.",
        ),
        (
            (SOPHIE._replace(event_id=None, interaction_kind="lunch"),),
            "Mission née autour d’un déjeuner avec Sophie.",
        ),
        ((SOPHIE._replace(event_id=None, interaction_kind="video"),), "Mission née d’une visio avec Sophie."),
        ((SOPHIE._replace(event_id=None, interaction_kind="encounter"),), "Mission née d’une rencontre avec Sophie."),
        (
            (SOPHIE._replace(event_id=None, channel="linkedin"),),
            "Mission née sur LinkedIn, où vous êtes en relation avec Sophie.",
        ),
        ((SOPHIE._replace(event_id=None, channel="unknown"),), "Mission née de votre relation avec Sophie."),
        (
            (SOPHIE._replace(event_id=None, channel="former_colleague"),),
            "Mission née de votre relation avec Sophie (origine\u202f: ancien collègue).",
        ),
        (
            (SOPHIE, CLAIRE),
            (
                "Mission née à l’afterwork d’Escale Portage, où vous avez rencontré Sophie, "
                "puis Karim vous a présenté Claire."
            ),
        ),
        (
            (KARIM, CLAIRE),
            "Mission née d’une mise en relation\u202f: Sophie vous a présenté Karim, qui vous a présenté Claire.",
        ),
        ((NOBODY._replace(kind="none"),), "On ne sait pas encore qui a apporté cette mission."),
        ((), "On ne sait pas encore qui a apporté cette mission."),
        (
            (NOBODY._replace(kind="manual", channel="platform"),),
            "Mission venue d’une plateforme ou d’un appel d’offres.",
        ),
        ((NOBODY._replace(kind="manual", channel="cold"),), "Mission née d’un démarchage."),
        (
            (NOBODY._replace(kind="manual", channel="linkedin"),),
            "Mission sans apporteur, canal\u202f: LinkedIn.",
        ),
        ((CALL,), "Mission apportée par Claire."),
        (
            (
                SOPHIE._replace(contact_id=None, contact="", contact_hidden=True),
                KARIM._replace(introducer_id=None, introducer="", introducer_hidden=True),
            ),
            (
                "Mission née à l’afterwork d’Escale Portage, où vous avez rencontré une relation personnelle, "
                "qui vous a présenté Karim."
            ),
        ),
        (
            (SOPHIE._replace(contact=""),),
            "Mission née à l’afterwork d’Escale Portage, où vous avez rencontré Contact supprimé n°\u00a01.",
        ),
    ],
)
def test_each_beginning_has_its_words(touches: tuple[TouchLine, ...], sentence: str) -> None:
    assert missions.path_sentence(path(*touches)) == sentence


@pytest.mark.parametrize(
    "kind", ["themed_meeting", "workshop", "breakfast", "trade_show", "training", "webinar", "break"]
)
def test_each_kind_of_event_has_its_place(kind: str) -> None:
    said = missions.path_sentence(path(SOPHIE._replace(event_kind=kind)))
    assert said.startswith("Mission née ")
    assert "évènement" not in said


def test_every_touch_has_a_name() -> None:
    assert missions.touch_label(SOPHIE) == "Premier contact"
    assert missions.touch_label(SOPHIE._replace(interaction_kind="coffee")) == "Café"
    assert missions.touch_label(KARIM) == "Mise en relation"
    assert missions.touch_label(CALL) == "Proposition, appel"
    assert missions.touch_label(CALL._replace(interaction_kind="")) == "Proposition"
    assert missions.touch_label(CALL._replace(kind="key_encounter", interaction_kind="")) == "Rencontre marquante"
    assert missions.touch_label(NOBODY._replace(kind="manual", channel="cold")) == "Démarchage"
    assert missions.touch_label(NOBODY._replace(kind="none")) == "Non attribué"


def test_a_touch_names_its_people() -> None:
    assert missions.touch_people(SOPHIE) == "Sophie"
    assert missions.touch_people(KARIM) == "Sophie présente Karim"
    assert missions.touch_people(KARIM._replace(introducer_id=None, introducer="")) == "Karim"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_member_of_an_enum_is_left_without_words(language: str) -> None:
    words.install(resources() / "locale", language)
    said = [
        *map(missions.stage_label, Stage),
        *map(missions.role_label, MissionRole),
        *map(missions.channel_label, Channel),
        *map(reviews.model_label, Model),
        *map(reviews.model_rule, Model),
        *map(reviews.grouping_label, Grouping),
        *map(reviews.column_label, Grouping),
        *map(reviews.special_label, SpecialRow),
        *(missions.gap_sentence(GapLine(reason.value, None, "", 1)) for reason in GapReason),
    ]
    assert all(said)
    assert not [text for text in said if "{" in text]


def row(key: str, label: str = "", *, special: bool = False) -> ReviewRow:
    return ReviewRow(key, label, 100, 1, 2, None, "", special)


@pytest.mark.parametrize(
    ("line", "by", "label"),
    [
        (row("3", "Claire"), Grouping.CONTACT, "Claire"),
        (row("3"), Grouping.CONTACT, "Contact supprimé n°\u00a03"),
        (row("hidden", special=True), Grouping.CONTACT, "Cercle personnel"),
        (row("linkedin"), Grouping.CHANNEL, "LinkedIn"),
        (row("both"), Grouping.SPHERE, "Pro et perso"),
        (row("trade_show"), Grouping.KIND, "Salon"),
        (row("other"), Grouping.KIND, "Autre évènement"),
        (row("2026-07"), Grouping.MONTH, "juillet 2026"),
        (row("8"), Grouping.EVENT, "Sans titre"),
    ],
)
def test_each_row_has_its_label(line: ReviewRow, by: Grouping, label: str) -> None:
    assert reviews.row_label(line, by).replace("juillet\u00a02026", "juillet 2026") == label


def test_gaps_name_the_people() -> None:
    gap = GapLine("introduction_undated", 2, "Karim", 2, introducer_id=1, introducer="Sophie")
    assert missions.gap_sentence(gap) == "La mise en relation avec Karim par Sophie n’a pas de date."


def test_delays_read_in_days_then_in_years() -> None:
    assert reviews.delay(None) == ""
    assert reviews.delay(249) == "249\u00a0j"
    assert reviews.delay(1205) == "3,3\u00a0ans"
    assert reviews.mission_count(2) == "2 missions"
    assert reviews.too_few() == "Il faut deux missions signées pour comparer."

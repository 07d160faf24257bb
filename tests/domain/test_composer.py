"""One line, one exchange."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.domain.capture import FollowUpDraft
from carnet.domain.capture_values import SpanKind
from carnet.domain.composer import parse
from carnet.domain.composer_names import begun
from carnet.domain.interactions import Direction, InteractionKind
from carnet.domain.mentions import KnowsNobody, Meant
from carnet.domain.text import fold

SUNDAY = date(2026, 11, 22)
CALL, EMAIL, COFFEE, NOTE = InteractionKind.CALL, InteractionKind.EMAIL, InteractionKind.COFFEE, InteractionKind.NOTE
LUNCH, MEETING = InteractionKind.LUNCH, InteractionKind.ENCOUNTER
IN, OUT, MUTUAL = Direction.INBOUND, Direction.OUTBOUND, Direction.MUTUAL


@pytest.mark.parametrize(
    ("line", "summary", "text"),
    [
        ("appel, budget voté > relancer lundi", "budget voté", "relancer lundi"),
        ("call, budget approved > follow up Monday", "budget approved", "follow up Monday"),
    ],
)
def test_a_call_and_its_follow_up_are_read_from_one_line(line: str, summary: str, text: str):
    draft = parse(line, SUNDAY)

    assert (draft.kind, draft.direction, draft.occurred_on) == (CALL, MUTUAL, "2026-11-22")
    assert draft.summary == summary
    assert draft.follow_up == FollowUpDraft(text=text, due_on=date(2026, 11, 23), day=text.rsplit(maxsplit=1)[-1])


@pytest.mark.parametrize(
    ("line", "kind", "direction", "occurred_on", "summary"),
    [
        ("budget voté", NOTE, MUTUAL, "2026-11-22", "budget voté"),
        ("", NOTE, MUTUAL, "2026-11-22", ""),
        ("Café avec Paul", COFFEE, MUTUAL, "2026-11-22", "avec Paul"),
        ("hier, café avec Paul", COFFEE, MUTUAL, "2026-11-21", "avec Paul"),
        ("café hier : devis", COFFEE, MUTUAL, "2026-11-21", "devis"),
        ("appel du 12/11, budget", CALL, MUTUAL, "2026-11-12", "budget"),
        ("coup de fil d’avant-hier", CALL, MUTUAL, "2026-11-20", ""),
        ("appel le 15, budget", CALL, MUTUAL, "2026-11-15", "budget"),
        ("call on monday, budget", CALL, MUTUAL, "2026-11-16", "budget"),
        ("lundi dernier déjeuner chez Luigi", LUNCH, MUTUAL, "2026-11-16", "chez Luigi"),
        ("Reçu un mail hier, elle accepte", EMAIL, IN, "2026-11-21", "elle accepte"),
        ("e-mail reçu ; ok", EMAIL, IN, "2026-11-22", "ok"),
        ("E-MAIL ENVOYÉ hier", EMAIL, OUT, "2026-11-21", ""),
        ("sent an email yesterday, quote", EMAIL, OUT, "2026-11-21", "quote"),
        ("appel entrant", CALL, IN, "2026-11-22", ""),
        ("Reçu son CV", NOTE, MUTUAL, "2026-11-22", "Reçu son CV"),
        ("envoyé", NOTE, MUTUAL, "2026-11-22", "envoyé"),
        ("café demain", COFFEE, MUTUAL, "2026-11-22", "demain"),
        ("appel appel", CALL, MUTUAL, "2026-11-22", "appel"),
        ("hier hier", NOTE, MUTUAL, "2026-11-21", "hier"),
        ("l'appel de mardi", NOTE, MUTUAL, "2026-11-22", "l'appel de mardi"),
        ("appeler Paul", NOTE, MUTUAL, "2026-11-22", "appeler Paul"),
        ("12/11/2025 rencontre au salon", MEETING, MUTUAL, "2025-11-12", "au salon"),
        ("note : à revoir", NOTE, MUTUAL, "2026-11-22", "à revoir"),
        ("met her at Devoxx", MEETING, MUTUAL, "2026-11-22", "her at Devoxx"),
    ],
)
def test_the_first_words_say_what_when_and_by_whom(
    line: str, kind: object, direction: object, occurred_on: str, summary: str
):
    draft = parse(line, SUNDAY)

    assert (draft.kind, draft.direction, draft.occurred_on, draft.summary) == (kind, direction, occurred_on, summary)
    assert draft.follow_up is None


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        (InteractionKind.ENCOUNTER, ["rencontre", "meeting", "rdv", "Réunion", "croisé"]),
        (InteractionKind.COFFEE, ["café", "coffee"]),
        (InteractionKind.LUNCH, ["déjeuner", "lunch", "dîner"]),
        (InteractionKind.CALL, ["appel", "call", "téléphone", "coup de fil"]),
        (InteractionKind.VIDEO, ["visio", "video"]),
        (InteractionKind.EMAIL, ["e-mail", "mail", "courriel", "email"]),
        (InteractionKind.MESSAGE, ["message", "SMS", "texto", "message vocal"]),
        (InteractionKind.LETTER, ["courrier", "letter", "lettre"]),
        (InteractionKind.NOTE, ["note"]),
    ],
)
def test_each_kind_has_its_words_in_both_languages(kind: object, parts: list[str]):
    assert {parse(f"{word}, budget", SUNDAY).kind for word in parts} == {kind}
    assert {parse(f"{word}, budget", SUNDAY).summary for word in parts} == {"budget"}


def test_a_follow_up_alone_is_read():
    draft = parse("> relancer mardy", SUNDAY)

    assert draft.summary == ""
    assert draft.follow_up == FollowUpDraft(text="relancer mardy", unread="mardy", suggestion="mardi")
    assert not draft.is_empty
    assert parse(" ", SUNDAY).is_empty


def test_spans_tell_what_each_part_is():
    line = "Reçu un mail hier, elle accepte > 3 j "

    assert [(each.kind.value, line[each.start : each.end]) for each in parse(line, SUNDAY).spans] == [
        ("direction", "Reçu"),
        ("kind", "un mail"),
        ("day", "hier"),
        ("summary", "elle accepte"),
        ("follow_up", "> 3 j"),
    ]


@pytest.mark.parametrize(
    ("line", "day", "occurred_on"),
    [
        ("Café avec elle hier matin chez Acme", "hier", "2026-11-21"),
        ("rencontré au salon le 12/11, il cherche un DSI", "12/11", "2026-11-12"),
        ("Vu Paul avant-hier, budget voté", "avant-hier", "2026-11-20"),
        ("appel reçu de Paul lundi", "lundi", "2026-11-16"),
        ("met her at Devoxx on monday", "monday", "2026-11-16"),
        ("email to Paul yesterday", "yesterday", "2026-11-21"),
        ("déjeuner avec Paul le 12/12/2025", "12/12/2025", "2025-12-12"),
        ("déjeuner avec Paul 12/12/2025", "12/12/2025", "2025-12-12"),
        ("café avec Paul, hier soir, il signe", "hier soir", "2026-11-21"),
        ("budget voté, le 12/11", "12/11", "2026-11-12"),
    ],
)
def test_a_day_at_a_clear_place_of_the_sentence_dates_it_and_stays_in_it(line: str, day: str, occurred_on: str):
    draft = parse(line, SUNDAY)

    assert draft.occurred_on == occurred_on
    assert [line[each.start : each.end] for each in draft.spans if each.kind is SpanKind.DAY] == [day]
    assert day in draft.summary


@pytest.mark.parametrize(
    "line",
    [
        "appel, elle a signé hier avec Beta",
        "appel : budget voté hier",
        "appel budget voté hier",
        "café avec Paul qui a signé lundi",
        "café avec Paul elle signe lundi",
        "appel avec elle au sujet du devis du 12/11",
        "visio avec l'équipe pour lundi",
        "déjeuner avec 2/3 personnes",
        "déjeuner avec Paul le 12/12",
        "café avec Paul demain",
        "café avec elle, on se voit lundi",
        "son contrat a fini hier",
    ],
)
def test_a_day_that_may_belong_to_something_else_dates_nothing(line: str):
    draft = parse(line, SUNDAY)

    assert draft.occurred_on == SUNDAY.isoformat()
    assert not [each for each in draft.spans if each.kind is SpanKind.DAY]


@pytest.mark.parametrize(
    ("line", "due_on"),
    [
        ("mail envoyé > envoyer le devis", date(2026, 11, 25)),
        ("mail envoyé hier > envoyer le devis", date(2026, 11, 24)),
        ("appel du 2/11 > envoyer le devis", SUNDAY),
        ("appel > relancer mardi", date(2026, 11, 24)),
        ("appel", None),
    ],
)
def test_a_follow_up_without_a_day_is_due_three_days_after_the_exchange(line: str, due_on: date | None):
    assert parse(line, SUNDAY).due_on == due_on


class Journal:
    """Karim Ouali, two Sophies, Escale Portage, an afterwork each month, and a mission."""

    def people(self, name: str) -> Sequence[Meant] | None:
        asked = set(fold(name).split())
        everybody = [Meant(1, "Karim Ouali"), Meant(2, "Sophie Marin"), Meant(3, "Sophie Leroy"), Meant(4, "Zoé")]
        if asked <= {"escale", "portage"}:
            return None
        return [each for each in everybody if asked <= set(fold(each.name).split())]

    def events(self, title: str) -> Sequence[Meant]:
        afterworks = [
            Meant(1, "Afterwork Portage", "", date(2026, 10, 15)),
            Meant(2, "Afterwork Portage", "", date(2026, 11, 19)),
            Meant(3, "Lyon Data", "", date(2026, 11, 21)),
        ]
        return [each for each in afterworks if fold(each.name).startswith(fold(title))]

    def missions(self, title: str) -> Sequence[Meant]:
        return [Meant(9, "Plateforme data")] if fold(title) in {"plateforme data", "data"} else []


JOURNAL = Journal()


@pytest.mark.parametrize(
    ("line", "people", "summary"),
    [
        ("déjeuner avec Karim, budget voté", {"Karim": 1}, "budget voté"),
        ("déjeuner avec karim hier, budget voté", {"karim": 1}, "budget voté"),
        ("lunch with Karim and Zoé yesterday: budget", {"Karim": 1, "Zoé": 4}, "budget"),
        ("café avec Karim, Zoé et Sophie Marin : devis", {"Karim": 1, "Zoé": 4, "Sophie Marin": 2}, "devis"),
        ("café avec Karim, Budget voté", {"Karim": 1}, "Budget voté"),
        ("vu Karim hier, il signe", {"Karim": 1}, "il signe"),
        ("mail envoyé à Karim Ouali : devis", {"Karim Ouali": 1}, "devis"),
        ("avec Karim et Zoé, budget", {"Karim": 1, "Zoé": 4}, "budget"),
        ("déjeuner avec Sophie, budget", {"Sophie": None}, "avec Sophie, budget"),
        ("déjeuner avec Inès Faure, budget", {"Inès Faure": None}, "avec Inès Faure, budget"),
        ("déjeuner avec Karim Faure, budget", {"Karim Faure": None}, "avec Karim Faure, budget"),
        ("déjeuner avec Karim ouali hier, budget", {"Karim ouali": 1}, "budget"),
        ("déjeuner avec Charles de Gaulle et Karim", {"Charles de Gaulle": None, "Karim": 1}, None),
        ("réunion avec Escale Portage, tarifs", {}, "avec Escale Portage, tarifs"),
        ("café avec elle, budget", {}, "avec elle, budget"),
        ("visio avec l’équipe, budget", {}, "avec l’équipe, budget"),
        ("budget voté, avec Karim", {"Karim": 1}, "budget voté, avec Karim"),
        ("appel, il travaille avec Karim", {}, "il travaille avec Karim"),
    ],
)
def test_company_is_read_and_whom_the_journal_knows_leaves_the_note(
    line: str, people: dict[str, int | None], summary: str | None
):
    draft = parse(line, SUNDAY, JOURNAL)

    assert {mention.name: mention.key for mention in draft.people} == people
    assert draft.summary == (line.partition(" ")[2] if summary is None else summary)


def test_what_stands_in_brackets_is_said_of_one_person_alone():
    draft = parse("café avec Karim (cherche un poste) et Zoé (promis : le devis), budget", SUNDAY, JOURNAL)

    assert [(each.name, each.personal_note, each.promised) for each in draft.people] == [
        ("Karim", "cherche un poste", ""),
        ("Zoé", "", "le devis"),
    ]
    assert draft.summary == "budget"


@pytest.mark.parametrize(
    ("line", "parts", "summary"),
    [
        ("déjeuner chez Luigi, budget", {"place": "chez Luigi"}, "chez Luigi, budget"),
        ("déjeuner hier chez luigi 1 h 30", {"place": "chez luigi", "duration": "1 h 30"}, "chez luigi 1 h 30"),
        ("café au bureau avec Karim", {"place": "au bureau"}, "au bureau avec Karim"),
        ("coffee at the office, 45 min", {"place": "at the office", "duration": "45 min"}, "at the office, 45 min"),
        ("rencontre à la Défense pendant deux heures", {"duration": "pendant deux heures"}, None),
        ("call for half an hour, budget", {"duration": "for half an hour"}, "for half an hour, budget"),
        ("appel d’une heure", {}, "d’une heure"),
        ("rdv 14h30 lundi dernier", {}, None),
        ("appel, budget voté, 30 min", {"duration": "30 min"}, "budget voté, 30 min"),
        ("appel, à Lyon ils recrutent", {}, "à Lyon ils recrutent"),
        ("appel, en septembre ils recrutent", {}, "en septembre ils recrutent"),
    ],
)
def test_place_and_time_spent_are_read_and_stay_in_the_note(line: str, parts: dict[str, str], summary: str | None):
    draft = parse(line, SUNDAY, JOURNAL)

    found = {each.kind.value: line[each.start : each.end] for each in draft.spans}
    assert {kind: text for kind, text in found.items() if kind == "duration" or kind in parts} == parts
    assert draft.summary == (line.partition(" ")[2] if summary is None else summary)


@pytest.mark.parametrize(
    ("line", "event", "mission"),
    [
        ("rencontre à l’Afterwork Portage, besoin data", 2, None),
        ("rencontre hier à l’afterwork portage", 2, None),
        ("rencontre le 15/10 à l’afterwork portage, besoin data", 1, None),
        ("met Karim at the afterwork portage", 2, None),
        ("rencontre à Lyon hier, budget", 3, None),
        ("rencontre à Lyon, budget", None, None),
        ("évènement Afterwork Portage, besoin data", 2, None),
        ("appel, mission Plateforme data, avenant", None, 9),
        ("call for the mission data", None, 9),
        ("appel, mission signée", None, None),
    ],
)
def test_an_event_and_a_mission_are_those_of_the_journal(line: str, event: int | None, mission: int | None):
    draft = parse(line, SUNDAY, JOURNAL)

    assert (draft.event and draft.event.key, draft.mission and draft.mission.key) == (event, mission)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("café avec ka", "ka"),
        ("café avec Karim Ou", "Karim Ou"),
        ("lunch with Karim and zo", "zo"),
        ("café avec Karim, Zo", "Zo"),
        ("café avec Karim, bud", None),
        ("café avec Karim, budget et dev", "dev"),
        ("café avec ", None),
        ("café avec k", None),
        ("café avec ka ", None),
        ("café, budget", None),
        ("café avec Karim > rap", None),
    ],
)
def test_a_name_being_typed_is_found_behind_with(line: str, name: str | None):
    start = begun(line, len(line))

    assert (None if start is None else line[start:]) == name


@pytest.mark.parametrize(
    ("line", "occurred_on"),
    [
        ("appel hier, budget", "2026-11-21"),
        ("appel mardi dernier, budget", "2026-11-17"),
        ("appel du 12/03, budget", "2026-03-12"),
        ("appel il y a 3 semaines, budget", "2026-11-01"),
        ("call 3 weeks ago, budget", "2026-11-01"),
        ("call last tuesday, budget", "2026-11-17"),
    ],
)
def test_days_gone_by_are_read_in_both_languages(line: str, occurred_on: str):
    draft = parse(line, SUNDAY)

    assert (draft.occurred_on, draft.summary) == (occurred_on, "budget")


words = st.sampled_from(
    [
        "appel",
        "reçu",
        "envoyé",
        "hier",
        "du",
        "le",
        "un",
        "mail",
        "café",
        "12/11",
        "lundi",
        "dernier",
        ",",
        ";",
        ":",
        ">",
        "budget",
        "voté",
        "Paul",
        "avec",
        "elle",
        "qui",
        "Karim",
        "et",
        "Sophie",
        "(cherche un poste)",
        "chez",
        "Luigi",
        "à",
        "l’afterwork portage",
        "mission",
        "data",
        "1 h 30",
        "il y a 3 semaines",
        "un",
    ]
)


@settings(deadline=None)
@given(st.lists(words, max_size=12).map(" ".join))
def test_each_word_typed_is_in_a_chip_or_in_the_note(line: str):
    for known in (KnowsNobody(), JOURNAL):
        draft = parse(line, SUNDAY, known)

        chips = [line[each.start : each.end] for each in draft.spans if each.kind is not SpanKind.SUMMARY]
        kept = " ".join([*chips, draft.summary])
        assert not Counter(fold(line).split()) - Counter(fold(kept).split())


@settings(deadline=None)
@given(st.text() | st.lists(words, max_size=12).map(" ".join), st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_no_text_breaks_the_composer(line: str, today: date):
    draft = parse(line, today, JOURNAL)

    assert draft.occurred_on <= today.isoformat()
    assert all(0 <= each.start < each.end <= len(line) for each in draft.spans)

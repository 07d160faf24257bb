"""One line, one exchange."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.domain.capture import FollowUpDraft
from carnet.domain.capture_values import SpanKind
from carnet.domain.composer import parse
from carnet.domain.interactions import Direction, InteractionKind
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
        ("kind", "mail"),
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


STARTS = {"du", "de", "d", "le", "la", "on", "of", "the", "un", "une", "a", "an", "son", "sa", "his", "her"}
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
    ]
)


@settings(deadline=None)
@given(st.lists(words, max_size=12).map(" ".join))
def test_each_word_is_in_a_span_or_is_a_small_word_between(line: str):
    draft = parse(line, SUNDAY)

    covered = " ".join(line[each.start : each.end] for each in draft.spans)
    assert set(fold(line).split()) - STARTS <= set(fold(covered).split())


@settings(deadline=None)
@given(st.text(), st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_no_text_breaks_the_composer(line: str, today: date):
    draft = parse(line, today)

    assert draft.occurred_on <= today.isoformat()
    assert all(0 <= each.start < each.end <= len(line) for each in draft.spans)

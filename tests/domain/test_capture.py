"""The grammar « one line, one person »."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from carnet.domain.capture import (
    FIELD_KINDS,
    FollowUpDraft,
    PersonDraft,
    Span,
    SpanKind,
    corrected,
    parse,
    reassign,
    respelt,
    span_text,
    split_lines,
    split_name,
    warm_up,
)
from carnet.domain.contacts import Network, PointKind
from carnet.domain.text import fold

SUNDAY = date(2026, 11, 22)
WHOLE = (
    "Claire Dupont, DSI chez Acme, claire@acme.fr, 06 12 34 56 78, #data, via Karim, "
    "a besoin d'aide en septembre > relancer mardi"
)
KEYWORDS = {"via", "chez", "at"}
MARKS = {"@", "//", ",", ";", "&", "+", ""}


def read(line: str) -> PersonDraft:
    return parse(line, SUNDAY)


def points(draft: PersonDraft) -> list[tuple[PointKind, str]]:
    return [(point.kind, point.normalised) for point in draft.points]


def span(draft: PersonDraft, text: str) -> Span:
    return next(each for each in draft.spans if span_text(draft, each) == text)


def everything(draft: PersonDraft) -> str:
    """Return all that the fields of a draft say."""
    follow_up = draft.follow_up.text if draft.follow_up else ""
    values = [draft.first_name, draft.last_name, draft.title, draft.organisation, draft.via, draft.note, follow_up]
    values += [point.value for point in draft.points] + [profile.url for profile in draft.profiles]
    labels = [point.label for point in draft.points] + [profile.network for profile in draft.profiles]
    return " ".join([*values, *labels, *draft.tags])


def test_the_whole_grammar_is_read_from_one_line():
    draft = read(WHOLE)

    assert (draft.first_name, draft.last_name) == ("Claire", "Dupont")
    assert (draft.title, draft.organisation) == ("DSI", "Acme")
    assert points(draft) == [(PointKind.EMAIL, "claire@acme.fr"), (PointKind.PHONE, "+33612345678")]
    assert draft.points[1].value == "06 12 34 56 78"
    assert draft.tags == ("data",)
    assert draft.via == "Karim"
    assert draft.note == "a besoin d'aide en septembre"
    assert draft.follow_up == FollowUpDraft(text="relancer mardi", due_on=date(2026, 11, 24), day="mardi")
    assert draft.raw == WHOLE


def test_spans_tell_where_each_part_stands():
    assert [(each.kind.value, WHOLE[each.start : each.end]) for each in read(WHOLE).spans] == [
        ("name", "Claire Dupont"),
        ("title", "DSI"),
        ("organisation", "Acme"),
        ("email", "claire@acme.fr"),
        ("phone", "06 12 34 56 78"),
        ("tag", "#data"),
        ("via", "Karim"),
        ("note", "a besoin d'aide en septembre"),
        ("follow_up", "> relancer mardi"),
    ]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Claire", "Claire", ""),
        ("Claire Dupont", "Claire", "Dupont"),
        ("Jean Marie Dupont", "Jean Marie", "Dupont"),
        ("DUPONT Claire", "Claire", "DUPONT"),
        ("Claire DUPONT MARTIN", "Claire", "DUPONT MARTIN"),
        ("CLAIRE DUPONT", "CLAIRE", "DUPONT"),
        ("claire dupont", "claire", "dupont"),
        ("Charles de Gaulle", "Charles", "de Gaulle"),
        ("CHARLES DE GAULLE", "CHARLES", "DE GAULLE"),
        ("Jean de la Tour", "Jean", "de la Tour"),
        ("Jean de LA TOUR", "Jean", "de LA TOUR"),
        ("Marie De La Tour", "Marie", "De La Tour"),
        ("Marie LE Goff", "Marie", "LE Goff"),
        ("Joachim du Bellay", "Joachim", "du Bellay"),
        ("Anne des Prés", "Anne", "des Prés"),
        ("Jean d’ Ormesson", "Jean", "d’ Ormesson"),
        ("Jean d'Ormesson", "Jean", "d'Ormesson"),
        ("Vincent VAN GOGH", "Vincent", "VAN GOGH"),
        ("Ludwig van der Berg", "Ludwig", "van der Berg"),
        ("Otto von Bismarck", "Otto", "von Bismarck"),
        ("Karim El Amrani", "Karim", "El Amrani"),
        ("Karim ben Youssef", "Karim", "ben Youssef"),
        ("Yann Le Goff", "Yann", "Le Goff"),
        ("Le Goff", "", "Le Goff"),
        ("Ben Harper", "Ben", "Harper"),
        ("JP Dupont", "JP", "Dupont"),
        ("Zoé O'NEIL", "Zoé", "O'NEIL"),
        ("Zoé - Martin", "Zoé", "Martin"),
        ("", "", ""),
    ],
)
def test_a_name_falls_apart_in_first_name_and_surname(text: str, first: str, last: str):
    assert split_name(text) == (first, last)


@pytest.mark.parametrize(
    ("line", "field", "expected"),
    [
        ("Claire Dupont @ Acme", "organisation", "Acme"),
        ("Claire Dupont @Acme", "organisation", "Acme"),
        ("Claire Dupont chez Acme", "last_name", "Dupont"),
        ("Claire, CTO at Acme Ltd; x", "organisation", "Acme Ltd"),
        ("Claire, CTO at Acme Ltd; x", "title", "CTO"),
        ("Claire CHEZ Acme", "organisation", "Acme"),
        ("Claire, DSI chez Booking.com", "organisation", "Booking.com"),
        ("Claire, chez Acme, DSI", "title", "DSI"),
        ("Claire, , claire@acme.fr ;; DSI", "title", "DSI"),
        ("Claire, directrice des systèmes d'information", "title", "directrice des systèmes d'information"),
        ("Claire, elle veut refaire son site", "title", ""),
        ("Claire, elle veut refaire son site", "note", "elle veut refaire son site"),
        ("Claire, elle veut refaire tout son site, DSI chez Acme", "title", "DSI"),
        ("Claire, freelance, en mission chez Acme", "title", "freelance"),
        ("Claire, freelance, en mission chez Acme", "note", "en mission"),
        (
            "Claire, DSI, aime le vélo ; budget 1,5 M€, deux équipes",
            "note",
            "aime le vélo ; budget 1,5 M€, deux équipes",
        ),
        ("Claire via Karim Ben Ali, DSI", "via", "Karim Ben Ali"),
        ("Claire VIA Karim", "via", "Karim"),
        ("Claire via Karim chez Acme", "via", "Karim"),
        ("Claire via Karim chez Acme", "organisation", "Acme"),
        ("Claire chez Acme via Karim", "organisation", "Acme"),
        ("Claire, via Karim, via Sophie", "note", "via Sophie"),
        ("Claire via LinkedIn, DSI", "via", ""),
        ("Claire via LinkedIn, DSI", "note", "via LinkedIn"),
        ("Claire via la newsletter", "note", "via la newsletter"),
        ("Claire, on dîne bientôt chez elle à Lyon", "organisation", ""),
        ("Claire, DSI, lunch at 12:30 at Acme", "organisation", "Acme"),
        ("Claire, DSI, call her at 9am", "organisation", ""),
        ("Claire chez 3M", "organisation", "3M"),
        ("Claire, CTO at Home Depot", "organisation", "Home Depot"),
        ("Claire, CTO at First Data", "organisation", "First Data"),
        ("Claire chez All Circuits", "organisation", "All Circuits"),
        ("Claire chez Last Minute", "organisation", "Last Minute"),
        ("Claire chez Nous SAS", "organisation", "Nous SAS"),
        ("Claire chez 42", "organisation", "42"),
        ("Claire at 42", "organisation", "42"),
        ("Claire, DSI, at 10", "organisation", ""),
        ("Claire, DSI, at Home", "organisation", ""),
        ("Claire, DSI, call her at noon Monday", "organisation", ""),
        ("Claire via le goff", "via", "le goff"),
        ("Claire via la Fontaine", "via", "la Fontaine"),
        ("Claire via des Prés", "via", "des Prés"),
        ("Claire via la CCI", "note", "via la CCI"),
        ("Claire via la sœur de Paul", "note", "via la sœur de Paul"),
        ("Claire via la belle équipe", "note", "via la belle équipe"),
        ("Claire via les Dupont", "note", "via les Dupont"),
        ("Claire via moi", "note", "via moi"),
        ("Claire, DSI chez Acme, avant chez Beta", "note", "avant chez Beta"),
        ("Claire chez", "note", "chez"),
        ("Claire, DSI, via", "note", "via"),
        ("via Karim, Claire Dupont", "last_name", "Dupont"),
        ("123 456, Claire", "first_name", "Claire"),
        ("123 456, Claire", "note", "123 456"),
        ("Claire #data Dupont", "last_name", "Dupont"),
        ("Claire, DSI #data #cloud", "title", "DSI"),
        ("Claire, elle parle de #data toute la journée", "note", "elle parle de #data toute la journée"),
        ("Claire, joignable au 06 12 34 56 78 le soir", "note", "joignable au 06 12 34 56 78 le soir"),
        ("Claire — DSI", "last_name", "DSI"),
        ("Claire – chez Acme", "first_name", "Claire"),
        ("Claire\nDSI", "title", "DSI"),
        ("Claire // parle > fort, via Karim", "note", "parle > fort, via Karim"),
        ("Claire, DSI, aime le vélo // vue hier", "note", "aime le vélo\nvue hier"),
        ("Claire//DSI", "first_name", "Claire//DSI"),
        ("Élodie\u00a0Martin", "last_name", "Martin"),
        ("E\u0301lodie Martin", "first_name", "Élodie"),
    ],
)
def test_each_part_of_the_grammar(line: str, field: str, expected: object):
    assert getattr(read(line), field) == expected


def test_points_inside_a_note_are_read_and_stay_in_it():
    draft = read("Claire // son mail : claire@acme.fr, 06 12 34 56 78, https://acme.fr et #data")

    assert points(draft) == [
        (PointKind.EMAIL, "claire@acme.fr"),
        (PointKind.PHONE, "+33612345678"),
        (PointKind.URL, "https://acme.fr"),
    ]
    assert draft.tags == ("data",)
    assert draft.note == "son mail : claire@acme.fr, 06 12 34 56 78, https://acme.fr et #data"


def test_profiles_and_addresses_are_told_apart():
    draft = read("Luc, linkedin.com/in/luc-x/, www.Acme.fr/Equipe., blog.fr, @luc@piaille.fr, https://x.fr/a_(b)")

    assert [(profile.network, profile.slug) for profile in draft.profiles] == [
        (Network.LINKEDIN, "luc-x"),
        (Network.MASTODON, "luc@piaille.fr"),
    ]
    assert points(draft) == [
        (PointKind.URL, "https://www.acme.fr/Equipe"),
        (PointKind.URL, "https://blog.fr"),
        (PointKind.URL, "https://x.fr/a_(b)"),
    ]
    assert draft.title == ""


@pytest.mark.parametrize(
    ("line", "label", "value"),
    [
        ("Luc, tél. : 06 12 34 56 78, DSI", "tél", "06 12 34 56 78"),
        ("Luc, Tel 06 12 34 56 78, DSI", "Tel", "06 12 34 56 78"),
        ("Luc, mail perso : luc@x.fr, DSI", "mail perso", "luc@x.fr"),
        ("Luc, site web: www.luc.fr, DSI", "site web", "www.luc.fr"),
        ("Luc, pro 0612345678, perso 06 12 34 56 78, DSI", "pro, perso", "0612345678"),
        ("Luc, Hôtel 06 12 34 56 78", "", "06 12 34 56 78"),
    ],
)
def test_a_label_before_a_point_goes_with_it(line: str, label: str, value: str):
    draft = read(line)

    assert (draft.points[0].label, draft.points[0].value) == (label, value)
    assert draft.title == ("DSI" if label else "Hôtel")


@pytest.mark.parametrize(
    "line",
    [
        "Claire Dupont <claire@acme.fr>, DSI",
        '"Claire Dupont" <claire@acme.fr>, DSI',
        "« Claire Dupont » mailto:claire@acme.fr, DSI",
        "Claire Dupont, <mailto:claire@acme.fr>, DSI",
        "Claire Dupont, DSI, MAILTO:claire@acme.fr",
    ],
)
def test_an_address_as_mail_programs_write_it_leaves_nothing_around_it(line: str):
    draft = read(line)

    assert (draft.first_name, draft.last_name, draft.title, draft.note) == ("Claire", "Dupont", "DSI", "")
    assert [(point.label, point.value) for point in draft.points] == [("", "claire@acme.fr")]


def test_a_bracket_that_nothing_closes_is_kept():
    assert read("Claire, DSI, a <claire@acme.fr b").note == "a <claire@acme.fr b"


def test_a_phone_may_be_typed_with_strokes():
    assert points(read("Claire, 06/12/34/56/78")) == [(PointKind.PHONE, "+33612345678")]


def test_the_name_of_a_network_before_its_profile_goes_with_it():
    draft = read("Luc, LinkedIn : https://linkedin.com/in/luc-x, tél. linkedin.com/in/luc-y, DSI")

    assert [profile.url for profile in draft.profiles] == ["https://linkedin.com/in/luc-x", "linkedin.com/in/luc-y"]
    assert draft.title == "tél."


def test_a_line_of_thousands_of_parts_is_still_read():
    draft = read("Luc, " + "a, " * 3000 + "b")

    assert draft.first_name == "Luc"
    assert draft.note.count("a") == 2999


def test_a_warm_start_leaves_nothing_behind():
    warm_up()

    assert read("Luc").first_name == "Luc"


def test_points_given_twice_are_kept_once():
    draft = read("Luc, luc@x.fr, LUC@x.fr, 0612345678, 06 12 34 56 78, #data, #Data")

    assert points(draft) == [(PointKind.EMAIL, "luc@x.fr"), (PointKind.PHONE, "+33612345678")]
    assert draft.tags == ("data",)


def test_a_phone_is_read_in_the_country_of_the_user():
    assert points(parse("Luc, 030 901820", SUNDAY, "DE")) == [(PointKind.PHONE, "+4930901820")]
    assert points(read("Luc, +49 30 901820")) == [(PointKind.PHONE, "+4930901820")]


@pytest.mark.parametrize("text", ["C#", "n°#3", "#", "#1"])
def test_not_every_sharp_makes_a_tag(text: str):
    assert read(f"Luc, DSI, {text}").tags == ()


@pytest.mark.parametrize("text", ["#c++", "#portage-salarial", "#node.js", "#été", "#2027a"])
def test_tags_are_kept_as_typed(text: str):
    assert read(f"Luc {text}, DSI").tags == (text[1:],)


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("Luc, #C, #C++", ("C", "C++")),
        ("Luc, #C++, #C#", ("C++", "C#")),
        ("Luc, #R&D #RD, #f#", ("R&D", "RD", "f#")),
        ("Luc, #Été, #ete", ("Été",)),
    ],
)
def test_signs_tell_tags_apart_and_case_and_accents_do_not(line: str, tags: tuple[str, ...]):
    draft = read(line)

    assert draft.tags == tags
    assert draft.note == ""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Luc > #1 sur la liste", FollowUpDraft(text="#1 sur la liste")),
        ("Luc > > x", FollowUpDraft(text="> x")),
        ("Luc > relancer mardi", FollowUpDraft(text="relancer mardi", due_on=date(2026, 11, 24), day="mardi")),
        ("Luc > 3 j", FollowUpDraft(text="3 j", due_on=date(2026, 11, 25), day="3 j")),
        ("> end of month", FollowUpDraft(text="end of month", due_on=date(2026, 11, 30), day="end of month")),
        ("Luc > envoyer la plaquette", FollowUpDraft(text="envoyer la plaquette")),
        ("Luc > relancer mardy // x", FollowUpDraft(text="relancer mardy", unread="mardy", suggestion="mardi")),
        ("Luc > le 31/02", FollowUpDraft(text="le 31/02", unread="31/02")),
        ("Luc > a > demain", FollowUpDraft(text="a > demain", due_on=date(2026, 11, 23), day="demain")),
        ("Luc > appeler le 06 12 34 56 78", FollowUpDraft(text="appeler le 06 12 34 56 78")),
        ("Luc >", None),
        ("Luc a>b", None),
        ("Luc // pas > ça", None),
    ],
)
def test_the_follow_up_keeps_its_text_and_finds_its_day(line: str, expected: object):
    assert read(line).follow_up == expected


def test_a_misspelt_day_is_put_right_in_the_line():
    draft = read("Mardy Blum, DSI > relancer mardy, sinon mercredy // mardy")

    assert respelt(draft) == "Mardy Blum, DSI > relancer mardi, sinon mercredy // mardy"
    assert respelt(read(WHOLE)) == WHOLE
    assert respelt(read("Luc")) == "Luc"


@pytest.mark.parametrize(
    ("line", "expected"),
    [("", True), ("  \t ", True), ("x", False), (",", False)],
)
def test_a_blank_line_is_empty(line: str, expected: object):
    assert read(line).is_empty is expected


@pytest.mark.parametrize("line", ["Luc", "chez Acme", "a@b.fr", "06 12 34 56 78", "linkedin.com/in/luc", "www.luc.fr"])
def test_one_thing_is_enough_for_a_contact(line: str):
    assert read(line).has_identity


@pytest.mark.parametrize("line", ["", ", ;", "> demain", "// note", "#data", "via Karim"])
def test_without_name_or_point_there_is_no_contact(line: str):
    assert not read(line).has_identity


@pytest.mark.parametrize("text", ["Tu\x00c", "Luc\u202e", "\x1bLuc"])
def test_invisible_characters_do_not_shift_the_spans(text: str):
    draft = read(f"{text}, DSI")

    assert draft.raw[draft.spans[-1].start : draft.spans[-1].end] == "DSI"
    assert "\x00" not in everything(draft)
    assert "\u202e" not in everything(draft)


def test_a_role_can_be_made_the_organisation():
    draft = read("Claire Dupont, Acme")

    moved = reassign(draft, span(draft, "Acme"), SpanKind.ORGANISATION)

    assert (moved.title, moved.organisation) == ("", "Acme")
    assert moved.raw == draft.raw


def test_two_parts_that_stand_in_each_others_place_are_swapped():
    draft = read("Acme, Claire Dupont")

    moved = reassign(draft, span(draft, "Claire Dupont"), SpanKind.NAME)

    assert (moved.first_name, moved.last_name, moved.title) == ("Claire", "Dupont", "Acme")


def test_a_part_displaced_by_a_note_joins_the_notes():
    draft = read("Claire, DSI, elle monte une équipe de dix")

    moved = reassign(draft, span(draft, "elle monte une équipe de dix"), SpanKind.TITLE)

    assert (moved.title, moved.note) == ("elle monte une équipe de dix", "DSI")


def test_a_name_can_be_made_a_note():
    draft = read("un monsieur très sympa, 06 12 34 56 78")

    moved = reassign(draft, span(draft, "un monsieur très sympa"), SpanKind.NOTE)

    assert (moved.first_name, moved.last_name, moved.note) == ("", "", "un monsieur très sympa")


def test_a_role_can_be_made_a_follow_up_or_a_tag():
    draft = read("Claire, rappeler mardi")

    promised = reassign(draft, span(draft, "rappeler mardi"), SpanKind.FOLLOW_UP)
    tagged = reassign(draft, span(draft, "rappeler mardi"), SpanKind.TAG)

    assert promised.follow_up == FollowUpDraft(text="rappeler mardi", due_on=date(2026, 11, 24), day="mardi")
    assert tagged.tags == ("rappeler mardi",)


def test_a_point_inside_a_note_can_be_taken_as_mere_text():
    draft = read("Claire // son code 06 12 34 56 78 est secret")

    moved = reassign(draft, span(draft, "06 12 34 56 78"), SpanKind.NOTE)

    assert moved.points == ()
    assert moved.note == draft.note


def test_a_part_that_is_no_address_is_kept_as_typed():
    draft = read("Claire, claire chez-acme")

    point = reassign(draft, span(draft, "claire chez-acme"), SpanKind.EMAIL).points[0]

    assert (point.kind, point.value, point.normalised) == (PointKind.EMAIL, "claire chez-acme", "")


def test_corrections_hold_while_the_line_is_typed_on():
    corrections = {"Acme": SpanKind.ORGANISATION}

    draft = corrected(read("Claire Dupont, Acme, elle cherche un architecte > demain"), corrections)

    assert (draft.title, draft.organisation) == ("", "Acme")
    assert corrected(draft, corrections) == draft
    assert corrected(read("Claire"), corrections) == read("Claire")


def test_a_pasted_list_gives_one_line_each_without_bullets():
    pasted = "- Claire Dupont, DSI\r\n\n• Luc\n 2. Zoé\n3) Ali\n* – Eva\n[x] Noé\n06 12 34 56 78\n1.5 ETP\n-x"

    assert split_lines(pasted) == [
        "Claire Dupont, DSI",
        "Luc",
        "Zoé",
        "Ali",
        "Eva",
        "Noé",
        "06 12 34 56 78",
        "1.5 ETP",
        "-x",
    ]


def test_a_line_separator_of_another_system_ends_no_line():
    assert split_lines("Luc, a\u2028b\x85c\x0bd\x0ce\rZoé\n\nAli") == ["Luc, a\u2028b\x85c\x0bd\x0ce", "Zoé", "Ali"]


words = st.sampled_from(
    [
        "Claire",
        "Dupont",
        "DSI",
        "Acme",
        "DE",
        "la",
        "O'Neil",
        "budget",
        "1,5",
        "2027",
        "chez",
        "@",
        "@Beta",
        "at",
        "via",
        "Karim",
        "LinkedIn",
        ">",
        "//",
        ",",
        ";",
        "-",
        ":",
        "été",
        "🙂",
        "€",
        "#data",
        "#c++",
        "claire@acme.fr",
        "0612345678",
        "+41223456789",
        "https://x.fr/a",
        "linkedin.com/in/luc-x",
        "blog.fr",
        "mardi",
        "12/12",
        "lui",
        "tél.",
        "mail",
        "pro",
    ]
)


@settings(deadline=None)
@given(st.lists(words, max_size=25).map(" ".join))
def test_nothing_typed_is_ever_lost(line: str):
    draft = read(line)

    assert set(fold(draft.raw).split()) - KEYWORDS <= set(fold(everything(draft)).split())


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs", "Cf"]) | st.sampled_from(" ,;>#@/.0123456789")))
def test_no_text_breaks_the_grammar_or_loses_a_word(line: str):
    draft = read(line)

    assert set(fold(draft.raw).split()) - KEYWORDS <= set(fold(everything(draft)).split())
    assert len(draft.raw) == len(line)
    assert all(0 <= each.start < each.end <= len(line) for each in draft.spans)


@settings(deadline=None)
@given(st.lists(words, max_size=15).map(" ".join), st.integers(0, 30), st.sampled_from(FIELD_KINDS))
def test_a_correction_loses_nothing_either(line: str, place: int, target: SpanKind):
    draft = read(line)
    if draft.spans:
        moved = reassign(draft, draft.spans[place % len(draft.spans)], target)

        assert set(fold(draft.raw).split()) - KEYWORDS <= set(fold(everything(moved)).split())
        assert len(moved.spans) == len(draft.spans)


signed = st.sampled_from(
    [
        "Luc",
        "#C",
        "#C#",
        "#C++",
        "#c",
        "#R&D",
        "C++",
        "+",
        "#",
        "&",
        "<",
        "<b>",
        "a<b",
        "x/y",
        "DSI",
        "chez",
        "@",
        "R&D",
        "via",
        "Zoé",
        "&Co",
        "12",
        ",",
        ";",
        "> #1",
        "// #2",
        "<luc@x.fr>",
        "E#",
        "06/12/34/56/78",
        "+41223456789",
    ]
)


def bare(word: str) -> str:
    """Return a word as tags are compared, without the marks of a tag, brackets, and the comma that joins notes."""
    return (word.rstrip(",") or word).casefold().lstrip("#<").rstrip(">")


@settings(deadline=None)
@given(st.lists(signed, max_size=12).map(" ".join))
@example("12 #C chez")
def test_no_sign_that_means_something_is_lost(line: str):
    draft = read(line)

    said = {bare(word) for word in everything(draft).split()}
    assert {bare(word) for word in line.split()} - KEYWORDS - MARKS <= said


@settings(deadline=None)
@given(st.lists(words, max_size=15).map(" ".join))
def test_reading_a_line_twice_gives_the_same(line: str):
    assert read(line) == read(line)

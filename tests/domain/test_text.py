"""Folding, indexing, sorting and cleaning of text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.domain.text import clean, flatten, fold, sort_key, tokens


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Hélène VASSEUR", "helene vasseur"),
        ("L’Œuvre", "l oeuvre"),
        ("Straße, Łódź; Ærø & Đặng", "strasse lodz aero dang"),
        ("O'Neil", "o neil"),
        ("Marie-Claire", "marie claire"),
        ("Ａｃｍｅ ﬁn №5", "acme fin no5"),
        ("a\u200bb\u00adc\x00d", "abcd"),
        ("\tdeux\u00a0 mots\u202f!\n", "deux mots"),
        ("İstanbul ΣΊΣΥΦΟΣ", "istanbul σισυφοσ"),
        ("Ǿ", "o"),
        ("", ""),
        ("…!?", ""),
    ],
)
def test_folding_leaves_plain_lower_case_words(typed: str, folded: str):
    assert fold(typed) == folded


@settings(deadline=None)
@given(st.text())
def test_folding_twice_changes_nothing(text: str):
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(st.text())
def test_composed_and_decomposed_letters_fold_alike(text: str):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("O'Neil", ("o", "neil", "oneil")),
        ("Marie-Claire d’Ormesson", ("marie", "claire", "d", "ormesson", "marieclaire", "dormesson")),
        ("Claire Dupont", ("claire", "dupont")),
        ("- '", ()),
        ("non-non", ("non", "nonnon")),
    ],
)
def test_words_with_apostrophes_or_hyphens_are_indexed_joined_too(typed: str, words: object):
    assert tokens(typed) == words


@settings(deadline=None)
@given(st.text())
def test_every_folded_word_is_a_token(text: str):
    assert set(fold(text).split()) <= set(tokens(text))


def test_names_sort_as_in_a_french_directory():
    names = ["Zoé", "Leblanc", "côté", "Étienne", "cote", "Le Goff", "côte", "Estelle", "coté", "Œuvrard", "Olivier"]

    ordered = sorted(names, key=sort_key)

    assert ordered == [
        "cote",
        "coté",
        "côte",
        "côté",
        "Estelle",
        "Étienne",
        "Le Goff",
        "Leblanc",
        "Œuvrard",
        "Olivier",
        "Zoé",
    ]


def test_letters_count_before_accents():
    assert sorted(["Léa Z", "Lea B"], key=sort_key) == ["Lea B", "Léa Z"]
    assert sort_key("Léa") < sort_key("Léa Martin")


def test_case_makes_no_difference_to_the_order():
    assert sort_key("DUPONT") == sort_key("Dupont")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("deux\r\nlignes\rtrois\t!", "deux\nlignes\ntrois\t!"),
        ("gauche\u202edroite\u2066", "gauchedroite"),
        ("e\u0301", "é"),
        ("\ud800x", "x"),
        ("👩\u200d💻 L’été", "👩\u200d💻 L’été"),
        ("Plain", "Plain"),
    ],
)
def test_cleaning_takes_out_only_what_no_one_can_see(typed: str, kept: str):
    assert clean(typed) == kept


@settings(deadline=None)
@given(st.text())
def test_cleaning_twice_changes_nothing(text: str):
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("typed", ["Après-midi d’été", unicodedata.normalize("NFD", "Après-midi d’été")])
def test_places_in_a_flat_text_lead_back_to_the_text_typed(typed: str):
    flat, places = flatten(typed)

    assert flat == "apres-midi d'ete"
    start = flat.index("midi")
    assert typed[places[start] : places[start + 4]] == "midi"
    assert typed[places[0] : places[5]] == unicodedata.normalize(
        "NFD" if unicodedata.is_normalized("NFD", typed) else "NFC", "Après"
    )


@settings(deadline=None)
@given(st.text())
def test_flat_places_rise_and_end_with_the_text(text: str):
    flat, places = flatten(text)

    assert len(places) == len(flat) + 1
    assert list(places) == sorted(places)
    assert places[len(flat)] == len(text)


def test_letters_of_latin_1_fold_alone_as_they_do_beside_others():
    for code in range(256):
        text = f"a{chr(code)}b{chr(code)}"
        assert fold(text).replace(" ", "") == fold(text + "Ω").removesuffix("ω").replace(" ", "")
        assert clean(text) == clean(text + "Ω").removesuffix("Ω")

"""The little Markdown of notes: what is escaped before it is set, and the first line as plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.domain.markdown import LINE, first_line, is_marked, prepare


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("une ligne\nune autre", f"une ligne{LINE}une autre"),
        ("un\n\ndeux", "un\n\ndeux"),
        ("- un\n- deux", "- un\n- deux"),
        ("texte\n- un", "texte\n- un"),
        ("# Titre\ntexte", "# Titre\ntexte"),
        ("R&D et &lt;b&gt;", r"R\&D et \&lt;b\&gt;"),
        ("`a & b`", "`a & b`"),
        ("+ 10 %", r"\+ 10 %"),
        ("[voir]: https://a.example", r"\[voir]: https://a.example"),
        ("texte\n===", f"texte{LINE}\\==="),
        ("texte\n---", "texte\n\n---"),
        ("```\n+ un\n```\nfin", "```\n+ un\n```\nfin"),
    ],
)
def test_lines_stay_apart_and_what_is_no_part_of_the_dialect_stays_as_typed(typed: str, read: str) -> None:
    assert prepare(typed) == read


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("# Le **point** du jour\nsuite", "Le point du jour"),
        ("\n\n- [ ] Appeler", "[ ] Appeler"),
        ("1. Budget _voté_ par le_comité", "Budget voté par le_comité"),
        ("> « Enfin ! »", "« Enfin ! »"),
        ("voir [le plan](https://a.example/x_(y)) et `code`", "voir le plan et code"),
        ("![photo](file:///etc/passwd)", "photo"),
        ("---\nensuite", "ensuite"),
        (r"3 \* 4", "3 * 4"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("<b>gras</b>", "<b>gras</b>"),
        ("a\u202eb", "ab"),
        ("", ""),
        ("***", ""),
    ],
)
def test_a_row_shows_the_first_line_without_its_signs(typed: str, line: str) -> None:
    assert first_line(typed) == line


def test_plain_texts_are_known_for_plain() -> None:
    assert not is_marked("Budget voté, décision lundi.\nElle rappelle.")
    assert is_marked("**gras**")
    assert is_marked("- un")
    assert is_marked("voir www.a.example")


@given(st.text())
def test_any_text_gives_one_line(text: str) -> None:
    assert "\n" not in first_line(text)
    assert "\x00" not in prepare(text)

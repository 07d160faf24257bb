"""Full names in one piece."""

import pytest

from carnet.formats.names import split_name


@pytest.mark.parametrize(
    ("full", "first", "last"),
    [
        ("Claire Dupont", "Claire", "Dupont"),
        ("Claire", "Claire", ""),
        ("Claire DUPONT", "Claire", "DUPONT"),
        ("DUPONT Claire", "Claire", "DUPONT"),
        ("DE LA TOUR Anne Marie", "Anne Marie", "DE LA TOUR"),
        ("Anne Marie Petit", "Anne Marie", "Petit"),
        ("Charles de Gaulle", "Charles", "de Gaulle"),
        ("Anne De La Tour", "Anne", "De La Tour"),
        ("de Gaulle", "de", "Gaulle"),
        ("Dupont, Claire", "Claire", "Dupont"),
        ("MARIE CURIE", "MARIE", "CURIE"),
        ("", "", ""),
    ],
)
def test_the_surname_is_told_from_the_first_name(full: str, first: str, last: str):
    assert split_name(full) == (first, last)

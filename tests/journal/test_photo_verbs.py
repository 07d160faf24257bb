"""The picture of a person: one deed, undoable, exported."""

from collections.abc import Callable
from typing import Any

import pytest
from undoing import proves_undo

from carnet.domain.contacts import Contact
from carnet.errors import Refused
from carnet.journal import Journal

PNG = b"\x89PNG\r\n\x1a\nfirst"
OTHER = b"\x89PNG\r\n\x1a\nother"


def photo_of(journal: Journal, key: int) -> str:
    return journal.contacts.rows([key])[key].photo


def test_a_photo_is_set_replaced_and_removed_each_one_deed(journal: Journal, dump: Callable[[Journal], Any]) -> None:
    key = int(journal.contacts.save(Contact(first_name="Zoé")))
    assert photo_of(journal, key) == ""

    proves_undo(journal, dump, lambda: journal.contacts.set_photo(key, PNG, "image/png"))
    first = photo_of(journal, key)
    assert journal.contacts.photo(key) == PNG
    assert journal.contacts.sheet(key).photo == first

    proves_undo(journal, dump, lambda: journal.contacts.set_photo(key, OTHER, "image/png"))
    assert photo_of(journal, key) not in {"", first}
    deeds = len(journal.history.recent())
    journal.contacts.set_photo(key, OTHER, "image/png")
    assert len(journal.history.recent()) == deeds

    proves_undo(journal, dump, lambda: journal.contacts.set_photo(key, None))
    assert journal.contacts.photo(key) is None
    assert not journal.contacts.sheet(key).has_photo


def test_a_photo_travels_in_cards(journal: Journal) -> None:
    key = int(journal.contacts.save(Contact(first_name="Zoé")))
    journal.contacts.set_photo(key, PNG, "image/png")

    assert b"PHOTO" in journal.exports.contacts("vcard")


def test_what_is_no_picture_is_not_kept(journal: Journal) -> None:
    key = int(journal.contacts.save(Contact(first_name="Zoé")))

    for data, kind in ((b"nothing", "image/png"), (PNG, "image/jpeg"), (PNG + bytes(5_000_001), "image/png")):
        with pytest.raises(Refused):
            journal.contacts.set_photo(key, data, kind)

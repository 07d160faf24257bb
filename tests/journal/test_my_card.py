"""« Ma carte »: the user's own contact stands in no list, search, count or match, and signs letters."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from undoing import proves_undo

from carnet.domain.composer import ExchangeDraft
from carnet.domain.contacts import Affiliation, Channel, Contact, ContactFilter, ContactPoint, PointKind
from carnet.domain.dates import PartialDate
from carnet.domain.imports import Verdict
from carnet.domain.interactions import InteractionKind
from carnet.domain.letters import Card
from carnet.errors import Refused
from carnet.journal import Journal, files

MAIL = ContactPoint(kind=PointKind.EMAIL, value="camille@aubert.example")
CARD = Contact(
    first_name="Camille",
    last_name="Aubert",
    is_me=True,
    birthday=PartialDate("1980-11-20"),
    points=(MAIL, ContactPoint(kind=PointKind.PHONE, value="06 39 98 10 20")),
    affiliations=(Affiliation(organisation="Escale", title="Consultante"),),
    origin_channel=Channel.LINKEDIN,
)


@pytest.fixture
def me(journal: Journal) -> int:
    journal.contacts.save(Contact(first_name="Karim", last_name="Ouali"))
    return int(journal.contacts.save(CARD))


def test_no_list_search_or_count_holds_it(journal: Journal, me: int) -> None:
    contacts = journal.contacts

    assert me not in contacts.ids(ContactFilter(), None)
    assert contacts.ids(ContactFilter(text="Camille"), None) == []
    assert contacts.ids(ContactFilter(text="camille@aubert"), None) == []
    assert contacts.ids(ContactFilter(text="06 39 98 10 20"), None) == []
    assert contacts.total() == 1
    assert sum(contacts.level_counts().values()) == 1
    assert contacts.origin_counts().get(Channel.LINKEDIN, 0) == 0
    assert sum(contacts.sphere_counts().values()) == 1
    assert contacts.find("Camille Aubert") == []
    assert contacts.suggest("cam") == []
    assert journal.search.find("Camille") == ()
    assert journal.search.find("Aubret") == ()
    assert [row.name for row in contacts.on_paper(ContactFilter())] == ["Karim Ouali"]


def test_today_and_organisations_do_not_count_it(journal: Journal, me: int) -> None:
    sheet = journal.today.sheet()
    organisation = journal.organisations.known("Escale")

    assert sheet.contacts_total == 1
    assert sheet.birthdays == ()
    assert organisation is not None
    assert journal.organisations.sheet(int(organisation)).now_count == 0


def test_it_matches_nobody(journal: Journal, me: int) -> None:
    twin = Contact(first_name="Camille", last_name="Aubert", points=(MAIL,))
    assert journal.contacts.duplicates_of(twin) == []
    journal.contacts.save(twin)
    assert journal.duplicates.find() == ()


def test_an_import_neither_fills_nor_asks_about_it(journal: Journal, me: int, tmp_path: Path) -> None:
    path = tmp_path / "a.vcf"
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Camille Aubert\r\nN:Aubert;Camille;;;\r\n"
    path.write_text(f"{card}EMAIL:camille@aubert.example\r\nNOTE:Autre\r\nEND:VCARD\r\n", encoding="utf-8")

    report = journal.imports.run(path)

    assert [row.verdict for row in report.rows] == [Verdict.CREATED]
    assert journal.contacts.get(me).about == ""


def test_exports_of_contacts_leave_it_out_and_the_whole_journal_keeps_it(journal: Journal, me: int) -> None:
    assert b"Aubert" not in journal.exports.contacts("vcard")
    assert b"Aubert" not in journal.exports.contacts("csv")
    assert b"Aubert" in journal.exports.everything()


def test_its_sheet_can_be_shown_and_is_in_no_bin(journal: Journal, me: int) -> None:
    assert journal.contacts.my_card() == me
    assert journal.contacts.is_shown(me)
    assert not journal.contacts.sheet(me).deleted


def test_whoever_was_me_comes_back_into_the_lists(journal: Journal, me: int) -> None:
    journal.contacts.edit(me, is_me=False)

    assert me in journal.contacts.ids(ContactFilter(text="Camille"), None)
    assert journal.contacts.my_card() is None


def test_taking_a_contact_for_oneself_is_one_undo(
    journal: Journal, me: int, dump: Callable[[Journal], dict[str, Any]]
) -> None:
    karim = journal.contacts.ids(ContactFilter(), None)[0]

    proves_undo(journal, dump, lambda: journal.contacts.edit(karim, is_me=True))
    journal.contacts.edit(karim, is_me=True)
    assert journal.contacts.my_card() == karim
    assert journal.contacts.ids(ContactFilter(), None) == [me]


def test_derived_columns_agree_with_a_recomputation(journal: Journal, me: int) -> None:
    assert files.check(journal) == ()


def test_a_card_is_made_from_a_name(journal: Journal) -> None:
    key = journal.contacts.make_my_card("Camille DE LA TOUR")

    assert journal.contacts.my_card() == key
    contact = journal.contacts.get(key)
    assert (contact.first_name, contact.last_name) == ("Camille", "DE LA TOUR")


def test_it_signs_letters(journal: Journal, me: int) -> None:
    karim = journal.contacts.ids(ContactFilter(), None)[0]

    facts = journal.letters.facts(karim)

    assert facts.card == Card("Camille Aubert", "Consultante", "Escale", "+33639981020", "camille@aubert.example")
    assert (facts.first_name, facts.last_kind, facts.event, facts.email) == ("Karim", None, "", "")


def test_a_letter_tells_of_the_latest_real_exchange(journal: Journal, me: int) -> None:
    karim = journal.contacts.ids(ContactFilter(), None)[0]
    for day, kind in ((16, InteractionKind.CALL), (18, InteractionKind.NOTE), (2, InteractionKind.LUNCH)):
        on = PartialDate.of(date(2026, 11, day))
        journal.interactions.log([karim], ExchangeDraft(raw="x", occurred_on=on, kind=kind, summary="x"))

    facts = journal.letters.facts(karim)

    assert (facts.last_kind, facts.last_on) == (InteractionKind.CALL, "2026-11-16")
    with pytest.raises(Refused):
        journal.letters.facts(999)

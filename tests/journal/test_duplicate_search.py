"""Finding the probable duplicates of a whole journal."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from people_world import email, phone

from carnet.domain.contacts import Affiliation, Contact, Network, SocialProfile, Sphere
from carnet.domain.dates import PartialDate
from carnet.domain.duplicates import DuplicatePair, Verdict
from carnet.errors import Refused
from carnet.journal import Journal
from carnet.journal.core import Options


def add(journal: Journal, name: str, organisation: str = "", **fields: object) -> int:
    first, _space, last = name.partition(" ")
    positions = (Affiliation(organisation=organisation),) if organisation else ()
    return journal.contacts.save(Contact(first_name=first, last_name=last, affiliations=positions, **fields))


def pairs(journal: Journal) -> set[tuple[int, int]]:
    return {(pair.first, pair.second) for pair in journal.duplicates.find()}


def test_pairs_are_found_by_point_profile_name_birthday_and_organisation(journal: Journal) -> None:
    linkedin = (SocialProfile(network=Network.LINKEDIN, url="https://www.linkedin.com/in/claire-p"),)
    expected = set()
    for one, other in (
        ({"name": "Nora Blin", "points": (phone("06 39 98 30 62"),)}, {"name": "N. Blin", "points": (phone("+33639983062"),)}),
        ({"name": "Marc Ouali", "points": (email("m@a.example"),)}, {"name": "Accueil", "points": (email("M@a.example"),)}),
        ({"name": "Claire Petit", "profiles": linkedin}, {"name": "Claire Durand", "profiles": linkedin}),
        ({"name": "Zoé Kervadec"}, {"name": "Kervadec Zoe"}),
        ({"name": "Jean Roy", "birthday": PartialDate("1980-02-03")}, {"name": "J. Roy", "birthday": PartialDate("1980-02-03"), "organisation": "X"}),
        ({"name": "Inès Castaing", "organisation": "Acme"}, {"name": "Inès Castaign", "organisation": "Acme SAS"}),
        ({"name": "Léo Pujol", "organisation": "Bétacorp"}, {"name": "Léo", "organisation": "Bétacorp"}),
    ):  # fmt: skip
        expected.add((add(journal, **one), add(journal, **other)))
    add(journal, "Somebody Else", "Acme")

    assert pairs(journal) == expected


def test_the_surest_pairs_come_first_and_the_older_sheet_of_each(journal: Journal) -> None:
    add(journal, "Zoé Kervadec")
    add(journal, "Zoé Kervadec")
    one = add(journal, "Marc Ouali", points=(email("m@a.example"),))
    other = add(journal, "Marc Ouali", points=(email("m@a.example"),))

    found = journal.duplicates.find()

    assert [pair.resemblance.verdict for pair in found] == [Verdict.CERTAIN, Verdict.POSSIBLE]
    assert found[0][:4] == (one, other, "Marc Ouali", "Marc Ouali")


def test_people_told_apart_in_the_bin_or_the_user_himself_are_left_out(journal: Journal) -> None:
    one, other = add(journal, "Zoé Kervadec"), add(journal, "Zoé Kervadec")
    assert pairs(journal) == {(one, other)}
    journal.contacts.mark_not_same(other, one)
    assert pairs(journal) == set()
    journal.history.undo()
    journal.contacts.delete(other)
    assert pairs(journal) == set()
    journal.contacts.restore(other)
    journal.contacts.edit(other, is_me=True)
    assert pairs(journal) == set()


def test_work_mode_leaves_private_life_out(journal: Journal) -> None:
    add(journal, "Zoé Kervadec")
    add(journal, "Zoé Kervadec", sphere=Sphere.PERSONAL)
    assert len(pairs(journal)) == 1
    journal.options = Options(work_mode=True)
    assert pairs(journal) == set()


def test_a_name_that_many_bear_says_nothing(journal: Journal) -> None:
    for _time in range(5):
        add(journal, "Jean Martin")
    assert pairs(journal) == set()


def test_a_switchboard_pairs_only_names_that_are_near(journal: Journal) -> None:
    number = (phone("05 61 00 00 00"),)
    letters = "abcdefg"
    for a in letters:
        for b in letters:
            add(journal, f"{a * 3}{b * 2} {b * 3}{a * 4}", points=number)
    one, other = add(journal, "Zoé Kervadec", points=number), add(journal, "Z. Kervadec", points=number)

    found = pairs(journal)

    assert (one, other) in found
    assert len(found) < 100


def test_a_crowd_of_colleagues_is_searched_by_whole_name_and_initials(journal: Journal) -> None:
    for place in range(45):
        add(journal, f"Jean {chr(97 + place % 26) * 2}x{'y' * (place // 26)}", "Acme")
    one, other = add(journal, "Jean Kervadec", "Acme"), add(journal, "Jean Kervadec", "Acme")
    assert (one, other) in pairs(journal)


def test_two_sheets_chosen_by_hand_are_compared_too(journal: Journal) -> None:
    one, other = add(journal, "Zoé Kervadec"), add(journal, "Kervadec Zoé")
    third = add(journal, "Marc Ouali")

    found = journal.duplicates.compare(other, one)

    assert isinstance(found, DuplicatePair)
    assert (found.first, found.second) == (one, other)
    assert journal.duplicates.compare(one, third) is None
    assert journal.duplicates.compare(one, 9_999) is None


def test_progress_ends_at_the_whole_and_cancelling_stops(journal: Journal) -> None:
    add(journal, "Zoé Kervadec")
    add(journal, "Zoé Kervadec")
    told: list[tuple[int, int]] = []

    journal.duplicates.find(progress=lambda done, total: told.append((done, total)))

    assert told == sorted(told)
    assert told[-1] == (100, 100)
    with pytest.raises(Refused, match="cancelled"):
        journal.duplicates.find(cancelled=lambda: True)


def test_a_search_changes_nothing_and_a_verb_may_write_meanwhile(
    journal: Journal, dump: Callable[[Journal], object]
) -> None:
    one = add(journal, "Zoé Kervadec")
    add(journal, "Zoé Kervadec")
    before = dump(journal)
    wrote: list[int] = []

    def write(_done: int, _total: int) -> None:
        if not wrote:
            wrote.append(1)
            journal.contacts.edit(one, city="Brest")

    assert len(journal.duplicates.find(progress=write)) == 1
    journal.history.undo()
    assert dump(journal) == before
    assert replace(journal.contacts.get(one), city="") == journal.contacts.get(one)

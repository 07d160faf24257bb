"""What the palette and the command line find."""

from dataclasses import replace

import pytest
from people_world import World, build

from carnet.domain.composer import ExchangeDraft
from carnet.domain.contacts import Contact, ContactFilter
from carnet.domain.dates import PartialDate
from carnet.domain.interactions import InteractionKind
from carnet.domain.query import Field, Term
from carnet.journal import Journal
from carnet.journal.contacts import Contacts
from carnet.journal.search import Search


@pytest.fixture
def world(journal: Journal) -> World:
    return build(journal)


@pytest.fixture
def search(journal: Journal) -> Search:
    return Search(journal.core)


def test_people_come_first_then_what_holds_the_word(search: Search, world: World) -> None:
    found = search.find("alizé")

    assert [each.kind for each in found] == ["contact", "contact", "organisation"]
    assert found[0].detail == "Directrice des opérations, Mutuelle Alizé"


def test_events_missions_and_exchanges_are_found(search: Search, world: World) -> None:
    assert [(each.kind, each.title) for each in search.find("afterwork", tolerant=False)] == [
        ("event", "Afterwork Portage")
    ]
    assert ("mission", "Architecture API", "Assurances Brocéliande") in [
        (each.kind, each.title, each.detail) for each in search.find("architecture")
    ]
    exchange = next(each for each in search.find("arbitrage") if each.kind == "interaction")
    assert (exchange.id, exchange.title, exchange.detail) == (
        world.helene,
        "Hélène Vasseur",
        "Arbitrage du budget 2027",
    )


def test_a_slip_of_the_finger_still_finds_when_little_is_found(search: Search, world: World) -> None:
    assert [each.id for each in search.find("delcuort")] == [world.marc]
    assert search.find("delcuort", tolerant=False) == ()
    assert {each.id for each in search.similar("helen vaseur")} == {world.helene, world.double}
    assert search.similar("qqqqqq") == ()
    assert search.similar("") == ()


def test_a_new_name_is_soon_known_to_near_spellings(journal: Journal, search: Search, world: World) -> None:
    assert search.similar("ouarzazate") == ()

    key = Contacts(journal.core).save(Contact(first_name="Ali", last_name="Ouarzazatte"))

    assert [each.id for each in search.similar("ouarzazate")] == [key]


def test_work_mode_hides_private_people(journal: Journal, search: Search, world: World) -> None:
    assert [each.id for each in search.find("paul")] == [world.personal]

    journal.options = replace(journal.options, work_mode=True)

    assert search.find("paul") == ()
    assert search.similar("poul") == ()


def test_the_limit_holds(search: Search, world: World) -> None:
    assert len(search.find("h", limit=1)) == 1


def _noted(journal: Journal, summary: str) -> None:
    key = journal.contacts.save(Contact(first_name="Zoé"))
    on = PartialDate("2026-11-19")
    journal.interactions.log([key], ExchangeDraft(raw="x", occurred_on=on, kind=InteractionKind.CALL, summary=summary))


def _finds_the_exchange(journal: Journal, text: str) -> bool:
    return any(each.kind == "interaction" for each in journal.search.find(text))


@pytest.mark.parametrize("text", ["œuv", "oeuvre d'ar", "Œuvre d'art", "reprise de donn", "données or repr", "donnees"])
def test_words_of_an_exchange_are_found_from_their_beginning_on(journal: Journal, text: str) -> None:
    _noted(journal, "Œuvre d'art, reprise de données or AND")

    assert _finds_the_exchange(journal, text)


@pytest.mark.parametrize("text", ["a b", "ab", 'a"b" OR', "donn OR zebre", "donneess", "donn NOT reprise", "repr* zz"])
def test_what_is_no_beginning_of_all_its_words_finds_nothing(journal: Journal, text: str) -> None:
    _noted(journal, "Œuvre d'art, reprise de données")

    assert not _finds_the_exchange(journal, text)


def test_a_beginning_of_very_many_words_still_finds_all(journal: Journal) -> None:
    words = [f"plan{letter}{other}" for letter in "abcdefgh" for other in "klmnopqr"]
    _noted(journal, " ".join(words))

    assert _finds_the_exchange(journal, "plan")
    assert _finds_the_exchange(journal, f"plan {words[-1]}")


def test_an_exchange_is_found_by_any_word_and_shown_by_its_first_line(journal: Journal) -> None:
    key = journal.contacts.save(Contact(first_name="Zoé"))
    on = PartialDate("2026-11-19")
    summary = "**Budget** voté\n- voir [le plan](https://a.example) de cadrage"
    journal.interactions.log([key], ExchangeDraft(raw="x", occurred_on=on, kind=InteractionKind.CALL, summary=summary))

    found = [each for each in journal.search.find("cadrage") if each.kind == "interaction"]

    assert [each.detail for each in found] == ["Budget voté"]


def test_words_that_stand_in_different_places_find_the_person(journal: Journal) -> None:
    _noted(journal, "budget voté, cadrage en mars")
    other = journal.contacts.save(Contact(first_name="Zoé", last_name="Martin"))
    (zoe,) = {each.id for each in journal.search.find("budget") if each.kind == "interaction"}

    def found(text: str) -> list[int]:
        return [each.id for each in journal.search.find(text) if each.kind == "contact"]

    assert found("cadrage zoe") == [zoe]
    assert found("zoé budg") == [zoe]
    assert found("budget martin") == []
    assert found("zoé") == [zoe, other]
    assert journal.contacts.scattered(ContactFilter(text="budget zo")) == []  # too short to be looked for
    assert journal.contacts.scattered(ContactFilter(text="budget zoé")) == [zoe]
    assert "budget" in journal.contacts.rows([zoe], found_by="budget zoé")[zoe].match


def test_words_in_different_places_are_sought_among_those_wanted(journal: Journal) -> None:
    _noted(journal, "budget voté")
    starred = ContactFilter(text="budget zoé", terms=(Term(Field.CIRCLE, ("alumni",)),))

    assert journal.contacts.scattered(starred) == []


def test_a_word_that_everybody_has_is_found_beside_a_rare_one(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("carnet.journal.scattered._MOST_HITS", 3)
    for first in ("Alice", "Bruno", "Chloé", "David"):
        key = journal.contacts.save(Contact(first_name=first))
        on, kind = PartialDate("2026-11-19"), InteractionKind.CALL
        journal.interactions.log([key], ExchangeDraft(raw="x", occurred_on=on, kind=kind, summary="budget voté"))

    (alice,) = journal.contacts.ids(ContactFilter(text="alice"))
    assert journal.contacts.scattered(ContactFilter(text="alice budget")) == [alice]


def test_a_name_as_it_is_written_comes_before_other_names_of_a_person(journal: Journal, search: Search) -> None:
    other = journal.contacts.save(Contact(first_name="Anaïs", last_name="Brun", nickname="Violette"))
    written = journal.contacts.save(Contact(first_name="Anaïs", last_name="Vidal"))
    journal.contacts.save(Contact(first_name="Anaïs", last_name="Roux"))

    assert [each.id for each in search.find("anais vi", tolerant=False)] == [written, other]
    assert [each.id for each in search.find("vi anais", tolerant=False)] == [written, other]

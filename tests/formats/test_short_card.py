"""A person as a card that a code holds: what is on it, in which order things are left out, and that it is read again."""

from carnet.domain.contacts import Affiliation, Contact, ContactPoint, Network, PointKind, SocialProfile
from carnet.formats import short_card, vcard

CLAIRE = Contact(
    first_name="Claire",
    last_name="Dupont",
    about="Ne donne pas son numéro.",
    affiliations=(
        Affiliation(organisation="Nova", title="Consultante", is_current=False),
        Affiliation(organisation="Acme", title="DSI"),
    ),
    points=(
        ContactPoint(kind=PointKind.EMAIL, value="claire@acme.example", normalised="claire@acme.example", label="work"),
        ContactPoint(kind=PointKind.PHONE, value="06 39 98 12 40", normalised="+33639981240", label="ligne directe"),
        ContactPoint(kind=PointKind.PHONE, value="01 42 68 53 00", normalised="+33142685300", is_primary=True),
        ContactPoint(kind=PointKind.ADDRESS, value="1 rue X"),
    ),
    profiles=(SocialProfile(network=Network.LINKEDIN, url="https://fr.linkedin.com/in/claire?trk=x", slug="claire"),),
)


def test_the_card_holds_name_present_position_and_ways_to_reach_her() -> None:
    card = short_card.write(CLAIRE)

    assert card.lines == (
        "Claire Dupont",
        "DSI",
        "Acme",
        "+33142685300",
        "+33639981240",
        "claire@acme.example",
        "https://fr.linkedin.com/in/claire",
    )
    (draft,) = vcard.read(card.text.encode()).drafts
    assert (draft.first_name, draft.last_name, draft.title, draft.organisation) == ("Claire", "Dupont", "DSI", "Acme")
    assert draft.profiles[0].slug == "claire"
    assert not draft.foreign


def test_nothing_private_is_on_it() -> None:
    text = short_card.write(CLAIRE).text

    assert "numéro" not in text
    assert "rue X" not in text
    assert "Nova" not in text
    assert text.startswith("BEGIN:VCARD\r\nVERSION:3.0\r\n")


def test_what_does_not_fit_is_left_out_from_the_last_on() -> None:
    lines = short_card.write(CLAIRE, most=150).lines

    assert lines[:3] == ("Claire Dupont", "DSI", "Acme")
    assert "+33142685300" in lines
    assert "https://fr.linkedin.com/in/claire" not in lines


def test_a_name_beyond_all_measure_is_no_card() -> None:
    assert short_card.write(Contact(first_name="x" * 1000)).text == ""

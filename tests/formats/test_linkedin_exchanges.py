"""Messages and invitations of LinkedIn's archive."""

import io
import zipfile
from datetime import date

import pytest

from carnet.domain.imports import ExchangeSource
from carnet.domain.interactions import Direction
from carnet.errors import Refused
from carnet.formats import linkedin_exchanges

ME = "https://www.linkedin.com/in/me"
MESSAGES = f"""CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,IS MESSAGE DRAFT
1,,Moi Même,{ME},Claire Dupont,https://www.linkedin.com/in/claire,2026-03-12 09:00:00 UTC,,Bonjour Claire,INBOX,No
1,,Claire Dupont,https://www.linkedin.com/in/claire,Moi Même,{ME},2026-03-12 08:00:00 UTC,Budget,"Voté,
enfin",INBOX,No
1,,Claire Dupont,https://www.linkedin.com/in/claire,Moi Même,{ME},2026-03-14 08:00:00 UTC,,<p>A &amp; B</p>,INBOX,No
2,,Moi Même,{ME},"Karim Ouali,Zoé Ba","https://www.linkedin.com/in/karim,https://www.linkedin.com/in/zoe",2026-03-10 08:00:00 UTC,,À vous deux,INBOX,No
2,,Moi Même,{ME},Karim Ouali,https://www.linkedin.com/in/karim,2026-03-11 08:00:00 UTC,,Brouillon,INBOX,Yes
3,,LinkedIn Member,,Moi Même,{ME},oops,,sans date,INBOX,No
"""
INVITATIONS = f"""From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl
Moi Même,Claire Dupont,"5/14/23, 3:22 PM",Enchanté,OUTGOING,{ME},https://www.linkedin.com/in/claire
Karim Ouali,Moi Même,"1/2/24, 9:00 AM",,INCOMING,https://www.linkedin.com/in/karim,{ME}
"""


def archive(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, text in members.items():
            packed.writestr(f"Basic_LinkedInDataExport/{name}.csv", text)
    return out.getvalue()


def _read(data: bytes, source: ExchangeSource) -> list[tuple[object, ...]]:
    found = linkedin_exchanges.read(data, source, lambda: False)
    return [(each.party.slug, each.party.name, each.day, each.direction, each.text) for each in found]


def test_messages_are_one_exchange_a_day_and_person():
    assert _read(archive(messages=MESSAGES), ExchangeSource.MESSAGES) == [
        ("karim", "Karim Ouali", date(2026, 3, 10), Direction.OUTBOUND, "À vous deux"),
        ("zoe", "Zoé Ba", date(2026, 3, 10), Direction.OUTBOUND, "À vous deux"),
        ("claire", "Claire Dupont", date(2026, 3, 12), Direction.MUTUAL, "← Budget\nVoté,\nenfin\n\n→ Bonjour Claire"),
        ("claire", "Claire Dupont", date(2026, 3, 14), Direction.INBOUND, "A & B"),
    ]


def test_where_nobody_stands_out_both_may_be_meant():
    one = "\n".join(MESSAGES.splitlines()[:2]) + "\n"
    found = _read(archive(messages=one), ExchangeSource.MESSAGES)
    assert [(slug, direction) for slug, _name, _day, direction, _text in found] == [
        ("me", Direction.MUTUAL),
        ("claire", Direction.MUTUAL),
    ]


def test_invitations_go_one_way():
    assert _read(archive(Invitations=INVITATIONS), ExchangeSource.INVITATIONS) == [
        ("claire", "Claire Dupont", date(2023, 5, 14), Direction.OUTBOUND, "Enchanté"),
        ("karim", "Karim Ouali", date(2024, 1, 2), Direction.INBOUND, ""),
    ]


@pytest.mark.parametrize("data", [archive(Connections="x"), archive(messages="a,b\n1,2\n"), b"no archive"])
def test_without_them_there_is_nothing(data: bytes):
    assert _read(data, ExchangeSource.MESSAGES) == []


def test_reading_them_can_be_given_up():
    with pytest.raises(Refused):
        linkedin_exchanges.read(archive(messages=MESSAGES), ExchangeSource.MESSAGES, lambda: True)

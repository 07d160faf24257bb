"""Messages and invitations of LinkedIn brought in as exchanges, only if asked for."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from carnet.domain.contacts import Contact
from carnet.domain.imports import ExchangeSource
from carnet.domain.interactions import Direction, InteractionKind
from carnet.journal import Journal

ME = "https://www.linkedin.com/in/me"
CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Claire,Dupont,https://www.linkedin.com/in/claire,,Acme,DSI,12 Mar 2023
"""
_HEAD = "FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT\n"
_CLAIRE = f"Moi,{ME},Claire Dupont,https://www.linkedin.com/in/claire,2026-03-12 09:00:00 UTC,,Bonjour\n"
_KARIM = f"Karim Ouali,,Moi,{ME},2026-03-13 09:00:00 UTC,,Salut\n"
_UNKNOWN = f"Spam Bot,https://www.linkedin.com/in/bot,Moi,{ME},2026-03-14 09:00:00 UTC,,Offre\n"
INVITATIONS = f"""From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl
Moi,Claire Dupont,"5/14/23, 3:22 PM",,OUTGOING,{ME},https://www.linkedin.com/in/claire
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return _write(tmp_path / "Complete_LinkedInDataExport.zip", _HEAD + _CLAIRE + _KARIM + _UNKNOWN)


def _write(path: Path, messages: str) -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("Connections.csv", CONNECTIONS)
        packed.writestr("messages.csv", messages)
        packed.writestr("Invitations.csv", INVITATIONS)
    path.write_bytes(out.getvalue())
    return path


@pytest.fixture(autouse=True)
def karim(journal: Journal) -> int:
    return journal.contacts.save(Contact(first_name="Karim", last_name="Ouali"))


def _told(journal: Journal, name: str) -> list[tuple[object, ...]]:
    (person,) = journal.contacts.find(name)
    items = journal.contacts.sheet(person.id).timeline
    found = [journal.interactions.get(item.ref_id) for item in items if item.what == "interaction"]
    return [(each.kind, each.occurred_on, each.direction, each.summary) for each in found]


def test_they_are_offered_with_people_who_are_known_or_come_in(journal: Journal, archive: Path):
    report = journal.imports.dry_run(archive)
    assert report.offered == ((ExchangeSource.MESSAGES, 2, 2), (ExchangeSource.INVITATIONS, 1, 1))


def test_unless_asked_for_none_comes_in(journal: Journal, archive: Path):
    journal.imports.run(archive)
    assert _told(journal, "Claire Dupont") == []


def test_asked_for_they_become_exchanges_in_the_same_deed(journal: Journal, archive: Path, karim: int):
    journal.imports.run(archive, exchanges=tuple(ExchangeSource))
    assert _told(journal, "Claire Dupont") == [
        (InteractionKind.MESSAGE, date(2026, 3, 12).isoformat(), Direction.OUTBOUND, "Bonjour"),
        (InteractionKind.MESSAGE, date(2023, 5, 14).isoformat(), Direction.OUTBOUND, "LinkedIn"),
    ]
    assert _told(journal, "Karim Ouali") == [
        (InteractionKind.MESSAGE, date(2026, 3, 13).isoformat(), Direction.INBOUND, "Salut")
    ]
    journal.history.undo()
    assert _told(journal, "Karim Ouali") == []


def test_a_later_archive_brings_only_what_is_new(journal: Journal, archive: Path, tmp_path: Path):
    journal.imports.run(archive, exchanges=tuple(ExchangeSource))
    more = _KARIM.replace("2026-03-13", "2026-03-15")
    later = _write(tmp_path / "later.zip", _HEAD + _CLAIRE + _KARIM + more)
    journal.imports.run(later, exchanges=tuple(ExchangeSource))
    assert [str(told[1]) for told in _told(journal, "Karim Ouali")] == ["2026-03-15", "2026-03-13"]
    assert len(_told(journal, "Claire Dupont")) == 2

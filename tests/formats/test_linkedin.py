"""LinkedIn's connections."""

import io
import zipfile
from datetime import date

import pytest

from carnet.domain.contacts import Channel, Network
from carnet.domain.import_tables import Field, Origin, Seen, TableChoice, Target
from carnet.errors import Refused, Unreadable
from carnet.formats import linkedin
from carnet.formats.detect import detect

PREAMBLE = (
    "Notes:\r\n"
    '"When exporting your connection data, you may notice that some of the email addresses are missing, see '
    'https://www.linkedin.com/help/a, or https://www.linkedin.com/help/b"\r\n'
    "\r\n"
)
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n"
CLAIRE = "Claire,Dupont,https://www.linkedin.com/in/claire-dupont,,Acme,DSI,18 Jun 2025\r\n"


def _read(text: str, encoding: str = "utf-8") -> linkedin.Reading:
    return linkedin.read(text.encode(encoding))


def test_the_preamble_is_passed_over():
    reading = _read(PREAMBLE + HEADER + CLAIRE)
    (claire,) = reading.drafts
    assert (claire.row, claire.first_name, claire.last_name, claire.organisation, claire.title) == (
        1, "Claire", "Dupont", "Acme", "DSI",
    )  # fmt: skip
    assert claire.origin_channel is Channel.LINKEDIN
    (profile,) = claire.profiles
    assert (profile.network, profile.slug, profile.connected_on) == (
        Network.LINKEDIN, "claire-dupont", date(2025, 6, 18),
    )  # fmt: skip
    assert claire.points == ()
    assert (reading.units_read, reading.problems, reading.encoding, reading.dialect) == (1, (), "utf-8", ",")


@pytest.mark.parametrize(
    "text",
    [
        HEADER + CLAIRE,
        "\ufeff" + HEADER + CLAIRE,
        "\r\n" * 12 + HEADER + CLAIRE,
        (HEADER + CLAIRE).replace(",", ";"),
        (HEADER + CLAIRE).replace(",", "\t"),
        (HEADER + CLAIRE).replace("\r\n", "\n"),
        (HEADER + CLAIRE).replace("First Name", "  FIRST name "),
        "Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Date de connexion\n" + CLAIRE.replace("Jun", "juin"),
        (
            "First Name,Last Name,Email Address,Company,Position,Connected On,URL\n"
            "Claire,Dupont,,Acme,DSI,18 Jun 2025,linkedin.com/in/Claire-Dupont/?trk=x\n"
        ),
    ],
)
def test_columns_are_found_by_their_names(text: str):
    (claire,) = _read(text).drafts
    assert (claire.first_name, claire.last_name, claire.organisation, claire.title) == (
        "Claire", "Dupont", "Acme", "DSI",
    )  # fmt: skip
    assert claire.profiles[0].slug == "claire-dupont"
    assert claire.profiles[0].connected_on == date(2025, 6, 18)


@pytest.mark.parametrize(
    ("above", "header"),
    [
        ("Remarques :", "Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Connecté le"),
        ("Hinweise:", "Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verknüpft am"),
        ("Notas:", "Nombre,Apellidos,URL,Dirección de correo electrónico,Empresa,Cargo,Conectado el"),
    ],
)
def test_columns_may_be_named_in_other_languages(above: str, header: str):
    text = f'{above}\n"Une longue phrase, avec des virgules"\n\n{header}\n' + CLAIRE.replace(",,", ",c@acme.example,")
    (claire,) = _read(text).drafts
    assert (claire.last_name, claire.organisation, claire.title) == ("Dupont", "Acme", "DSI")
    assert [point.value for point in claire.points] == ["c@acme.example"]
    assert claire.profiles[0].connected_on == date(2025, 6, 18)


@pytest.mark.parametrize(("encoding", "named"), [("utf-8", "utf-8"), ("cp1252", "cp1252"), ("utf-16", "utf-16")])
def test_accents_survive_every_encoding(encoding: str, named: str):
    reading = _read(HEADER + "Élodie,Lefèvre,,,Société générale,,\r\n", encoding)
    assert reading.drafts[0].first_name == "Élodie"
    assert reading.drafts[0].last_name == "Lefèvre"
    assert reading.encoding == named


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("18 Jun 2025", date(2025, 6, 18)),
        ("05/14/23", date(2023, 5, 14)),
        ("14/05/2023", date(2023, 5, 14)),
        ("15-Jan-24", date(2024, 1, 15)),
        ("2024-01-15", date(2024, 1, 15)),
        ("12 mars 2023", date(2023, 3, 12)),
        ("1 févr. 2023", date(2023, 2, 1)),
        ("4 juil. 2022", date(2022, 7, 4)),
        ("31 août 2022", date(2022, 8, 31)),
        ("12 nov. 2025", date(2025, 11, 12)),
        ("1er mars 2024", date(2024, 3, 1)),
        ("12. Okt. 2025", date(2025, 10, 12)),
        ("12 de ene. de 2025", date(2025, 1, 12)),
        ('"Nov 12, 2025"', date(2025, 11, 12)),
        ('"12 Nov 2025, 10:00"', date(2025, 11, 12)),
        ("2025/11/12", date(2025, 11, 12)),
        ("45973", date(2025, 11, 12)),
    ],
)
def test_dates_are_read_as_spreadsheets_leave_them(written: str, day: date):
    (draft,) = _read(HEADER + f"A,B,linkedin.com/in/ab,,,,{written}\r\n").drafts
    assert draft.profiles[0].connected_on == day


@pytest.mark.parametrize(("separator", "day"), [(",", date(2023, 5, 4)), (";", date(2023, 4, 5))])
def test_a_date_that_could_be_two_is_read_as_the_file_is_made(separator: str, day: date):
    text = HEADER + "A,B,linkedin.com/in/ab,,,,05/04/23\r\n"
    (draft,) = _read(text.replace(",", separator)).drafts
    assert draft.profiles[0].connected_on == day


@pytest.mark.parametrize("written", ["hier", "31 Feb 2024", "2024-13-01", "12 xyz 2024", "13/13/2024"])
def test_a_bad_date_costs_only_itself(written: str):
    reading = _read(HEADER + f"A,B,linkedin.com/in/ab,,,,{written}\r\n")
    assert reading.drafts[0].profiles[0].connected_on is None
    assert [(problem.reason, problem.row) for problem in reading.problems] == [("bad_date", 1)]


def test_rows_with_neither_name_nor_address_are_told():
    rows = ",,,,Acme,DSI,18 Jun 2025\r\n" + "Léa,,,,,,\r\n" + ",,,lea@acme.example,,,\r\n" + "court\r\n"
    reading = _read(HEADER + rows)
    assert [draft.row for draft in reading.drafts] == [2, 3, 4]
    assert [(problem.reason, problem.row) for problem in reading.problems] == [("no_identity", 1)]
    assert reading.units_read == 4
    assert reading.drafts[1].points[0].normalised == "lea@acme.example"


def test_quoted_commas_stay_and_other_addresses_are_kept_as_such():
    row = 'A,B,https://acme.example/a,,"McKinsey & Company, Inc.",=HYPERLINK(),\r\n'
    (draft,) = _read(HEADER + row).drafts
    assert draft.organisation == "McKinsey & Company, Inc."
    assert draft.title == "=HYPERLINK()"
    assert [point.value for point in draft.points] == ["https://acme.example/a"]


def test_a_cell_too_long_for_csv_costs_only_its_row():
    reading = _read(HEADER + f"A,{'b' * 600_000},,,,,\r\n" + CLAIRE)
    assert [draft.first_name for draft in reading.drafts] == ["Claire"]
    assert [problem.reason for problem in reading.problems] == ["bad_row"]


def test_a_file_without_the_header_is_unreadable():
    for text in ("", "a,b,c\n1,2,3\n", "\n".join("x,y" for _ in range(20)) + "\n" + HEADER + CLAIRE):
        with pytest.raises(Unreadable) as refusal:
            _read(text)
        assert refusal.value.reason == "no_header"


def test_all_rows_beyond_linkedins_own_limit_are_read():
    reading = _read(HEADER + CLAIRE * 31_000)
    assert (reading.units_read, len(reading.drafts)) == (31_000, 31_000)


def test_reading_stops_when_it_is_given_up():
    with pytest.raises(Refused) as refusal:
        linkedin.read((HEADER + CLAIRE * 2000).encode(), cancelled=lambda: True)
    assert refusal.value.reason == "cancelled"


def _archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_the_file_is_found_in_the_archive_whatever_its_folder():
    data = _archive(
        **{
            "Complete_LinkedInDataExport_06-18-2025/messages.csv": b"FROM,TO\n",
            "Complete_LinkedInDataExport_06-18-2025/Connections.csv": (PREAMBLE + HEADER + CLAIRE).encode(),
        }
    )
    assert [draft.first_name for draft in linkedin.read(data).drafts] == ["Claire"]


def test_how_it_was_read_is_told_and_can_be_chosen():
    data = (HEADER + CLAIRE.replace("Claire", "Zoé")).replace(",", ";").encode("cp1252")
    table = linkedin.read(data).table
    assert table
    assert (table.origin, table.encoding, table.delimiter) == (Origin.LINKEDIN, "cp1252", ";")
    assert table.columns[0] == Seen("First Name", ("Zoé",), Target(Field.FIRST_NAME))
    other = linkedin.read(data, choice=TableChoice(encoding="mac_roman"))
    assert other.drafts[0].first_name == "ZoÈ"
    with pytest.raises(Unreadable) as refusal:
        linkedin.read(data, choice=TableChoice(delimiter=","))
    assert refusal.value.reason == "no_header"


def test_a_day_that_may_be_read_both_ways_is_read_as_the_user_says():
    data = (HEADER + CLAIRE.replace("18 Jun 2025", "05/04/2025")).encode()
    table = linkedin.read(data).table
    assert table
    assert (table.unclear, table.day_first) == ("05/04/2025", False)
    turned = linkedin.read(data, choice=TableChoice(day_first=True))
    assert turned.drafts[0].profiles[0].connected_on == date(2025, 4, 5)


def test_columns_of_ones_own_in_a_file_saved_again_are_kept(monkeypatch: pytest.MonkeyPatch):
    data = (HEADER.replace("\r\n", ",Rencontré où\r\n") + CLAIRE.replace("\r\n", ",Salon du cloud\r\n")).encode()
    assert linkedin.read(data).drafts[0].fields == (("Rencontré où", "Salon du cloud"),)
    monkeypatch.setattr(linkedin, "MOST_FIELDS", 0)
    with pytest.raises(Unreadable):
        linkedin.read(data)


@pytest.mark.parametrize(
    "header",
    ["CONVERSATION ID,CONVERSATION TITLE,FROM,TO,DATE,SUBJECT,CONTENT", "From,To,Sent At,Message,Direction"],
)
def test_messages_and_invitations_alone_are_no_people(header: str):
    data = f"{header}\na,b,c,d,e,f,g\n".encode()
    assert detect("messages.csv", data) == "linkedin"
    with pytest.raises(Unreadable) as refusal:
        linkedin.read(data)
    assert refusal.value.reason == "exchanges_alone"


def test_an_archive_without_it_a_broken_one_and_a_bomb_are_refused():
    with pytest.raises(Unreadable) as none_there:
        linkedin.read(_archive(**{"messages.csv": b"FROM,TO\n"}))
    with pytest.raises(Unreadable) as broken:
        linkedin.read(b"PK\x03\x04" + b"x" * 50)
    with pytest.raises(Unreadable) as bomb:
        linkedin.read(_archive(**{"Connections.csv": b"a" * 5_000_000}))
    assert [error.value.reason for error in (none_there, broken, bomb)] == [
        "no_connections", "bad_archive", "too_large",
    ]  # fmt: skip


def test_a_damaged_member_is_refused():
    data = bytearray(_archive(**{"Connections.csv": (HEADER + CLAIRE * 50).encode()}))
    data[50:80] = b"\xff" * 30
    with pytest.raises(Unreadable) as refusal:
        linkedin.read(bytes(data))
    assert refusal.value.reason == "bad_archive"


def test_links_in_an_archive_are_not_followed():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("Connections.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(Unreadable) as refusal:
        linkedin.read(out.getvalue())
    assert refusal.value.reason == "no_connections"


def test_a_file_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(linkedin, "LARGEST_FILE", 10)
    with pytest.raises(Unreadable) as refusal:
        _read(HEADER + CLAIRE)
    assert refusal.value.reason == "too_large"


def test_reading_goes_on_as_long_as_it_is_not_given_up():
    reading = linkedin.read((HEADER + CLAIRE * 1000).encode(), cancelled=lambda: False)
    assert len(reading.drafts) == 1000

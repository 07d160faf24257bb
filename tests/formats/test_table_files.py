"""Tables of people, whichever program wrote them, and those that none did."""

import csv
import io
import os
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from carnet.domain.contacts import Channel, Network, PointKind, Sphere
from carnet.domain.import_tables import Field, Origin, TableChoice, Target
from carnet.errors import Refused, Unreadable
from carnet.formats import table_files, tables
from carnet.formats.drafts import ContactDraft, Reading
from carnet.formats.vcard_points import city_of

GOOGLE_NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,"
    "Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,"
    "E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,"
    "Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,"
    "Address 1 - Country,Address 1 - Extended Address,Relation 1 - Label,Relation 1 - Value,Website 1 - Label,"
    "Website 1 - Value,Event 1 - Label,Event 1 - Value,Custom Field 1 - Label,Custom Field 1 - Value"
)
OUTLOOK_OLD = (
    "Titre,Prénom,Deuxième prénom,Nom,Suffixe,Société,Service,Titre,Rue (bureau),Rue (bureau) 2,Ville (bureau),"
    "Dép/Région (bureau),Code postal (bureau),Pays/Région (bureau),Téléphone de l'assistant(e),Téléphone (bureau),"
    "Tél. mobile,Adresse de messagerie,Type de messagerie,Nom complet de l'adresse de messagerie,Anniversaire,"
    "Catégories,Notes,Page Web,Privé,Recommandé par"
)


def _table(header: str, *people: dict[str, str] | list[str], delimiter: str = ",") -> str:
    """Return a table of people, each by the names of columns or in their order."""
    names = header.split(",")
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(names)
    for person in people:
        writer.writerow([person.get(name, "") for name in names] if isinstance(person, dict) else person)
    return out.getvalue()


def _read(text: str, encoding: str = "utf-8", choice: TableChoice | None = None) -> Reading:
    return table_files.read(text.encode(encoding), choice=choice)


def _one(text: str, encoding: str = "utf-8") -> ContactDraft:
    reading = _read(text, encoding)
    assert reading.problems == ()
    (draft,) = reading.drafts
    return draft


def _points(draft: ContactDraft, kind: PointKind) -> list[tuple[str, str]]:
    return [(point.label, point.value) for point in draft.points if point.kind is kind]


def test_google_contacts_of_today():
    text = _table(
        GOOGLE_NEW,
        {
            "First Name": "Claire",
            "Middle Name": "Anne",
            "Last Name": "Dupont",
            "Phonetic First Name": "Klèr",
            "Name Prefix": "Dr",
            "Name Suffix": "PhD",
            "Nickname": "Clairette",
            "File As": "Dupont, Claire",
            "Organization Name": "Acme",
            "Organization Title": "DSI",
            "Organization Department": "Cloud",
            "Birthday": "--03-12",
            "Notes": "Ligne 1\nLigne 2",
            "Labels": "Clients ::: * myContacts",
            "E-mail 1 - Label": "Home",
            "E-mail 1 - Value": "c@perso.example",
            "E-mail 2 - Label": "* Work",
            "E-mail 2 - Value": "c@acme.example ::: claire@acme.example",
            "Phone 1 - Label": "Mobile",
            "Phone 1 - Value": "06 39 98 00 01",
            "Address 1 - Label": "Work",
            "Address 1 - Formatted": "3 rue des Lilas\n81000 Albi\nFrance",
            "Address 1 - Street": "3 rue des Lilas",
            "Address 1 - City": "Albi",
            "Address 1 - Postal Code": "81000",
            "Address 1 - Country": "France",
            "Relation 1 - Label": "Referred by",
            "Relation 1 - Value": "Karim Ouali",
            "Website 1 - Label": "Profile",
            "Website 1 - Value": "https://www.linkedin.com/in/claire-dupont",
            "Event 1 - Label": "Anniversary",
            "Event 1 - Value": "2015-06-01",
            "Custom Field 1 - Label": "Matricule",
            "Custom Field 1 - Value": "80-1177",
        },
    )
    claire = _one(text)
    assert (claire.prefix, claire.first_name, claire.middle_name, claire.last_name) == (
        "Dr",
        "Claire",
        "Anne",
        "Dupont",
    )
    assert (claire.nickname, claire.organisation, claire.title, claire.city) == ("Clairette", "Acme", "DSI", "Albi")
    assert (claire.birthday, claire.about, claire.introduced_by) == ("--03-12", "Ligne 1\nLigne 2", "Karim Ouali")
    assert claire.tags == ("Clients",)
    assert _points(claire, PointKind.EMAIL) == [
        ("home", "c@perso.example"),
        ("work", "c@acme.example"),
        ("work", "claire@acme.example"),
    ]
    assert _points(claire, PointKind.PHONE) == [("cell", "06 39 98 00 01")]
    assert _points(claire, PointKind.ADDRESS) == [("work", "3 rue des Lilas\n81000 Albi\nFrance")]
    assert [city_of(point) for point in claire.points if point.kind is PointKind.ADDRESS] == ["Albi"]
    assert [(profile.network, profile.slug) for profile in claire.profiles] == [(Network.LINKEDIN, "claire-dupont")]
    assert claire.foreign == ("X-CARNET-NAME-SUFFIX:PhD",)
    assert claire.fields == (
        ("Phonetic First Name", "Klèr"),
        ("Organization Department", "Cloud"),
        ("Anniversary", "2015-06-01"),
        ("Matricule", "80-1177"),
    )
    assert claire.aliases == ()


@pytest.mark.parametrize("above", ["", "Tableau 1\r\n", "Export;;\r\n;;\r\n"])
def test_a_spreadsheet_may_have_saved_it_again(above: str):
    text = above + _table(GOOGLE_NEW, {"First Name": "Zoé", "Phone 1 - Value": "06 39 98 00 01"}, delimiter=";")
    reading = _read(text, "cp1252")
    assert reading.table is not None
    assert (reading.table.origin, reading.dialect, reading.encoding) == (Origin.GOOGLE, ";", "cp1252")
    assert [draft.first_name for draft in reading.drafts] == ["Zoé"]


def test_google_contacts_of_old_in_utf_16():
    header = "Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Organization 1 - Name"
    text = _table(
        header,
        [
            "Élodie Lefèvre",
            "Élodie",
            "Lefèvre",
            "* My Contacts ::: Clients ::: * Friends",
            "* Work",
            "e@a.example",
            "Acme",
        ],
        ["x@y.example", "", "", "* Other Contacts", "*", "x@y.example", ""],
    )
    reading = _read(text, "utf-16")
    elodie, other = reading.drafts
    assert (reading.encoding, reading.table and reading.table.origin) == ("utf-16", Origin.GOOGLE)
    assert (elodie.first_name, elodie.last_name, elodie.organisation) == ("Élodie", "Lefèvre", "Acme")
    assert elodie.tags == ("Clients", "Friends")
    assert elodie.points[0].is_primary
    assert (other.first_name, other.tags, other.aliases) == ("", (), ())
    assert [point.value for point in other.points] == ["x@y.example"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "mac_roman"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_outlook_in_french_has_two_titles(encoding: str, delimiter: str):
    text = _table(
        OUTLOOK_OLD,
        ["M.", "Gaël", "", "Le Goff", "", "Société générale", "DSI", "Chef de projet", "3 rue X", "Bât. B", "Nîmes",
         "Gard", "30000", "France", "", "04 39 98 00 01", "06 39 98 00 02", "gael@sg.example", "SMTP",
         "Gaël Le Goff (gael@sg.example)", "0/0/00", "Clients;Été", "Né à Brest", "http://sg.example", "Faux",
         "Karim Ouali"],
        delimiter=delimiter,
    )  # fmt: skip
    reading = _read(text, encoding)
    (gael,) = reading.drafts
    assert (reading.encoding, reading.dialect) == (encoding.removesuffix("-sig"), delimiter)
    assert reading.table is not None
    assert reading.table.origin is Origin.OUTLOOK
    assert (gael.prefix, gael.title, gael.first_name, gael.last_name) == ("M.", "Chef de projet", "Gaël", "Le Goff")
    assert (gael.organisation, gael.city, gael.birthday, gael.about) == (
        "Société générale",
        "Nîmes",
        None,
        "Né à Brest",
    )
    assert gael.tags == ("Clients", "Été")
    assert gael.introduced_by == "Karim Ouali"
    assert _points(gael, PointKind.PHONE) == [("work", "04 39 98 00 01"), ("cell", "06 39 98 00 02")]
    assert _points(gael, PointKind.ADDRESS) == [("work", "3 rue X, Bât. B\n30000 Nîmes\nGard\nFrance")]
    assert gael.fields == (("Service", "DSI"),)


def test_outlook_in_french_of_late():
    header = (
        "Titre,Prénom,Nom,Société,Titre,Radiotéléphone,Adresse de courrier,Adresse de courrier 2,Anniversaire,Page web"
    )
    text = _table(
        header, ["", "Zoé", "Ba", "Acme", "DRH", "06 1", "z@a.example", "z@b.example", "12/03/1975", "w.example"]
    )
    zoe = _one(text.replace("'", "’"))
    assert (zoe.title, zoe.birthday) == ("DRH", "1975-03-12")
    assert [point.value for point in zoe.points] == ["06 1", "z@a.example", "z@b.example", "w.example"]


def test_outlook_in_english_and_its_american_days():
    header = "First Name,Last Name,Title,Company,Job Title,Home Street,Home City,Mobile Phone,E-mail Address,Birthday,Referred By"
    text = _table(
        header, ["Ann", "Lee", "Dr", "Acme", "CIO", "1 Elm St", "Salem", "1", "a@acme.example", "3/12/75", "Bob"]
    )
    reading = _read(text)
    (ann,) = reading.drafts
    assert (ann.prefix, ann.title, ann.birthday, ann.introduced_by) == ("Dr", "CIO", "1975-03-12", "Bob")
    assert reading.table is not None
    assert (reading.table.day_first, reading.table.unclear) == (False, "3/12/75")
    other = _read(text, choice=TableChoice(day_first=True))
    assert other.drafts[0].birthday == "1975-12-03"


def test_thunderbird_splits_its_birthdays_and_ends_its_lines_with_a_comma():
    header = "First Name,Last Name,Display Name,Primary Email,Work Phone,Home Address,Home City,Birth Year,Birth Month,Birth Day,Custom 1,"
    text = _table(
        header,
        ["Claire", "Dupont", "Claire D.", "c@a.example", "04 1", "3 rue X", "Albi", "1975", "3", "12", "dossier 4", ""],
        ["Ann", "Lee", "Ann Lee", "", "", "", "", "", "3", "12", "", ""],
        ["Bo", "Li", "", "", "", "", "", "1975", "2", "31", "", ""],
    )
    reading = _read(text)
    claire, ann, bo = reading.drafts
    assert reading.table is not None
    assert reading.table.origin is Origin.THUNDERBIRD
    assert (claire.birthday, claire.city, claire.aliases) == ("1975-03-12", "Albi", ("Claire D.",))
    assert claire.fields == (("Custom 1", "dossier 4"),)
    assert ann.birthday == "--03-12"
    assert (bo.birthday, [(p.reason, p.row) for p in reading.problems]) == (None, [("bad_date", 3)])


def test_thunderbird_in_french():
    header = "Prénom,Nom de famille,Nom à afficher,Surnom,Adresse électronique principale,Portable,Ville,Code postal,Ville,Code postal"
    text = _table(
        header, ["Claire", "Dupont", "Claire Dupont", "Cl", "c@a.example", "06 1", "Albi", "81000", "Paris", "75001"]
    )
    claire = _one(text)
    assert (claire.nickname, claire.city) == ("Cl", "Albi")
    assert _points(claire, PointKind.ADDRESS) == [("home", "81000 Albi"), ("work", "75001 Paris")]


def test_a_table_of_carnet_comes_back():
    header = "id,display_name,first_name,last_name,organisation,title,contact_points,tags,circles,sphere,origin_channel,introduced_by"
    text = _table(
        header,
        ["7", "'=Claire Dupont", "'=Claire", "Dupont", "Acme", "DSI", "c@a.example; '+33639980001; https://a.example",
         "cloud; eau", "Clients", "personal", "viadeo", "Karim Ouali"],
    )  # fmt: skip
    claire = _one(text.replace("; '+", "; +"))
    assert (claire.first_name, claire.aliases, claire.fields) == ("=Claire", (), ())
    assert [(point.kind, point.value) for point in claire.points] == [
        (PointKind.EMAIL, "c@a.example"),
        (PointKind.PHONE, "+33639980001"),
        (PointKind.URL, "https://a.example"),
    ]
    assert (claire.sphere, claire.origin_channel, claire.tags) == (Sphere.PERSONAL, Channel.VIADEO, ("cloud", "eau"))


def test_a_workbook_of_an_older_carnet_comes_back():
    header = "Nom,Prénom,Organisation,Poste,E-mail,Téléphone,Site web,Messagerie,Adresse,Profils,Ville,Étiquettes,Cercles,Sphère,Origine,Présentation par"
    text = _table(
        header,
        ["Dupont", "Claire", "Acme", "DSI", "c@a.example; d@a.example", "06 39 98 00 01", "", "coco",
         "1 rue du Lac\n81000 Albi", "", "Albi", "", "", "Pro", "Viadeo", ""],
    )  # fmt: skip
    claire = _one(text)
    assert [(point.kind, point.value, point.label) for point in claire.points] == [
        (PointKind.EMAIL, "c@a.example", ""),
        (PointKind.EMAIL, "d@a.example", ""),
        (PointKind.PHONE, "06 39 98 00 01", ""),
        (PointKind.MESSAGING, "coco", ""),
        (PointKind.ADDRESS, "1 rue du Lac\n81000 Albi", ""),
    ]
    assert (claire.city, claire.fields) == ("Albi", ())


def test_columns_of_nobody_are_guessed_by_name_and_by_value():
    text = (
        "Liste des adhérents;;;;;;\r\n\r\n"
        "NOM;Prénom;Société;Fonction;Courriel pro;N° de portable;Ville;Adhérent depuis;Lien\r\n"
        "Dupont;Claire;Acme;DSI;c@a.example;06 39 98 00 01;Albi;01/02/2019;https://a.example/x\r\n"
    )
    reading = _read(text, "cp1252")
    (claire,) = reading.drafts
    assert reading.table is not None
    assert reading.table.origin is Origin.GUESSED
    assert (claire.first_name, claire.last_name, claire.organisation, claire.title, claire.city) == (
        "Claire", "Dupont", "Acme", "DSI", "Albi",
    )  # fmt: skip
    assert [(point.kind, point.label, point.value) for point in claire.points] == [
        (PointKind.EMAIL, "work", "c@a.example"),
        (PointKind.PHONE, "cell", "06 39 98 00 01"),
        (PointKind.URL, "", "https://a.example/x"),
    ]
    assert claire.fields == (("Adhérent depuis", "01/02/2019"),)


HUBSPOT = (
    "Record ID,First Name,Last Name,Email,Contact owner,Primary Associated Company ID,Associated Company,Job Title\n"
    "101,Claire,Dupont,c@a.example,Ana Silva,55,Acme,DSI\n"
)
SALESFORCE = (
    "Salutation,First Name,Last Name,Title,Account Name,Mailing City,Mailing Country,Mobile,Email,Account Owner\n"
    "Mme,Claire,Dupont,DSI,Acme,Albi,France,06 39 98 00 01,c@a.example,Ana Silva\n"
)
XING = "Vorname,Nachname,Firma,Position,E-Mail (geschäftlich),Ort\nClaire,Dupont,Acme,DSI,c@a.example,Albi\n"
YAHOO = "First,Middle,Last,Title,Job Title,Email,Company\nClaire,,Dupont,Mme,DSI,c@a.example,Acme\n"


@pytest.mark.parametrize("text", [HUBSPOT, SALESFORCE, XING, YAHOO])
def test_exports_of_sales_programs_are_guessed_without_their_owners(text: str):
    (claire,) = _read(text).drafts
    assert (claire.first_name, claire.last_name, claire.organisation, claire.title, claire.aliases) == (
        "Claire", "Dupont", "Acme", "DSI", (),
    )  # fmt: skip
    assert [point.value for point in claire.points if point.kind is PointKind.EMAIL] == ["c@a.example"]


def test_columns_that_outlook_left_empty_in_its_way_are_not_kept():
    text = "First Name,Last Name,E-mail Address,Mobile Phone,Anniversary,Priority,IMAddress\nA,B,c@a.example,,0/0/00,Normal,a.b\n"
    (draft,) = _read(text).drafts
    assert draft.fields == ()
    assert [point.value for point in draft.points] == ["c@a.example", "a.b"]


def test_a_quote_that_never_closes_costs_nobody():
    rows = "".join(f"Nom{n},Luc,l{n}@a.example\n" for n in range(9_000))
    reading = _read('Nom,Prénom,Mail\n"Du ""Bois""","Zoé\nMarie",z@a.example\nRoy,"Ana,a@a.example\n' + rows)
    assert reading.units_read == 9_002
    assert reading.problems == ()
    assert [draft.first_name for draft in reading.drafts[:3]] == ["Zoé\nMarie", '"Ana', "Luc"]


def test_a_file_whose_every_row_opens_a_quote_is_not_read_again_for_each(monkeypatch: pytest.MonkeyPatch):
    taken, lines, take = 0, 2_000, tables._Lines.__next__

    def counted(found: tables._Lines) -> str:
        nonlocal taken
        taken += 1
        return take(found)

    monkeypatch.setattr(tables._Lines, "__next__", counted)
    _read("Nom,Mail\n" + 'x"y,"z\n' * lines + 'x"y"w,"z\n')
    assert taken < 4 * tables._MOST_STRAYS * lines  # half the square of the lines for each look, were there no end
    taken = 0
    _read("Nom,Mail\n" + 'Roy,"x\n' * 39_000)
    assert taken < 3 * 39_000


def test_without_a_header_columns_are_called_as_in_a_spreadsheet():
    reading = _read("Claire Dupont,c@a.example,06 39 98 00 01\nKarim Ouali,k@r.example,06 39 98 00 02\n")
    assert reading.table is not None
    assert [column.name for column in reading.table.columns] == ["A", "B", "C"]
    assert [(draft.first_name, draft.last_name) for draft in reading.drafts] == [
        ("Claire", "Dupont"),
        ("Karim", "Ouali"),
    ]
    assert reading.units_read == 2


def test_the_user_says_what_a_column_holds():
    text = "Qui,Quoi\nClaire Dupont,secret\n"
    targets = (Target(Field.FULL_NAME), Target(Field.IGNORED))
    reading = _read(text, choice=TableChoice(targets=targets))
    assert reading.table is not None
    assert reading.table.origin is Origin.CHOSEN
    assert [(draft.last_name, draft.fields) for draft in reading.drafts] == [("Dupont", ())]


def test_what_was_said_the_last_time_is_asked_for_by_the_columns():
    text = "Qui,Quoi\nClaire,DSI\n"
    signature = _signature(text)
    kept = (Target(Field.FIRST_NAME), Target(Field.TITLE))
    assert signature == _signature("  QUI ,quoi\nKarim,DRH\n")
    reading = table_files.read(text.encode(), recall={signature: kept}.get)
    assert reading.table is not None
    assert (reading.table.origin, reading.drafts[0].title) == (Origin.REMEMBERED, "DSI")
    anew = table_files.read(text.encode(), recall={signature: kept}.get, choice=TableChoice(remembered=False))
    assert anew.table is not None
    assert anew.table.origin is Origin.GUESSED


def _signature(text: str) -> str:
    reading = _read(text)
    assert reading.table is not None
    return reading.table.signature


def test_encoding_and_delimiter_can_be_said():
    text = "Nom;Ville\nLefèvre;Nîmes\n"
    assert _read(text, "utf-8", TableChoice(encoding="cp1252")).drafts[0].last_name == "LefÃ¨vre"
    reading = _read(text, choice=TableChoice(delimiter=","))
    assert reading.table is not None
    assert [column.name for column in reading.table.columns] == ["Nom;Ville"]


def test_rows_that_name_nobody_are_told():
    reading = _read("Nom,Ville\nDupont,Albi\n,Paris\n")
    assert [(p.reason, p.row) for p in reading.problems] == [("no_identity", 2)]
    assert reading.units_read == 2


def test_cells_beyond_the_columns_are_kept():
    assert _one("Nom,Ville\nDupont,Albi,surprise\n").fields == (("", "surprise"),)


@pytest.mark.parametrize(
    "data",
    [
        b"Nom," + b"a," * 999_999 + b"\n" + b"b," * 1_000_000,
        b"Nom,Mail\n" + b"x" * 2_000_000,
        b"Nom,Mail\n" + b"A,b@c.example\n" * 40_001,
        b"Nom,Mail" + b",X" * 900 + b"\n" + (b"A,b@c.example" + b",1" * 900 + b"\n") * 200,
        b"Nom,Mail\n" + b"A,b@c.example\n" * 2_000_000,
    ],
    ids=["a million columns", "one long line", "a crowd", "a crowd of fields", "a large file"],
)
def test_bombs_are_refused(data: bytes):
    with pytest.raises(Unreadable) as refused:
        table_files.read(data)
    assert refused.value.reason == "too_large"


def test_reading_can_be_given_up():
    with pytest.raises(Refused):
        table_files.read(b"Nom,Mail\n" + b"A,b@c.example\n" * 1_000, cancelled=lambda: True)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("é".encode(), "utf-8"),
        ("\ufeffé".encode("utf-16"), "utf-16"),
        (("Nom,Ville\r\n" * 50).encode("utf-16-le"), "utf-16"),
        ("é è ç l’été".encode("cp1252"), "cp1252"),
        ("é è ç l’été".encode("mac_roman"), "mac_roman"),
    ],
)
def test_the_encoding_is_told_by_marks_then_by_accents(data: bytes, encoding: str):
    assert tables.encoding_of(data) == encoding


_FOLDER = os.environ.get("CARNET_CORPUS", "")
_ROWS = {
    "outlook.csv": (Origin.OUTLOOK, 3),
    "google-contacts-2024-header.csv": (Origin.GOOGLE, 0),
    "google-contacts-legacy-header-utf16le.csv": (Origin.GOOGLE, 0),
    "outlook-en-header-cp1252.csv": (Origin.OUTLOOK, 0),
    "outlook-fr-header-cp1252.csv": (Origin.OUTLOOK, 0),
    "basic_csv_addressbook.csv": (Origin.THUNDERBIRD, 2),
    "csv_no_header.csv": (Origin.GUESSED, 2),
    "semicolon_csv_addressbook.csv": (Origin.THUNDERBIRD, 2),
}


@pytest.mark.skipif(not _FOLDER, reason="CARNET_CORPUS names no folder with tables")
def test_tables_of_other_programs_are_read_whole():
    for path in Path(_FOLDER).rglob("*.csv"):
        reading = table_files.read(path.read_bytes())
        assert reading.table is not None
        assert (reading.table.origin, reading.units_read) == _ROWS[path.name], path.name
        assert reading.table.names_somebody
        assert len(reading.drafts) + len({problem.row for problem in reading.problems}) == reading.units_read


def _workbook(*sheets: tuple[str, bool, list[list[str]]]) -> bytes:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, is_hidden, rows in sheets:
        page = book.create_sheet(name)
        page.sheet_state = "hidden" if is_hidden else "visible"
        for row in rows:
            page.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_of_a_workbook_the_first_sheet_of_people_in_sight_is_read():
    people = [["Nom", "Prénom"], ["Dupont", "Claire"]]
    data = _workbook(
        ("Avant", True, [["Nom", "Prénom"], ["Caché", "Paul"]]),
        ("Lisez-moi", False, [["Bonjour"]]),
        ("Gens", False, people),
    )

    reading = table_files.read(data)

    assert [draft.last_name for draft in reading.drafts] == ["Dupont"]
    assert reading.table is not None
    assert (reading.table.sheet, reading.table.sheets) == ("Gens", ("Avant", "Lisez-moi", "Gens"))
    hidden = table_files.read(data, choice=TableChoice(sheet="Avant"))
    assert [draft.last_name for draft in hidden.drafts] == ["Caché"]


def test_what_a_column_says_of_another_is_nobodys_mail_or_phone():
    text = "Prénom,Nom,E-mail 1 - Libellé,E-mail 1 - Valeur,Téléphone 1 - Type,Téléphone 1 - Valeur\n"
    claire = _one(f"{text}Claire,Dupont,* Bureau,c@a.example,Mobile,0639980001\n")

    assert [point.value for point in claire.points] == ["c@a.example", "0639980001"]
    assert claire.fields == (("E-mail 1 - Libellé", "* Bureau"), ("Téléphone 1 - Type", "Mobile"))


def test_a_table_of_more_columns_than_any_is_told_as_such():
    heads = ",".join(["Nom", "Prénom", *(f"Colonne {number}" for number in range(tables.MOST_COLUMNS))])
    with pytest.raises(Unreadable) as refused:
        _read(f"{heads}\nDupont,Claire\n")
    assert refused.value.reason == "too_many_columns"


def test_each_row_knows_on_which_line_it_begins():
    text = 'Adhérents,\n\nNom,Note\nDupont,"une\nnote"\n\n,\nDurand,\n"Martin,x\nPetit,y\n'
    reading = _read(text)

    assert [draft.last_name for draft in reading.drafts] == ["Dupont", "Durand", '"Martin', "Petit"]
    assert reading.table is not None
    assert list(reading.table.lines) == [4, 8, 9, 10]
    book = table_files.read(
        _workbook(("Gens", False, [["Nom", "Prénom"], [], ["Dupont", "Claire"], ["", ""], ["Durand"]]))
    )
    assert book.table is not None
    assert list(book.table.lines) == [3, 5]


def test_a_long_note_is_read():
    note = "ligne " * 50_000
    assert _one(f'Nom,Note\nDupont,"{note}"\n').about == note.strip()


@pytest.mark.parametrize("row", [b"<row>%s</row>", b"%s"], ids=["in one row", "without a row"])
def test_a_workbook_of_a_million_columns_is_refused_before_it_is_unfolded(row: bytes):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", "<workbook/>")
        book.writestr("xl/worksheets/sheet1.xml", row % (b"<c><v>1</v></c>" * 1_000_000))
    with pytest.raises(Unreadable) as refused:
        table_files.read(made.getvalue())
    assert refused.value.reason == "too_large"

"""Reading vCards."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.domain.contacts import Channel, Network, PointKind
from carnet.errors import Refused, Unreadable
from carnet.formats import vcard
from carnet.formats.drafts import ContactDraft, Reading, has_identity
from carnet.formats.vcard_dates import read_date

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(60))


def _card(*lines: str, version: str = "3.0") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


def _one(*lines: str, version: str = "3.0") -> ContactDraft:
    (draft,) = vcard.read(_card(*lines, version=version)).drafts
    return draft


def _reasons(reading: Reading) -> list[tuple[str, int]]:
    return [(problem.reason, problem.row) for problem in reading.problems]


def test_a_plain_card_is_read_whole():
    draft = _one(
        "UID:urn:uuid:9e49143d-201c-46cc-b1ca-b84cac8211e9",
        "N:Dupont;Claire;Marie;Mme;",
        "FN:Mme Claire Marie Dupont",
        "NICKNAME:Clairette",
        "ORG:Acme",
        "TITLE:DSI",
        "TEL;TYPE=CELL:06 12 34 56 78",
        "EMAIL;TYPE=INTERNET,WORK:Claire@Acme.fr",
        "NOTE:Vue à l'afterwork\\, très utile\\nligne 2",
        "CATEGORIES:data,a\\,b",
        "BDAY:1980-03-22",
        "REV:20200101T000000Z",
        "PRODID:-//x",
    )
    assert (draft.uid, draft.prefix, draft.first_name, draft.middle_name, draft.last_name) == (
        "9e49143d-201c-46cc-b1ca-b84cac8211e9", "Mme", "Claire", "Marie", "Dupont",
    )  # fmt: skip
    assert (draft.nickname, draft.organisation, draft.title) == ("Clairette", "Acme", "DSI")
    assert draft.about == "Vue à l'afterwork, très utile\nligne 2"
    assert draft.tags == ("data", "a,b")
    assert draft.birthday == "1980-03-22"
    assert [(point.kind, point.value, point.normalised, point.label) for point in draft.points] == [
        (PointKind.PHONE, "06 12 34 56 78", "+33612345678", "cell"),
        (PointKind.EMAIL, "Claire@Acme.fr", "claire@acme.fr", "work"),
    ]
    assert (draft.foreign, draft.aliases) == ((), ())


def test_phones_are_at_home_in_the_country_given():
    (draft,) = vcard.read(_card("FN:A B", "TEL:022 123 45 67"), country="CH").drafts
    assert draft.points[0].normalised == "+41221234567"


@pytest.mark.parametrize(
    ("lines", "first", "last", "aliases"),
    [
        (("FN:Claire Dupont",), "Claire", "Dupont", ()),
        (("N:;;;;", "FN:Claire Dupont"), "Claire", "Dupont", ()),
        (("FN:Acme", "ORG:Acme"), "", "", ()),
        (("FN:a@b.example", "EMAIL:a@b.example"), "", "", ()),
        (("N:Dupont;Claire", "FN:Dupont, Claire"), "Claire", "Dupont", ()),
        (("N:Dupont;Claire", "FN:Claire Martin"), "Claire", "Dupont", ("Claire Martin",)),
        (("N:Dupont;Claire;;;Jr", "FN:Claire Dupont Jr"), "Claire", "Dupont", ()),
        (("N:Dupont;Claire", "FN:Claire Dupont", "FN:C. Dupont"), "Claire", "Dupont", ("C. Dupont",)),
        (("N:Dupont;Claire",), "Claire", "Dupont", ()),
        (("N:D\\;u;Cl\\,a",), "Cl,a", "D;u", ()),
        (("N:Dupont;Anne,Marie",), "Anne Marie", "Dupont", ()),
    ],
)
def test_names_come_from_n_and_else_from_fn(lines: tuple[str, ...], first: str, last: str, aliases: tuple[str, ...]):
    draft = _one(*lines)
    assert (draft.first_name, draft.last_name, draft.aliases) == (first, last, aliases)


def test_a_second_n_and_a_suffix_are_written_back_as_they_came():
    draft = _one("X-A:1", "N:Dupont;Claire;;;Jr", "N:Autre;Nom")
    assert draft.foreign == ("X-CARNET-NAME-SUFFIX:Jr", "X-A:1", "N:Autre;Nom")


def test_other_nicknames_are_aliases():
    draft = _one("N:Dupont;Claire", "NICKNAME:Clairette,Clara", "NICKNAME:Claro")
    assert (draft.nickname, draft.aliases) == ("Clairette", ("Clara", "Claro"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("BDAY:1980-03-22", "1980-03-22"),
        ("BDAY;VALUE=date:19800322", "1980-03-22"),
        ("BDAY:1955-07-19T00:00:00Z", "1955-07-19"),
        ("BDAY:--0322", "--03-22"),
        ("BDAY:--03-22", "--03-22"),
        ("BDAY:1980-03", "1980-03"),
        ("BDAY:1980", "1980"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-22", "--03-22"),
    ],
)
def test_birthdays_may_lack_a_part(line: str, expected: str):
    assert _one("FN:A B", line).birthday == expected


@pytest.mark.parametrize("value", ["circa 1800", "---22", "19723101", "0000-13-45", "0000"])
def test_a_bad_birthday_becomes_a_foreign_line(value: str):
    reading = vcard.read(_card("FN:A B", f"BDAY:{value}"))
    assert reading.drafts[0].birthday is None
    assert reading.drafts[0].foreign == (f"BDAY:{value}",)
    assert _reasons(reading) == [("bad_date", 1)]


@pytest.mark.parametrize("value", ["0/0/00", "4501-01-01", "0000-00-00"])
def test_what_outlook_writes_for_no_birthday_is_no_problem(value: str):
    reading = vcard.read(_card("FN:A B", f"BDAY:{value}"))
    assert (reading.drafts[0].birthday, reading.problems) == (None, ())


def test_the_second_birthday_is_foreign():
    draft = _one("FN:A B", "BDAY:1980-03-22", "BDAY;ALTID=1:1980-03-22")
    assert draft.foreign == ("BDAY;ALTID=1:1980-03-22",)


def test_labels_of_groups_name_points_and_stay_with_foreign_lines():
    draft = _one(
        "FN:A B",
        "item1.TEL;TYPE=pref:06 12 34 56 78",
        "item1.X-ABLabel:_$!<Home>!$_",
        "item2.X-ABRELATEDNAMES:Jenny",
        "item2.X-ABLabel:_$!<Spouse>!$_",
        "item3.EMAIL;TYPE=WORK:a@b.example",
        "item3.X-ABLabel:",
    )
    assert [(point.label, point.is_primary) for point in draft.points] == [("Home", True), ("work", False)]
    assert draft.foreign == ("item2.X-ABRELATEDNAMES:Jenny", "item2.X-ABLabel:_$!<Spouse>!$_")


def test_the_best_preference_is_the_primary_point():
    draft = _one("FN:A B", "TEL;PREF=50:06 12 34 56 78", "TEL;PREF=2:06 12 34 56 79", "TEL;PREF=x:1", version="4.0")
    assert [point.is_primary for point in draft.points] == [False, True, False]


def test_equal_points_are_kept_once_and_the_primary_wins():
    draft = _one("FN:A B", "EMAIL:a@b.example", "EMAIL;TYPE=pref:a@b.example", "EMAIL;TYPE=home:a@b.example")
    assert [(point.label, point.is_primary) for point in draft.points] == [("", True), ("home", False)]


def test_an_address_is_kept_as_text_and_by_its_parts():
    draft = _one("FN:A B", "ADR;TYPE=HOME:;Bât. 2;12 rue de l'Église\\, 3e;Lyon;;69003;France")
    (point,) = draft.points
    assert point.value == "Bât. 2\n12 rue de l'Église, 3e\n69003 Lyon\nFrance"
    assert point.normalised == ";Bât. 2;12 rue de l'Église\\, 3e;Lyon;;69003;France"
    assert draft.city == "Lyon"


def test_empty_addresses_are_nothing_and_overlong_ones_lose_nothing():
    draft = _one("FN:A B", "item1.ADR:;;;;;;", "ADR:;;;Lyon;;;France;Europe", "ADR:;;rue")
    assert [point.value for point in draft.points] == ["Lyon\nFrance Europe", "rue"]


def test_a_label_is_an_address_where_there_is_no_other():
    assert _one("LABEL;TYPE=WORK:12 rue X\\nLyon").points[0].value == "12 rue X\nLyon"
    draft = _one("ADR:;;rue;;;;", "LABEL:12 rue X")
    assert (len(draft.points), draft.foreign) == (1, ("LABEL:12 rue X",))


def test_a_role_is_the_title_where_there_is_no_other():
    draft = _one("FN:A B", "ROLE:Dev", "ROLE:Ops")
    assert (draft.title, draft.foreign) == ("Dev", ("ROLE:Ops",))
    draft = _one("FN:A B", "ROLE:Dev", "TITLE:DSI", "TITLE:Autre")
    assert (draft.title, draft.foreign) == ("DSI", ("ROLE:Dev", "TITLE:Autre"))


def test_departments_and_second_organisations_are_kept_as_lines():
    draft = _one("ORG:Company, The;IT", "ORG:Autre")
    assert (draft.organisation, draft.foreign) == ("Company, The", ("ORG:Company, The;IT", "ORG:Autre"))


def test_addresses_on_networks_are_profiles():
    draft = _one(
        "FN:A B",
        "URL:https://www.linkedin.com/in/claire-dupont",
        "item1.URL:http\\://acme.example",
        "X-SOCIALPROFILE;TYPE=facebook;X-USER=claire:x-apple:claire",
        "X-SOCIALPROFILE;TYPE=twitter:https://twitter.com/claire",
        "item2.URL:https://www.xing.com/profile/Claire_D",
        "URL:",
        "X-SOCIALPROFILE:",
    )
    assert [(profile.network, profile.slug) for profile in draft.profiles] == [
        (Network.LINKEDIN, "claire-dupont"),
        (Network.FACEBOOK, "claire"),
        (Network.OTHER, ""),
        (Network.XING, "claire_d"),
    ]
    assert [point.value for point in draft.points] == ["http://acme.example"]


def test_messaging_handles_are_uris():
    draft = _one("FN:A B", "IMPP;X-SERVICE-TYPE=Jabber:xmpp:a@b.example", "X-SKYPE:claire", "X-MS-IMADDRESS:c")
    assert [(point.value, point.label) for point in draft.points] == [
        ("xmpp:a@b.example", "Jabber"), ("skype:claire", ""), ("c", ""),
    ]  # fmt: skip


def test_uris_of_phones_and_mails_lose_their_scheme():
    draft = _one(
        "FN:A B", "TEL;VALUE=uri:tel:+33-6-12-34-56-78", "EMAIL:mailto:a@b.example", "TEL:tel:", "EMAIL: mailto: "
    )
    assert [point.value for point in draft.points] == ["+33-6-12-34-56-78", "a@b.example"]


@pytest.mark.parametrize(
    "line",
    [
        f"PHOTO;ENCODING=b;TYPE=PNG:{base64.b64encode(PNG).decode()}",
        f"PHOTO:data:image/png;base64,{base64.b64encode(PNG).decode()}",
        f"PHOTO;BASE64;PNG:{base64.b64encode(PNG).decode()[:40]}\r\n {base64.b64encode(PNG).decode()[40:]}",
        f"PHOTO;ENCODING=BASE64;PNG:\r\n{base64.b64encode(PNG).decode()[:40]}\r\n{base64.b64encode(PNG).decode()[40:]}\r\n",
    ],
)
def test_photos_are_read_inline(line: str):
    draft = _one("FN:A B", line, "NOTE:après")
    assert (draft.photo, draft.photo_type, draft.about) == (PNG, "image/png", "après")


@pytest.mark.parametrize(
    ("head", "kind"), [(b"\xff\xd8\xff", "image/jpeg"), (b"GIF89a", "image/gif"), (b"RIFF1234WEBP", "image/webp")]
)
def test_photos_are_told_by_their_content(head: bytes, kind: str):
    draft = _one("FN:A B", f"PHOTO;ENCODING=b;TYPE=PNG:{base64.b64encode(head + b'x' * 30).decode()}")
    assert draft.photo_type == kind


@pytest.mark.parametrize("value", ["file:///etc/passwd", "http://169.254.169.254/x", "\\\\srv\\share"])
def test_photos_elsewhere_are_kept_as_text(value: str):
    reading = vcard.read(_card("FN:A B", f"PHOTO;VALUE=uri:{value}"))
    assert reading.drafts[0].photo is None
    assert reading.drafts[0].foreign == (f"PHOTO;VALUE=uri:{value}",)
    assert reading.problems == ()


def test_what_is_no_photo_costs_only_itself():
    svg = base64.b64encode(b"<svg/>").decode()
    good = base64.b64encode(PNG).decode()
    reading = vcard.read(
        _card(
            "FN:A B",
            "PHOTO:",
            f"PHOTO;ENCODING=b:{svg}",
            "PHOTO;ENCODING=b:A!!!",
            f"PHOTO;ENCODING=b:{good}",
            f"PHOTO;ENCODING=b:{good}",
        )
    )
    assert reading.drafts[0].photo == PNG
    assert len(reading.drafts[0].foreign) == 3
    assert _reasons(reading) == [("photo_unknown", 1), ("photo_unknown", 1)]


def test_a_photo_of_more_than_5_mb_is_left_out():
    big = base64.b64encode(PNG + bytes(5_100_000)).decode()
    reading = vcard.read(_card("FN:A B", f"PHOTO;ENCODING=b:{big}"))
    assert (reading.drafts[0].photo, reading.drafts[0].foreign) == (None, ())
    assert _reasons(reading) == [("line_too_long", 1), ("photo_too_large", 1)]
    larger = "PHOTO:data:image/png;base64," + "A" * 7_600_000
    assert ("photo_too_large", 1) in _reasons(vcard.read(_card("FN:A B", larger)))


def test_what_only_carnet_knows_is_read_back():
    draft = _one(
        "FN:A B",
        "X-CARNET-INTRODUCED-BY:Karim Benali",
        "X-CARNET-ORIGIN:break",
        "X-CARNET-MET-ON:2019",
        "X-CARNET-CITY:Lyon",
        "X-CARNET-CIRCLES:Anciens,Club\\, Lyon",
        "X-CARNET-ALIAS:C. Dupont",
        "X-CARNET-ALIAS:",
        "X-CARNET-ORIGIN:none",
    )
    assert (draft.introduced_by, draft.origin_channel, draft.met_on, draft.city, draft.circles, draft.aliases) == (
        "Karim Benali", Channel.BREAK, "2019", "Lyon", ("Anciens", "Club, Lyon"), ("C. Dupont",),
    )  # fmt: skip
    assert draft.foreign == ("X-CARNET-ORIGIN:none",)


def test_quoted_printable_is_read_whatever_its_declared_charset():
    data = (
        b"BEGIN:VCARD\r\nVERSION:2.1\r\nN;LANGUAGE=fr;ENCODING=QUOTED-PRINTABLE:Lef=E8vre;=C9lodie\r\n"
        b"TITLE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:G=C3=A9rant=\r\n=20adjoint\r\n"
        b"NOTE;CHARSET=nonsense;QUOTED-PRINTABLE:ligne 1=0D=0Aligne 2=0D=\r\n=0A\r\n"
        b"LABEL;WORK;ENCODING=QUOTED-PRINTABLE;CHARSET=x:12 rue=0D=0ALyon\r\n"
        b"ADR;WORK;ENCODING=QUOTED-PRINTABLE:;;12 rue=0AB=C3=A2t 2;Lyon;;;\r\n"
        b"CATEGORIES;QUOTED-PRINTABLE:a=C3=A9,b\r\n"
        b"X-FOO;QUOTED-PRINTABLE:a=0Ab\r\nEND:VCARD\r\n"
    )
    (draft,) = vcard.read(data).drafts
    assert (draft.last_name, draft.first_name, draft.title) == ("Lefèvre", "Élodie", "Gérant adjoint")
    assert draft.about == "ligne 1\nligne 2"
    assert draft.points[0].value == "12 rue\nBât 2\nLyon"
    assert draft.tags == ("aé", "b")
    assert draft.foreign == ("LABEL;TYPE=WORK:12 rue\\nLyon", "X-FOO:a\\nb")


def test_a_declared_character_set_is_believed_where_utf8_fails():
    data = b"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=Windows-1251;QUOTED-PRINTABLE:=CA=E8=BF=E2\nEND:VCARD\n"
    assert vcard.read(data).drafts[0].first_name == "Київ"


def test_a_character_cut_apart_does_not_turn_the_rest_to_rubbish():
    data = b"BEGIN:VCARD\nFN;QUOTED-PRINTABLE:=C3=A9=C3=A9=C3=A9=C3=A9=C3\nEND:VCARD\n"
    assert vcard.read(data).drafts[0].first_name == "éééé\ufffd"


def test_backslashes_of_vcard_21_in_quoted_printable_stay():
    data = b"BEGIN:VCARD\nVERSION:2.1\nN:D\nNOTE;QUOTED-PRINTABLE:C:\\new\\;x\nEND:VCARD\n"
    assert vcard.read(data).drafts[0].about == "C:\\new;x"


def test_a_soft_break_at_the_end_does_not_swallow_the_card():
    data = b"BEGIN:VCARD\nFN:A B\nNOTE;QUOTED-PRINTABLE:x=\nEND:VCARD\nBEGIN:VCARD\nFN:C D\nEND:VCARD\n"
    assert [draft.first_name for draft in vcard.read(data).drafts] == ["A", "C"]


@pytest.mark.parametrize("cut", range(1, 12))
def test_a_line_folded_inside_a_character_is_whole_again(cut: int):
    note = "éàœ€😀".encode()
    data = b"BEGIN:VCARD\r\nFN:A B\r\nNOTE:" + note[:cut] + b"\r\n " + note[cut:] + b"\r\nEND:VCARD\r\n"
    assert vcard.read(data).drafts[0].about == "éàœ€😀"


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", "utf-16"),
        ("cp1252", "cp1252"),
    ],
)
def test_every_encoding_of_a_file_is_read(encoding: str, named: str):
    reading = vcard.read("BEGIN:VCARD\r\nFN:Élodie Lefèvre\r\nEND:VCARD\r\n".encode(encoding))
    assert (reading.drafts[0].first_name, reading.drafts[0].last_name, reading.encoding) == (
        "Élodie", "Lefèvre", named,
    )  # fmt: skip


def test_a_code_page_declared_anywhere_serves_the_whole_file():
    data = "BEGIN:VCARD\nFN:Βαγγέλης\nLABEL;CHARSET=Windows-1253:x\nEND:VCARD\n".encode("cp1253")
    reading = vcard.read(data)
    assert (reading.drafts[0].first_name, reading.encoding) == ("Βαγγέλης", "windows-1253")


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_capitals_of_a_code_page_are_not_taken_for_letters_of_utf8(encoding: str) -> None:
    lines = ["FN:Hélène GAËL", "ORG:SOCIÉTÉ… DU CRÉDIT", "TITLE:CHARGÉE d’études", "NOTE:CAFÉ\u00a0: 3 €"]
    card = "\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""])
    utf8 = "BEGIN:VCARD\nVERSION:3.0\nFN:Été d’Utf\nTITLE:CHARGÉ…\nEND:VCARD\n"

    reading = vcard.read(card.encode(encoding) + utf8.encode())

    first, second = reading.drafts
    assert (first.first_name, first.last_name, first.about) == ("Hélène", "GAËL", "CAFÉ\u00a0: 3 €")
    assert (first.organisation, first.title) == ("SOCIÉTÉ… DU CRÉDIT", "CHARGÉE d’études")
    assert (second.first_name, second.last_name, second.title) == ("Été", "d’Utf", "CHARGÉ…")
    assert reading.encoding == encoding


def test_bytes_that_no_code_page_knows_are_read_all_the_same():
    reading = vcard.read(b"BEGIN:VCARD\nFN:A\x81 B\xe9\nNOTE:x\xe9\nEND:VCARD\n")
    assert reading.drafts[0].last_name == "Bé"


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r", "\r\r\n"])
def test_every_line_end_is_read(line_end: str):
    text = line_end.join(["BEGIN:VCARD", "FN:Claire Dupont", "NOTE:a", " b", "\tc", "END:VCARD", ""])
    (draft,) = vcard.read(text.encode()).drafts
    assert (draft.last_name, draft.about) == ("Dupont", "abc")


def test_nul_characters_vanish():
    assert vcard.read(b"BEGIN:VCARD\nFN:Cla\0ire\nNOTE;QUOTED-PRINTABLE:a=00b\nEND:VCARD").drafts[0].about == "ab"


def test_one_bad_line_costs_only_itself():
    reading = vcard.read(_card("FN:Claire Dupont", "sans deux-points", "???:x", ":vide", "X" * 201 + ":x", "NOTE:là"))
    assert reading.drafts[0].about == "là"
    assert _reasons(reading) == [("bad_line", 1)] * 4


def test_a_card_full_of_rubbish_is_not_told_line_by_line():
    assert len(vcard.read(_card("FN:A B", *["rubbish"] * 500)).problems) == 20


def test_properties_beyond_the_limit_are_told():
    reading = vcard.read(_card("FN:A B", *["X-A:1"] * 2500))
    assert len(reading.drafts[0].foreign) == 1998
    assert _reasons(reading) == [("too_many_properties", 1)]


def test_cards_that_do_not_end_or_do_not_begin_are_read():
    text = "FN:Zoé Un\nBEGIN:VCARD\nFN:A Deux\nBEGIN:VCARD\nFN:B Trois\nEND:VCARD\nVERSION:3.0\nN:Quatre;C"
    reading = vcard.read(text.encode())
    assert [draft.last_name for draft in reading.drafts] == ["Un", "Deux", "Trois", "Quatre"]
    assert [draft.row for draft in reading.drafts] == [1, 2, 3, 4]


def test_the_card_of_an_agent_is_a_card_of_its_own():
    text = "BEGIN:VCARD\nFN:A Un\nAGENT:\nBEGIN:VCARD\nFN:B Deux\nEND:VCARD\nNOTE:de A\nEND:VCARD\n"
    reading = vcard.read(text.encode())
    assert [(draft.last_name, draft.about) for draft in reading.drafts] == [("Un", "de A"), ("Deux", "")]


def test_other_components_are_passed_over():
    text = (
        "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nFN:non\nEND:VEVENT\nbad\nEND:VCALENDAR\nEND:X\n"
        "BEGIN:VCARD\nFN:A B\nBEGIN:X\nNOTE:non\nbad\nEND:X\nTITLE:oui\nEND:VCARD\nNOTE:non\nEND:VCARD\n"
    )
    (draft,) = vcard.read(text.encode()).drafts
    assert (draft.title, draft.about) == ("oui", "")


def test_a_note_broken_without_an_indent_is_kept_whole():
    (draft,) = vcard.read(_card("FN:Claire Dupont", "NOTE:Vue au salon.", "Rappeler en mai", "à midi", "TEL:06")).drafts
    assert draft.about == "Vue au salon.\nRappeler en mai\nà midi"
    assert [point.value for point in draft.points] == ["06"]
    (long,) = vcard.read(_card("FN:A B", "NOTE:x", *["y"] * 400)).drafts
    assert long.about.count("y") == 300


def test_a_word_of_a_broken_note_is_no_property_only_because_one_is_called_so():
    card = _one("FN:Claire", "TEL:1", "NOTE:un", "TEL", "BEGIN", "END", "deux", "EMAIL:claire@acme.example")
    assert card.about == "un\nTEL\nBEGIN\nEND\ndeux"
    assert [point.value for point in card.points] == ["1", "claire@acme.example"]


_LINE = st.sampled_from(
    (
        *(
            "FN:Claire",
            "N:Dupont;Claire;;;",
            "TEL;TYPE=cell:1",
            "item1.TEL:2",
            "NOTE:un\\, deux",
            "TEL",
            "NOTE",
            "BEGIN",
        ),
        *(
            "END",
            "EMAIL;TYPE=work:c@acme.example",
            'EMAIL;X="a:b":d@acme.example',
            "ADR:;;rue;Lyon;;;",
            "AGENT:",
            "à: b",
        ),
        *(
            "CATEGORIES:a,b",
            "item1.X-ABLabel:maison",
            "BEGIN:VNOTE",
            "END:VNOTE",
            "BDAY:2020-01-01",
            " suite",
            "",
            "prose",
        ),
    )
)


@given(before=st.lists(_LINE, max_size=8), lines=st.lists(_LINE, max_size=8))
def test_a_card_is_read_alike_whatever_came_before_it(before: list[str], lines: list[str]):
    first, second = (["BEGIN:VCARD", *each, "END:VCARD"] for each in (before, ["FN:Zoé", *lines]))
    alone = vcard.read("\r\n".join(second).encode()).drafts
    after = vcard.read("\r\n".join([*first, "END:VCARD", *second]).encode()).drafts
    assert [draft._replace(row=0) for draft in after[-len(alone) :]] == [draft._replace(row=0) for draft in alone]


@given(
    st.text(st.characters(categories=("Nd", "Pd")), max_size=10) | st.from_regex(r"\d{4}-\d{2}-\d{2}", fullmatch=True)
)
def test_a_birthday_is_a_date_in_plain_digits_or_none(text: str):
    day = read_date(text)
    assert day is None or (day.isascii() and read_date(day) == day)


def test_properties_of_long_names_and_of_kde_are_kept():
    name = "X-FCENCODED-" + "4A" * 40
    text = _card("FN:A B", f"{name}:Frère", "X-messaging/skype-All:claire.d\ue000claire.pro", "X-messaging/moon-All:c")
    (draft,) = vcard.read(text).drafts
    assert draft.foreign == (f"{name}:Frère", "X-messaging/moon-All:c")
    assert [point.value for point in draft.points] == ["skype:claire.d", "skype:claire.pro"]
    (again,) = vcard.read(vcard.write([draft])).drafts
    assert (again.foreign, again.points) == (draft.foreign, draft.points)


def test_an_address_of_eighteen_parts_says_nothing_twice():
    (draft,) = vcard.read(
        _card("FN:A B", "ADR:;;12 rue de la Paix;Albi;;81000;France;;;;12;rue de la Paix;;;;;;")
    ).drafts
    assert draft.points[0].value == "12 rue de la Paix\n81000 Albi\nFrance"
    (google,) = vcard.read(_card("FN:A B", "ADR:;;1 rue;Albi;;81000;FR;1 rue\\n81000 Albi\\nFR")).drafts
    assert google.points[0].value == "1 rue\n81000 Albi\nFR"


def test_a_name_in_one_piece_is_split_and_a_nickname_of_android_is_one():
    custom = "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Cléclé;1;;;;"
    (draft,) = vcard.read(_card("N:Claire Dupont", custom)).drafts
    assert (draft.first_name, draft.last_name, draft.nickname) == ("Claire", "Dupont", "Cléclé")
    (alone,) = vcard.read(_card("N:Dupont", custom, custom)).drafts
    assert (alone.last_name, alone.foreign) == ("Dupont", (custom,))


def test_the_same_profile_told_twice_is_one_and_an_escaped_comma_parts_types():
    (draft,) = vcard.read(
        _card(
            "FN:A B",
            "URL:https://www.linkedin.com/in/claire-dupont",
            "X-SOCIALPROFILE;type=linkedin:http://www.linkedin.com/in/claire-dupont",
            "TEL;TYPE=HOME\\,VOICE:06",
        )
    ).drafts
    assert len(draft.profiles) == 1
    assert draft.points[0].label == "home"


def test_members_of_a_group_in_the_file_carry_its_name():
    text = (
        "BEGIN:VCARD\nFN:Claire Dupont\nUID:urn:uuid:C1\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:Luc Roy\nEMAIL:Luc@roy.example\nCATEGORIES:cloud\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:Ana Silva\nUID:A3:ABPerson\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:Club\nKIND:group\nMEMBER:urn:uuid:c1\nMEMBER:mailto:luc@roy.example\nEND:VCARD\n"
        "BEGIN:VCARD\nN:Amis;;;;\nX-ADDRESSBOOKSERVER-KIND:group\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:A3\nEND:VCARD\n"
    )
    reading = vcard.read(text.encode())
    assert [draft.tags for draft in reading.drafts] == [("Club",), ("cloud", "Club"), ("Amis",)]
    assert reading.units_read == 5


def test_groups_and_cards_that_name_nobody_are_told():
    text = (
        "BEGIN:VCARD\nFN:Amis\nKIND:group\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:Amis\nX-ADDRESSBOOKSERVER-KIND:group\nEND:VCARD\n"
        "BEGIN:VCARD\nNOTE:personne\nEND:VCARD\n"
        "BEGIN:VCARD\nFN:A B\nKIND:individual\nEND:VCARD\n"
        "BEGIN:VCARD\nORG:Acme\nKIND:org\nEND:VCARD\n"
    )
    reading = vcard.read(text.encode())
    assert _reasons(reading) == [("group_card", 1), ("group_card", 2), ("no_identity", 3)]
    assert [draft.row for draft in reading.drafts] == [4, 5]
    assert (reading.units_read, reading.drafts[1].foreign) == (5, ("KIND:org",))


def test_heads_are_read_in_every_spelling():
    draft = _one(
        'item1.email;type="internet,home";x-a="a:b;c":a@b.example',
        "TEL;TYPE=WORK;TYPE=FAX,:0612345678",
        'X-B;P="a:b":c',
        'X-C;P="a:b',
        "TEL;CELL;8BIT;;PREF:0612345679",
        "Note:ok",
    )
    assert [point.label for point in draft.points] == ["home", "work fax", "cell"]
    assert draft.foreign == ('X-B;P="a:b":c', 'X-C;P="a:b')
    assert draft.about == "ok"


def test_parameters_of_foreign_lines_keep_their_carets():
    data = b"BEGIN:VCARD\nVERSION:2.1\nFN:A B\nX-A;WORK;P=a^nb^^c^'d:x\nX-B;BASE64:aaaa\n bbbb\nEND:VCARD\n"
    assert vcard.read(data).drafts[0].foreign == ("X-A;P=a^nb^^c^'d;TYPE=WORK:x", "X-B;ENCODING=b:aaaabbbb")


def test_google_lists_are_no_tags():
    assert _one("FN:A B", "CATEGORIES:myContacts,data;autre").tags == ("data", "autre")


def test_several_notes_become_one():
    assert _one("FN:A B", "NOTE:a", "NOTE:", "NOTE:b").about == "a\n\nb"


def test_a_foreign_line_beyond_a_megabyte_is_left_out():
    reading = vcard.read(_card("FN:A B", "X-A:" + "x" * 1_100_000))
    assert reading.drafts[0].foreign == ()
    assert _reasons(reading) == [("line_too_long", 1)]


def test_text_without_a_card_is_unreadable():
    for data in (b"", b"rien", b"a:b\nN:x\n", b"BEGIN:VCALENDAR\nVERSION:1.1.4\nEND:VCALENDAR\n"):
        with pytest.raises(Unreadable) as refusal:
            vcard.read(data)
        assert refusal.value.reason == "no_card"


def test_a_file_beyond_100_mb_is_unreadable():
    with pytest.raises(Unreadable) as refusal:
        vcard.read(bytes(100_000_001))
    assert refusal.value.reason == "too_large"


def test_reading_stops_when_it_is_given_up():
    with pytest.raises(Refused) as refusal:
        vcard.read(_card("FN:A B") * 300, cancelled=lambda: True)
    assert refusal.value.reason == "cancelled"
    assert len(vcard.read(_card("FN:A B") * 300, cancelled=lambda: False).drafts) == 300


def test_the_dialect_names_the_versions_met():
    assert vcard.read(_card("FN:A B") + _card("FN:A B", version="4.0")).dialect == "3.0 4.0"


def test_identity_is_any_one_way_to_name_a_person():
    assert has_identity(ContactDraft(organisation="Acme"))
    assert not has_identity(ContactDraft(about="x"))


def test_a_frame_in_a_group_or_with_parameters_is_a_frame_all_the_same():
    reading = vcard.read(b"item1.BEGIN:VCARD\nFN:A Un\nEND;X=1:VCARD\nBEGIN:VCARD\n X\nFN:B Deux\nEND:VCARD\n")
    assert [draft.last_name for draft in reading.drafts] == ["Un", "Deux"]


def test_rubbish_between_cards_is_passed_over():
    reading = vcard.read(b"rubbish\n" + _card("FN:A B") + b"\nrubbish\nNOTE:x\n")
    assert (len(reading.drafts), reading.problems) == (1, ())


def test_said_twice_is_kept_once():
    draft = _one(
        "FN:A B",
        "UID:1",
        "UID:2",
        "X-CARNET-INTRODUCED-BY:K",
        "X-CARNET-INTRODUCED-BY:L",
        "X-CARNET-MET-ON:2019",
        "X-CARNET-MET-ON:hier",
        "URL:https://www.linkedin.com/in/a",
        "item1.URL:https://www.linkedin.com/in/a",
        "item1.X-ABLabel:LinkedIn",
        "ADR:;;;Lyon;;;",
        "ADR:;;;Paris;;;",
        "ORG:;",
    )
    assert (draft.uid, draft.introduced_by, draft.met_on, draft.city) == ("1", "K", "2019", "Lyon")
    assert (len(draft.profiles), draft.foreign, draft.organisation) == (1, (), "")


def test_an_omitted_year_that_is_not_omitted_counts():
    assert _one("FN:A B", "BDAY;X-APPLE-OMIT-YEAR=1604:1980-03-22").birthday == "1980-03-22"


def test_a_line_of_more_than_10_mb_is_left_out_wherever_it_stands():
    reading = vcard.read(_card("FN:A B", "NOTE:a", "NOTE:" + "x" * 10_000_001, "NOTE:b"))
    assert reading.drafts[0].about == "a\n\nb"
    assert _reasons(reading) == [("line_too_long", 1)]

"""Which addresses a mission may keep, and which are refused with a reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carnet.domain.documents import read_address
from carnet.errors import Refused


@pytest.mark.parametrize(
    ("text", "address", "name"),
    [
        ("https://acme.example/bons/BC%20118.pdf", "https://acme.example/bons/BC%20118.pdf", "BC 118.pdf"),
        (" http://acme.example ", "http://acme.example", "acme.example"),
        ("/home/camille/Contrat signé.pdf", "/home/camille/Contrat signé.pdf", "Contrat signé.pdf"),
        ("file:///home/camille/Contrat%20sign%C3%A9.pdf", "/home/camille/Contrat signé.pdf", "Contrat signé.pdf"),
        ("file://localhost/srv/a.pdf", "/srv/a.pdf", "a.pdf"),
        ("~/contrats/a.pdf", "/home/camille/contrats/a.pdf", "a.pdf"),
        (r"C:\Users\Camille\a.pdf", r"C:\Users\Camille\a.pdf", "a.pdf"),
        ("file:///C:/Users/a.pdf", "C:/Users/a.pdf", "a.pdf"),
        ('"/home/camille/a.pdf"', "/home/camille/a.pdf", "a.pdf"),
    ],
)
def test_pages_and_files_are_kept_as_they_are(text: str, address: str, name: str) -> None:
    found = read_address(text, "/home/camille")
    assert (found.text, found.name) == (address, name)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("javascript:alert(1)", "document_scheme"),
        ("JavaScript:alert(1)", "document_scheme"),
        ("java\u200bscript:alert(1)", "document_address"),
        ("data:text/html,<b>", "document_scheme"),
        ("ftp://acme.example/a.pdf", "document_scheme"),
        ("smb://acme/a.pdf", "document_scheme"),
        ("mailto:a@b.example", "document_scheme"),
        ("file://serveur/partage/a.pdf", "document_elsewhere"),
        (r"\\serveur\partage\a.pdf", "document_elsewhere"),
        ("//serveur/partage/a.pdf", "document_elsewhere"),
        ("contrat.pdf", "document_address"),
        ("https://", "document_address"),
        ("https://[acme", "document_address"),
        ("https://acme.example/a b", "document_address"),
        ("/home/camille/setup.exe", "document_program"),
        ("/home/camille/facture.pdf.DESKTOP", "document_program"),
        ("/home/camille/run.sh. ", "document_program"),
        (r"C:\Users\a.lnk", "document_program"),
        ("file:///home/camille/jeu.AppImage", "document_program"),
    ],
)
def test_anything_else_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(Refused) as caught:
        read_address(text)
    assert (caught.value.reason, caught.value.field) == (reason, "address")


@given(st.text(max_size=60))
def test_whatever_is_kept_is_a_page_or_a_whole_path(text: str) -> None:
    try:
        found = read_address(text)
    except Refused:
        return
    assert found.text.startswith(("http://", "https://", "/")) or found.text[1:2] == ":"
    assert read_address(found.text) == found

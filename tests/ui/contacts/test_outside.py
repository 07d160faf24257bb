"""Which addresses may leave for a program of the system."""

import pytest
from PySide6.QtCore import QUrl

from carnet.ui.kit.outside import call_url, mail_url, open_outside, web_url


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://a.example/x?y=1", "https://a.example/x?y=1"),
        ("http://a.example", "https://a.example"),
        ("www.a.example", "https://www.a.example"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("ftp://a.example", None),
        ("https://a.example@b.example", None),
        ("pas une adresse", None),
        ("", None),
    ],
)
def test_only_secure_web_addresses_pass(address: str, url: str | None) -> None:
    found = web_url(address)

    assert (None if found is None else found.toString()) == url


def test_mails_and_calls_hold_nothing_but_their_address() -> None:
    assert mail_url("a@b.example?bcc=c@d.example").toString() == "mailto:a@b.example%3Fbcc%3Dc@d.example"
    assert call_url("+33 6 39 98;ext=1").toString() == "tel:+33639981"


@pytest.mark.parametrize("scheme", ["file", "http", "javascript", "smb", "vbscript"])
def test_nothing_else_is_handed_over(scheme: str) -> None:
    handed: list[QUrl] = []

    def take(url: QUrl) -> bool:
        handed.append(url)
        return True

    assert not open_outside(QUrl(f"{scheme}://a.example"), take)
    assert not open_outside(None, take)
    assert open_outside(QUrl("https://a.example"), take)
    assert [url.scheme() for url in handed] == ["https"]

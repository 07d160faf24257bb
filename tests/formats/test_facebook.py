"""Friends as Facebook lists them."""

import io
import json
import zipfile
from typing import Any

import pytest

from carnet.domain.contacts import Channel, Sphere
from carnet.errors import Refused, Unreadable
from carnet.formats import facebook


def _file(*friends: Any, key: str = "friends_v2") -> bytes:
    return json.dumps({key: list(friends)}).encode()


def test_a_friend_is_of_private_life_with_the_day_of_the_friendship():
    reading = facebook.read(_file({"name": "Bastien de la Porte", "timestamp": 1577880000}))
    (friend,) = reading.drafts
    assert (friend.first_name, friend.last_name) == ("Bastien", "de la Porte")
    assert friend.about == "Facebook, 2020-01-01"
    assert (friend.sphere, friend.origin_channel) == (Sphere.PERSONAL, Channel.FACEBOOK)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("H\u00c3\u00a9l\u00c3\u00a8ne Vasseur", "Hélène Vasseur"),
        ("\u00c5\u0081ukasz \u00c5\u0081uczak", "Łukasz Łuczak"),
        ("Hélène Vasseur", "Hélène Vasseur"),
        ("李 小龙", "李 小龙"),
        ("Claire\ud800 Dupont", "Claire? Dupont"),
    ],
)
def test_bytes_written_as_letters_are_put_together_only_where_they_are_such(written: str, read: str):
    (friend,) = facebook.read(_file({"name": written})).drafts
    assert f"{friend.first_name} {friend.last_name}" == read


def test_the_archive_is_read_in_whatever_folder_the_file_is():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("connections/friends/your_friends.json", _file({"name": "Claire Dupont"}, key="friends"))
    assert [friend.first_name for friend in facebook.read(out.getvalue()).drafts] == ["Claire"]


def test_a_friend_without_name_is_told_and_the_others_are_read():
    reading = facebook.read(_file({"timestamp": 1}, "words", {"name": "Claire Dupont", "timestamp": 10**30}))
    assert [friend.row for friend in reading.drafts] == [3]
    assert [(problem.row, problem.reason) for problem in reading.problems] == [(1, "no_identity"), (2, "no_identity")]
    assert reading.units_read == 3


def test_a_friend_keeps_its_key_from_one_download_to_the_next():
    first = facebook.read(_file({"name": "Claire Dupont", "timestamp": 5}))
    later = facebook.read(_file({"name": "Paul Petit", "timestamp": 9}, {"name": "Claire Dupont", "timestamp": 5}))
    assert first.drafts[0].uid == later.drafts[1].uid


@pytest.mark.parametrize(
    "data",
    [
        b'{"friends_v2": ' + b"[" * 300_000,
        b'{"friends_v2": [' + b"{}," * 1_000_000 + b"{}]}",
        b"{",
        b'"x"',
        b"\xff\xfe",
    ],
)
def test_bombs_and_rubbish_are_refused(data: bytes):
    with pytest.raises(Unreadable):
        facebook.read(data)


def test_the_reading_stops_where_it_is_asked_to():
    with pytest.raises(Refused, match="cancelled"):
        facebook.read(_file(*({"name": "Claire"} for _each in range(600))), cancelled=lambda: True)

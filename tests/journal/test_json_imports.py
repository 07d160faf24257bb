"""Friends of Facebook and the people of Monica, brought into a journal."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from undoing import proves_undo

from carnet import paths
from carnet.domain.contacts import Channel, ContactFilter, Sphere
from carnet.domain.imports import Verdict
from carnet.domain.interactions import InteractionKind
from carnet.errors import Unreadable
from carnet.journal import Journal


def sample(name: str) -> Path:
    return paths.resources() / "trials" / "imports" / name


def key_of(journal: Journal, name: str) -> int:
    (key,) = journal.contacts.ids(ContactFilter(text=name))
    return int(key)


def test_friends_come_as_private_people_of_facebook(journal: Journal):
    report = journal.imports.run(sample("facebook.json"))
    assert (report.format, report.read, report.created) == ("facebook", 2, 2)
    friend = journal.contacts.get(key_of(journal, "Hélène Vasseur"))
    assert (friend.sphere, friend.origin_channel) == (Sphere.PERSONAL, Channel.FACEBOOK)
    assert friend.about == "Facebook, 2012-03-12"


def test_a_sphere_chosen_for_all_goes_before_that_of_the_file(journal: Journal):
    journal.imports.run(sample("facebook.json"), sphere=Sphere.BOTH)
    assert journal.contacts.get(key_of(journal, "Hélène")).sphere is Sphere.BOTH


def test_a_later_list_of_friends_adds_the_new_ones_alone(journal: Journal, tmp_path: Path):
    journal.imports.run(sample("facebook.json"))
    friends = json.loads(sample("facebook.json").read_text())
    friends["friends_v2"].insert(0, {"name": "Nora Diallo", "timestamp": 1735732800})
    later = tmp_path / "your_friends.json"
    later.write_text(json.dumps(friends))
    report = journal.imports.run(later)
    assert [row.verdict for row in report.rows] == [Verdict.CREATED, Verdict.MERGED, Verdict.MERGED]
    assert journal.contacts.total() == 3


def test_people_of_monica_come_with_who_introduced_them_and_what_was_said(
    journal: Journal, dump: Callable[[Journal], Any]
):
    proves_undo(journal, dump, lambda: journal.imports.run(sample("monica.json")))
    sheet = journal.contacts.sheet(key_of(journal, "Odile"))
    assert sheet.introduced_by is not None
    assert sheet.introduced_by.name == "Yann Le Goff"
    assert sheet.contact.birthday == "--03-12"
    told = {(item.kind, item.occurred_on) for item in sheet.timeline if item.what == "interaction"}
    assert told == {(InteractionKind.NOTE, "2024-05-15"), (InteractionKind.LUNCH, "2024-06-03")}
    meal = next(item for item in sheet.timeline if item.kind == InteractionKind.LUNCH)
    assert {person.name for person in meal.people} >= {"Yann Le Goff"}


def test_the_same_export_again_says_nothing_twice(journal: Journal):
    journal.imports.run(sample("monica.json"))
    again = journal.imports.run(sample("monica.json"), again=True)
    assert (again.created, again.merged) == (0, 2)
    sheet = journal.contacts.sheet(key_of(journal, "Odile"))
    assert len([item for item in sheet.timeline if item.what == "interaction"]) == 2
    assert len(sheet.introductions_received) == 1


@pytest.mark.parametrize("text", ['{"friends_v2": []}', '{"app_version": "4", "account": {}}'])
def test_a_file_without_anybody_is_no_success(journal: Journal, tmp_path: Path, text: str):
    path = tmp_path / "x.json"
    path.write_text(text)
    with pytest.raises(Unreadable, match="no_rows"):
        journal.imports.run(path)

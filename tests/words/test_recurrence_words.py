"""The rule of a series in words, and back."""

from datetime import date

import pytest

from carnet import paths
from carnet.domain.recurrence_words import read
from carnet.words import install
from carnet.words.recurrence import say

FIRST = date(2026, 11, 10)  # the second Tuesday

SAID = [
    ("FREQ=MONTHLY;BYDAY=2TU", "tous les 2ᵉ mardis du mois", "every 2nd Tuesday of the month"),
    ("FREQ=MONTHLY;BYDAY=1TU,3TU", "tous les 1ᵉʳ et 3ᵉ mardis du mois", "every 1st and 3rd Tuesday of the month"),
    ("FREQ=MONTHLY;BYDAY=-1FR", "tous les derniers vendredis du mois", "every last Friday of the month"),
    ("FREQ=MONTHLY;INTERVAL=2;BYDAY=2TU", "tous les 2 mois le 2ᵉ mardi", "every 2 months on the 2nd Tuesday"),
    ("FREQ=MONTHLY;BYMONTHDAY=15", "le 15 de chaque mois", "on the 15th of every month"),
    ("FREQ=MONTHLY;BYMONTHDAY=1", "le 1er de chaque mois", "on the 1st of every month"),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", "le dernier jour de chaque mois", "on the last day of every month"),
    ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "tous les 3 mois le dernier jour", "every 3 months on the last day"),
    ("FREQ=WEEKLY;BYDAY=MO", "chaque semaine le lundi", "every week on Monday"),
    ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "chaque semaine le lundi, le mercredi et le vendredi", "every week on Monday, Wednesday and Friday"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "toutes les 2 semaines le jeudi", "every 2 weeks on Thursday"),
    ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "chaque jour de semaine", "every weekday"),
    ("FREQ=DAILY", "chaque jour", "every day"),
    ("FREQ=DAILY;INTERVAL=3", "tous les 3 jours", "every 3 days"),
    ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=12", "chaque année le 12 mars", "every year on 12 March"),
    ("FREQ=WEEKLY;BYDAY=MO;COUNT=10", "chaque semaine le lundi, 10 fois", "every week on Monday, 10 times"),
    ("FREQ=DAILY;UNTIL=20261231", "chaque jour, jusqu’au 31 décembre 2026", "every day, until 31 December 2026"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _in_french():
    install(paths.locale(), "fr")
    yield
    install(paths.locale(), "fr")


def canonical(rule: str) -> str:
    """Return a rule with its end last, as `read` tells it."""
    parts = sorted(rule.split(";"), key=lambda part: part.startswith(("COUNT", "UNTIL")))
    return ";".join(parts)


@pytest.mark.parametrize(("rule", "french", "english"), SAID)
def test_a_rule_is_said_and_read_in_both_languages(rule: str, french: str, english: str):
    assert say(rule, FIRST) == french
    install(paths.locale(), "en")
    assert say(rule, FIRST) == english
    for text in (french, english, french.capitalize() + "."):
        assert canonical(read(text, FIRST) or "") == canonical(rule)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=WEEKLY", "chaque semaine le mardi"),
        ("FREQ=MONTHLY", "le 10 de chaque mois"),
        ("FREQ=YEARLY", "chaque année le 10 novembre"),
    ],
)
def test_what_a_rule_leaves_to_be_understood_is_said(rule: str, said: str):
    assert say(rule, FIRST) == said


@pytest.mark.parametrize(
    "rule",
    ["FREQ=YEARLY;BYWEEKNO=20", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=-1", "FREQ=DAILY;BYMONTH=3", "FREQ=MONTHLY;BYDAY=MO,2TU", "?"],
)  # fmt: skip
def test_a_rule_beyond_words_is_called_one(rule: str):
    assert say(rule, FIRST) == "selon une règle particulière"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("tous les lundis et jeudis", "FREQ=WEEKLY;BYDAY=MO,TH"),
        ("every other week", "FREQ=WEEKLY;INTERVAL=2"),
        ("premier mardi du mois", None),
        ("le premier mardi du mois", "FREQ=MONTHLY;BYDAY=1TU"),
        ("every year on March 12", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=12"),
        ("freq=daily", "FREQ=DAILY"),
        ("tous les mardis jusqu'au 12/12", "FREQ=WEEKLY;BYDAY=TU;UNTIL=20261212"),
        ("chaque jour jusqu'au trente", None),
        ("le 32 du mois", None),
        ("le 9e mardi du mois", None),
        ("mardi", None),
        ("chaque fois", None),
        ("", None),
    ],
)
def test_other_ways_to_say_it_are_understood(text: str, rule: str | None):
    assert read(text, FIRST) == rule

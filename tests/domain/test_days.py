"""Day words in French and English."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carnet.domain.days import find_day, read_day, suggest_day

SUNDAY = date(2026, 11, 22)

AHEAD = {
    "2026-11-22": "aujourd'hui|aujourd’hui|today|ce soir|22/11",
    "2026-11-23": "demain|tomorrow|Lundi|monday|lundi prochain|next monday|lundi 23|lundi 23 novembre|lundi 23/11|"
    "semaine prochaine|la semaine prochaine|next week",
    "2026-11-24": "mardi|MARDI|Tuesday|après-demain|apres demain|the day after tomorrow|pour mardi|mardi soir",
    "2026-11-25": "3 j|3j|3 jours|dans 3 jours|3 days|in three days|within 3 days|j+3|J + 3|trois jours",
    "2026-11-27": "fin de semaine|end of the week|vendredi",
    "2026-11-28": "ce week-end|this weekend",
    "2026-11-29": "dimanche|sunday|une semaine|a week|in a week|7 j|1 sem",
    "2026-11-30": "fin de mois|fin du mois|Fin mois|end of month|end of the month|fin novembre|lundi en huit",
    "2026-12-01": "en décembre|in December|le mois prochain|next month|1er décembre|décembre",
    "2026-12-06": "2 semaines|2 weeks|deux semaines|d'ici 2 semaines",
    "2026-12-12": "12/12|12/12/2026|12/12/26|12.12.2026|12-12-2026|2026-12-12|12 décembre|12 decembre|12 déc.|"
    "12 december|December 12|december 12th, 2026|12th of December|le 12 décembre 2026|samedi 12/12|le 12|on the 12th",
    "2026-12-15": "mi-décembre|mid December",
    "2026-12-22": "1 mois|un mois|one month|in a month|dans 1 mois",
    "2026-12-25": "12/25",
    "2026-12-31": "fin décembre|fin d'année|end of the year|end of december|end of next month|fin du mois prochain",
    "2027-01-01": "next year|l'année prochaine|janvier 2027",
    "2027-09-01": "en septembre|in September|septembre|début septembre",
    "2027-11-21": "21/11|21 novembre",
    "2027-11-22": "1 an|one year|dans un an",
    "2028-02-29": "29/02|29 février",
}
BEHIND = {
    "2026-11-22": "aujourd'hui|today|ce matin|22/11",
    "2026-11-21": "hier|yesterday|hier soir|last night|samedi|21/11|1 day ago",
    "2026-11-20": "avant-hier|avant hier|the day before yesterday|vendredi",
    "2026-11-19": "il y a 3 jours|3 days ago",
    "2026-11-16": "lundi dernier|last monday|lundi|lundi 16|16 novembre",
    "2026-11-15": "dimanche|dimanche dernier|last sunday|une semaine plus tôt|le 15",
    "2026-10-30": "le 30",
    "2025-12-12": "12/12|12 décembre",
    "2024-02-29": "29/02",
}


def _cases(table: dict[str, str]):
    return [(text, date.fromisoformat(day)) for day, texts in table.items() for text in texts.split("|")]


@pytest.mark.parametrize(("text", "day"), _cases(AHEAD))
def test_days_ahead_are_read_in_both_languages(text: str, day: date):
    assert read_day(text, SUNDAY) == day


@pytest.mark.parametrize(("text", "day"), _cases(BEHIND))
def test_days_behind_are_read_in_both_languages(text: str, day: date):
    assert read_day(text, SUNDAY, past=True) == day


@pytest.mark.parametrize(
    "text",
    [
        "", "bonjour", "31/02", "32/13", "may", "mars attaque", "24/7", "1/2 journée", "99999 jours", "un jour", "mardy",
        "3 jours mardi", "2026-13-01", "le 45", "0/0", "3.5", "12/12/12/12",
    ],
)  # fmt: skip
def test_other_texts_name_no_day(text: str):
    assert read_day(text, SUNDAY) is None


@pytest.mark.parametrize("text", ["en septembre", "ce week-end"])
def test_vague_days_ahead_name_none_behind(text: str):
    assert read_day(text, SUNDAY, past=True) is None


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("relancer mardi", "mardi", date(2026, 11, 24)),
        ("rappeler le 12 décembre à 9 h", "12 décembre", date(2026, 12, 12)),
        ("envoyer le devis après-demain ou vendredi", "après-demain", date(2026, 11, 24)),
        ("déjeuner lundi prochain", "lundi prochain", date(2026, 11, 23)),
        ("call her on December 12, 2027", "December 12, 2027", date(2027, 12, 12)),
        ("vu le 31/02, relancer demain", "demain", date(2026, 11, 23)),
    ],
)
def test_the_first_day_of_a_text_is_found_with_its_place(text: str, words: object, day: date):
    for written in (text, unicodedata.normalize("NFD", text)):
        found = find_day(written, SUNDAY)

        assert found is not None
        assert unicodedata.normalize("NFC", written[found[0] : found[1]]) == words
        assert found[2] == day


def test_a_text_without_day_holds_none():
    assert find_day("envoyer la plaquette", SUNDAY) is None


@pytest.mark.parametrize("name", ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"])
@settings(deadline=None)
@given(today=st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_week_day_is_the_next_one_strictly_after_today(name: str, today: date):
    day = read_day(name, today)

    assert day is not None
    assert timedelta(1) <= day - today <= timedelta(7)
    assert day.weekday() == ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"].index(name)
    assert read_day(f"{name} dernier", today) == day - timedelta(7 if day - today < timedelta(7) else 14)


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_full_date_is_itself_on_any_day(today: date, day: date):
    for written in (day.isoformat(), day.strftime("%d/%m/%Y"), day.strftime("%d.%m.%Y")):
        assert read_day(written, today) == day


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_the_end_of_the_month_is_its_last_day(today: date):
    day = read_day("fin de mois", today)

    assert day is not None
    assert day >= today
    assert day.month == today.month
    assert (day + timedelta(1)).day == 1


@settings(deadline=None)
@given(st.text(), st.dates())
def test_no_text_breaks_the_reading_of_days(text: str, today: date):
    found = find_day(text, today)

    assert found is None or 0 <= found[0] < found[1] <= len(text)


@pytest.mark.parametrize("text", ["demain", "1 an", "999 ans", "fin du mois prochain", "lundi", "le 15", "12/12"])
def test_the_last_day_of_the_calendar_has_no_tomorrow(text: str):
    assert read_day(text, date.max) is None or text == "12/12"


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("mardy", "mardi"), ("Lundy", "lundi"), ("vendrdi", "vendredi"), ("tomorow", "tomorrow"), ("demin", "demain"),
        ("tuesdy", "tuesday"), ("mercerdi", "mercredi"), ("après-demian", "après-demain"), ("hier", None),
        ("mardi", None), ("Marie", None), ("main", None), ("monde", None), ("mar", None), ("relancer", None),
    ],
)  # fmt: skip
def test_a_misspelt_day_suggests_the_right_one(word: str, meant: str | None):
    assert suggest_day(word) == meant

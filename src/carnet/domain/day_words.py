"""The words that name days, in French and English, without accents: the vocabulary of `days`."""

import re


def _numbered(*lists: str, start: int = 0) -> dict[str, int]:
    return {name: number for names in lists for number, name in enumerate(names.split(), start=start)}


WEEKDAYS = _numbered(
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "monday tuesday wednesday thursday friday saturday sunday",
)
MONTHS = _numbered(
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "january february march april may june july august september october november december",
    "janv fevr mars avr mai juin juil aout sept oct nov dec",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "jan fev mars avr mai juin juill aout sept oct nov dec",
    start=1,
)
# Short forms, and English words that mean something else too, name a month only beside a day or "in".
NOT_ALONE = frozenset(name for name in MONTHS if len(name) < 5) - {"mars", "juin", "aout", "june", "july"} | {
    "janv",
    "fevr",
    "juill",
    "march",
}
NUMBERS = _numbered(
    "un deux trois quatre cinq six sept huit neuf dix",
    "one two three four five six seven eight nine ten",
    start=1,
) | {"une": 1, "a": 1, "douze": 12, "quinze": 15, "twelve": 12}
RELATIVE = {
    word: days
    for days, names in {
        -2: "avant-hier, avant hier, the day before yesterday, day before yesterday",
        -1: "hier, hier soir, yesterday, last night",
        0: "aujourd'hui, aujourdhui, ce jour, ce soir, ce matin, cet apres-midi, today, tonight, this morning, "
        "this afternoon, this evening",
        1: "demain, tomorrow",
        2: "apres-demain, apres demain, the day after tomorrow, day after tomorrow",
    }.items()
    for word in names.split(", ")
}
UNITS = {
    unit: name
    for name, units in {
        "day": "j jr jrs jour jours d day days",
        "week": "sem semaine semaines w wk wks week weeks",
        "month": "mois month months",
        "year": "an ans annee annees year years",
    }.items()
    for unit in units.split()
}
LONG_UNITS = [unit for unit in UNITS if len(unit) > 3 or unit in {"day", "an", "ans"}]
PERIODS = {
    "semaine": "week",
    "week": "week",
    "mois": "month",
    "month": "month",
    "annee": "year",
    "an": "year",
    "year": "year",
}
PARTS = {
    word: part
    for part, names in {
        "start": "en, in, pour, courant, d'ici, debut, early, start of, beginning of",
        "middle": "mi, mid, milieu, middle of",
        "end": "fin, late, end of",
    }.items()
    for word in names.split(", ")
}
# What may stand around a day without saying anything else.
BEFORE = re.compile(r"(?:\b(?:pour|le|la|on|by|avant|before|d'ici|des|from|vers|around|du|de|d'|of|the|ce|this)\b|\W)*")
AFTER = re.compile(r"(?:\b(?:matin|midi|soir|apres-midi|morning|noon|afternoon|evening|du mois|of the month)\b|\W)*")
# What a misspelt word is taken for, and how it is then written.
SUGGESTED = {name: name for name in WEEKDAYS} | {
    "demain": "demain",
    "tomorrow": "tomorrow",
    "yesterday": "yesterday",
    "aujourd'hui": "aujourd'hui",
    "apres-demain": "après-demain",
    "avant-hier": "avant-hier",
}

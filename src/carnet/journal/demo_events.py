"""The evenings, breakfasts and fairs of the example, as an agenda of three years."""

from typing import NamedTuple

from carnet.domain.events import EventKind, EventStatus


class Meeting(NamedTuple):
    """An event of the example; `days` counts back from the day of the example, below zero it is to come."""

    key: str
    days: int
    title: str
    kind: EventKind
    organiser: str
    venue: str
    hour: int
    minute: int
    minutes: int
    cost: int
    newcomers: int
    status: EventStatus = EventStatus.ATTENDED


K = EventKind
_ESCALE, _CLUB, _CIRCLE = "Escale Portage", "Club Numérique du Midi", "Cercle des DSI de Garonne"
_THEMES = {
    120: "« Observabilité sans dette »",
    300: "« Le cloud vu des achats »",
    417: "« API et assurance »",
    480: "« Données de référence »",
    640: "« Sortir du datacenter »",
}


_CLUB_DAYS = (60, 240, 420, 600, 800)
CLUB = tuple(f"club-{days}" for days in sorted(_CLUB_DAYS, reverse=True))
"""Keys of the dates of the club, a series, that one went to, the first one first."""
CLUB_RULE = "FREQ=MONTHLY;BYDAY=2TU"


def _agenda() -> tuple[Meeting, ...]:
    found = [
        Meeting("dejeuner+4", -4, "Déjeuner « Cadrage data »", K.CLUB, _CLUB, "La Halle", 12, 15, 105, 1800, 0,
                EventStatus.REGISTERED),
        Meeting("finops+6", -6, "« FinOps sans douleur »", K.THEMED_MEETING, _CIRCLE, "Le Quai", 18, 30, 120, 0, 0,
                EventStatus.REGISTERED),
        Meeting("pause-128", 128, "Pause café du plateau exploitation", K.BREAK, "Énergie Calanque", "Plateau 3", 10,
                15, 30, 0, 1),
        Meeting("atelier-8", 8, "Atelier juridique du portage", K.WORKSHOP, _ESCALE, "La Verrière", 17, 0, 90, 0, 2),
        Meeting("atelier-210", 210, "Atelier « Fixer son TJM »", K.WORKSHOP, _ESCALE, "La Verrière", 17, 0, 120, 0, 2),
        Meeting("atelier-620", 620, "Atelier retraite et prévoyance", K.WORKSHOP, _ESCALE, "La Verrière", 17, 0, 90, 0,
                1),
        Meeting("formation-505", 505, "Formation « Animer un atelier »", K.TRAINING, _ESCALE, "La Verrière", 9, 0, 420,
                0, 3),
        Meeting("formation-870", 870, "Formation « Gouvernance des données »", K.TRAINING, _ESCALE, "La Verrière", 9, 0,
                420, 0, 2),
        Meeting("webinaire-40", 40, "Webinaire « Facture électronique »", K.WEBINAR, _ESCALE, "", 13, 0, 60, 0, 0),
        Meeting("webinaire-340", 340, "Webinaire « Cybersécurité des PME »", K.WEBINAR, _CLUB, "", 13, 0, 60, 0, 0,
                EventStatus.MISSED),
    ]  # fmt: skip
    found += [
        Meeting(f"afterwork-{days}", days, "Afterwork Portage", K.AFTERWORK, _ESCALE, "La Verrière", 18, 30, 150, 1200,
                0 if days == 1 else 2)
        for days in (1, 92, 183, 274, 365, 456, 547, 610, 730, 850)
    ]  # fmt: skip
    found += [
        Meeting(f"petit-dejeuner-{days}", days, "Petit-déjeuner des DSI", K.BREAKFAST, _CIRCLE, "Le Quai", 8, 30, 90,
                1500, 2)
        for days in (8, 150, 330, 520, 700, 900)
    ]  # fmt: skip
    found += [
        Meeting(f"club-{days}", days, "Déjeuner du Club Numérique", K.CLUB, _CLUB, "La Halle", 12, 15, 105, 2200, 2)
        for days in _CLUB_DAYS
    ]
    found += [
        Meeting(f"rencontre-{days}", days, title, K.THEMED_MEETING, _CIRCLE, "Le Quai", 18, 30, 120, 0, 2)
        for days, title in _THEMES.items()
    ]
    found += [
        Meeting(f"salon-{days}", days, "Salon Occitanie Numérique", K.TRADE_SHOW, "Occitanie Numérique",
                "Parc des expositions", 9, 30, 420, 0, 3)
        for days in (200, 565, 930)
    ]  # fmt: skip
    return tuple(sorted(found, key=_oldest_first))


def _oldest_first(meeting: Meeting) -> tuple[int, str]:
    return -meeting.days, meeting.key


AGENDA = _agenda()

LAST_NIGHT = "afterwork-1"
LAST_NIGHT_EXPECTED = ("Nadia Benali", "Fatou Mendy-Roche", "Bruno Alessandri", "Camille Sénéchal")
LAST_NIGHT_MET = (
    ("Nadia Benali", "Reprend l’hébergement en interne, cherche un regard extérieur."),
    ("Fatou Mendy-Roche", "Veut des ateliers FinOps courts pour ses équipes."),
    ("Bruno Alessandri", "Content de l’API, parle d’une suite au printemps."),
    ("Damien Roussel", "Ingénieur cloud, débute en portage."),
    ("Lucile Marchand", "Anime des formations, cherche un binôme."),
    ("Ismaël Berkane", "Data engineer, disponible en janvier."),
)
LAST_NIGHT_GOALS = (
    ("Rencontrer deux DSI de l’industrie", True),
    ("Comprendre le besoin FinOps de Montclar", True),
    ("Parler de la reprise de données à Bruno", False),
    ("Trouver un binôme pour les formations", False),
)
LAST_NIGHT_BRIEFING = (
    "Nadia reprend l’hébergement en interne : l’écouter avant de proposer. Remercier Antoine pour l’invitation "
    "et lui demander des nouvelles de la formation d’octobre."
)
TO_COME = {
    "dejeuner+4": ("Étienne Roumegas", "Mathieu Arnal", "Laurent Cazaux"),
    "finops+6": ("Virginie Lestang",),
}

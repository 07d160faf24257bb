"""The kind of an event, guessed from its title."""

import pytest

from carnet.domain.event_kinds import guessed
from carnet.domain.events import EventKind as K


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Afterwork Portage", K.AFTERWORK),
        ("AFTER-WORK des indépendants", K.AFTERWORK),
        ("Apéro réseau", K.AFTERWORK),
        ("Freelance drinks", K.AFTERWORK),
        ("Petit-déjeuner des DSI", K.BREAKFAST),
        ("Petit déjeuner du club", K.BREAKFAST),
        ("P’tit déj’ RH", K.BREAKFAST),
        ("Business breakfast", K.BREAKFAST),
        ("Déjeuner « Cadrage data »", K.BREAK),
        ("Déjeuner du Club Numérique", K.CLUB),
        ("Lunch with the team", K.BREAK),
        ("Pause café", K.BREAK),
        ("Coffee break", K.BREAK),
        ("Conférence : le cloud vu des achats", K.THEMED_MEETING),
        ("Café-conférence", K.THEMED_MEETING),
        ("Table ronde sur l’IA", K.THEMED_MEETING),
        ("Python Meetup #12", K.THEMED_MEETING),
        ("Webinaire « Facture électronique »", K.WEBINAR),
        ("Webinar: pricing workshop", K.WEBINAR),
        ("Formation « Animer un atelier »", K.TRAINING),
        ("Leadership training", K.TRAINING),
        ("Atelier juridique du portage", K.WORKSHOP),
        ("Pricing workshop", K.WORKSHOP),
        ("Club des indépendants", K.CLUB),
        ("Salon Occitanie Numérique", K.TRADE_SHOW),
        ("Paris trade fair", K.TRADE_SHOW),
        ("Point projet", K.OTHER),
        ("Clubbing", K.OTHER),
        ("Informations utiles", K.OTHER),
        ("Transformation numérique", K.OTHER),
        ("", K.OTHER),
    ],
)
def test_the_words_of_a_title_tell_the_kind(title: str, kind: K) -> None:
    assert guessed(title) is kind

"""The words that start an exchange, in French and English, without accents: the vocabulary of `composer`."""

import re

from carnet.domain.interactions import Direction, InteractionKind

KINDS = {
    word: kind
    for kind, words in {
        InteractionKind.ENCOUNTER: "rencontre, rencontree, rencontres, entrevue, entretien, rendez-vous, rdv, reunion, "
        "croise, croisee, vu, vue, visite, afterwork, apero, verre, met, meeting, encounter, saw, visit, drink, drinks",
        InteractionKind.COFFEE: "cafe, coffee, tea, petit-dejeuner, petit-dej, breakfast",
        InteractionKind.LUNCH: "dejeuner, dej, dejeune, repas, diner, resto, restaurant, lunch, dinner, brunch",
        InteractionKind.CALL: "appel, appels, appele, appelee, coup de fil, telephone, tel, call, called, phone",
        InteractionKind.VIDEO: "visio, visioconference, visioconf, video, webcam, teams, zoom, skype",
        InteractionKind.EMAIL: "e-mail, email, mail, mel, courriel, mails, e-mails, emails, emailed",
        InteractionKind.MESSAGE: "message, messages, sms, texto, mp, dm, whatsapp, text, texted, message vocal",
        InteractionKind.LETTER: "courrier, lettre, letter, postcard",
        InteractionKind.NOTE: "note, memo, nb",
    }.items()
    for word in words.split(", ")
}
DIRECTIONS = {
    word: direction
    for direction, words in {
        Direction.INBOUND: "recu, recue, received, entrant, entrante, inbound, incoming",
        Direction.OUTBOUND: "envoye, envoyee, sent, sortant, sortante, outbound, outgoing, passe",
    }.items()
    for word in words.split(", ")
}
# "appel du 12/11", "call on Monday": small words that may stand before a day, or before a kind ("reçu un mail").
FILLER = re.compile(r"(?:du|de|d'|le|la|on|of|the)(?: +|(?<='))(?:the +)?")
ARTICLE = re.compile(r"(?:un|une|an?|son|sa|le|the|his|her)(?: +)")

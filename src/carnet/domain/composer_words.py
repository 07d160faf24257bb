"""The words of an exchange, in French and English, without accents: the vocabulary of `composer`."""

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
# Company, place, time spent, and what it belongs to.
WITH = re.compile(r"(?:avec|with|w/)\s+(?:the\s+)?")
TOWARDS = re.compile(r"(?:(?:a|de|d'|to|from|par|by)(?:\s+|(?<=')))?")
AND = re.compile(r"\s*(?:\bet\b|\band\b|&|\+)\s*|\s*,\s*")
PROMISED = re.compile(r"(?:promis|promise|promised|promesse)\s*:?\s+")
DURATION = re.compile(
    r"(?:pendant\s+|durant\s+|for\s+)?(?:"
    r"[0-7]\s?h\s?[0-5]\d\b|[0-7]\s?h\b(?!\s?\d)|\d{1,3}\s?(?:min|mn|mins|minutes?)\b"
    r"|(?:[1-9]|une|deux|trois|quatre|one|two|three|four)(?:[.,]5)?\s+(?:heures?|hours?|hrs?)\b(?:\s+et\s+demie?\b)?"
    r"|(?:une?|a|an)\s+(?:(?:petite|bonne|good)\s+)?(?:heure|demi-heure|quart\s+d'heure|hour)\b(?:\s+et\s+demie\b)?"
    r"|half\s+an\s+hour\b|une\s+demi\s+heure\b)"
)
AT = re.compile(r"(?:chez|lors\s+d[eu]|a|au|aux|at|in|during|dans)\b\s*(?:(?:la|le|les|the)\s+|l'|d')?")
EVENT = re.compile(r"(?:evenement|event)\b\s*:?\s*")
MISSION = re.compile(r"(?:pour\s+|for\s+|on\s+|sur\s+)?(?:la\s+|the\s+)?mission\b\s*:?\s*")
# Places that begin with no capital: "au bureau", "at the office".
PLACES = frozenset(
    re.findall(
        r"\w+",
        "bureau bureaux restaurant resto cafe brasserie bar bistrot bistro gare hotel cantine siege aeroport parc "
        "marche terrasse domicile office offices station airport canteen pub park bakery headquarters hq home",
    )
)
# « avec elle », "with the team": nobody is named by these.
NOBODY = frozenset(
    re.findall(
        r"\w+",
        "elle lui eux elles moi toi nous vous soi leur son sa ses mon ma mes ton ta tes notre votre le la les l un "
        "une des du de tout toute tous toutes ce cette ces quelqu plusieurs deux trois quatre cinq her him them us "
        "me you it his my our their the a an all some several two three four five qui que",
    )
)

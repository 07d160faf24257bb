"""« de » before a name as French has it: elided before vowels and mute h, drawn together with an article."""

import re

from carnet.domain.text import fold
from carnet.words.catalogue import _, pgettext

_ARTICLE = re.compile(r"(les?)\s+(?=\S)", re.IGNORECASE)
_HEARD = (
    "hache hachette hacker hackathon haie haine hall halle hambourg hameau hanche hand handball handicap hangar "
    "hanoi hanovre harcelement hard hardware harley harpe hasard hausse haut haute havre hello help heros herisson "
    "hewlett hibou hierarchie high hip hit hobby hockey holding hollande homard home hongrie honte hop hors hot "
    "houille house huawei hub hublot huit huitieme hutte hype"
)
_ASPIRATED = frozenset(_HEARD.split())
"""First words, folded, whose h is no mute one: French says « de Hambourg », « de Hub »."""


def elides(name: str) -> bool:
    """Tell whether French elides « de », « le » or « que » before a name."""
    word = next(iter(fold(name).split()), "")
    first, second = word[:1], word[1:2]
    if first == "h":
        return second != "" and word not in _ASPIRATED and word.removesuffix("s") not in _ASPIRATED
    if first == "y":
        return second != "" and second not in "aeiouy"
    if word.startswith(("oua", "oui", "onz", "uhlan")):
        return False
    return first != "" and first in "aeiou"


def of(name: str) -> str:
    """Return "of Escale Portage": « d’Escale Portage », « de Club Data », « du Wagon », « des Pépites »."""
    article = _ARTICLE.match(name)
    if article is not None:
        rest = name[article.end() :]
        if article[1].lower() == "le":
            return _("of Le {name}").format(name=rest)
        return _("of Les {name}").format(name=rest)
    if elides(name):
        return pgettext("before a vowel", "of {name}").format(name=name)
    return pgettext("before a consonant", "of {name}").format(name=name)

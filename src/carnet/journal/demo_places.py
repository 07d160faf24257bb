"""Where the organisations of the example are, and where some of its people were before."""

import sqlalchemy as sa

from carnet.domain.dates import PartialDate
from carnet.journal import organisations
from carnet.journal.demo_teller import Teller
from carnet.journal.demo_words import COMPANIES
from carnet.store import tables as t

_CITIES = {
    "Toulouse": ("Aéro-Garonne", "Escale Portage", "Kervadec Talents", "Cercle des DSI de Garonne", "Logis d’Oc"),
    "Rennes": ("Assurances Brocéliande",),
    "Nîmes": ("Banque Cévenole",),
    "Marseille": ("Énergie Calanque",),
    "Albi": ("Groupe Saulnier", "Papeteries Tarnaises"),
    "Castres": ("Laboratoires Oréade",),
    "Nantes": ("Mutuelle Alizé",),
    "Montauban": ("Club Numérique du Midi", "Coopérative Lauragaise"),
}
_SITES = {"Escale Portage": "escale-portage", "Kervadec Talents": "kervadec"}
_BEFORE = (
    ("Gaëlle Kervadec", "Escale Portage", "Recruteuse", 7, 4),
    ("Marc Delcourt", "Aéro-Garonne", "Architecte logiciel", 9, 3),
    ("Karim Ouali", "Escale Portage", "Consultant réseau", 6, 3),
    ("Hélène Vasseur", "Assurances Brocéliande", "Cheffe de projet", 11, 5),
)
_SINCE = (("Virginie Lestang", 5), ("Antoine Bessières", 4), ("Hélène Vasseur", 5), ("Bruno Alessandri", 3))


def tell(teller: Teller) -> None:
    """Write cities, sites and positions over time; years count back from the day of the example."""
    recorder, year = teller.recorder, teller.today.year
    for city, names in _CITIES.items():
        for name in names:
            recorder.update(t.organisation, _put(teller, name), city=city)
    for name, site in (*COMPANIES, *_SITES.items()):
        recorder.update(t.organisation, _put(teller, name), website=f"{site}.example")
    column = t.affiliation.c
    for name, years in _SINCE:
        query = sa.select(column.id).where(column.contact_id == teller.people[name].id, column.is_current.is_(True))
        key = recorder.connection.execute(query).scalar_one()
        recorder.update(t.affiliation, key, starts_on=PartialDate(str(year - years)))
    for name, place, title, start, end in _BEFORE:
        recorder.insert(
            t.affiliation,
            uid=teller.core.new_uid(),
            contact_id=teller.people[name].id,
            organisation_id=_put(teller, place),
            title=title,
            starts_on=PartialDate(str(year - start)),
            ends_on=PartialDate(str(year - end)),
            is_current=False,
        )


def _put(teller: Teller, name: str) -> int:
    key = organisations.put(teller.recorder, teller.core, name)
    assert key is not None
    return int(key)

"""The people who carry the story of the example: how each was met, and the missions they led to."""

from typing import NamedTuple

from carnet.domain.contacts import Channel, Relationship, Sphere
from carnet.domain.missions import Stage

R, C = Relationship, Channel


class Part(NamedTuple):
    """Someone with a part in the story.

    `met` is the key of an event, the name of an introducer, or a channel; `days` how long ago that was; `last` how many
    days ago the last exchange was; `age` the age reached at the next birthday, `birthday_in` the days until it.
    """

    name: str
    company: str
    title: str
    met: str | Channel
    days: int
    last: int
    email: str = ""
    cadence: int | None = None
    tags: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()
    relationship: Relationship = R.OTHER
    sphere: Sphere = Sphere.PROFESSIONAL
    phone: str = ""
    birthday_in: int | None = None
    age: int = 0
    starred: bool = False


CAST = (
    Part("Marc Delcourt", "Laboratoires Oréade", "Directeur technique", C.FORMER_COLLEAGUE, 1090, 12,
         "m.delcourt@oreade.example", 90, ("cloud", "santé"), ("Anciens collègues",), R.FORMER_COLLEAGUE),
    Part("Hélène Vasseur", "Mutuelle Alizé", "Directrice des opérations", "Marc Delcourt", 1016, 4,
         "h.vasseur@alize.example", 60, ("cloud", "assurance", "décideuse"), ("Proche", "Clients"), R.CLIENT,
         phone="06 39 98 41 07", starred=True),
    Part("Bruno Alessandri", "Assurances Brocéliande", "Architecte en chef", "Hélène Vasseur", 437, 1,
         "b.alessandri@broceliande.example", 60, ("cloud", "assurance"), ("Clients",), R.CLIENT, starred=True),
    Part("Karim Ouali", "Régie Eau & Ville", "Responsable SI", "afterwork-610", 610, 3, "k.ouali@regie.example", 60,
         ("portage", "collectivité"), ("Proche", "Clients"), R.CLIENT, phone="06 39 98 22 15", starred=True),
    Part("Delphine Roques", "Logis d’Oc", "Responsable infrastructure", "Karim Ouali", 402, 33,
         "d.roques@logisdoc.example", 90, ("cloud",), ("Clients",), R.CLIENT),
    Part("Nadia Benali", "Aéro-Garonne", "DSI", "petit-dejeuner-150", 150, 1, "n.benali@aero-garonne.example", 60,
         ("cloud", "industrie"), ("Prescripteurs",), R.PROSPECT),
    Part("Fatou Mendy-Roche", "Ville de Montclar", "Cheffe de projet", "afterwork-1", 1, 1,
         "f.mendy-roche@montclar.example", None, ("finops", "collectivité"), (), R.PROSPECT),
    Part("Damien Roussel", "Nébulia", "Ingénieur cloud", "afterwork-1", 1, 1, "d.roussel@nebulia.example", None,
         ("cloud", "portage"), (), R.PEER),
    Part("Lucile Marchand", "Octave Conseil", "Consultante indépendante", "afterwork-1", 1, 1,
         "l.marchand@octave.example", None, ("portage",), (), R.PEER),
    Part("Ismaël Berkane", "Datafilature", "Data engineer", "afterwork-1", 1, 1, "i.berkane@datafilature.example",
         None, ("data", "portage"), (), R.PEER),
    Part("Gaëlle Kervadec", "Kervadec Talents", "Recruteuse indépendante", C.LINKEDIN, 700, 9,
         "gaelle@kervadec.example", 60, ("portage",), ("Prescripteurs",), R.PEER),
    Part("Mai-Linh Tran", "Énergie Calanque", "Responsable FinOps", "pause-128", 128, 15,
         "ml.tran@calanque.example", 60, ("finops", "cloud"), ("Clients",), R.CLIENT),
    Part("Antoine Bessières", "Escale Portage", "Consultant data", "afterwork-850", 850, 29,
         "antoine.bessieres@escale.example", 60, ("portage", "data"), ("Proche",), R.PEER),
    Part("Yasmine Chérif", "Laboratoires Oréade", "Responsable formation", "Antoine Bessières", 305, 31,
         "y.cherif@oreade.example", 90, ("santé", "data"), ("Clients",), R.CLIENT),
    Part("Olivier Pujol", "Banque Cévenole", "RSSI", "petit-dejeuner-520", 520, 44, "o.pujol@cevenole.example", 60,
         ("sécurité",), ("Clients",), R.CLIENT),
    Part("Inès Fabregas", "Transports Virelay", "Responsable plateforme", C.LINKEDIN, 380, 26,
         "ines.fabregas@virelay.example", 60, ("cloud",), ("Clients",), R.CLIENT),
    Part("Julien Castaing", "Aéro-Garonne", "Responsable data", C.FORMER_COLLEAGUE, 1075, 92,
         "j.castaing@aero-garonne.example", 60, ("data", "industrie"), ("Anciens collègues", "Clients"),
         R.FORMER_COLLEAGUE),
    Part("Camille Sénéchal", "Groupe Saulnier", "Directrice de programme", "salon-565", 565, 137,
         "c.senechal@saulnier.example", 90, ("industrie",), ("Prescripteurs",), R.PROSPECT, birthday_in=1, age=43),
    Part("Paul-Henri Gaubert", "Banque Cévenole", "Directeur financier", "club-800", 800, 302,
         "ph.gaubert@cevenole.example", 120, ("achats",), ("Prescripteurs",), R.PROSPECT),
    Part("Étienne Roumegas", "Coopérative Lauragaise", "DSI", "club-600", 600, 40,
         "e.roumegas@lauragaise.example", 90, ("industrie",), ("Prescripteurs",), R.PROSPECT),
    Part("Clarisse Teulade", "Verrerie Montaud", "Directrice des achats", "Étienne Roumegas", 560, 70,
         "c.teulade@montaud.example", 90, ("achats", "industrie"), ("Prescripteurs",), R.PROSPECT),
    Part("Mathieu Arnal", "Institut Riquet", "Responsable transformation", "Clarisse Teulade", 500, 55,
         "m.arnal@riquet.example", 90, ("data",), ("Prescripteurs",), R.PROSPECT),
    Part("Sabine Orhan", "Clinique du Canal", "Directrice des systèmes d’information", "Mathieu Arnal", 420, 22,
         "s.orhan@canal.example", 60, ("santé", "décideuse"), ("Clients",), R.CLIENT),
    Part("Laurent Cazaux", "Semences Galabert", "Responsable data", "formation-870", 870, 65,
         "l.cazaux@galabert.example", 90, ("data",), ("Clients",), R.CLIENT),
    Part("Claire Montagnac", "Énergie Calanque", "Responsable exploitation", C.CLIENT_SITE, 760, 80,
         "c.montagnac@calanque.example", 90, ("cloud",), ("Clients",), R.CLIENT),
    Part("Samir Haddad", "Papeteries Tarnaises", "Directeur technique", C.COLD, 640, 110,
         "s.haddad@tarnaises.example", 120, ("industrie",), ("Clients",), R.CLIENT),
    Part("Lucie Ferrand", "Éditions Passerose", "Directrice numérique", C.PERSONAL, 1080, 18,
         "lucie@passerose.example", 60, ("data",), ("Proche", "Clients"), R.FRIEND, Sphere.BOTH, birthday_in=5, age=41),
    Part("Virginie Lestang", "Escale Portage", "Conseillère portage", "petit-dejeuner-900", 900, 13,
         "v.lestang@escale.example", 45, ("portage",), ("Proche",), R.PORTAGE_ADVISER),
    Part("Sophie Carmaux", "Escale Portage", "Chargée d’affaires", "afterwork-730", 730, 24,
         "s.carmaux@escale.example", 60, ("portage",), ("Prescripteurs",), R.PORTAGE_ADVISER),
)  # fmt: skip


class Story(NamedTuple):
    """A mission of the story; days count back from the day of the example, halves make days.

    `by` is a name, a channel (« Personne ») or None (no answer); `entered` how long ago the stage was entered.
    """

    title: str
    client: str
    stage: Stage
    rate: int
    days: int
    by: str | Channel | None
    signed: int = 0
    starts: int = 0
    ends: int = 0
    worked: float | None = None
    entered: int = 0
    key: str = ""
    renewal_of: str = ""
    intermediary: str = ""
    lost: str = ""
    chance: int = 0


S = Stage
MISSIONS = (
    Story("Migration cloud SI paie", "Mutuelle Alizé", S.COMPLETED, 640, 62, "Hélène Vasseur", 718, 700, 590, 62),
    Story("Stabilisation du SI paie", "Mutuelle Alizé", S.COMPLETED, 640, 20, None, 575, 570, 520, 20,
          renewal_of="Migration cloud SI paie"),
    Story("Architecture API clients", "Assurances Brocéliande", S.RUNNING, 700, 55, "Bruno Alessandri", 361, 340, -40,
          41, key="rencontre-417"),
    Story("Reprise d’exploitation", "Régie Eau & Ville", S.WON, 600, 24, "Karim Ouali", 9, -17, -70),
    Story("Accompagnement FinOps", "Énergie Calanque", S.RUNNING, 690, 30, "Mai-Linh Tran", 64, 50, -60, 12),
    Story("Formation des équipes", "Laboratoires Oréade", S.COMPLETED, 900, 8, "Yasmine Chérif", 120, 90, 55, 8),
    Story("Refonte de l’intégration", "Transports Virelay", S.COMPLETED, 620, 40, "Inès Fabregas", 262, 250, 125, 40),
    Story("Cadrage data", "Aéro-Garonne", S.COMPLETED, 650, 45, "Julien Castaing", 390, 375, 280, 45),
    Story("Audit sécurité", "Banque Cévenole", S.COMPLETED, 680, 18, "Olivier Pujol", 470, 460, 425, 18),
    Story("Étude de trajectoire cloud", "Coopérative Lauragaise", S.COMPLETED, 650, 12, "Gaëlle Kervadec", 540, 530,
          500, 12, intermediary="Kervadec Talents"),
    Story("Dossier patient, reprise des données", "Clinique du Canal", S.COMPLETED, 660, 30, "Sabine Orhan", 300, 290,
          215, 29.5),
    Story("Atelier qualité des données", "Semences Galabert", S.COMPLETED, 720, 10, "Laurent Cazaux", 780, 770, 745,
          10),
    Story("Observabilité des flux", "Énergie Calanque", S.COMPLETED, 630, 25, "Claire Montagnac", 650, 640, 585, 25),
    Story("Audit de performance", "Papeteries Tarnaises", S.COMPLETED, 640, 14, "Samir Haddad", 600, 590, 560, 13.5),
    Story("Pilotage des sauvegardes", "Logis d’Oc", S.COMPLETED, 610, 16, "Delphine Roques", 330, 320, 285, 16),
    Story("Diagnostic d’architecture", "Éditions Passerose", S.COMPLETED, 600, 9, "Lucie Ferrand", 860, 850, 825, 9),
    Story("Schéma directeur numérique", "Ville de Montclar", S.COMPLETED, 580, 22, Channel.PLATFORM, 450, 440, 385, 22),
    Story("Assistance ponctuelle aux sauvegardes", "Groupe Saulnier", S.COMPLETED, 560, 6, None, 690, 685, 675, 6),
    Story("Cadrage de la reprise de données", "Mutuelle Alizé", S.LEAD, 700, 20, "Hélène Vasseur", entered=4,
          chance=20),
    Story("Audit plateforme de conteneurs", "Aéro-Garonne", S.LEAD, 680, 15, "Nadia Benali", entered=1, chance=20),
    Story("Ateliers FinOps", "Ville de Montclar", S.LEAD, 850, 4, "Fatou Mendy-Roche", entered=1, chance=20),
    Story("Sécurisation des accès", "Banque Cévenole", S.PROPOSAL, 690, 25, "Olivier Pujol", entered=8, chance=50),
    Story("Pilotage de la migration", "Transports Virelay", S.PROPOSAL, 640, 60, "Inès Fabregas", entered=14,
          chance=50),
    Story("Tableau de bord énergie", "Énergie Calanque", S.LOST, 650, 12, "Mai-Linh Tran", entered=75,
          lost="Budget gelé"),
    Story("Supervision multisite", "Groupe Saulnier", S.LOST, 630, 30, "Camille Sénéchal", entered=160,
          lost="Délai de réponse"),
)  # fmt: skip

"""What is typed: some three hundred keys as hands really press them, the names of twenty people, names spelt amiss."""

_PHRASES = (
    "h", "hé", "hélène v", "o", "oneil", "vasseur h", "laet", "lætitia", "de la t", "dupont cl", "karim ouali",
    "zzqx", "marie-cl", "le goff", "b", "benali", "reprise de données", "finops", "acheteuse", "jean-b", "müll",
    "garonne", "nunez", "x",
)  # fmt: skip
KEYS = "".join(phrase + "\b" * len(phrase) for phrase in _PHRASES)
PEOPLE = (
    "Aline", "Basile", "Cora", "Denis", "Elsa", "Fabien", "Gisèle", "Hugo", "Irène", "Jules",
    "Katia", "Luc", "Mona", "Nils", "Odile", "Pavel", "Quitterie", "Rachid", "Solène", "Tariq",
)  # fmt: skip
MISSPELT = (
    "vasseurr", "ouallli", "dupomt", "alessamdri", "kervadek", "bessierres", "montagnak", "belkasem",
    "castaingg", "senechall", "lefevvre", "oeuvrrard", "helenne vaseur", "karym ouali", "sophye dupont", "claiire benali",
    "gaelle kervadek", "yasminne martin", "antoinne petit", "olivvier durand", "stephanne leroi", "beatrisse moreau",
)  # fmt: skip
LINES = (
    "Zélie Montclar, DSI chez Aéro-Garonne, zelie@garonne.example, 06 39 98 50 01, #cloud > relancer mardi",
    "Ulysse Delaunay-Roy, architecte @ Banque Cévenole, 06 39 98 50 02",
    "Wassila Ferhat, responsable data chez Ville de Montclar, via Zélie Montclar, cherche un binôme",
    "Hélène Mesurée, parle du budget 2027 // à rappeler après le conseil",
    "Octave PRUD’HOMME, juriste ; octave@cabinet.example",
    "Xénia de la Tour, #portage, consultante en transition",
    "Yann Le Bihan, yann.lebihan@example.org, 06 39 98 50 07 > envoyer le plan dans 3 jours",
    "Blandine Okafor, formatrice chez Escale Portage, intéressée par un atelier",
)

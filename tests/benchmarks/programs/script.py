"""What is typed: some three hundred keys as hands really press them, and the names of twenty people."""

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

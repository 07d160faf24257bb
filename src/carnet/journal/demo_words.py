"""Names, places and sentences that the example is made of; all of them invented."""

from carnet.domain.interactions import InteractionKind

FIRST_NAMES = (
    "Adèle", "Adrien", "Agathe", "Alice", "Amandine", "Anaïs", "Aurélie", "Basile", "Benoît", "Bérénice",
    "Capucine", "Cédric", "Céline", "Chloé", "Clément", "Coralie", "Cyril", "Daphné", "David", "Elsa", "Émeline",
    "Emmanuel", "Estelle", "Fabien", "Fanny", "Flavie", "Florian", "Gaëtan", "Gwenaëlle", "Hugo", "Isabelle",
    "Jérémie", "Joëlle", "Judith", "Kader", "Léa", "Léonard", "Lilian", "Loïc", "Maëlle", "Magali", "Malika",
    "Margaux", "Maxime", "Mélanie", "Mehdi", "Myriam", "Noémie", "Odile", "Pascaline", "Pauline", "Quentin",
    "Rachida", "Raphaël", "Rémi", "Sandrine", "Solène", "Stéphane", "Sylvain", "Tanguy", "Théo", "Valentin",
    "Victoire", "Xavier", "Yannick", "Zoé",
)  # fmt: skip
LAST_NAMES = (
    "Abadie", "Aubrac", "Azéma", "Barthe", "Belmont", "Besset", "Boissière", "Bonnefous", "Bouzid", "Cabrol",
    "Calmette", "Capdeville", "Carrère", "Castan", "Cayrol", "Chabaud", "Combes", "Courtiade", "Dardenne", "Daurat",
    "Delmas", "Diallo", "Escande", "Esteve", "Fabre", "Faure", "Ferrié", "Fournier", "Gaillac", "Garrigue",
    "Gayral", "Ginestet", "Guiraud", "Huc", "Izard", "Jourdain", "Kaddour", "Labat", "Lacoste", "Lafforgue",
    "Lamarque", "Lassalle", "Loubet", "Malaval", "Marty", "Mazières", "Mercadier", "Molinié", "Moreau", "Nguyen",
    "Olivier", "Pagès", "Palosse", "Pech", "Peyre", "Pradel", "Puech", "Rey", "Ribes", "Rigal", "Rouquette",
    "Sabatier", "Salvan", "Séguy", "Soulié", "Tardieu", "Tournier", "Verdier", "Vialade", "Vidal",
)  # fmt: skip
COMPANIES = (
    ("Mutuelle Alizé", "alize"), ("Régie Eau & Ville", "regie"), ("Assurances Brocéliande", "broceliande"),
    ("Aéro-Garonne", "aero-garonne"), ("Laboratoires Oréade", "oreade"), ("Énergie Calanque", "calanque"),
    ("Banque Cévenole", "cevenole"), ("Transports Virelay", "virelay"), ("Ville de Montclar", "montclar"),
    ("Groupe Saulnier", "saulnier"), ("Coopérative Lauragaise", "lauragaise"), ("Clinique du Canal", "canal"),
    ("Éditions Passerose", "passerose"), ("Logis d’Oc", "logisdoc"), ("Verrerie Montaud", "montaud"),
    ("Semences Galabert", "galabert"), ("Institut Riquet", "riquet"), ("Datafilature", "datafilature"),
    ("Octave Conseil", "octave"), ("Nébulia", "nebulia"), ("Fil d’Ariane Systèmes", "filariane"),
    ("Papeteries Tarnaises", "tarnaises"),
)  # fmt: skip
TITLES = (
    "DSI", "Responsable data", "Cheffe de projet", "Chef de projet", "Architecte logiciel", "Directrice financière",
    "Responsable achats", "Consultante indépendante", "Consultant indépendant", "Directeur technique",
    "Responsable infrastructure", "Product owner", "Responsable sécurité", "Ingénieure cloud", "Développeur senior",
    "Directrice de programme", "Responsable transformation", "Chargée d’affaires", "Data engineer",
    "Directeur d’agence",
)  # fmt: skip
TAGS = (
    "cloud", "portage", "data", "sécurité", "finops", "assurance", "industrie", "santé", "collectivité", "achats",
)  # fmt: skip
CITIES = ("Toulouse", "Toulouse", "Toulouse", "Montauban", "Albi", "Bordeaux", "Montpellier", "Paris", "Lyon", "Nantes")

PERSONAL = (
    ("Claire", "Fontan"), ("Mathieu", "Fontan"), ("Élodie", "Bastide"), ("Nicolas", "Roudil"), ("Sarah", "Benguigui"),
    ("Thomas", "Lavergne"), ("Julie", "Armand"), ("Romain", "Castéra"), ("Hanna", "Kowalska"), ("Arnaud", "Devèze"),
    ("Léonie", "Gratacap"), ("Baptiste", "Sol"), ("Inaya", "Cissé"), ("Denis", "Marquès"), ("Perrine", "Vallat"),
    ("Gilles", "Orliac"), ("Nour", "Haddou"), ("Colette", "Bastide"), ("Samuel", "Prat"),
)  # fmt: skip

SENTENCES: dict[InteractionKind, tuple[str, ...]] = {
    InteractionKind.CALL: (
        "Point rapide sur ses projets de l’année.",
        "Prend des nouvelles, équipe en réorganisation.",
        "Budget encore en arbitrage, en reparler le mois prochain.",
        "Cherche un avis sur un appel d’offres hébergement.",
        "Confirme l’intérêt pour un audit court.",
        "A changé de périmètre, garde la main sur les prestataires.",
        "Échange sur les TJM du marché.",
        "Demande une référence sur la reprise de données.",
    ),
    InteractionKind.EMAIL: (
        "Envoi du retour d’expérience demandé.",
        "Merci pour la soirée, propose de se revoir.",
        "Transmet le contact de son responsable achats.",
        "Envoi de la présentation FinOps.",
        "Répond que le sujet est reporté au trimestre suivant.",
        "Partage un article sur la gouvernance des données.",
        "Envoi de la plaquette à jour.",
    ),
    InteractionKind.MESSAGE: (
        "Félicitations pour sa prise de poste.",
        "Répond vite, part en congés.",
        "Partage une annonce de mission.",
        "Propose un café à la rentrée.",
        "Bonne année, se revoir bientôt.",
    ),
    InteractionKind.COFFEE: (
        "Café près de la gare, parle de son projet de migration.",
        "Café au marché, échange de bons contacts.",
        "Raconte sa première année en portage.",
        "Café rapide entre deux réunions.",
    ),
    InteractionKind.LUNCH: (
        "Déjeuner, tour d’horizon de l’année.",
        "Déjeuner avec son équipe, ambiance détendue.",
        "Déjeuner, évoque un besoin pour le printemps.",
    ),
    InteractionKind.VIDEO: (
        "Visio de cadrage, questions sur les délais.",
        "Visio, présente sa nouvelle équipe.",
        "Démonstration courte, bien reçue.",
        "Visio, comparaison de deux solutions.",
    ),
    InteractionKind.NOTE: (
        "Préfère les messages courts.",
        "En congés la première quinzaine d’août.",
        "Suit de près les sujets de sobriété.",
    ),
    InteractionKind.LETTER: ("Carte de vœux envoyée.",),
}
PERSONAL_SENTENCES: dict[InteractionKind, tuple[str, ...]] = {
    InteractionKind.CALL: ("Des nouvelles de la famille.", "Organise le week-end.", "Long appel du dimanche."),
    InteractionKind.MESSAGE: ("Photos des vacances.", "Joyeux anniversaire.", "Idée de randonnée."),
    InteractionKind.LUNCH: ("Repas à la maison.", "Pique-nique au bord du canal."),
    InteractionKind.COFFEE: ("Café en terrasse.",),
}
DEBRIEFS = (
    "Bons échanges, arriver plus tôt la prochaine fois.",
    "Beaucoup de monde, préférer deux vraies conversations.",
    "Le sujet attire les DSI : proposer un retour d’expérience.",
    "Format court, efficace. Revenir.",
    "Peu de décideurs, mais des consultants avec qui travailler.",
)

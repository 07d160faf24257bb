"""The words by which the lines of a signature are told apart, in French and English."""

import re

DELIMITER = re.compile(r"\s*(?:--|—|[_*=-]{3,}|~{2,})\s*")
QUOTED = re.compile(
    r"\s*(?:>|-{2,}\s*(?:original|forwarded|message d.origine|message transféré)|"
    r"(?:le|on)\b.{6,90}\b(?:a écrit|wrote)\s*:)",
    re.IGNORECASE,
)
ADVERTISEMENT = re.compile(
    r"\s*(?:envoyé (?:de|depuis|à partir de)|sent (?:from|with|via)|get outlook|(?:télécharger|obtenez) outlook|"
    r"provenance : courrier|téléchargé depuis)\b",
    re.IGNORECASE,
)
GREETING = re.compile(
    r"\W*(?:(?:très |bien )?cordialement|bien à (?:vous|toi)|amicalement|sincèrement|respectueusement|"
    r"(?:sincères |meilleures |cordiales )?salutations|à (?:bientôt|très vite)|merci(?: d.avance)?|"
    r"(?:belle|bonne|excellente) (?:journée|soirée|semaine|fin de journée)|"
    r"(?:kind|best|warm)(?:est)? (?:regards|wishes)|regards|best|cheers|sincerely|yours (?:sincerely|truly)|"
    r"many thanks|thanks|thank you)(?: (?:à (?:vous|tous)|et .{3,30}))?\W*",
    re.IGNORECASE,
)
DISCLAIMER = re.compile(
    r"\W*(?:(?:ce (?:message|courriel|mail|document)|cet e-?mail|this (?:e-?mail|message|communication))\b.{0,40}"
    r"\b(?:et|est|sont|peut|contient|and|is|are|may|contains?)\b|les informations contenues|"
    r"the information (?:contained|in this)|(?:avis|clause) de confidentialité|confidentialité\s*:|"
    r"confidential(?:ity)?\b|disclaimer\b|legal notice|mentions légales|si vous (?:n.êtes pas|avez reçu)|"
    r"if you (?:are not|have received))",
    re.IGNORECASE,
)
ECOLOGY = re.compile(
    r"\W*(?:avant d.imprimer|pensez à l.environnement|n.imprimez|merci de n.imprimer|"
    r"(?:please )?consider the environment|think before)",
    re.IGNORECASE,
)
LABEL = re.compile(
    r"[\W_]*(?:(?:t[ée]l(?:[ée]phone)?|mob(?:ile)?|portable|port|gsm|fixe|bureau|standard|cell|phone|office|direct|"
    r"ligne directe|e-?mail|m[ée]l|courriel|mail|site(?: web| internet)?|web|blog|website|linkedin|viadeo|"
    r"adresse|address|[tmpdew]))?[\W_]*",
    re.IGNORECASE,
)
SHORT_LABEL = re.compile(r"(?:^|(?<=[\s(]))([TMPD]|Direct|Office|Port)\s*[.:]?\s*$", re.IGNORECASE)
LABELS = {"t": "tél", "p": "tél", "d": "tél", "direct": "tél", "office": "bureau", "m": "mobile", "port": "mobile"}
FAX = re.compile(r"\bfax\W*$", re.IGNORECASE)
CIVILITY = re.compile(
    r"(?:m\.|mr\.?|mme|mrs\.?|ms\.?|mlle|monsieur|madame|dr\.?|pr\.?|docteur|me|ma[îi]tre)\s+", re.IGNORECASE
)
AFTER_NAME = re.compile(
    r"\s*[,(]\s*(?:ph\.?d\.?|mba|msc|he/him|she/her|they/them|elle|il|elle/la|il/lui)\)?\s*$", re.IGNORECASE
)
ROLE = re.compile(
    r"\b(?:d[ié]rect(?:eur|rice)|director|responsable|chef(?:fe)?|chief|head|consultante?|ing[ée]nieure?|engineer|"
    r"manager|c[efimortd]o|ciso|dsi|rssi|drh|daf|dga?|pdg|rh|hr|vp|vice|pr[ée]sidente?|g[ée]rante?|"
    r"(?:co-?)?fondat(?:eur|rice)|(?:co-?)?founder|d[ée]velopp(?:eur|euse)|developer|architecte?|account|sales|"
    r"business|charg[ée]e?|assistante?|commerciale?|associ[ée]e?|partner|lead|leader|owner|scrum|coach|"
    r"recrut(?:eur|euse)|recruiter|talent|officer|designer|avocate?|notaire|experte?|analyste?|secr[ée]taire|"
    r"format(?:eur|rice)|trainer|freelance|ind[ée]pendante?|professeure?|enseignante?|professor|attach[ée]e?|"
    r"conseill[eè]re?|advis[eo]r|coordinat(?:eur|rice|or)|administrat(?:eur|rice)|technicien(?:ne)?|"
    r"acheteu(?:r|se)|buyer|journaliste|r[ée]dact(?:eur|rice)|graphiste|juriste|d[ée]l[ée]gu[ée]e?|pilote|product|"
    r"projets?|project|doctorante?|m[ée]decin|psychologue|comptable|stagiaire|alternante?|apprentie?|specialist|"
    r"sp[ée]cialiste|supervisor|contr[ôo]leu(?:r|se)|gestionnaire|executive|entrepreneu(?:r|se))s?\b",
    re.IGNORECASE,
)
COMPANY = re.compile(
    r"(?:\b(?:s\.?a\.?s?\.?u?|sarl|eurl|sci|sca|scop|gmbh|ltd|limited|inc|llc|plc|corp|company|group|groupe|holding|"
    r"conseils?|consulting|consultants|partners|associ[ée]s|solutions|technologies|services|universit[ée]|university|"
    r"[ée]cole|institut|mairie|agence|agency|cabinet|banque|bank|mutuelle|assurances?|minist[èe]re|association|"
    r"f[ée]d[ée]ration|labs?|studio|industries|entreprise|portage|r[ée]gion|m[ée]tropole|ville de|h[ôo]pital|chu|"
    r"clinique)\b)|&",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"\b(?:rue|avenue|av\.|bd|boulevard|place|chemin|all[ée]e|impasse|quai|cours|route|zone|za|zi|street|road|cedex|bp|"
    r"b[âa]timent|[ée]tage|floor|suite)\b|\b\d{5}\b",
    re.IGNORECASE,
)
AT = re.compile(r"\s+(?:chez|at|@)\s+", re.IGNORECASE)
FREE_MAIL = frozenset(
    {"gmail", "googlemail", "outlook", "hotmail", "live", "msn", "yahoo", "ymail", "orange", "wanadoo", "free", "sfr"}
    | {"neuf", "laposte", "bbox", "icloud", "me", "mac", "aol", "protonmail", "proton", "gmx", "numericable", "pm"}
)
NETWORKS = frozenset({"linkedin", "viadeo", "facebook", "twitter", "xing"})

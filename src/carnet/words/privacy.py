"""What « Confidentialité » says: grounds, the clock of the CNIL, the four choices, the list of oppositions."""

from collections.abc import Sequence
from datetime import date

from carnet.domain.privacy import ANSWER_DAYS, Basis, Opposition, PrivacyRow, Standing, runs_from
from carnet.words import contacts, formats
from carnet.words.catalogue import _, ngettext

_SHOWN = 4


def basis(value: Basis) -> str:
    """Return the name of a legal basis (GDPR, article 6)."""
    match value:
        case Basis.LEGITIMATE_INTEREST:
            return _("legitimate interest")
        case Basis.CONTRACT:
            return _("contract (clients)")
        case Basis.CONSENT:
            return _("consent")
        case Basis.LEGAL_OBLIGATION:
            return _("legal obligation")


def standing(value: Standing) -> str:
    """Return where people stand, as the legend of the bar says it after a number."""
    match value:
        case Standing.DUE:
            return _("due")
        case Standing.WAITING:
            return _("waiting for an answer")
        case Standing.SOON:
            return _("due within a year")
        case Standing.CLIENT:
            return _("clients, relation running")
        case Standing.CURRENT:
            return _("up to date")
        case Standing.ARCHIVED:
            return _("archived")


def subtitle(kept: int, outside: int) -> str:
    """Return how many people the register holds, and how many are left out of it."""
    first = ngettext("{n} professional contact.", "{n} professional contacts.", kept).format(n=formats.number(kept))
    if not outside:
        return first
    second = ngettext(
        "The {n} purely personal contact stays out of the register.",
        "The {n} purely personal contacts stay out of the register.",
        outside,
    )
    return f"{first} {second.format(n=formats.number(outside))}"


def heard(row: PrivacyRow) -> str:
    """Return what the clock runs from."""
    start = runs_from(row.facts)
    day = formats.plain_day(start)
    if row.facts.is_client:
        return _("Client: a mission runs")
    if start == row.facts.last_inbound_on:
        return _("Last sign from them: {day}").format(day=day)
    if start == row.facts.relation_until:
        return _("Last mission ended: {day}").format(day=day)
    return _("Collected, no answer since: {day}").format(day=day)


def ends(row: PrivacyRow) -> str:
    """Return the day on which the time is over, or that it does not run."""
    return _("relation running") if row.term_on is None else formats.plain_day(row.term_on)


def left(row: PrivacyRow, today: date) -> str:
    """Return by how much the time is over, or how much is left."""
    if row.standing is Standing.ARCHIVED:
        return standing(row.standing)
    if row.standing is Standing.WAITING and row.facts.asked_until is not None:
        return _("answer until {day}").format(day=formats.plain_day(row.facts.asked_until))
    if row.term_on is None:
        return ""
    days = (row.term_on - today).days
    if days <= 0:
        return ngettext("{n} d past", "{n} d past", -days).format(n=formats.number(-days))
    if days <= 60:
        return ngettext("in {n} day", "in {n} days", days).format(n=days)
    return ngettext("in {n} month", "in {n} months", days // 30).format(n=days // 30)


def noted(row: PrivacyRow) -> str:
    """Return source, information given and legal basis of a person in one line."""
    if row.opposed_on is not None:
        return _("objected on {day}").format(day=formats.plain_day(row.opposed_on))
    told = (
        _("informed on {day}").format(day=formats.plain_day(row.informed_on)) if row.informed_on else _("not informed")
    )
    return " · ".join((contacts.channel(row.source), told, basis(row.basis)))


def why(row: PrivacyRow) -> str:
    """Return in one sentence why the clock did not move, "" where nothing is to be said."""
    if row.last_outbound_on is None or row.last_outbound_on <= runs_from(row.facts):
        return ""
    day = formats.plain_day(row.last_outbound_on)
    told = _("Your last message, of {day}, had no answer: a message from you does not extend the period.")
    return told.format(day=day)


def spoken(row: PrivacyRow, today: date) -> str:
    """Return a person of the register in one sentence."""
    end = _("Due on {day}").format(day=formats.full_day(row.term_on)) if row.term_on else _("relation running")
    parts = (row.name, row.organisation, end, left(row, today), heard(row), noted(row))
    return ", ".join(part for part in parts if part)


def on_sheet(row: PrivacyRow, today: date) -> str:
    """Return the quiet line of a sheet: what is noted, and where the clock stands."""
    end = left(row, today)
    where = f"{ends(row)} ({end})" if end and row.term_on is not None else end or ends(row)
    return " · ".join((noted(row), _("retention: {where}").format(where=where)))


def anonymous(contact_id: int) -> str:
    """Return what stands for a person who was anonymised."""
    return _("Anonymised contact no. {k}").format(k=contact_id)


def people(rows: Sequence[PrivacyRow]) -> str:
    """Return whom a question is about: a name, or how many."""
    if len(rows) == 1:
        return _("“{name}”").format(name=rows[0].name)
    return ngettext("{n} person", "{n} people", len(rows)).format(n=formats.number(len(rows)))


def anonymise_question(rows: Sequence[PrivacyRow]) -> tuple[str, str]:
    """Return title and text of the question before people are anonymised."""
    text = _(
        "A number takes the place of the name; details, notes, exchanges with nobody else and follow-ups go. Missions "
        "and amounts stay to the cent. You can undo it for 30 days; then nothing is left but backups made before."
    )
    return _("Anonymise {who}?").format(who=people(rows)), text


def erase_question(rows: Sequence[PrivacyRow]) -> tuple[str, str]:
    """Return title and text of the question before people are erased."""
    text = _(
        "Sheet, notes, follow-ups, exchanges with nobody else and all that the history keeps of them go for good; "
        "amounts and totals stay. There is no undo. Backups made before hold them until they rotate."
    )
    return _("Erase {who} for good?").format(who=people(rows)), text


def oppose_question(rows: Sequence[PrivacyRow]) -> tuple[str, str]:
    """Return title and text of the question before an objection is noted."""
    text = _(
        "Their sheets are archived and their follow-ups dropped. Fingerprints of e-mail, phone, LinkedIn profile and "
        "name with organisation are kept: the next import will refuse these people and say why."
    )
    return _("Note the objection of {who}?").format(who=people(rows)), text


def erased(rows: Sequence[PrivacyRow]) -> str:
    """Return the message after people were erased."""
    return _("{who} erased for good.").format(who=people(rows))


def choices() -> tuple[tuple[str, str, str, str, str], ...]:
    """Return the four choices at term: identifier, icon, verb, key, consequence."""
    asked = _("A mail to read again. The sheet waits {n} days for the answer.").format(n=ANSWER_DAYS)
    return (
        ("ask", "mail", _("Ask again"), _("R"), asked),
        ("archive", "archive", _("Archive"), _("A"), _("Out of lists and follow-ups, kept as evidence.")),
        ("anonymise", "user", _("Anonymise"), _("N"), _("A number instead of the name. Missions and amounts stay.")),
        ("erase", "trash-2", _("Erase"), _("E"), _("Everything goes, but from backups made before.")),
    )


def opposition(found: Opposition) -> str:
    """Return "E-mail, fingerprint 7f3a…c21e"."""
    kinds = {"email": _("E-mail"), "phone": _("Phone"), "profile": _("Profile"), "name": _("Name and organisation")}
    digest = f"{found.digest[:_SHOWN]}…{found.digest[-_SHOWN:]}"
    return _("{kind}, fingerprint {digest}").format(kind=kinds.get(found.kind, found.kind), digest=digest)


def counted(rows: int) -> str:
    """Return how many people are listed."""
    return ngettext("{n} person", "{n} people", rows).format(n=formats.number(rows))


def purged(count: int) -> str:
    """Return the message after the backups made before were deleted."""
    text = ngettext("{n} backup deleted, a new one made.", "{n} backups deleted, a new one made.", count)
    return text.format(n=formats.number(count))


Section = tuple[str, list[tuple[str, str]]]


def sections(rows: Sequence[PrivacyRow], outside: int, opposed: int, controller: str) -> list[Section]:
    """Return the register of processing (GDPR, article 30) as sections of (name, text); nobody kept is named in it."""
    return [
        (
            _("Processing"),
            [
                (_("Controller"), controller or _("to complete: “My card” says who you are")),
                (_("Purpose"), _("Following up professional relations: network, prospects, clients, events attended")),
                (_("Data subjects"), _("Peers, prospects, clients, introducers and former colleagues")),
                (_("Out of scope"), _("Purely personal contacts: {n}").format(n=formats.number(outside))),
            ],
        ),
        (
            _("Data"),
            [
                (_("Categories"), _("Identity, professional details, position, exchanges, introductions, missions")),
                (_("Sensitive data"), _("None is asked for")),
                (_("Sources"), _sources(rows)),
                (_("Recipients"), _("None: the journal stays on the controller’s computer")),
                (_("Transfers out of the EU"), _("No transfer")),
            ],
        ),
        (_("Legal basis"), [(_begun(basis(each)), _people_of(rows, each)) for each in Basis if _counts_of(rows, each)]),
        (_("Retention"), _retention(rows)),
        (
            _("Rights"),
            [
                (_("Information given"), counted(sum(row.informed_on is not None for row in rows))),
                (_("To be informed"), counted(sum(_is_uninformed(row) for row in rows))),
                (_("Objections"), counted(sum(row.opposed_on is not None for row in rows))),
                (_("Opposition list"), _entries(opposed)),
                (_("Exercise"), _("On request to the controller; complaint to the CNIL (www.cnil.fr)")),
            ],
        ),
        (
            _("Security"),
            [
                (_("Access"), _("Files readable by the controller’s account alone; work mode hides private life")),
                (_("Backups"), _("Verified copies, rotated; purged on request after an erasure")),
                (_("Erasure"), _("Rows, search index, history and free pages of the file are overwritten")),
            ],
        ),
    ]


def _sources(rows: Sequence[PrivacyRow]) -> str:
    found = [row.source for row in rows]
    ranked = sorted(set(found), key=lambda source: (-found.count(source), source.value))
    return ", ".join(f"{contacts.channel(source)} ({formats.number(found.count(source))})" for source in ranked)


def _counts_of(rows: Sequence[PrivacyRow], wanted: Basis) -> int:
    return sum(row.basis is wanted for row in rows)


def _people_of(rows: Sequence[PrivacyRow], wanted: Basis) -> str:
    return counted(_counts_of(rows, wanted))


def _retention(rows: Sequence[PrivacyRow]) -> list[tuple[str, str]]:
    rule = _("Three years from the collection or the last contact coming from the person; clients: the relation plus 3")
    found = [row.standing for row in rows]
    return [
        (_("Rule"), rule),
        *((_begun(standing(each)), counted(found.count(each))) for each in Standing if each in found),
    ]


def _is_uninformed(row: PrivacyRow) -> bool:
    return row.informed_on is None and row.standing is not Standing.ARCHIVED


def _entries(count: int) -> str:
    return ngettext("{n} fingerprint", "{n} fingerprints", count).format(n=formats.number(count))


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]

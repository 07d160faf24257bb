"""Finding the probable duplicates of a whole journal: only sheets that share a key are compared."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from typing import Any

from carnet.domain.changes import Deed
from carnet.domain.duplicates import ApartPair, DuplicatePair, Verdict, resemblance
from carnet.domain.ids import ContactId
from carnet.domain.matching import Candidate, organisation_keys
from carnet.domain.text import fold
from carnet.errors import Reason, Refused
from carnet.journal.core import Core
from carnet.journal.search import scope
from carnet.store import quick
from carnet.store import tables as t
from carnet.store.quick import Connected, chunks, marks

Progress = Callable[[int, int], object]
Cancelled = Callable[[], bool]
_Pairs = set[tuple[int, int]]

_RARE = 4
"""A whole name that more people bear says nothing by itself."""
_CROWD = 40
"""A point, profile or organisation that more people share is a switchboard: only like names are compared there."""
_STEPS = 100
_READING, _COMPARING = 40, 60
_RUN = 2_000


def _no_progress(_done: int, _total: int) -> None:
    """Tell nobody."""


def _never() -> bool:
    return False


class Duplicates:
    """The probable duplicates of the journal."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def find(self, *, progress: Progress = _no_progress, cancelled: Cancelled = _never) -> tuple[DuplicatePair, ...]:
        """Return the pairs that may be one person, the surest first; those told apart by the user are left out.

        It reads one state of the file and holds no lock that a verb waits for.

        Args:
            progress: told now and then how much of how much is done.
            cancelled: asked now and then whether to give up.

        Raises:
            Refused: "cancelled".
        """
        walk = _Walk(progress, cancelled)
        within = f"{scope(self._core.options.work_mode)} AND c.is_me = 0"
        with self._core.reading() as connection:
            people = _people(connection, within, walk)
            pairs = _shared(connection, people, walk) | _alike(connection, people, walk)
            pairs -= _told_apart(connection)
            found = list(_compared(connection, list(_in_order(pairs)), people, walk))
        walk.step(_STEPS)
        return tuple(sorted(found, key=_surest_first))

    def compare(self, one: int, other: int) -> DuplicatePair | None:
        """Return how far two sheets chosen by the user look like one person, None where nothing speaks for it."""
        walk = _Walk(_no_progress, _never)
        with self._core.reading() as connection:
            people = _people(connection, f"c.id IN ({int(one)}, {int(other)})", walk)
            pair = (min(one, other), max(one, other))
            return next(_compared(connection, [pair], people, walk), None) if len(people.shown) == 2 else None

    def apart(self) -> tuple[ApartPair, ...]:
        """Return the pairs told apart of which both are in sight, by name."""
        shown = scope(self._core.options.work_mode)
        sql = (
            "SELECT n.id, n.contact_id, n.other_id, f.display_name, g.display_name FROM not_same n "
            f"CROSS JOIN (SELECT * FROM contact_fact f WHERE {shown}) f ON f.contact_id = n.contact_id "
            f"CROSS JOIN (SELECT * FROM contact_fact f WHERE {shown}) g ON g.contact_id = n.other_id "
            "ORDER BY f.sort_key, n.id"
        )
        with self._core.reading() as connection:
            return tuple(ApartPair._make(row) for row in quick.rows(connection, sql))

    def compare_again(self, pair_id: int) -> None:
        """Forget that the user told two people apart."""
        pair = next((pair for pair in self.apart() if pair.id == pair_id), None)
        if pair is None:
            raise Refused(Reason.NOT_FOUND, kind="pair", id=pair_id)
        with self._core.writing(Deed.COMPARE_AGAIN, subject=pair.first_name) as recorder:
            recorder.delete(t.not_same, pair_id)

    def standing(self, pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
        """Return those of some pairs that are two sheets still, not told apart, both in sight."""
        keys = sorted({key for pair in pairs for key in pair})
        shown: set[int] = set()
        with self._core.reading() as connection:
            for run in chunks(keys):
                sql = (
                    f"SELECT f.contact_id FROM contact_fact f WHERE f.contact_id IN ({marks(run)}) "
                    f"AND {scope(self._core.options.work_mode)}"
                )
                shown.update(key for (key,) in quick.rows(connection, sql, run))
            apart = _told_apart(connection)
        return {pair for pair in pairs if shown.issuperset(pair) and (min(pair), max(pair)) not in apart}


class _Walk:
    """How far the search is; stops it where it is given up."""

    def __init__(self, progress: Progress, cancelled: Cancelled) -> None:
        self._progress = progress
        self._cancelled = cancelled

    def step(self, done: float) -> None:
        """Tell how far it is, in hundredths."""
        if self._cancelled():
            raise Refused("cancelled")
        self._progress(int(done), _STEPS)


class _Everybody:
    """What is held of everybody while candidates are looked for.

    A dictionary for each field, of texts only: the garbage collector, which stops the window too, has nothing to walk.
    """

    def __init__(self) -> None:
        self.shown: dict[int, str] = {}
        self.words: dict[int, str] = {}
        self.first_name: dict[int, str] = {}
        self.last_name: dict[int, str] = {}
        self.nickname: dict[int, str] = {}
        self.birthday: dict[int, str] = {}
        self.made: dict[int, str] = {}

    def add(self, row: Sequence[Any]) -> None:
        """Take somebody in; a birthday without its day or year tells nobody apart."""
        key, name, first, last, nickname, birthday, made = row
        self.shown[key] = name
        self.words[key] = " ".join(sorted(fold(f"{first} {last}").split()))
        self.first_name[key], self.last_name[key], self.nickname[key], self.made[key] = first, last, nickname, made
        if birthday and len(birthday) == 10:
            self.birthday[key] = birthday

    def initials(self, key: int) -> str:
        """Return the first letters of the words of a name."""
        return "".join(sorted(word[0] for word in self.words[key].split()))

    def __contains__(self, key: int) -> bool:
        return key in self.shown


def _surest_first(pair: DuplicatePair) -> tuple[int, int, str, int, int]:
    order = tuple(Verdict).index(pair.resemblance.verdict)
    return order, -pair.resemblance.weight, fold(pair.first_name), int(pair.first), int(pair.second)


_PEOPLE = (
    "SELECT c.id, f.display_name, c.first_name, c.last_name, c.nickname, c.birthday, c.created_at "
    "FROM contact c JOIN contact_fact f ON f.contact_id = c.id WHERE c.id > ? AND {within} ORDER BY c.id LIMIT {run}"
)
_POINTS = (
    "SELECT kind, normalised, group_concat(DISTINCT contact_id) FROM contact_point "
    "WHERE (kind = 'email' OR kind = 'phone') AND normalised <> '' GROUP BY kind, normalised "
    "HAVING count(DISTINCT contact_id) > 1"
)
_SLUGS = (
    "SELECT network, lower(slug), group_concat(DISTINCT contact_id) FROM social_profile "
    "WHERE network = 'linkedin' AND slug <> '' GROUP BY 1, 2 HAVING count(DISTINCT contact_id) > 1"
)
_POSTS = (
    "SELECT o.folded, a.contact_id FROM affiliation a JOIN organisation o ON o.id = a.organisation_id "
    "WHERE o.folded <> '' ORDER BY o.folded"
)


def _people(connection: Connected, within: str, walk: _Walk) -> _Everybody:
    """Return who is compared, read in runs, between which the window gets its turns."""
    sql = _PEOPLE.format(within=within, run=_RUN)
    found = _Everybody()
    last, total = 0, 1 + int((quick.first(connection, "SELECT count(*) FROM contact") or (0,))[0])
    while run := quick.rows(connection, sql, (last,)):
        for row in run:
            found.add(row)
        last = run[-1][0]
        walk.step(_READING * len(found.shown) / total / 2)
    return found


def _shared(connection: Connected, people: _Everybody, walk: _Walk) -> _Pairs:
    """Return the pairs that share an e-mail, a phone or a profile: the file itself groups by these."""
    pairs: _Pairs = set()
    for sql in (_POINTS, _SLUGS):
        for _kind, _value, listed in quick.rows(connection, sql):
            pairs |= _among([key for text in listed.split(",") if (key := int(text)) in people], people)
        walk.step(_READING * 0.6)
    return pairs


def _alike(connection: Connected, people: _Everybody, walk: _Walk) -> _Pairs:
    """Return the pairs of a rare name, of a birthday and initials, or of an organisation and names near each other."""
    pairs: _Pairs = set()
    borne = Counter(people.words.values())
    names, days = _groups(), _groups()
    for key, words in people.words.items():
        if " " in words and 1 < borne[words] <= _RARE:
            names[words].append(key)
    for key, birthday in people.birthday.items():
        days[birthday].append(key)
    for group in names.values():
        pairs |= _among(group, people)
    walk.step(_READING * 0.7)
    for group in days.values():
        pairs |= _of_one_key(group, people.initials)
    walk.step(_READING * 0.8)
    for group in _colleagues(connection, people).values():
        pairs |= _near(group, people)
    walk.step(_READING)
    return pairs


def _groups() -> dict[Any, list[int]]:
    return defaultdict(list)


def _colleagues(connection: Connected, people: _Everybody) -> dict[Any, list[int]]:
    """Return who stands at each organisation; « Acme SAS » and « Acme » are one."""
    found = _groups()
    known: dict[str, str] = {}
    for folded, key in quick.rows(connection, _POSTS):
        if key in people:
            if folded not in known:
                known[folded] = next(iter(organisation_keys(Candidate(organisations=frozenset({folded})))), folded)
            found[known[folded]].append(key)
    return found


def _among(group: Sequence[int], people: _Everybody) -> _Pairs:
    """Return all pairs of a group; of a crowd those alone whose names are near each other."""
    return _near(group, people) if len(group) > _CROWD else set(combinations(sorted(set(group)), 2))


def _near(group: Sequence[int], people: _Everybody) -> _Pairs:
    """Return the pairs of a group that share a word of the name, or all initials.

    A first name or initials that a crowd has at one place find nobody: the whole name still does.
    """
    if len(group) < 2:
        return set()
    shared = _groups()
    for key in set(group):
        for word in {*people.words[key].split(), *fold(people.nickname[key]).split(), "." + people.initials(key)}:
            shared[word].append(key)
    pairs = {pair for keys in shared.values() if len(keys) <= _CROWD for pair in combinations(sorted(keys), 2)}
    return pairs | _of_one_key(group, people.words.__getitem__) if len(group) > _CROWD else pairs


def _of_one_key(group: Sequence[int], key_of: Callable[[int], str]) -> _Pairs:
    """Return the pairs of a group that have one key."""
    found = _groups()
    for key in set(group):
        found[key_of(key)].append(key)
    return {pair for keys in found.values() for pair in combinations(sorted(keys), 2)}


def _in_order(pairs: _Pairs) -> Iterator[tuple[int, int]]:
    """Yield pairs by their first id, so that neighbours are read together; sorting all at once stops the window."""
    shelves: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in pairs:
        shelves[pair[0] // _RUN].append(pair)
    for shelf in sorted(shelves):
        yield from sorted(shelves[shelf])


def _told_apart(connection: Connected) -> _Pairs:
    rows = quick.rows(connection, "SELECT contact_id, other_id FROM not_same")
    return {(min(pair), max(pair)) for pair in rows}


_FACTS = (
    ("emails", "SELECT contact_id, normalised FROM contact_point WHERE kind = 'email' AND contact_id IN ({})"),
    ("phones", "SELECT contact_id, normalised FROM contact_point WHERE kind = 'phone' AND contact_id IN ({})"),
    ("linkedin", "SELECT contact_id, slug FROM social_profile WHERE network = 'linkedin' AND contact_id IN ({})"),
    (
        "organisations",
        (
            "SELECT a.contact_id, o.name FROM affiliation a JOIN organisation o ON o.id = a.organisation_id "
            "WHERE a.contact_id IN ({})"
        ),
    ),
    ("aliases", "SELECT contact_id, name FROM alias WHERE contact_id IN ({})"),
)


_SETS = ("emails", "phones", "linkedin", "organisations")


def _candidates(connection: Connected, keys: Sequence[int], people: _Everybody) -> dict[int, Candidate]:
    """Return what is compared of these people."""
    facts: dict[str, dict[int, set[str]]] = {name: {} for name, _sql in _FACTS}
    for run in chunks(keys):
        for name, sql in _FACTS:
            for key, value in quick.rows(connection, sql.format(marks(run)), run):
                if value:
                    facts[name].setdefault(key, set()).add(value)
    made = {}
    for key in keys:
        shared = {name: frozenset(facts[name].get(key, ())) for name in _SETS}
        made[key] = Candidate(
            first_name=people.first_name[key],
            last_name=people.last_name[key],
            nickname=people.nickname[key],
            aliases=tuple(sorted(facts["aliases"].get(key, ()))),
            birthday=people.birthday.get(key, ""),
            **shared,
        )
    return made


def _compared(
    connection: Connected, pairs: Sequence[tuple[int, int]], people: _Everybody, walk: _Walk
) -> Iterator[DuplicatePair]:
    """Yield the pairs that look alike; their sheets are read in runs."""
    for place, run in enumerate(chunks(pairs, _RUN)):
        walk.step(_READING + _COMPARING * place * _RUN / len(pairs))
        candidates = _candidates(connection, sorted({key for pair in run for key in pair}), people)
        for one, other in run:
            alike = resemblance(candidates[one], candidates[other])
            if alike is not None:
                older, newer = sorted((one, other), key=lambda key: (people.made[key], key))
                names = (people.shown[older], people.shown[newer])
                yield DuplicatePair(ContactId(older), ContactId(newer), *names, alike)

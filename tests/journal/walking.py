"""A walk at random through every verb of the journal, undo and redo among them; who walks says which number comes next."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from carnet.domain.composer import parse
from carnet.domain.contacts import (
    Affiliation,
    Channel,
    Contact,
    ContactFilter,
    ContactPoint,
    ContactStatus,
    Network,
    OrganisationKind,
    PointKind,
    SocialProfile,
    Sphere,
)
from carnet.domain.dates import PartialDate
from carnet.domain.events import EventGoal, EventKind, EventRef, NetworkingEvent, OccurrenceRef, Usefulness
from carnet.domain.followups import FollowUp
from carnet.domain.ids import ContactId, EventId
from carnet.domain.imports import Clipping
from carnet.domain.interactions import Direction, Interaction, InteractionKind, Participation
from carnet.domain.merging import MergeField, Side
from carnet.domain.mission_sheets import Mission
from carnet.domain.missions import MissionRole, Stage, Touch, TouchKind
from carnet.domain.privacy import Basis
from carnet.domain.query import Field, Term
from carnet.errors import CarnetError
from carnet.journal import Journal
from carnet.journal.feeds import Fetched

FIRST = ("Hélène", "Lætitia", "Karim", "Jean-Baptiste", "O’Neil", "")
LAST = ("Vasseur", "VASSEUR", "de La Tour", "Œuvrard", "Nuñez", "")
COMPANIES = ("Alizé", "ALIZE", "Mistral SAS", "Éner-nova", "")
TITLES = ("DSI", "Acheteuse", "")
TAGS = ("cloud", "été", "Été", "paie")
CIRCLES = ("Proche", "Clients", "Club")
MAILS = ("a@nova.example", "b@nova.example", "A@nova.example", "c@nova.example")
PHONES = ("06 39 98 50 01", "+33 6 39 98 50 01", "06 39 98 50 02")
LINES = (
    "Zélie Montclar, DSI chez Alizé, z@nova.example, 06 39 98 50 01, #cloud > relancer mardi",
    "Karim Vasseur @ Mistral SAS via Hélène Vasseur, cherche un binôme",
    "Lætitia Œuvrard, #été, consultante // à rappeler",
    "Hélène Vasseur, parle du budget > rappeler dans 3 jours",
)
EXCHANGES = (
    "Café, hier, budget > rappeler dans 3 jours",
    "reçu e-mail, mardi dernier",
    "note libre",
    "Déjeuner, 12/03",
)
CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:{last};{first};;;\r\nFN:{first} {last}\r\nORG:{org}\r\n"
    "EMAIL:{mail}\r\nX-OWN:1\r\nEND:VCARD\r\n"
)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c020000000b4944415478da6364f80f00010501012718e366"
    "0000000049454e44ae426082"
)
CALENDAR = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:club\r\nSUMMARY:Club\r\nDTSTART;TZID=Europe/Paris:20261103T183000\r\n"
    "RRULE:FREQ=WEEKLY\r\nATTENDEE;CN=Karim:mailto:a@nova.example\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:club\r\n"
    "RECURRENCE-ID;TZID=Europe/Paris:20261117T183000\r\nDTSTART;TZID=Europe/Paris:20261118T120000\r\nSUMMARY:Club\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)
DAYS = ("2024", "2025-02", "2025-06-30", "2026-03-12", "2026-09-01", "2026-11-19")
START = date(2026, 11, 20)

Pick = Callable[[int], int]
"""Returns a number from 0 up to and without its argument."""


class Walk:
    """One journal, and what the next steps may be about."""

    def __init__(self, journal: Journal, folder: Path, pick: Pick) -> None:
        self.journal = journal
        self._folder = folder
        self._pick = pick
        self._group = ""
        self.steps: Mapping[str, Callable[[], object]] = {**self._verbs(), **self._returns()}
        self.refused = 0

    def step(self) -> str:
        """Take one step; return the name of its verb. What the rules refuse changes nothing and is a step as well."""
        name = self.one(tuple(self.steps))
        try:
            self.steps[name]()
        except CarnetError:
            self.refused += 1
        return name

    # -- choosing -------------------------------------------------------------------------------------------------

    def one(self, options: Sequence[Any]) -> Any:
        """Return one of some options."""
        return options[self._pick(len(options))]

    def some(self, options: Sequence[Any], most: int = 2) -> tuple[Any, ...]:
        """Return at most so many of some options, none twice."""
        left, found = list(dict.fromkeys(options)), []
        for _each in range(self._pick(most + 1)):
            if left:
                found.append(left.pop(self._pick(len(left))))
        return tuple(found)

    def id_of(self, table: str, where: str = "1") -> int:
        """Return the id of one row of a table; one that nothing has where it is empty."""
        with self.journal.core.reading() as connection:
            keys = connection.exec_driver_sql(f'SELECT id FROM "{table}" WHERE {where} ORDER BY id').scalars().all()
        return int(self.one(keys)) if keys else 999_999

    def person(self) -> ContactId:
        """Return somebody, in the trash or not."""
        return ContactId(self.id_of("contact"))

    def people(self, most: int = 3) -> list[int]:
        """Return a few people."""
        return list(dict.fromkeys([self.person(), *(self.person() for _n in range(self._pick(most)))]))

    def day(self) -> PartialDate | None:
        """Return a day known more or less, or none."""
        text = self.one((*DAYS, ""))
        return PartialDate(text) if text else None

    def date(self) -> date:
        """Return a day around today."""
        return START + timedelta(days=self._pick(40) - 20)

    def maybe(self, make: Callable[[], Any]) -> Any:
        """Return something or None."""
        return make() if self._pick(2) else None

    # -- values ---------------------------------------------------------------------------------------------------

    def contact(self) -> Contact:
        """Return a new person."""
        return Contact(
            first_name=self.one(FIRST),
            last_name=self.one(LAST),
            nickname=self.one(("", "", "Lena")),
            city=self.one(("", "Lyon")),
            about=self.one(("", "Aime l’escalade")),
            sphere=self.one(tuple(Sphere)),
            birthday=self.one((None, PartialDate("--03-12"), PartialDate("1980"))),
            cadence_days=self.one((None, None, 30, 90)),
            origin_channel=self.one((None, Channel.LINKEDIN, Channel.COLD)),
            met_on=self.day(),
            points=self.points(),
            profiles=self.profiles(),
            affiliations=self.positions(),
            tags=self.some(TAGS),
            circles=self.some(CIRCLES),
            aliases=self.some(("La Tour", "Vasseur-Petit"), 1),
            custom_fields=self.some((("Chien", "Rex"), ("Thé", "vert")), 1),
        )

    def points(self) -> tuple[ContactPoint, ...]:
        """Return ways to reach somebody."""
        mails = [ContactPoint(kind=PointKind.EMAIL, value=value) for value in self.some(MAILS)]
        return (*mails, *(ContactPoint(kind=PointKind.PHONE, value=value) for value in self.some(PHONES, 1)))

    def profiles(self) -> tuple[SocialProfile, ...]:
        """Return a profile or none."""
        slugs = self.some(("h-vasseur", "karim"), 1)
        return tuple(
            SocialProfile(network=Network.LINKEDIN, url=f"https://www.linkedin.com/in/{slug}") for slug in slugs
        )

    def positions(self) -> tuple[Affiliation, ...]:
        """Return positions, held now or before."""
        names = self.some(COMPANIES)
        return tuple(
            Affiliation(organisation=name, title=self.one(TITLES), is_current=bool(self._pick(2)), starts_on=self.day())
            for name in names
        )

    def exchange(self) -> Interaction:
        """Return a new exchange."""
        return Interaction(
            kind=self.one(tuple(InteractionKind)),
            occurred_on=self.day(),
            direction=self.one(tuple(Direction)),
            summary=self.one(("", "Arbitrage du budget")),
            event_id=self.maybe(lambda: self.id_of("event")),
            mission_id=self.one((None, None, self.id_of("mission"))),
            participants=self.participants(),
        )

    def participants(self) -> tuple[Participation, ...]:
        """Return who took part."""
        return tuple(
            Participation(
                contact_id=ContactId(key), personal_note=self.one(("", "seul")), is_first_meeting=not self._pick(4)
            )
            for key in self.people()
        )

    def event(self) -> NetworkingEvent:
        """Return a new event."""
        starts = datetime(2026, 11, 20, 17, tzinfo=UTC) - timedelta(days=self._pick(400) - 20)
        return NetworkingEvent(
            title=self.one(("Afterwork", "Rencontre Été")),
            kind=self.one(tuple(EventKind)),
            organiser=self.one(COMPANIES),
            starts_at=self.one((None, starts)),
            rrule=self.one(("", "", "FREQ=WEEKLY", "FREQ=MONTHLY;BYDAY=2TU")),
            goals=self.one(((), (EventGoal(text="Voir Karim"),))),
            briefing=self.one(("", "Préparé")),
        )

    def taking_place(self) -> EventRef:
        """Return an event or a series, or what takes place these weeks, with a row of its own or without."""
        rows = self.journal.events.occurrences(START - timedelta(days=40), START + timedelta(days=40))
        return self.one((self.id_of("event"), *(row.ref for row in rows)))

    def _edit_series(self) -> None:
        """Change a series from one of its dates."""
        rows = self.journal.events.occurrences(START - timedelta(days=40), START + timedelta(days=40))
        dates = [row for row in rows if isinstance(row.ref, OccurrenceRef)]
        later = timedelta(days=self._pick(3), hours=self._pick(4))
        for row in dates[:1]:
            self.journal.events.edit_series(row.ref, title="Cercle", starts_at=row.starts_at + later, ends_at=None)

    def _skipped(self) -> OccurrenceRef:
        series = EventId(self.id_of("event", "rrule <> ''"))
        left_out = self.journal.events.get(series).exdates
        return OccurrenceRef(series, self.one((*left_out, datetime(2026, 11, 17, 17, tzinfo=UTC))))

    def mission(self) -> Mission:
        """Return a new mission."""
        return Mission(
            title=self.one(("Cadrage", "Plateforme")),
            client=self.one(COMPANIES),
            portage_company=self.one(("", "Escale")),
            stage=self.one((Stage.LEAD, Stage.PROPOSAL)),
            day_rate_cents=self.one((0, 62_000)),
            days_sold_half=self.one((0, 180)),
            renewal_of_id=self.one((None, None, self.id_of("mission"))),
            people=self.one(((), ((self.person(), MissionRole.INTRODUCER),))),
            notes=self.one(("", "reprise")),
        )

    def touch(self) -> Touch:
        """Return a step of a path."""
        kind = self.one((TouchKind.ORIGIN_MEETING, TouchKind.INTRODUCTION, TouchKind.MANUAL))
        return Touch(
            rank=1 + self._pick(3),
            kind=kind,
            contact_id=self.person(),
            introducer_id=self.person() if kind is TouchKind.INTRODUCTION else None,
            event_id=self.maybe(lambda: self.id_of("event")),
            occurred_on=self.day(),
            channel=self.one((Channel.EVENT, Channel.INTRODUCTION)),
        )

    # -- verbs ----------------------------------------------------------------------------------------------------

    def _verbs(self) -> dict[str, Callable[[], object]]:
        return {**self._about_people(), **self._about_what_happened(), **self._about_missions(), **self._about_files()}

    def _about_people(self) -> dict[str, Callable[[], object]]:
        j, one, some, person, people = self.journal, self.one, self.some, self.person, self.people
        tag, circle, company = (lambda table=table: self.id_of(table) for table in ("tag", "circle", "organisation"))
        return {
            "contacts.save": lambda: j.contacts.save(self.contact()),
            "contacts.save again": lambda: j.contacts.save(self._changed(j.contacts.get(person()))),
            "contacts.edit": lambda: j.contacts.edit(person(), **self._edited()),
            "contacts.set_photo": lambda: j.contacts.set_photo(person(), one((PIXEL, None)), "image/png"),
            "contacts.delete": lambda: j.contacts.delete(*people()),
            "contacts.restore": lambda: j.contacts.restore(person()),
            "contacts.merge": lambda: j.contacts.merge(person(), person(), self.choices()),
            "contacts.mark_not_same": lambda: j.contacts.mark_not_same(person(), person()),
            "labels.label": lambda: j.labels.label(
                people(),
                add_tags=some(TAGS),
                remove_tags=some(TAGS),
                add_circles=some(CIRCLES),
                remove_circles=some(CIRCLES),
            ),
            "labels.save_circle": lambda: j.labels.save_circle(
                one(CIRCLES), default_cadence_days=one((None, 20, 60)), circle_id=self.maybe(circle)
            ),
            "labels.delete_circle": lambda: j.labels.delete_circle(circle()),
            "labels.rename_tag": lambda: j.labels.rename_tag(tag(), one(TAGS)),
            "labels.delete_tag": lambda: j.labels.delete_tag(tag()),
            "organisations.add": lambda: j.organisations.add(one(COMPANIES), one(tuple(OrganisationKind))),
            "organisations.edit": lambda: j.organisations.edit(company(), name=one(COMPANIES), city=one(("", "Pau"))),
            "organisations.merge": lambda: j.organisations.merge(company(), company()),
            "organisations.delete": lambda: j.organisations.delete(company()),
            "duplicates.compare_again": lambda: j.duplicates.compare_again(self.id_of("not_same")),
            "selections.edit": lambda: j.selections.edit(people(), **self._several()),
            "selections.plan": lambda: j.selections.plan(people(), self.date()),
            "trash.restore": lambda: j.trash.restore(some([(item.kind, item.id) for item in j.trash.items()])),
            "trash.erase": lambda: j.trash.erase([(item.kind, item.id) for item in j.trash.items()[-1:]]),
        }

    def _about_what_happened(self) -> dict[str, Callable[[], object]]:
        j, one, person, people, there = self.journal, self.one, self.person, self.people, self.taking_place
        event, exchange, introduction, follow_up = (
            lambda table=table: self.id_of(table) for table in ("event", "interaction", "introduction", "follow_up")
        )
        return {
            "interactions.log": lambda: j.interactions.log(
                people(), parse(one(EXCHANGES), START), event_id=self.maybe(event)
            ),
            "interactions.save": lambda: j.interactions.save(self.exchange()),
            "interactions.save again": lambda: j.interactions.save(self._other_people(j.interactions.get(exchange()))),
            "interactions.delete": lambda: j.interactions.delete(exchange()),
            "interactions.restore": lambda: j.interactions.restore(exchange()),
            "introductions.save": lambda: j.introductions.save(
                self.maybe(person),
                person(),
                beneficiary_id=one((None, None, person())),
                event_id=self.maybe(event),
                occurred_on=self.day(),
            ),
            "introductions.edit": lambda: j.introductions.edit(
                introduction(), occurred_on=self.day(), introducer_id=self.maybe(person)
            ),
            "introductions.delete": lambda: j.introductions.delete(introduction()),
            "events.save": lambda: j.events.save(self.event()),
            "events.edit": lambda: j.events.edit(there(), kind=one(tuple(EventKind)), title=one(("Club", "Salon Été"))),
            "events.edit again": lambda: j.events.edit(event(), rrule=one(("", "FREQ=DAILY;COUNT=30"))),
            "events.move": lambda: j.events.move(
                there(), datetime(2026, 11, 20, self._pick(24), 30, tzinfo=UTC) + timedelta(days=self._pick(9))
            ),
            "events.edit_series": self._edit_series,
            "events.skip": lambda: j.events.skip(there()),
            "events.take_back": lambda: j.events.take_back(self._skipped()),
            "events.delete": lambda: j.events.delete(there()),
            "events.delete several": lambda: j.events.delete(there(), there()),
            "events.restore": lambda: j.events.restore(event()),
            "events.expect": lambda: j.events.expect(there(), people()),
            "events.unexpect": lambda: j.events.unexpect(event(), person()),
            "debriefs.set_met": lambda: j.debriefs.set_met(there(), person(), bool(self._pick(2))),
            "debriefs.finish": lambda: j.debriefs.finish(there(), usefulness=one(tuple(Usefulness)), debrief="retenu"),
            "debriefs.thank": lambda: j.debriefs.thank(there(), people()),
            "debriefs.plan": lambda: j.debriefs.plan(there(), FollowUp(contact_id=person(), text="voir")),
            "debriefs.take_back": lambda: j.debriefs.take_back(event()),
            "debriefs.later": lambda: j.debriefs.later(event()),
            "follow_ups.save": lambda: j.follow_ups.save(
                FollowUp(contact_id=person(), due_on=self.date(), text="rappeler")
            ),
            "follow_ups.done": lambda: j.follow_ups.done(
                follow_up(), log=self.maybe(lambda: parse(one(EXCHANGES), START))
            ),
            "follow_ups.snooze": lambda: j.follow_ups.snooze(follow_up(), self.date()),
            "follow_ups.snooze_all_due": lambda: j.follow_ups.snooze_all_due(self.date()),
            "follow_ups.drop": lambda: j.follow_ups.drop(follow_up()),
            "follow_ups.leave_out": lambda: j.follow_ups.leave_out(FollowUp(contact_id=person(), due_on=self.date())),
            "follow_ups.reopen": lambda: j.follow_ups.reopen(follow_up()),
        }

    def _about_missions(self) -> dict[str, Callable[[], object]]:
        j, one, person = self.journal, self.one, self.person
        mission, exchange = (lambda table=table: self.id_of(table) for table in ("mission", "interaction"))

        def with_touch(verb: Callable[[int, int], object]) -> object:
            touch = self.id_of("touch")
            with j.core.reading() as connection:
                key = connection.exec_driver_sql("SELECT mission_id FROM touch WHERE id = ?", (touch,)).scalar()
            return verb(int(key or 999_999), touch)

        def turned(key: int) -> object:
            with j.core.reading() as connection:
                sql = "SELECT id FROM touch WHERE mission_id = ? ORDER BY rank DESC"
                return j.missions.reorder(key, connection.exec_driver_sql(sql, (key,)).scalars().all())

        def shared(key: int, touch: int) -> object:
            return j.missions.set_manual_shares(key, one(({touch: 10_000}, {}, {touch: 3})))

        return {
            "missions.save": lambda: j.missions.save(self.mission()),
            "missions.edit": lambda: j.missions.edit(
                mission(),
                client=one(COMPANIES),
                days_worked_half=one((None, 60)),
                stage=one(tuple(Stage)),
                signed_on=one((None, self.date())),
            ),
            "missions.move": lambda: j.missions.move(
                mission(), one(tuple(Stage)), on=self.date(), signed_on=one((None, self.date()))
            ),
            "missions.sign": lambda: j.missions.sign(
                mission(), contact_id=self.maybe(person), channel=one((None, Channel.COLD)), signed_on=self.date()
            ),
            "missions.arrange": lambda: j.missions.arrange([mission(), mission()]),
            "missions.date_stage": lambda: j.missions.date_stage(self.id_of("mission_stage"), self.date()),
            "missions.renew": lambda: j.missions.renew(mission()),
            "missions.link_exchange": lambda: j.missions.link_exchange(exchange(), one((None, mission()))),
            "missions.add_document": lambda: j.missions.add_document(
                mission(), one(("/home/c/a.pdf", "ftp://x/a.pdf"))
            ),
            "missions.rename_document": lambda: j.missions.rename_document(
                self.id_of("mission_document"), one(("Contrat", ""))
            ),
            "missions.remove_document": lambda: j.missions.remove_document(self.id_of("mission_document")),
            "missions.delete": lambda: j.missions.delete(mission()),
            "missions.restore": lambda: j.missions.restore(mission()),
            "missions.derive_again": lambda: j.missions.derive_again(mission()),
            "missions.add_touch": lambda: j.missions.add_touch(mission(), self.touch()),
            "missions.remove_touch": lambda: with_touch(j.missions.remove_touch),
            "missions.set_touch": lambda: with_touch(
                lambda key, touch: j.missions.set_touch(
                    key, touch, contact_id=self.maybe(person), channel=Channel.EVENT
                )
            ),
            "missions.mark_decisive": lambda: with_touch(j.missions.mark_decisive),
            "missions.mark_key": lambda: j.missions.mark_key(mission(), exchange(), bool(self._pick(2))),
            "missions.name_offer": lambda: j.missions.name_offer(mission(), exchange()),
            "missions.reorder": lambda: turned(mission()),
            "missions.set_manual_shares": lambda: with_touch(shared),
            "missions.repair_origin": lambda: j.missions.repair_origin(
                mission(), person(), channel=Channel.VIADEO, met_on=self.day()
            ),
            "missions.repair_introducer": lambda: j.missions.repair_introducer(
                mission(), person(), person(), occurred_on=self.day()
            ),
            "missions.repair_introduction": lambda: j.missions.repair_introduction(
                mission(), self.id_of("introduction"), PartialDate(one(DAYS))
            ),
        }

    def _about_files(self) -> dict[str, Callable[[], object]]:
        j, one = self.journal, self.one
        return {
            "capture.add": self._capture,
            "capture.expect": lambda: j.capture.expect(self.one(LINES), self.taking_place()),
            "capture.add_all": lambda: j.capture.add_all(
                self.some(LINES, 3), event_id=self.maybe(lambda: self.id_of("event"))
            ),
            "capture.undo_session": lambda: j.capture.undo_session(self._group),
            "views.save": lambda: j.views.save(
                one(("Proches", "Été")), ContactFilter(terms=(Term(Field.WARMTH, ("warm",)),))
            ),
            "views.rename": lambda: j.views.rename(self.id_of("saved_view"), one(("Proches", "Autres"))),
            "views.move": lambda: j.views.move(self.id_of("saved_view"), one((-1, 1))),
            "views.delete": lambda: j.views.delete(self.id_of("saved_view")),
            "privacy.inform": lambda: j.privacy.inform(self.people()),
            "privacy.set_basis": lambda: j.privacy.set_basis(self.people(), one((None, *Basis))),
            "privacy.ask_again": lambda: j.privacy.ask_again(self.people()),
            "privacy.oppose": lambda: j.privacy.oppose(self.people(1)),
            "privacy.withdraw_opposition": lambda: j.privacy.withdraw_opposition(self.people()),
            "privacy.refuse": lambda: j.privacy.refuse(one(MAILS + PHONES)),
            "privacy.strike_off": lambda: j.privacy.strike_off([each.id for each in j.privacy.oppositions()[:2]]),
            "privacy.archive": lambda: j.privacy.archive(self.people(1)),
            "privacy.anonymise": lambda: j.privacy.anonymise(self.people(1), "Contact anonymisé n° {}".format),
            "privacy.erase": lambda: j.privacy.erase(self.people(1)),
            "targets.set": lambda: j.targets.set(one((2025, 2026)), one((0, 9_000_000, 12_000_000)), "EUR"),
            "drafts.save": lambda: j.drafts.save("quick_add", one(LINES)),
            "drafts.clear": lambda: j.drafts.clear("quick_add"),
            "imports.run": self._import,
            "imports.run again": lambda: j.imports.run(
                Clipping(self.one(("Escale", "Club")), CALENDAR.encode(), self.one(("https://a.example/", "")), 24)
            ),
            "calendars.edit": lambda: j.calendars.edit(self.id_of("calendar"), name=self.one(("Escale", "Agenda"))),
            "calendars.unfollow": lambda: j.calendars.unfollow(self.id_of("calendar")),
            "calendars.take": lambda: j.calendars.take(
                self.id_of("calendar"), Fetched(self.one((None, CALENDAR.replace("T1830", "T1900").encode())), "")
            ),
            "calendars.noted": lambda: j.calendars.noted(Clipping("Escale", b"", "https://a.example/")),
            "backups.bring_back": self._bring_back,
            "exports.restore": lambda: j.exports.restore(j.exports.everything()),
        }

    def _returns(self) -> dict[str, Callable[[], object]]:
        """Return undo and redo, several times over, as hands press them more often than any one verb."""
        history = self.journal.history
        steps: dict[str, Callable[[], object]] = {}
        for time in range(6):
            steps[f"history.undo {time}"] = history.undo
            steps[f"history.redo {time}"] = history.redo
        steps["history.undo any"] = lambda: history.undo(self.id_of("deed"))
        steps["history.redo any"] = lambda: history.redo(self.id_of("deed"))
        steps["history.redo_all"] = lambda: history.redo_all(self.some([row.id for row in history.recent(5)]))
        steps["history.undo_group"] = lambda: history.undo_group(self._group)
        steps["history.forget_old"] = history.forget_old
        return steps

    def choices(self) -> dict[MergeField, Side] | None:
        """Return what a merge takes from which side."""
        fields = self.some(tuple(MergeField), 4)
        return {field: self.one(tuple(Side)) for field in fields} or None

    def _changed(self, contact: Contact) -> Contact:
        parts: dict[str, Any] = self.one(
            (
                {"points": self.points()},
                {"affiliations": self.positions()},
                {"tags": self.some(TAGS), "circles": self.some(CIRCLES)},
                {"first_name": self.one(FIRST), "last_name": self.one(LAST)},
                {"profiles": self.profiles(), "aliases": self.some(("La Tour",), 1)},
            )
        )
        return replace(contact, **parts)

    def _other_people(self, told: Interaction) -> Interaction:
        return replace(told, participants=self.participants(), occurred_on=self.one((told.occurred_on, self.day())))

    def _edited(self) -> dict[str, Any]:
        found: dict[str, Any] = self.one(
            (
                {"last_name": self.one(LAST)},
                {"cadence_days": self.one((None, 15, 90))},
                {"birthday": self.one((None, PartialDate("1990-05-06"), PartialDate("--05-06")))},
                {"origin_channel": Channel.VIADEO},
                {"met_on": self.day()},
                {"about": "Été"},
                {"starred": True, "is_me": not self._pick(6)},
                {"points": self.points()},
                {"affiliations": self.positions()},
                {"tags": self.some(TAGS)},
                {"circles": self.some(CIRCLES)},
            )
        )
        return found

    def _several(self) -> dict[str, Any]:
        found: dict[str, Any] = self.one(
            (
                {"sphere": self.one(tuple(Sphere))},
                {"status": self.one((ContactStatus.ARCHIVED, ContactStatus.ACTIVE))},
                {"cadence_days": self.one((None, 45))},
                {"starred": True},
            )
        )
        return found

    def _capture(self) -> None:
        event = self.maybe(lambda: self.id_of("event"))
        if not self._group or not self._pick(3):
            self._group = self.journal.capture.new_group(event)
        self.journal.capture.add(self.one(LINES), event_id=event, group=self._group)

    def _bring_back(self) -> None:
        """Bring somebody back from the first backup of the walk."""
        backups = self.journal.backups
        path = next(iter(sorted(backups.folder.glob("*.carnet"))), None) or backups.make().path
        people = backups.people(path, "")
        if people:
            backups.bring_back(path, self.one(people).id)

    def _import(self) -> None:
        path = self._folder / "cartes.vcf"
        cards = [
            CARD.format(
                first=self.one(FIRST[:-1]), last=self.one(LAST[:-1]), org=self.one(COMPANIES), mail=self.one(MAILS)
            )
            for _n in range(1 + self._pick(3))
        ]
        path.write_text("".join(cards), encoding="utf-8", newline="")
        self.journal.imports.run(path, tags=self.some(TAGS, 1), circles=self.some(CIRCLES, 1), again=True)

"""What the charts of « Bilan » say: their nodes, what stands behind them, and the conclusion of each."""

from collections import Counter
from datetime import date

from carnet.domain.contacts import ChannelGroup
from carnet.domain.flows import REST, Column, Diagram, Flows, Node
from carnet.domain.network import Chain, Door, Network, is_named
from carnet.domain.review import Review, ReviewMission, ReviewQuestion, SpecialRow
from carnet.words import contacts, formats, missions
from carnet.words.catalogue import _, ngettext
from carnet.words.reviews import mission_count, model_label, special_label

_SPECIAL = frozenset(row.value for row in SpecialRow)


def column_label(column: Column) -> str:
    """Return the head of a column of the drawing."""
    match column:
        case Column.ORIGIN:
            return _("Origin")
        case Column.CONTACT:
            return _("Relation")
        case Column.MISSION:
            return _("Mission")


def period(question: ReviewQuestion) -> str:
    """Return the period of a question, "" for all time."""
    start, end = question.start, question.end
    if start is not None and end == date(start.year, 12, 31) and (start.month, start.day) == (1, 1):
        return str(start.year)
    if start is not None and end is not None:
        return f"{formats.full_day(start)} – {formats.full_day(end)}"
    if start is not None:
        return _("from {day}").format(day=formats.full_day(start))
    return _("until {day}").format(day=formats.full_day(end)) if end is not None else ""


def rests_on(question: ReviewQuestion, count: int) -> str:
    """Return what figures rest on: the model, the number of missions and the period."""
    parts = (model_label(question.model), mission_count(count), period(question))
    return " · ".join(part for part in parts if part)


class FlowWords:
    """The words of the drawing of one answer."""

    def __init__(self, flows: Flows, review: Review) -> None:
        self._flows = flows
        self._currency = review.question.currency
        self._missions = {str(mission.id): mission for mission in review.missions}
        self._total = review.total_cents
        clients = Counter(mission.client for mission in review.missions)
        self._many = {client for client, count in clients.items() if count > 1}

    def label(self, node: Node) -> str:
        """Return what stands beside a node."""
        column, key = node.key
        if key == REST:
            return _rest(column, node.folded)
        if key in _SPECIAL:
            return special_label(key)
        if column is Column.ORIGIN:
            return contacts.channel_group(ChannelGroup(key))
        if column is Column.CONTACT:
            return missions.person_name(int(key), self._flows.names.get(key, ""))
        mission = self._missions.get(key)
        return _mission(mission) if mission is not None else ""

    def amount(self, node: Node) -> str:
        """Return the turnover of a node, rounded as it stands beside it."""
        return formats.money(round(node.cents, -2), self._currency)

    def detail(self, node: Node) -> str:
        """Return the amount, of a client of several missions with the one that is meant."""
        text = self.amount(node)
        mission = self._missions.get(node.key[1]) if node.key[0] is Column.MISSION else None
        if mission is not None and mission.client in self._many and mission.title:
            return _("{amount}, {title}").format(amount=text, title=mission.title)
        return text

    def told(self, node: Node) -> str:
        """Return the figures of a node: its turnover to the cent, its part of the whole, its missions, the model."""
        amount = formats.money(node.cents, self._currency)
        share = formats.percent_bp(round(node.cents * 100 / self._total) * 100) if self._total else ""
        parts = [self._whole(node), amount, share, "", model_label(self._flows.question.model)]
        if node.key[0] is not Column.MISSION or node.folded:
            parts[3] = mission_count(len(node.missions))
        return " · ".join(part for part in parts if part)

    def spoken(self, node: Node) -> str:
        """Return what a screen reader says of a node."""
        amount = formats.money(node.cents, self._currency)
        parts = (self._whole(node), column_label(node.key[0]).lower(), amount, mission_count(len(node.missions)))
        return ", ".join(parts)

    def _whole(self, node: Node) -> str:
        mission = self._missions.get(node.key[1]) if node.key[0] is Column.MISSION else None
        if mission is None or not mission.title or not mission.client:
            return self.label(node)
        return f"{mission.title}, {mission.client}"

    def ribbon(self, labels: tuple[str, ...], cents: int) -> str:
        """Return the figures of a ribbon."""
        amount = formats.money(cents, self._currency)
        return " · ".join((" → ".join(labels), amount, model_label(self._flows.question.model)))

    def conclusion(self, diagram: Diagram) -> str:
        """Return what the drawing shows, in a sentence or two."""
        question = self._flows.question
        parts = [
            _("{total} from {missions}, model “{model}”.").format(
                total=formats.money(self._total, self._currency),
                missions=mission_count(len(self._missions)),
                model=model_label(question.model),
            )
        ]
        for column in (Column.ORIGIN, Column.CONTACT):
            named = [node for node in diagram.columns[column] if node.key[1] not in _SPECIAL | {REST}]
            if named:
                most = max(named, key=lambda node: node.cents)
                is_person = column is Column.CONTACT
                text = _("First relation {name}: {amount}.") if is_person else _("First origin {name}: {amount}.")
                amount = formats.money(most.cents, self._currency)
                parts.append(text.format(name=self.label(most), amount=amount))
        return " ".join(parts)


def _rest(column: Column, count: int) -> str:
    if column is Column.CONTACT:
        text = ngettext("{n} other relation", "{n} other relations", count)
    else:
        text = ngettext("{n} other mission", "{n} other missions", count)
    return text.format(n=formats.number(count))


def _mission(mission: ReviewMission) -> str:
    return mission.client or mission.title or _("Untitled")


class NetworkWords:
    """The words of the network of one answer."""

    def __init__(self, network: Network, review: Review) -> None:
        self._network = network
        self._currency = review.question.currency
        self._missions = {mission.id: mission for mission in review.missions}

    def person(self, key: str) -> str:
        """Return how to name somebody."""
        if key == SpecialRow.HIDDEN:
            return special_label(key)
        if is_named(key):
            return missions.person_name(int(key), self._network.names.get(key, ""))
        return missions.person_name(None, "", hidden=True)

    def people(self, chain: Chain) -> str:
        """Return the people of a chain."""
        return " → ".join(self.person(key) for key in chain.people)

    def goal(self, chain: Chain) -> str:
        """Return what a chain led to: the client of its one mission, or how many there are."""
        if len(chain.missions) == 1 and (mission := self._missions.get(chain.missions[0])) is not None:
            return _mission(mission)
        return mission_count(len(chain.missions))

    def value(self, chain: Chain) -> str:
        """Return the value of what a chain led to."""
        return formats.money(chain.value_cents, self._currency)

    def led_to(self, chain: Chain) -> str:
        """Return the missions that a chain led to, the first few by name."""
        named = [self._missions[key] for key in chain.missions if key in self._missions]
        text = " · ".join(", ".join(part for part in (each.title, each.client) if part) for each in named[:3])
        return f"{text} …" if len(named) > 3 else text

    def credit(self, door: Door) -> str:
        """Return the credit of somebody's introductions under the model."""
        return formats.money(door.credit_cents, self._currency)

    def opened(self, door: Door) -> str:
        """Return how many people somebody presented, and the missions that this rests on."""
        text = ngettext("{n} person introduced", "{n} people introduced", door.introduced)
        return f"{text.format(n=formats.number(door.introduced))} · {mission_count(len(door.missions))}"

    def behind(self, missions_count: int, credit_cents: int) -> str:
        """Return what stands behind somebody in the drawing."""
        count = mission_count(missions_count)
        return f"{count} · {formats.money(round(credit_cents, -2), self._currency)}" if credit_cents else count

    def conclusion(self) -> str:
        """Return what the network shows, in a sentence."""
        if not self._network.doors:
            return nobody()
        first = self._network.doors[0]  # somebody by name, where there is anybody
        text = _("{name} opened the most doors: {missions}, {amount} under “{model}”.")
        return text.format(
            name=self.person(first.key),
            missions=mission_count(len(first.missions)),
            amount=self.credit(first),
            model=model_label(self._network.question.model),
        )


def nobody() -> str:
    """Return what stands where no introduction led to a mission."""
    return _("No mission of this period came through an introduction.")


def more_chains(count: int) -> str:
    """Return what opens more of what is folded."""
    return ngettext("{n} other chain", "{n} other chains", count).format(n=formats.number(count))

"""What the sheet that stays will say, and what hangs on it; it follows each choice."""

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carnet.domain.contacts import PointKind, SocialProfile
from carnet.domain.merging import MergeCount, Merged, MergeField, MergeSheet, Side, merged, whole_name
from carnet.domain.text import fold
from carnet.ui.kit.avatar import Avatar
from carnet.ui.kit.cards import Card, Rule, heading
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.labels import ElidedLabel, IconLabel, TagLabel, label
from carnet.ui.kit.theme import metric
from carnet.words import _, contacts, formats, merges, ngettext

_POINT_ICONS = {
    PointKind.EMAIL: "mail",
    PointKind.PHONE: "phone",
    PointKind.URL: "globe",
    PointKind.MESSAGING: "message-circle",
    PointKind.ADDRESS: "map-pin",
}


class Preview(Card):
    """The card « Après la fusion »."""

    def __init__(self) -> None:
        super().__init__(16, 0)
        self.said: tuple[str, ...] = ()
        self._content: QWidget | None = None
        self.body.addWidget(label(_("After merging"), "section"))

    def show_merge(self, sheet: MergeSheet, choices: Mapping[MergeField, Side]) -> None:
        """Show what these choices lead to."""
        if self._content is not None:
            self.body.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = QWidget()
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, metric(12), 0, 0)
        column.setSpacing(metric(9))
        found = merged(sheet, choices)
        head = list(_head_lines(sheet, found))
        facts = list(_facts(found))
        self.said = (*head, *(text for _icon, text in facts))
        column.addLayout(_person(sheet, head))
        if found[MergeField.TAGS]:
            column.addWidget(_tags(found[MergeField.TAGS]))
        for icon_name, text in facts:
            column.addLayout(_fact(icon_name, text))
        column.addSpacing(metric(3))
        column.addWidget(Rule())
        column.addWidget(heading(_("Nothing is lost")))
        for icon_name, text, count in _counts(sheet):
            column.addLayout(_counted(icon_name, text, count))
        note = _other_name(sheet, found)
        if note:
            column.addWidget(label(note, "secondary", "text2", wrap=True))
            self.said = (*self.said, note)
        column.addStretch(1)
        self.body.addWidget(self._content, 1)
        self.setAccessibleName(_("After merging"))
        self.setAccessibleDescription(". ".join(self.said))


def _head_lines(sheet: MergeSheet, found: Merged) -> Iterator[str]:
    yield found[MergeField.NAME] or sheet.a.name
    yield from (text for field in (MergeField.TITLE, MergeField.ORGANISATION) if (text := found[field]))


def _facts(found: Merged) -> Iterator[tuple[str, str]]:
    for field in (MergeField.EMAILS, MergeField.PHONES, MergeField.OTHER_POINTS):
        yield from ((_POINT_ICONS[point.kind], point.value) for point in found[field] or ())
    yield from (("link", _profile(each)) for each in found[MergeField.PROFILES] or ())
    if found[MergeField.BIRTHDAY]:
        yield "cake", formats.partial(found[MergeField.BIRTHDAY])
    if found[MergeField.CITY]:
        yield "map-pin", found[MergeField.CITY]
    if found[MergeField.CADENCE]:
        yield "clock", contacts.cadence(found[MergeField.CADENCE])
    if found[MergeField.SPHERE]:
        yield "eye", contacts.sphere(found[MergeField.SPHERE])
    if found[MergeField.NOTES]:
        yield "file-text", merges.value(MergeField.NOTES, found[MergeField.NOTES])


def _profile(profile: SocialProfile) -> str:
    return _("{network} profile").format(network=contacts.network(profile.network))


def _person(sheet: MergeSheet, lines: list[str]) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(metric(12))
    face = Avatar(46)
    warmer = max((sheet.a, sheet.b), key=lambda side: -1 if side.score is None else side.score)
    face.show_person(lines[0], warmer.score, warmer.level)
    row.addWidget(face, 0, Qt.AlignmentFlag.AlignTop)
    names = QVBoxLayout()
    names.setSpacing(0)
    names.addWidget(ElidedLabel(lines[0], "section"))
    for text in lines[1:]:
        names.addWidget(ElidedLabel(text, "secondary", "text2"))
    row.addLayout(names, 1)
    return row


def _tags(names: tuple[str, ...]) -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder, 6)
    for name in names:
        flow.addWidget(TagLabel(name))
    return holder


def _fact(icon_name: str, text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(metric(8))
    row.addWidget(IconLabel(icon_name, 16))
    row.addWidget(ElidedLabel(text), 1)
    return row


def _counts(sheet: MergeSheet) -> Iterator[tuple[str, str, MergeCount]]:
    missions = _("Missions")
    if sheet.missions_lost:
        lost = sheet.missions_lost
        missions = ngettext("Missions, {n} of them lost", "Missions, {n} of them lost", lost).format(n=lost)
    for icon_name, text, count in (
        ("message-circle", _("Exchanges"), sheet.exchanges),
        ("ticket", _("Events"), sheet.events),
        ("handshake", _("Introductions"), sheet.introductions),
        ("briefcase", missions, sheet.missions),
        ("alarm-clock", _("Follow-ups"), sheet.follow_ups),
    ):
        if count.a or count.b:
            yield icon_name, text, count


def _counted(icon_name: str, text: str, count: MergeCount) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(metric(8))
    row.addWidget(IconLabel(icon_name, 16))
    row.addWidget(ElidedLabel(text))
    sum_ = f"{count.a} + {count.b}"
    if count.shared:
        sum_ = _("{sum}, {n} shared").format(sum=sum_, n=count.shared)
    row.addWidget(label(sum_, "secondary", "text2", digits=True))
    row.addStretch(1)
    row.addWidget(label(formats.number(count.total), "emphasis", digits=True))
    return row


def _other_name(sheet: MergeSheet, found: Merged) -> str:
    """Say which name is kept beside the one chosen."""
    chosen = str(found[MergeField.NAME] or "")
    others = (whole_name(side.contact) for side in (sheet.a, sheet.b))
    left = next((name for name in others if name and name != chosen), "")
    if not left:
        return ""
    if fold(left) == fold(chosen):
        return _("Written “{name}”, too: search and import recognise it all the same.").format(name=left)
    return _("“{name}” stays another name of the sheet: search and import will recognise it.").format(name=left)

"""The sheet of a person on paper: what is known, then what was said."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import (
    QFont,
    QPainter,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
    QTextFormat,
)

from carnet.domain import phones
from carnet.domain.contacts import Affiliation, ContactPoint, ContactSheet, IntroductionLine, PointKind
from carnet.ui.kit.markdown import Note
from carnet.ui.kit.paper import face, ink, pt
from carnet.words import _, contacts, formats, introductions, organisations, sheets


class SheetContent:
    """One person, with `more` sections; text is put in as text, so that nothing in it can be taken for more."""

    def __init__(
        self, sheet: ContactSheet, today: date, country: str, more: Iterable[tuple[str, Iterable[str]]] = ()
    ) -> None:
        self._sheet = sheet
        self._more = more
        self._today = today
        self._country = country
        self._document = QTextDocument()
        self._document.setUndoRedoEnabled(False)
        self._document.setDocumentMargin(0)
        self._document.setDefaultFont(face(9.6))
        self._document.setIndentWidth(pt(14))
        self._cursor = QTextCursor(self._document)
        self._room = QSizeF()

    def lay(self, room: QSizeF) -> int:
        """Write the sheet out; no heading is left alone at the foot of a page."""
        self._room = room
        self._write()
        self._document.setPageSize(room)
        block = self._document.begin()
        while block.isValid():
            if self._is_alone(block):
                broken = QTextBlockFormat()
                broken.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
                QTextCursor(block).mergeBlockFormat(broken)
            block = block.next()
        return self._document.pageCount()

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint one page."""
        top = page * self._room.height()
        painter.translate(0, -top)
        area = QRectF(0, top, self._room.width(), self._room.height())
        painter.setClipRect(area)
        self._document.drawContents(painter, area)

    def _is_alone(self, block: QTextBlock) -> bool:
        following = block.next()
        if not block.blockFormat().headingLevel() or not following.isValid():
            return False
        layout, tall = self._document.documentLayout(), self._room.height()
        return int(layout.blockBoundingRect(block).top() // tall) != int(
            layout.blockBoundingRect(following).top() // tall
        )

    # -- writing ------------------------------------------------------------------------------------------------

    def _write(self) -> None:
        sheet = self._sheet
        self._line(sheet.name, 22, weight=QFont.Weight.DemiBold, above=0)
        self._line(sheets.position(sheet.title, sheet.organisation), 9.6, "text2", above=0)
        self._line(", ".join((*sheet.contact.circles, *(f"#{tag}" for tag in sheet.contact.tags))), 8.6, "text2")
        if not sheet.contact.is_me:
            self._section(_("Warmth"), [contacts.level(sheet.warmth.level), sheets.warmth(sheet.warmth, self._today)])
        self._section(_("Contact details"), self._details())
        self._section(_("Positions"), map(_position, sheet.contact.affiliations))
        if not sheet.contact.is_me:
            self._section(_("Origin"), [sheets.origin(sheet), introductions.chain(sheet.chain)])
        self._section(_("Introductions"), self._introductions())
        self._section(
            _("Missions brought"),
            (f"{each.title}, {formats.money(each.credit_cents, each.currency)}" for each in sheet.missions),
        )
        self._section(_("Other fields"), (_pair(*pair) for pair in sheet.contact.custom_fields))
        if sheet.contact.about.strip():
            self._heading(_("Notes"))
            self._note(sheet.contact.about)
        for title, lines in self._more:
            self._section(title, lines)
        self._timeline()

    def _details(self) -> list[str]:
        contact = self._sheet.contact
        pairs = [(_label(point), self._shown(point)) for point in contact.points]
        pairs += [(contacts.network(each.network), each.url or each.slug) for each in contact.profiles]
        pairs += [(_("City"), contact.city), (_("Birthday"), formats.partial(contact.birthday))]
        return [_pair(name, text) for name, text in pairs if text]

    def _shown(self, point: ContactPoint) -> str:
        if point.kind is PointKind.PHONE and point.normalised:
            return phones.national(point.normalised, self._country)
        return point.value

    def _introductions(self) -> list[str]:
        sheet = self._sheet
        told = [introductions.reciprocity(sheet.reciprocity, sheet.contact.first_name or sheet.name)]
        told += [_introduced(line) for line in (*sheet.introductions_received, *sheet.introductions_given)]
        return [*told, *(_introduced(line) for line in sheet.introductions_to)]

    def _timeline(self) -> None:
        sheet = self._sheet
        if not sheet.timeline:
            return
        self._heading(_("Timeline"))
        key = int(sheet.contact.id or 0)
        for item in sheet.timeline:
            day = formats.partial(item.occurred_on) or _("undated")
            title = " · ".join(part for part in (day, sheets.item_title(item, key), item.event) if part)
            self._line(title, 9.6, weight=QFont.Weight.DemiBold, above=5, heading=2)
            if text := sheets.item_text(item):
                self._note(text)

    def _section(self, title: str, lines: Iterable[str]) -> None:
        said = [line for line in lines if line]
        if said:
            self._heading(title)
        for line in said:
            self._line(line, 9.6, above=0)

    def _heading(self, title: str) -> None:
        self._line(title, 12.5, weight=QFont.Weight.DemiBold, above=12, heading=1)

    def _line(
        self,
        text: str,
        points: float,
        role: str = "text",
        *,
        weight: QFont.Weight = QFont.Weight.Normal,
        above: float = 3,
        heading: int = 0,
    ) -> None:
        if not text:
            return
        block = QTextBlockFormat()
        block.setTopMargin(pt(above))
        block.setHeadingLevel(heading)
        style = QTextCharFormat()
        style.setFont(face(points, weight))
        style.setForeground(ink(role))
        self._begin(block)
        self._cursor.setCharFormat(style)
        self._cursor.insertText(text.replace("\n", "\u2028"), style)

    def _begin(self, block: QTextBlockFormat) -> None:
        if self._document.isEmpty():
            self._cursor.setBlockFormat(block)
        else:
            self._cursor.insertBlock(block)

    def _note(self, text: str) -> None:
        """Put Markdown in, in the ink of paper; a link is words here."""
        plain = QTextBlockFormat()
        plain.setTopMargin(pt(2))
        self._begin(plain)
        start = self._cursor.position()
        note = Note(text)
        self._cursor.insertFragment(QTextDocumentFragment(note))
        self._cursor.setPosition(start, QTextCursor.MoveMode.KeepAnchor)
        dressed = QTextCharFormat()
        dressed.setForeground(ink())
        dressed.setFontUnderline(False)
        dressed.setAnchor(False)
        dressed.setBackground(ink("surface"))
        self._cursor.mergeCharFormat(dressed)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)


def _label(point: ContactPoint) -> str:
    return contacts.point_label(point.label) or contacts.point_kind(point.kind)


def _pair(name: str, text: str) -> str:
    return _("{name}: {text}").format(name=name, text=text)


def _position(position: Affiliation) -> str:
    when = organisations.span(position.starts_on, position.ends_on, current=position.is_current)
    return ", ".join(part for part in (sheets.position(position.title, position.organisation), when) if part)


def _introduced(line: IntroductionLine) -> str:
    introducer = _("you") if line.introducer is None else line.introducer.name
    other = _("you") if line.beneficiary is None else line.beneficiary.name
    title = _("{introducer}: introduction of {one} to {other}")
    told = title.format(introducer=introducer, one=line.introduced.name, other=other)
    return ", ".join(part for part in (told, formats.partial(line.occurred_on), line.event, line.note) if part)

"""Notes set from Markdown: no picture is ever loaded, nothing is taken for HTML, and only mail and web links live."""

from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextFormat

from carnet.domain.markdown import prepare
from carnet.ui.kit.outside import link_url
from carnet.ui.kit.painting import plain_tip
from carnet.ui.kit.theme import color, font, metric

# Of md4c, to which Qt hands them on: no HTML (0x60), no indented code (0x10), and addresses are links by themselves.
_DIALECT = QTextDocument.MarkdownFeature(0x60 | 0x10 | 0x4 | 0x8 | 0x400)


class Note(QTextDocument):
    """A note set for a width."""

    def __init__(self, text: str = "", role: str = "body", tint: str = "text", width: float = -1) -> None:
        super().__init__()
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(0)
        self.show_text(text, role, tint)
        if width >= 0:
            self.setTextWidth(width)

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Load nothing, whatever a note names."""
        return None

    def show_text(self, text: str, role: str = "body", tint: str = "text") -> None:
        """Set another text."""
        self.setDefaultFont(font(role))
        self.setIndentWidth(metric(16))
        self.setMarkdown(prepare(text), _DIALECT)
        _tell_targets(self)
        _dress(self, tint)

    def links(self) -> list[str]:
        """Return where the links of the note lead, in order."""
        found = (part.charFormat().anchorHref() for _block, part in _parts(self))
        return list(dict.fromkeys(href for href in found if href))


def _parts(note: QTextDocument) -> list[tuple[QTextBlock, Any]]:
    found = []
    block = note.begin()
    while block.isValid():
        place = block.begin()
        while not place.atEnd():
            found.append((block, place.fragment()))
            place += 1
        block = block.next()
    return found


def _tell_targets(note: QTextDocument) -> None:
    """Write after each link whose words do not say it where it leads: words are anybody's, the host is not."""
    runs: list[tuple[int, str, str]] = []
    for _block, part in _parts(note):
        href, end = part.charFormat().anchorHref(), part.position() + part.length()
        if runs and runs[-1][2] == href and runs[-1][0] == part.position():
            runs[-1] = (end, runs[-1][1] + part.text(), href)
        else:
            runs.append((end, part.text(), href))
    cursor = QTextCursor(note)
    for end, text, href in reversed(runs):
        url = link_url(href) if href else None
        if url is not None and _bare(text) not in {_bare(href), _bare(url.toString())}:
            cursor.setPosition(end)
            cursor.insertText(f" ({url.host() or _bare(url.toString())})", QTextCharFormat())


def _bare(address: str) -> str:
    """Return an address without what says how it is reached."""
    told = address.strip().lower().removeprefix("mailto:").removeprefix("https://").removeprefix("http://")
    return told.rstrip("/")


def _dress(note: QTextDocument, tint: str) -> None:
    """Give the note our fonts and colours, its pictures back as words, and take dead links away."""
    cursor = QTextCursor(note)
    # From the end, so that what is replaced moves nothing that is still to come.
    for block, part in reversed(_parts(note)):
        cursor.setPosition(part.position())
        cursor.setPosition(part.position() + part.length(), QTextCursor.MoveMode.KeepAnchor)
        now = part.charFormat()
        if now.isImageFormat():
            told = now.property(QTextFormat.Property.ImageAltText) or now.toImageFormat().name()
            cursor.insertText(str(told), _ink(tint))
        else:
            cursor.setCharFormat(_dressed(now, tint, heading=block.blockFormat().headingLevel() > 0))
    block = note.begin()
    while block.isValid():
        _space(block)
        block = block.next()


def _ink(tint: str) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(color(tint))
    return made


def _dressed(now: QTextCharFormat, tint: str, *, heading: bool) -> QTextCharFormat:
    made = _ink(tint)
    made.setFontWeight(font("emphasis").weight() if heading else now.fontWeight())
    made.setFontItalic(now.fontItalic())
    if now.fontFixedPitch() or "monospace" in (now.fontFamilies() or []):
        made.setFontFamilies(["monospace"])
        made.setBackground(color("fill"))
    url = link_url(now.anchorHref()) if now.isAnchor() else None
    if url is not None:
        made.setAnchor(True)
        made.setAnchorHref(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
        made.setToolTip(plain_tip(url.toString()))
        made.setForeground(color("accent-text"))
        made.setFontUnderline(True)
    return made


def _space(block: QTextBlock) -> None:
    made = QTextBlockFormat(block.blockFormat())
    made.setHeadingLevel(0)
    made.setTopMargin(0 if not block.previous().isValid() or block.textList() is not None else metric(5))
    made.setBottomMargin(0)
    made.setLeftMargin(metric(12) if block.blockFormat().leftMargin() else 0)
    QTextCursor(block).setBlockFormat(made)

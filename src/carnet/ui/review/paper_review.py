"""« Bilan réseau » on paper: the year in figures, sentences, the drawing, rankings, and who did what for whom."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from carnet.domain.comparisons import Beside
from carnet.domain.findings import Balance, Finding
from carnet.domain.flows import diagram
from carnet.domain.review import Review, ReviewRow, RowDetail
from carnet.domain.survey import PERCENT, OwnFigure
from carnet.ui.kit.paper import DPI, draw_line, draw_rule, face, ink, pt, wrapped
from carnet.ui.review import sankey
from carnet.ui.review.look import Look
from carnet.ui.review.paper_blocks import Block, Flowing
from carnet.ui.review.year_review import Ranked, YearReview
from carnet.words import _, findings, formats, ngettext
from carnet.words.charts import FlowWords
from carnet.words.reviews import (
    column_label,
    delay,
    grouping_label,
    mission_count,
    model_label,
    model_rule,
    row_label,
    target_said,
)

_STRONG = QFont.Weight.DemiBold
_LINE, _SMALL, _ROW = 14, 12.5, 17
_BALANCES = 15
_SHARES = (0.28, 0.09, 0.09, 0.165, 0.165, 0.08, 0.13)
_PX = 0.75 * DPI / 72
_FACES = {
    "secondary_medium": (8.6, QFont.Weight.Medium),
    "control": (9.6, QFont.Weight.Medium),
    "emphasis": (9.6, _STRONG),
    "secondary": (8.6, QFont.Weight.Normal),
    "secondary_strong": (8.6, _STRONG),
    "caption_strong": (8.2, _STRONG),
}


def content(told: YearReview) -> Flowing:
    """Return the pages of a year."""
    return Flowing(partial(_blocks, told))


def title(told: YearReview) -> str:
    """Return « Bilan réseau 2026 »."""
    return _("Network review {year}").format(year=told.year)


def foot(told: YearReview) -> str:
    """Return what stands at the foot of each page: what the figures leave out, and when they were made."""
    day = formats.full_day(told.today)
    if told.review.question.with_personal:
        return _("Amounts before tax. Private life included. Made on {day}.").format(day=day)
    text = ngettext(
        "Amounts before tax. Private life left out, {n} contact. Made on {day}.",
        "Amounts before tax. Private life left out, {n} contacts. Made on {day}.",
        told.contacts,
    )
    return text.format(n=formats.number(told.contacts), day=day)


def _blocks(told: YearReview, width: float) -> list[Block]:
    found = [_title(told), _figures(told)]
    if told.progress.target_cents:
        found.append(_target(told))
    found += _sentences(told.story.findings, width)
    if told.flows.bands:
        found += _chart(told)
    for table in told.tables:
        found += _table(table, told)
    found += _reciprocity(told.story.balances)
    found += _survey(told.story.survey)
    return [*found, *_method(told, width)]


def _title(told: YearReview) -> Block:
    review = told.review
    last = told.today if told.year == told.today.year else review.question.end or told.today
    span = _("From {start} to {end}").format(
        start=formats.full_day(review.question.start or last), end=formats.full_day(last)
    )
    model = _("attribution {model}").format(model=model_label(review.question.model))
    said = " · ".join((span, model, mission_count(len(review.missions))))

    def draw(painter: QPainter, y: float, width: float) -> None:
        draw_line(painter, QRectF(0, y, width, pt(28)), title(told), face(22, _STRONG))
        draw_line(painter, QRectF(0, y + pt(30), width, pt(_LINE)), said, face(9.6), "text2")

    return Block(pt(58), draw)


def _figures(told: YearReview) -> Block:
    """Five figures, those of the year before under them."""
    pairs = zip(_five(told.review), _five(told.before), strict=True)
    cells = [
        (name, value, _("{year}: {amount}").format(year=told.year - 1, amount=was))
        for (name, value), (_n, was) in pairs
    ]

    def draw(painter: QPainter, y: float, width: float) -> None:
        each = width / len(cells)
        draw_rule(painter, y, width)
        for at, (name, value, was) in enumerate(cells):
            area = QRectF(at * each, y + pt(6), each - pt(8), pt(_SMALL))
            draw_line(painter, area, name, face(8.2), "text2")
            draw_line(
                painter, area.translated(0, pt(14)).adjusted(0, 0, 0, pt(9)), value, _fitting(value, each - pt(8))
            )
            draw_line(painter, area.translated(0, pt(37)), was, face(8.2), "text2")
        draw_rule(painter, y + pt(58), width, "border-strong", 0.5)

    return Block(pt(72), draw)


def _fitting(text: str, width: float) -> QFont:
    """Return the font of a figure, smaller where it is long: a figure is never cut."""
    sizes = (15, 12.5, 10.5, 9)
    return next(
        (f for f in (face(s, _STRONG) for s in sizes) if QFontMetricsF(f).horizontalAdvance(text) <= width),
        face(8, _STRONG),
    )


def _five(review: Review) -> list[tuple[str, str]]:
    currency, rate = review.question.currency, review.average_rate_cents
    return [
        (_("Turnover signed"), formats.money(round(review.total_cents, -2), currency)),
        (_("Missions"), formats.number(len(review.missions))),
        (_("Days sold"), formats.days_half(review.days_half)),
        (_("Average day rate"), "–" if rate is None else formats.money(round(rate, -2), currency)),
        (_("Median delay"), delay(review.median_delay_days) or "–"),
    ]


def _target(told: YearReview) -> Block:
    reached = min(1.0, told.progress.reached_bp / 10_000)

    def draw(painter: QPainter, y: float, width: float) -> None:
        draw_line(painter, QRectF(0, y, width, pt(_LINE)), target_said(told.progress), face(9.6))
        bar = QRectF(0, y + pt(17), width, pt(4))
        painter.fillRect(bar, ink("fill"))
        painter.fillRect(QRectF(0, bar.top(), width * reached, bar.height()), ink("accent"))
        elapsed = told.progress.elapsed_bp / 10_000
        if 0 < elapsed < 1:
            painter.fillRect(QRectF(width * elapsed, bar.top() - pt(2), pt(1), bar.height() + pt(4)), ink())

    return Block(pt(32), draw)


def _heading(text: str, note: str = "") -> Block:
    def draw(painter: QPainter, y: float, width: float) -> None:
        draw_line(painter, QRectF(0, y + pt(8), width, pt(18)), text, face(12.5, _STRONG))
        if note:
            draw_line(painter, QRectF(0, y + pt(25), width, pt(_SMALL)), note, face(8.6), "text2")

    return Block(pt(42 if note else 29), draw, keeps=True)


def _sentences(found: Sequence[Finding], width: float) -> Iterator[Block]:
    yield _heading(_("What the network says"))
    if not found:
        yield _lines([findings.nothing_yet()], "text2")
    for number, each in enumerate(found, 1):
        sample = findings.sample(each)
        room = width - pt(26) - QFontMetricsF(face(8.6)).horizontalAdvance(sample)
        lines = wrapped(findings.sentence(each), face(9.6), width - pt(20))
        if QFontMetricsF(face(9.6)).horizontalAdvance(lines[-1]) > room:
            lines.append("")  # the cases have a line of their own
        yield _sentence(number, lines, sample)


def _sentence(number: int, lines: list[str], sample: str) -> Block:
    """Return a sentence with its number, and the cases it rests on after it, where they have room, or below."""

    def draw(painter: QPainter, y: float, width: float) -> None:
        draw_line(painter, QRectF(0, y, pt(16), pt(_LINE)), str(number), face(9.6, _STRONG), "text2")
        for at, line in enumerate(lines):
            draw_line(painter, QRectF(pt(20), y + at * pt(_LINE), width - pt(20), pt(_LINE)), line, face(9.6))
        x = pt(20) + (pt(6) if lines[-1] else 0) + QFontMetricsF(face(9.6)).horizontalAdvance(lines[-1])
        draw_line(
            painter, QRectF(x, y + (len(lines) - 1) * pt(_LINE), width - x, pt(_LINE)), sample, face(8.6), "text2"
        )

    return Block(pt(len(lines) * _LINE + 5), draw)


def _lines(lines: Sequence[str], role: str = "text") -> Block:
    def draw(painter: QPainter, y: float, width: float) -> None:
        for at, line in enumerate(lines):
            draw_line(painter, QRectF(0, y + at * pt(_LINE), width, pt(_LINE)), line, face(9.6), role)

    return Block(pt(len(lines) * _LINE + 4), draw)


def _chart(told: YearReview) -> Iterator[Block]:
    """Yield the drawing of where the turnover came from; its words are those of the window's."""
    look = Look(ink, _face, _px, kept=True)
    words, shown = FlowWords(told.flows, told.review), diagram(told.flows.bands)
    height = max(sankey.height_of(shown, look), pt(230))
    model = _("Model “{model}”, {missions}").format(
        model=model_label(told.review.question.model), missions=mission_count(len(told.review.missions))
    )

    def draw(painter: QPainter, y: float, width: float) -> None:
        laid = sankey.lay(shown, words, QSizeF(width, height), look)
        painter.save()
        painter.translate(0, y)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sankey.paint_ground(painter, laid, look)
        sankey.paint_nodes(painter, laid, words, look)
        painter.restore()

    yield _heading(_("Where the missions come from"), model)
    yield Block(height + pt(6), draw)


def _face(role: str) -> QFont:
    points, weight = _FACES.get(role, (9.6, QFont.Weight.Normal))
    return face(points, weight)


def _px(pixels: float) -> float:
    return pixels * _PX


def _table(table: Ranked, told: YearReview) -> Iterator[Block]:
    """Yield a ranking: its head, its lines, what is folded, the total and what it means."""
    review, by = table.comparison.review, table.comparison.review.question.by
    exact = any(row.credit_cents % 100 for row in table.rows) or table.folded_cents % 100 != 0
    head = _row_block(_heads(told, table), "caption_strong", after="text")
    beside, total = table.comparison.beside, table.comparison.total

    def money(cents: int | None) -> str:
        return "" if cents is None else formats.money(cents, review.question.currency, exact=exact)

    def line(row: ReviewRow, before: int | None) -> tuple[str, ...]:
        figures = (formats.number(row.missions), formats.days_half(row.days_half), money(row.credit_cents))
        return row_label(row, by), *figures, money(before), delay(row.delay_days)

    model = _("Model “{model}”, {missions}").format(
        model=model_label(review.question.model), missions=mission_count(len(review.missions))
    )
    yield _heading(grouping_label(by), model)
    yield head._replace(keeps=True)
    rows = [
        _row_block(
            line(row, beside.get(row.key, Beside()).period_cents),
            "secondary",
            table.details.get(row.key, RowDetail()).years,
        )
        for row in table.rows
    ]
    if table.folded:
        text = ngettext("{n} other line", "{n} other lines", table.folded).format(n=formats.number(table.folded))
        cells = (
            text,
            "",
            "",
            money(table.folded_cents),
            money(table.folded_before_cents) if table.comparison.period else "",
            "",
        )
        rows.append(_row_block(cells, "secondary"))
    for at, row_block in enumerate(rows):
        # Neither the first lines nor the total stand alone on a page.
        yield row_block._replace(head=head, keeps=at < 2 or at == len(rows) - 1)
    whole = (
        _("Total"),
        formats.number(len(review.missions)),
        formats.days_half(review.days_half),
        money(review.total_cents),
        money(total.period_cents),
        delay(review.median_delay_days),
    )
    years = table.details.get("", RowDetail()).years
    yield _row_block(whole, "secondary_strong", years, after="text")._replace(head=head)


def _heads(told: YearReview, table: Ranked) -> tuple[str, ...]:
    first, second = (_("Turnover {year}").format(year=year) for year in (told.year, told.year - 1))
    label, years = column_label(table.comparison.review.question.by), f"{table.years[0]} – {table.years[-1]}"
    return label, _("Missions"), _("Days"), first, second if table.comparison.period else "", _("Delay"), years


def _row_block(cells: Sequence[str], role: str, years: Sequence[int] = (), after: str = "border-strong") -> Block:
    def draw(painter: QPainter, y: float, width: float) -> None:
        x = 0.0
        for at, share in enumerate(_SHARES):
            area = QRectF(x, y, share * width - (pt(6) if not at else 0), pt(_ROW))
            if at < len(cells):
                strong = at == 3 and role == "secondary"
                style = face(8.6, _STRONG) if strong else _face(role)
                quiet = role == "caption_strong" or (role == "secondary" and at in {1, 2, 4, 5})
                draw_line(painter, area, cells[at], style, "text2" if quiet else "text", right=at > 0)
            x += share * width
        if years:
            _bars(painter, QRectF(x - pt(52), y + pt(3), pt(52), pt(11)), years)
        draw_rule(painter, y + pt(_ROW), width, after, 0.7 if after == "text" else 0.5)

    return Block(pt(_ROW), draw)


def _bars(painter: QPainter, area: QRectF, years: Sequence[int]) -> None:
    """Paint a bar a year; one without a cent is a thin rule."""
    most, step = max(years, default=0), area.width() / len(years)
    for at, cents in enumerate(years):
        height = max(pt(0.8), area.height() * cents / most) if cents else pt(0.8)
        role = "border-strong" if not cents else "accent" if at == len(years) - 1 else "border-control"
        painter.fillRect(QRectF(area.left() + at * step, area.bottom() - height, step * 0.62, height), ink(role))


def _reciprocity(balances: Sequence[Balance]) -> Iterator[Block]:
    if not balances:
        return
    yield _heading(_("Introductions received and given"))
    for each in balances[:_BALANCES]:
        yield _pair(each.person.name, findings.balance(each), findings.due(each))
    if (left := len(balances) - _BALANCES) > 0:
        text = ngettext("and {n} other person", "and {n} other people", left)
        yield _pair(text.format(n=formats.number(left)), "", "")


def _pair(name: str, said: str, due: str) -> Block:
    def draw(painter: QPainter, y: float, width: float) -> None:
        draw_line(painter, QRectF(0, y, width * 0.36, pt(_ROW)), name, face(8.6))
        draw_line(painter, QRectF(width * 0.38, y, width * 0.36, pt(_ROW)), said, face(8.6), "text2")
        draw_line(painter, QRectF(width * 0.74, y, width * 0.26, pt(_ROW)), due, face(8.6, _STRONG), right=True)
        draw_rule(painter, y + pt(_ROW), width, "border-strong", 0.5)

    return Block(pt(_ROW), draw)


def _survey(survey: Sequence[OwnFigure]) -> Iterator[Block]:
    yield _heading(_("You and French employees"), findings.survey_source())
    for own in survey:
        yield _twin(own)


def _twin(own: OwnFigure) -> Block:
    """Two bars: outlined the survey's, filled one's own, or why there is none."""

    def draw(painter: QPainter, y: float, width: float) -> None:
        left = QRectF(0, y + pt(2), width * 0.56, pt(_SMALL))
        draw_line(painter, left, findings.survey_name(own.line), face(9.6))
        draw_line(painter, left.translated(0, pt(13)), findings.own_name(own), face(8.6), "text2")
        x, most = width * 0.58, width * 0.34
        for at, percent in enumerate((PERCENT[own.line], own.percent)):
            top = y + pt(5 + at * 13)
            if percent is None:
                draw_line(
                    painter, QRectF(x, top - pt(3), width - x, pt(_SMALL)), findings.too_few_to_compare(), face(8.6)
                )
                continue
            bar = QRectF(x, top, max(most * percent / 100, pt(1)), pt(6))
            painter.setPen(ink("border-control") if at == 0 else Qt.PenStyle.NoPen)
            painter.setBrush(ink("accent") if at else Qt.BrushStyle.NoBrush)
            painter.drawRect(bar)
            area = QRectF(bar.right() + pt(5), top - pt(3), pt(50), pt(_SMALL))
            draw_line(
                painter, area, formats.percent_bp(percent * 100), face(8.6, _STRONG if at else QFont.Weight.Normal)
            )
        draw_rule(painter, y + pt(30), width, "border-strong", 0.5)

    return Block(pt(31), draw)


def _method(told: YearReview, width: float) -> Iterator[Block]:
    """Yield how the figures came about."""
    question = told.review.question
    said = [
        _("{model}: {rule}").format(
            model=model_label(question.model), rule=model_rule(question.model, question.half_life_days)
        ),
        _("A mission that several share counts for each of them; the total counts it once."),
        _("The delay is the median from the first step of the path to the signature."),
    ]
    if told.review.other_currencies:
        amounts = " · ".join(formats.money(cents, code) for code, cents in told.review.other_currencies)
        said.append(_("In other currencies, not added: {amounts}").format(amounts=amounts))
    yield _heading(_("How it is counted"))
    for text in said:
        yield _lines(wrapped(text, face(9.6), width), "text2")

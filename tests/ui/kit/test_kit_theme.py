"""Themes, sizes, icons and faces."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QImage, QPainter, QPalette, QPdfWriter
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from carnet.ui.kit import theme
from carnet.ui.kit.avatar import initials, paint_avatar, tint_of
from carnet.ui.kit.icons import icon, pixmap
from carnet.ui.kit.mark import paint_mark
from carnet.ui.kit.theme import apply_theme, color, font, high_contrast, load_theme, metric, notifier, tabular

RESOURCES = Path(__file__).parents[3] / "resources"
GROUNDS = ("surface", "list", "window", "fill", "hover", "selected")


def contrast(first: QColor, second: QColor) -> float:
    """WCAG 2.2 contrast ratio, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""

    def luminance(value: QColor) -> float:
        parts = (value.redF(), value.greenF(), value.blueF())
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", ["light", "dark"])
def test_texts_are_readable_on_every_ground(name: str):
    roles = load_theme(name, RESOURCES).colors

    pairs = [(text, ground) for text in ("text", "text2", "text3") for ground in GROUNDS]
    pairs += [(tone, f"{tone}-soft") for tone in ("danger", "warning", "success", "info")]
    pairs += [("on-accent", "accent"), ("on-accent", "accent-hover"), ("accent-text", "accent-soft")]
    pairs += [(f"tint{at}-ink", f"tint{at}-ground") for at in range(6)]
    poor = [pair for pair in pairs if contrast(roles[pair[0]], roles[pair[1]]) < 4.5]

    assert poor == []


@pytest.mark.parametrize("name", ["light", "dark"])
def test_marks_and_rings_stand_out(name: str):
    roles = load_theme(name, RESOURCES).colors

    pairs = [
        (mark, ground)
        for mark in ("focus", "border-control", "heat1", "heat2", "heat3", "heat4")
        for ground in ("surface", "list")
    ]
    poor = [pair for pair in pairs if contrast(roles[pair[0]], roles[pair[1]]) < 3]

    assert poor == []


def test_both_themes_have_the_same_roles():
    assert load_theme("light", RESOURCES).colors.keys() == load_theme("dark", RESOURCES).colors.keys()


def test_sizes_and_fonts_follow_the_text_scale(qapp: QApplication):
    small = font("body").pixelSize()
    apply_theme(qapp, "light", scale=2.0)

    assert font("body").pixelSize() == 2 * small
    assert metric(32) == 64


def test_the_notifier_tells_of_a_new_theme(qtbot: QtBot, qapp: QApplication):
    with qtbot.waitSignal(notifier().changed):
        apply_theme(qapp, "dark", reduce_motion=True)

    assert theme.current().name == "dark"
    assert theme.is_dark()
    assert theme.reduced_motion()
    assert qapp.palette().color(QPalette.ColorRole.Text) == color("text")


def test_the_system_theme_follows_the_system(qtbot: QtBot, qapp: QApplication):
    apply_theme(qapp, "system")
    dark = qapp.styleHints().colorScheme() is Qt.ColorScheme.Dark
    assert theme.is_dark() == dark

    with qtbot.waitSignal(notifier().changed):
        notifier().on_scheme_changed()


def test_a_chosen_theme_does_not_follow_the_system(qtbot: QtBot, qapp: QApplication):
    apply_theme(qapp, "light")

    with qtbot.assertNotEmitted(notifier().changed):
        notifier().on_scheme_changed()


def test_asking_before_a_theme_is_in_force_is_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(theme._State, "theme", None)

    with pytest.raises(LookupError):
        color("text")


def test_high_contrast_takes_the_palette_of_the_system():
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor("#ffff00"))
    palette.setColor(QPalette.ColorRole.Base, QColor("#000000"))

    roles = high_contrast(load_theme("light", RESOURCES), palette).colors

    assert {roles[name].name() for name in ("text", "text3", "border")} == {"#ffff00"}
    assert {roles[name].name() for name in ("surface", "list", "hover")} == {"#000000"}


def test_digits_in_columns_have_one_width(qapp: QApplication):
    plain = font("body")
    aligned = QFontMetrics(tabular(plain))

    assert aligned.horizontalAdvance("1111") == aligned.horizontalAdvance("8888")
    assert not plain.isFeatureSet(QFont.Tag("tnum"))


def test_every_icon_is_drawn_in_the_colour_asked(qapp: QApplication):
    for path in (RESOURCES / "icons").glob("*.svg"):
        drawn = pixmap(path.stem, 24, "danger").toImage()
        tints = {
            QColor(drawn.pixel(x, y)).name()
            for x in range(24)
            for y in range(24)
            if drawn.pixelColor(x, y).alpha() == 255
        }
        assert tints <= {color("danger").name()}, path.stem
        assert not blank(drawn), path.stem


def blank(image: QImage) -> bool:
    return all(image.pixelColor(x, y).alpha() == 0 for x in range(image.width()) for y in range(image.height()))


def test_an_icon_of_a_menu_is_pale_when_its_action_is_off(qapp: QApplication):
    made = icon("phone", "text")

    on = made.pixmap(QSize(16, 16), 1.0, QIcon.Mode.Normal).toImage()
    off = made.pixmap(QSize(16, 16), 1.0, QIcon.Mode.Disabled).toImage()

    assert on != off
    assert QIcon(made).pixmap(16).width() == 16


def test_icons_are_sharp_on_dense_screens(qapp: QApplication):
    assert pixmap("phone", 16, "text", 2.0).width() == 32


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Hélène Vasseur", "HV"),
        ("Jean de la Tour", "JT"),
        ("Cercle des DSI", "CD"),
        ("Anne", "A"),
        ("« FinOps »", "F"),
        ("", "?"),
        ("élodie", "É"),
        ("de La", "DL"),
    ],
)
def test_initials_skip_particles(name: str, expected: str):
    assert initials(name) == expected


def test_a_name_keeps_its_tint_whatever_its_case():
    assert tint_of("Hélène Vasseur") == tint_of("HÉLÈNE VASSEUR")
    assert {tint_of(f"Personne {number}") for number in range(60)} == set(range(6))


def painted_arc(score: int | None) -> QImage:
    image = QImage(60, 60, QImage.Format.Format_ARGB32)
    image.fill(color("surface"))
    painter = QPainter(image)
    paint_avatar(painter, QRectF(0, 0, 60, 60), "A", score, "hot")
    painter.end()
    return image


def test_the_arc_starts_at_noon_and_goes_clockwise(qapp: QApplication):
    quarter = painted_arc(25)

    def at(x: int, y: int) -> str:
        return quarter.pixelColor(x, y).name()

    hot, track = color("heat4").name(), color("heat-track").name()
    assert at(50, 11) == hot or near(quarter.pixelColor(50, 11), color("heat4"))
    assert near(quarter.pixelColor(9, 48), color("heat-track")) or at(9, 48) == track


def near(first: QColor, second: QColor) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(first.getRgb()[:3], second.getRgb()[:3], strict=True))


def test_no_score_draws_no_arc(qapp: QApplication):
    assert painted_arc(None).pixelColor(30, 1) != painted_arc(80).pixelColor(30, 1)


def test_the_mark_has_its_warm_dot_in_the_opening(qapp: QApplication):
    image = QImage(100, 100, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_mark(painter, QRectF(0, 0, 100, 100))
    painter.end()

    assert near(image.pixelColor(91, 50), color("heat4"))
    assert near(image.pixelColor(8, 50), color("accent"))


def test_text_updates_leak_no_reference_to_none(qapp: QApplication):
    import sys

    label = QLabel("x")
    before = sys.getrefcount(None)
    for turn in range(1000):
        label.setText(str(turn % 2))

    assert abs(sys.getrefcount(None) - before) < 50


def test_a_face_is_drawn_as_lines_in_print(qapp: QApplication, tmp_path: Path):
    path = tmp_path / "face.pdf"
    writer = QPdfWriter(str(path))
    painter = QPainter(writer)
    paint_avatar(painter, QRectF(0, 0, 600, 600), "Mutuelle Alizé", square=True)
    paint_avatar(painter, QRectF(0, 700, 600, 600), "Hélène Vasseur", 80, "hot")
    painter.end()

    assert b"/Subtype /Image" not in path.read_bytes()

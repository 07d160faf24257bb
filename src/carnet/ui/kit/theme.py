"""Colours, fonts and sizes in force, by role; widgets ask here and never hold a literal."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

_MAPPED = (
    (QPalette.ColorRole.Window, "list"),
    (QPalette.ColorRole.WindowText, "text"),
    (QPalette.ColorRole.Base, "surface"),
    (QPalette.ColorRole.AlternateBase, "list"),
    (QPalette.ColorRole.Text, "text"),
    (QPalette.ColorRole.PlaceholderText, "text3"),
    (QPalette.ColorRole.Button, "surface"),
    (QPalette.ColorRole.ButtonText, "text"),
    (QPalette.ColorRole.BrightText, "on-accent"),
    (QPalette.ColorRole.ToolTipBase, "surface"),
    (QPalette.ColorRole.ToolTipText, "text"),
    (QPalette.ColorRole.Highlight, "selected"),
    (QPalette.ColorRole.HighlightedText, "text"),
    (QPalette.ColorRole.Link, "accent-text"),
    (QPalette.ColorRole.LinkVisited, "accent-text"),
    (QPalette.ColorRole.Accent, "accent"),
    (QPalette.ColorRole.Light, "surface"),
    (QPalette.ColorRole.Midlight, "border"),
    (QPalette.ColorRole.Mid, "border-strong"),
    (QPalette.ColorRole.Dark, "border-control"),
    (QPalette.ColorRole.Shadow, "border-control"),
)
_TEXTS = (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText)


class _Face(NamedTuple):
    """How a font role looks at 100 %."""

    size_px: float
    weight: QFont.Weight
    display: bool = False


_FACES = {
    "title": _Face(22, QFont.Weight.DemiBold, display=True),
    "sheet_name": _Face(22, QFont.Weight.DemiBold, display=True),
    "figure": _Face(22, QFont.Weight.DemiBold, display=True),
    "section": _Face(15, QFont.Weight.DemiBold),
    "capture": _Face(15, QFont.Weight.Normal),
    "body": _Face(13, QFont.Weight.Normal),
    "control": _Face(13, QFont.Weight.Medium),
    "emphasis": _Face(13, QFont.Weight.DemiBold),
    "secondary": _Face(12, QFont.Weight.Normal),
    "secondary_medium": _Face(12, QFont.Weight.Medium),
    "secondary_strong": _Face(12, QFont.Weight.DemiBold),
    "caption": _Face(11, QFont.Weight.Normal),
    "caption_medium": _Face(11, QFont.Weight.Medium),
    "caption_strong": _Face(11, QFont.Weight.DemiBold),
}


class Theme(NamedTuple):
    """A named set of colours by role."""

    name: str
    colors: Mapping[str, QColor]


class Notifier(QObject):
    """Tells that the theme or the text size changed.

    Signals:
        changed: colours, fonts or sizes are new; ask them again.
    """

    changed = Signal()

    @Slot()
    def on_scheme_changed(self) -> None:
        """Follow the system where the setting says so."""
        app = QApplication.instance()
        if _State.wanted == "system" and isinstance(app, QApplication):
            apply_theme(app, "system", scale=_State.scale, reduce_motion=_State.reduce_motion)


class _State:
    """What is in force; one window, one theme."""

    theme: Theme | None = None
    wanted = "light"
    folder = Path()
    scale = 1.0
    reduce_motion = False
    notifier: Notifier | None = None
    fonts: ClassVar[dict[str, QFont]] = {}
    metrics: ClassVar[dict[str, QFontMetrics]] = {}
    sized: ClassVar[dict[tuple[int, QFont.Weight, bool], QFont]] = {}


def load_theme(name: str, folder: Path) -> Theme:
    """Read `themes/<name>.json` below the resources folder."""
    roles = json.loads((folder / "themes" / f"{name}.json").read_text(encoding="utf-8"))
    return Theme(name, {role: QColor(value) for role, value in roles.items()})


def notifier() -> Notifier:
    """Return the one object whose `changed` tells that the theme is another."""
    if _State.notifier is None:
        _State.notifier = Notifier()
    return _State.notifier


def current() -> Theme:
    """Return the theme in force; `apply_theme` comes first."""
    if _State.theme is None:
        raise LookupError("apply_theme comes before the first widget")
    return _State.theme


def resources() -> Path:
    """Return the resources folder that the composition root gave to `apply_theme`."""
    return _State.folder


def color(role: str) -> QColor:
    """Return the colour of a role."""
    return current().colors[role]


def is_dark() -> bool:
    """Tell whether text is lighter than its ground."""
    return color("text").lightness() > color("surface").lightness()


def is_contrast() -> bool:
    """Tell whether the system asked for high contrast: borders are text then, and grounds say nothing."""
    return color("border") == color("text")


def reduced_motion() -> bool:
    """Tell whether animations are off."""
    return _State.reduce_motion


def text_scale() -> float:
    """Return the text scale, 1.0 to 2.0."""
    return _State.scale


def metric(px: float) -> int:
    """Return a size given at 100 %, at the text scale."""
    return round(px * _State.scale)


def font(role: str = "body") -> QFont:
    """Return the font of a role at the text scale, "body+" with digits of one width; do not change it in place."""
    found = _State.fonts.get(role)
    if found is None and role.endswith("+"):
        found = _State.fonts[role] = tabular(font(role[:-1]))
    elif found is None:
        face = _FACES[role]
        found = _State.fonts[role] = sized_font(face.size_px, face.weight, display=face.display)
    return found


def metrics_of(role: str) -> QFontMetrics:
    """Return the metrics of a font role on the screen."""
    found = _State.metrics.get(role)
    if found is None:
        found = _State.metrics[role] = QFontMetrics(font(role))
    return found


def sized_font(size_px: float, weight: QFont.Weight = QFont.Weight.Normal, *, display: bool = False) -> QFont:
    """Return Inter (or the platform's font) at a size given at 100 %; do not change it in place."""
    key = (round(size_px * _State.scale), weight, display)
    if key not in _State.sized:
        _State.sized[key] = _sized_font(size_px, weight, display=display)
    return _State.sized[key]


def _sized_font(size_px: float, weight: QFont.Weight, *, display: bool) -> QFont:
    made = QFont()
    wanted = ["Inter Display", "Inter"] if display else ["Inter"]
    made.setFamilies([*wanted, *QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).families()])
    made.setPixelSize(max(6, round(size_px * _State.scale)))
    made.setWeight(weight)
    if size_px >= 20:
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 99)
    return made


def set_font(widget: QWidget, face: QFont) -> None:
    """Give a widget a font that stays.

    Under a style sheet Qt keeps the font that a widget was first shown in, and gives it that back when it moves to
    another parent or is dressed again; the viewport of a text, which paints its placeholder, likewise.
    """
    viewport = getattr(widget, "viewport", None)
    for part in (widget, *([viewport()] if viewport is not None else [])):
        part.setFont(face)
        part.setProperty("_q_styleSheetWidgetFont", None)


def tabular(base: QFont) -> QFont:
    """Return a copy whose digits all have one width, for columns."""
    made = QFont(base)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def palette_of(theme: Theme) -> QPalette:
    """Return the Qt palette of a theme, for what is not painted by role."""
    palette = QPalette()
    for target, role in _MAPPED:
        palette.setColor(target, theme.colors[role])
    for target in _TEXTS:
        palette.setColor(QPalette.ColorGroup.Disabled, target, theme.colors["text3"])
    return palette


def stylesheet(template: str, theme: Theme, scale: float) -> str:
    """Return QSS with `@px(n)` and `@role` replaced."""
    sized = re.sub(r"@px\(([\d.]+)\)", lambda found: f"{round(float(found[1]) * scale)}px", template)
    return re.sub(r"@([a-z][a-z0-9-]*)", lambda found: _css(theme.colors[found[1]]), sized)


def _css(value: QColor) -> str:
    return f"rgba({value.red()},{value.green()},{value.blue()},{value.alpha()})"


def apply_theme(
    app: QApplication,
    name: str,
    folder: Path | None = None,
    *,
    scale: float = 1.0,
    reduce_motion: bool = False,
    controls: bool = True,
) -> None:
    """Put a theme in force.

    Args:
        app: the application.
        name: "light", "dark" or "system".
        folder: resources, needed the first time only.
        scale: text scale, 1.0 to 2.0.
        reduce_motion: no animation.
        controls: False leaves the style of controls to a later `dress_controls(app)`: it costs some 20 ms, which
            the first paint can do without.
    """
    if folder is not None:
        _State.folder = folder
    _State.wanted, _State.scale, _State.reduce_motion = name, scale, reduce_motion
    _State.theme = _theme_for(name)
    _State.fonts.clear()
    _State.metrics.clear()
    _State.sized.clear()
    app.setPalette(palette_of(_State.theme))
    app.setFont(font("body"))
    if controls:
        dress_controls(app)
    notifier().changed.emit()


def dress_controls(app: QApplication) -> None:
    """Give the controls their style, their style sheet and the focus ring."""
    from carnet.ui.kit.style import install_style  # style asks this module for colours

    install_style(app)
    template = (_State.folder / "style" / "carnet.qss").read_text(encoding="utf-8")
    app.setStyleSheet("")  # a sheet that replaces another is taken in five times as slowly as one that is the first
    app.setStyleSheet(stylesheet(template, current(), _State.scale))


def _theme_for(name: str) -> Theme:
    hints = QGuiApplication.styleHints()
    if name == "system":
        hints.colorSchemeChanged.connect(notifier().on_scheme_changed, Qt.ConnectionType.UniqueConnection)
        name = "dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light"
    theme = load_theme(name, _State.folder)
    return high_contrast(theme, QPalette()) if _wants_contrast() else theme


def _wants_contrast() -> bool:
    """Tell whether the system asks for high contrast; Qt tells since 6.10."""
    hints = getattr(QGuiApplication.styleHints(), "accessibility", None)
    preference = getattr(hints() if hints else None, "contrastPreference", None)
    return preference is not None and preference().name == "HighContrast"


def high_contrast(theme: Theme, palette: QPalette) -> Theme:
    """Return the theme with grounds and texts taken from the system's palette; borders become text."""
    grounds = {"window", "list", "surface", "fill", "hover"}
    texts = {"text", "text2", "text3", "border", "border-strong", "border-control"}
    colors = dict(theme.colors)
    colors.update(dict.fromkeys(grounds, palette.color(QPalette.ColorRole.Base)))
    colors.update(dict.fromkeys(texts, palette.color(QPalette.ColorRole.Text)))
    return Theme(theme.name, colors)

"""Every part of the kit builds and paints in light, dark and at 200 %."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QAccessible, QPainter
from PySide6.QtWidgets import QApplication, QCheckBox, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from carnet.ui.kit.avatar import Avatar, AvatarStack, HeatBars, WarmthGauge, paint_avatar
from carnet.ui.kit.buttons import Button
from carnet.ui.kit.cards import Banner, Card, EmptyState, Ground, IconTile, ProgressLine, Rule, SectionHeader, key_line
from carnet.ui.kit.choices import ChipButton, Combo, Disclosure, Segmented, Tick
from carnet.ui.kit.delegates import RowDelegate, RowState, draw_lines
from carnet.ui.kit.fields import DateField, EditableLine, SearchField, TextArea, TextField
from carnet.ui.kit.flow import FlowLayout
from carnet.ui.kit.icons import draw_icon
from carnet.ui.kit.labels import Badge, Chip, ElidedLabel, KeyHint, LinkLabel, TagLabel, label
from carnet.ui.kit.mark import Mark
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.rows_model import RowsModel
from carnet.ui.kit.rows_table import RowsTable
from carnet.ui.kit.switches import Switch
from carnet.ui.kit.theme import apply_theme, metric
from carnet.ui.kit.toasts import Toasts

PEOPLE = [
    ("Nadia Benali", "DSI", "Aéro-Garonne", 96, "hot"),
    ("Bruno Alessandri", "Architecte en chef", "Assurances Brocéliande", 92, "hot"),
    ("Fatou Mendy-Roche", "Cheffe de projet", "Ville de Montclar", 60, "warm"),
    ("Karim Ouali", "Responsable SI", "Régie Eau & Ville", 40, "cool"),
    ("Hélène Vasseur", "Directrice des opérations", "Mutuelle Alizé", 12, "cold"),
]


class PersonDelegate(RowDelegate):
    def paint_content(self, painter: QPainter, area: QRectF, row: tuple, state: RowState) -> None:
        side = metric(38)
        face = QRectF(area.left(), area.center().y() - side / 2, side, side)
        paint_avatar(painter, face, row[0], row[3], row[4])
        draw_icon(
            painter,
            QRectF(area.right() - 14, area.bottom() - 30, 14, 14),
            "ticket",
            "cat-event" if state.plain else "text2",
        )
        draw_lines(painter, area.adjusted(side + metric(12), 0, -metric(80), 0), row[0], row[1], row[2])


def line(*widgets: QWidget):
    row = QHBoxLayout()
    row.setSpacing(metric(10))
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def people_table():
    table = RowsTable("Contacts", 64)
    table.setModel(RowsModel(lambda keys: {key: PEOPLE[key % len(PEOPLE)] for key in keys}, lambda row: row[0], table))
    delegate = PersonDelegate(64, inset_px=6)
    delegate.setParent(table)
    table.setItemDelegate(delegate)
    table.rows_model().set_ids(range(1, 41))
    table.select_id(3)
    return table


def gallery():
    window = Ground("list")
    whole = QHBoxLayout(window)
    whole.addWidget(people_table(), 3)
    column = QVBoxLayout()
    column.setSpacing(metric(10))
    whole.addLayout(column, 6)
    column.addLayout(
        line(Mark(), label("Carnet", "section"), label("Aujourd’hui", "title"), KeyHint("Ctrl", "Maj", "K"))
    )
    off = Button("Terminer")
    off.setEnabled(False)
    column.addLayout(
        line(
            Button("Ajout rapide", "user-plus", "primary"),
            Button("Noter un échange", "notebook-pen", keys=("Ctrl", "J")),
            Button("Plus tard", kind="ghost"),
            Button("Plus d’actions", "ellipsis", "icon"),
            Button("Effacer", kind="danger"),
            off,
        )
    )
    column.addLayout(
        line(
            Button("Ajouter", "plus", "primary", keys=("Ctrl", "N")),
            Button("Appeler", "phone", small=True),
            Button("Relancer", "alarm-clock", "icon", small=True),
            Segmented([("board", "Tableau"), ("list", "Liste")]),
            Switch("Mode travail"),
            on_switch(),
            Tick("Fait"),
            LinkLabel("Tout voir", "arrow-right", after=True),
        )
    )
    combo = Combo("Période", "calendar")
    combo.add("24 derniers mois", 24)
    combo.add("12 derniers mois", 12)
    small = Combo("Cadence", small=True)
    small.add("60 jours", 60)
    box, radio = QCheckBox("Rencontrer deux DSI"), QRadioButton("choisi")
    box.setChecked(True)
    radio.setChecked(True)
    column.addLayout(line(combo, small, box, QCheckBox("Trouver"), radio, Disclosure("Avant")))
    flow = QWidget()
    chips = FlowLayout(flow)
    hot = ChipButton("Chaude ou tiède", "thermometer")
    hot.set_on(True)
    for chip in (
        hot,
        ChipButton("Cercle"),
        ChipButton("Origine"),
        TagLabel("cloud"),
        TagLabel("décideuse"),
        Badge("En retard de 3 j", "danger"),
        Badge("Aujourd’hui", "accent"),
        Badge("Gagnée", "ok", "trophy"),
        Badge("En cours", "info"),
        Badge("à préparer", "warn"),
        Badge("absente"),
        Chip("DSI", "id-card", "outline"),
        Chip("relance lun. 23 nov.", "alarm-clock", "accent", small=True),
    ):
        chips.addWidget(chip)
    column.addWidget(flow)
    faces = []
    for name, _job, _firm, score, level in PEOPLE:
        avatar = Avatar(38)
        avatar.show_person(name, score, level)
        faces.append(avatar)
    large, firm, bare = Avatar(62), Avatar(36), Avatar(30)
    large.show_person("Hélène Vasseur", 88, "hot")
    firm.show_organisation("Mutuelle Alizé")
    bare.show_person("Gaëlle Kervadec")
    gauge = WarmthGauge()
    gauge.show_score(88)
    gauge.setMinimumWidth(metric(200))
    column.addLayout(
        line(
            large,
            *faces,
            firm,
            bare,
            AvatarStack(["Karim Ouali", "Hélène Vasseur", "Bruno A"], 22),
            HeatBars("warm"),
            gauge,
        )
    )
    banner = Banner(
        "Débriefing à faire : Afterwork Portage, hier soir",
        "6 personnes rencontrées, 2 objectifs à cocher.",
        "accent",
        "ticket",
    )
    banner.add_action("Plus tard", "ghost")
    banner.add_action("Faire le débriefing")
    column.addWidget(banner)
    card = Card()
    card.body.addWidget(SectionHeader("À relancer", 5, "Tout reporter à lundi"))
    card.body.addWidget(Rule())
    card.body.addWidget(
        ElidedLabel(
            "Une ligne bien trop longue pour la place qui lui est donnée dans cette carte, et qui doit donc finir par trois points de suspension avant le bord",
            "body",
            "text2",
        )
    )
    card.body.addWidget(ProgressLine(41, 55))
    card.body.addWidget(EditableLine("06 39 98 41 07", "Téléphone"))
    column.addWidget(card)
    bad = TextField("E-mail", text="nadia@")
    fields = QHBoxLayout()
    fields.addWidget(SearchField("Rechercher un contact"))
    fields.addWidget(bad)
    fields.addWidget(DateField("Échéance", lambda text: text or None))
    column.addLayout(fields)
    area = TextArea("À retenir")
    area.set_text("Bon format, arriver à 18 h 30 : les DSI repartent tôt.\nRevenir en janvier.")
    column.addWidget(area)
    column.addLayout(line(IconTile("user-plus")))
    column.addWidget(key_line([(("↑", "↓"), "parcourir"), (("Tab",), "autres actions")]))
    column.addWidget(EmptyState("Aucun contact avec ces filtres.", "Effacer les filtres"))
    window.bad = bad
    return window


def on_switch():
    switch = Switch("Trousseau")
    switch.setChecked(True)
    return switch


def saved(widget: QWidget, name: str) -> Path | None:
    folder = os.environ.get("CARNET_SCREENS")
    picture = widget.grab()
    assert not picture.isNull()
    if not folder:
        return None
    path = Path(folder) / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(str(path))
    return path


@pytest.mark.parametrize(("theme", "scale"), [("light", 1.0), ("dark", 1.0), ("light", 2.0)])
def test_every_part_paints(qtbot: QtBot, qapp: QApplication, theme: str, scale: float):
    apply_theme(qapp, theme, scale=scale)
    window = gallery()
    qtbot.addWidget(window)
    window.resize(round(1280 * scale), round(900 * scale))
    window.show()
    assert [widget for widget in qapp.topLevelWidgets() if widget.isVisible()] == [window]
    window.bad.set_error("E-mail incomplet : complétez-le ou videz-le.")
    window.findChildren(Button)[0].setFocus()
    qapp.processEvents()

    saved(window, f"kit-{theme}-{scale}")

    toasts = Toasts(window)
    toasts.show("Nadia Benali ajoutée.", "Annuler")
    overlay = Overlay(window, "Ajout rapide", 560)
    overlay.content.addWidget(TextField("Nom"))
    overlay.add_action("Annuler")
    overlay.add_action("Ajouter", "primary")
    overlay.open()
    qapp.processEvents()
    saved(window, f"kit-{theme}-{scale}-overlay")


def test_a_new_theme_reaches_what_is_on_the_screen(qtbot: QtBot, qapp: QApplication):
    window = gallery()
    qtbot.addWidget(window)
    window.resize(1280, 900)
    window.show()
    before = window.grab().toImage()

    apply_theme(qapp, "dark", scale=1.25)
    qapp.processEvents()

    assert window.grab().toImage() != before
    saved(window, "kit-switched")


def test_no_control_of_the_kit_is_unnamed(qtbot: QtBot, qapp: QApplication):
    window = gallery()
    qtbot.addWidget(window)
    window.show()

    unnamed = [
        type(control).__name__
        for control in window.findChildren(QWidget)
        if control.isVisible() and control.focusPolicy() & Qt.FocusPolicy.TabFocus and not spoken(control)
    ]

    assert unnamed == []


def spoken(control: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)

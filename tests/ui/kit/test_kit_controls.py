"""Buttons, choices, labels and fields as the keyboard and a screen reader meet them."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from carnet.ui.kit.buttons import Button
from carnet.ui.kit.choices import ChipButton, Combo, Segmented
from carnet.ui.kit.fields import DateField, EditableLine, Form, SearchField, TextArea, TextField
from carnet.ui.kit.labels import ElidedLabel, LinkLabel, label
from carnet.ui.kit.style import FocusRing
from carnet.ui.kit.switches import Switch


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


def test_an_ampersand_in_a_button_makes_no_shortcut(qtbot: QtBot):
    button = Button("Dupont & Fils")
    qtbot.addWidget(button)

    assert button.text() == "Dupont & Fils"
    assert button.accessibleName() == "Dupont & Fils"
    assert button.shortcut().isEmpty()


def test_an_icon_button_says_its_name_in_its_tip(qtbot: QtBot):
    button = Button("Appeler Hélène <Vasseur>", "phone", "icon")
    qtbot.addWidget(button)

    assert button.accessibleName() == "Appeler Hélène <Vasseur>"
    assert "&lt;Vasseur&gt;" in button.toolTip()
    assert button.width() >= 26


def test_a_button_is_wide_enough_for_its_keys(qtbot: QtBot):
    plain, keyed = Button("Ajouter"), Button("Ajouter", keys=("Ctrl", "N"))
    qtbot.addWidget(plain)
    qtbot.addWidget(keyed)

    assert keyed.sizeHint().width() > plain.sizeHint().width() + 20


def test_arrows_move_among_the_choices_and_come_round(qtbot: QtBot):
    group = Segmented([("board", "Tableau"), ("list", "Liste")], name="Affichage")
    shown(qtbot, group)
    heard: list[str] = []
    group.chosen.connect(heard.append)

    qtbot.keyClick(group, Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Left)

    assert heard == ["list", "board", "list"]
    assert group.current() == "list"


def test_choosing_by_program_is_silent(qtbot: QtBot):
    group = Segmented([("board", "Tableau"), ("list", "Liste")])
    qtbot.addWidget(group)
    heard: list[str] = []
    group.chosen.connect(heard.append)

    group.choose("list")

    assert group.current() == "list"
    assert heard == []


def test_a_switch_turns_with_the_space_bar_and_with_a_click(qtbot: QtBot):
    switch = Switch("Mode travail")
    shown(qtbot, switch)

    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert switch.isChecked()

    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton, pos=switch.rect().center())
    assert not switch.isChecked()


def test_a_filter_that_is_on_goes_with_suppr_or_its_cross(qtbot: QtBot):
    chip = ChipButton("Cercle")
    shown(qtbot, chip)
    chip.set_on(True, "Cercle : proche")
    chip.adjustSize()

    with qtbot.waitSignal(chip.removed):
        qtbot.keyClick(chip, Qt.Key.Key_Delete)
    with qtbot.waitSignal(chip.removed):
        qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, pos=QPoint(chip.width() - 12, 12))

    assert chip.text() == "Cercle : proche"


def test_a_filter_that_is_off_has_nothing_to_remove(qtbot: QtBot):
    chip = ChipButton("Cercle")
    shown(qtbot, chip)

    with qtbot.assertNotEmitted(chip.removed):
        qtbot.keyClick(chip, Qt.Key.Key_Delete)


def test_a_combo_chooses_by_value_without_a_signal(qtbot: QtBot):
    combo = Combo("Cadence")
    qtbot.addWidget(combo)
    combo.add("30 jours", 30)
    combo.add("60 jours", 60)

    with qtbot.assertNotEmitted(combo.currentIndexChanged):
        combo.choose(60)

    assert combo.currentData() == 60
    combo.choose(90)
    assert combo.currentIndex() == -1


def test_text_that_looks_like_html_is_shown_as_written(qtbot: QtBot):
    shown_label = label("<b>Nadia</b>")
    qtbot.addWidget(shown_label)

    assert shown_label.textFormat() is Qt.TextFormat.PlainText


def test_a_line_too_long_tells_its_whole_text_in_the_tip(qtbot: QtBot):
    line = ElidedLabel("Directrice des opérations chez Mutuelle Alizé")
    shown(qtbot, line)
    line.resize(60, 20)
    assert line.toolTip() == "Directrice des opérations chez Mutuelle Alizé"

    line.resize(600, 20)
    assert line.toolTip() == ""


def test_a_link_is_followed_with_the_keyboard(qtbot: QtBot):
    link = LinkLabel("Tout voir", "arrow-right", after=True)
    shown(qtbot, link)

    with qtbot.waitSignal(link.activated):
        qtbot.keyClick(link, Qt.Key.Key_Space)


def test_the_ring_goes_to_the_control_with_the_focus(qtbot: QtBot, qapp: QApplication):
    window = QWidget()
    first, second = Button("Un", parent=window), Button("Deux", parent=window)
    second.move(150, 50)
    window.resize(400, 200)
    shown(qtbot, window)

    first.setFocus()
    second.setFocus()
    qapp.processEvents()

    rings = [ring for ring in window.findChildren(FocusRing) if ring.isVisible()]
    assert [ring.widget() for ring in rings] == [second]
    assert rings[0].geometry().contains(second.geometry())
    window.grab()


def test_searching_tells_each_key_and_escape_empties(qtbot: QtBot):
    field = SearchField("Rechercher")
    shown(qtbot, field)
    heard: list[str] = []
    field.searched.connect(heard.append)

    qtbot.keyClicks(field, "na")
    qtbot.keyClick(field, Qt.Key.Key_Escape)

    assert heard == ["n", "na", ""]
    with qtbot.waitSignal(field.moved_down):
        qtbot.keyClick(field, Qt.Key.Key_Down)


def test_a_refused_field_keeps_its_content_and_says_why(qtbot: QtBot):
    field = TextField("E-mail", text="nadia@")
    shown(qtbot, field)

    field.set_error("E-mail incomplet.")
    assert field.text() == "nadia@"
    assert field.error.isVisible()
    assert field.line.accessibleDescription() == "E-mail incomplet."

    qtbot.keyClicks(field.line, "x")
    assert not field.error.isVisible()


def test_leaving_a_field_tells_the_change_once(qtbot: QtBot):
    field = TextField("Nom", text="Nadia")
    shown(qtbot, field)
    heard: list[str] = []
    field.edited.connect(heard.append)

    qtbot.keyClicks(field.line, " B")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    qtbot.keyClick(field.line, Qt.Key.Key_Return)

    assert heard == ["Nadia B"]


def test_a_date_that_does_not_exist_is_said_under_the_field(qtbot: QtBot):
    field = DateField("Échéance", {"demain": 1}.get, str)
    shown(qtbot, field)

    qtbot.keyClicks(field.line, "31/02")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert not field.is_valid()
    assert not field.check()
    assert field.error.isVisible()

    field.set_error("")
    field.set_text("")
    qtbot.keyClicks(field.line, "demain")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.value() is None
    assert field.text() == "1"


def test_enter_submits_a_text_area_and_shift_enter_makes_a_line(qtbot: QtBot):
    field = TextArea("Note", submits=True, lines=1, most=4)
    shown(qtbot, field)
    heard: list[int] = []
    field.submitted.connect(lambda: heard.append(1))
    low = field.area.height()

    qtbot.keyClicks(field.area, "a")
    qtbot.keyClick(field.area, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(field.area, "b")
    qtbot.keyClick(field.area, Qt.Key.Key_Return)

    assert field.text() == "a\nb"
    assert heard == [1]
    assert field.area.height() > low


def test_a_refusal_finds_its_field_in_the_form(qtbot: QtBot):
    form, name, cadence = Form(), TextField("Nom"), Combo()
    form.add("name", name)
    form.add("cadence", cadence, "Cadence")
    shown(qtbot, form)

    assert form.set_error("cadence", "Choisir une cadence.")
    assert not form.set_error("elsewhere", "…")
    assert cadence.accessibleName() == "Cadence"

    form.clear_errors()
    assert not cadence.property("invalid")


def edited_line(qtbot: QtBot) -> EditableLine:
    line = EditableLine("06 39 98 41 07", "Téléphone")
    shown(qtbot, line)
    line.edit()
    return line


def test_enter_saves_a_fact_edited_in_place(qtbot: QtBot):
    line = edited_line(qtbot)
    heard: list[str] = []
    line.edited.connect(heard.append)

    qtbot.keyClicks(QApplication.focusWidget(), "06 00")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)

    assert heard == ["06 00"]
    assert line.text() == "06 00"
    assert not line.is_editing()


def test_escape_gives_a_fact_back_as_it_was(qtbot: QtBot):
    line = edited_line(qtbot)
    heard: list[str] = []
    line.edited.connect(heard.append)

    qtbot.keyClicks(QApplication.focusWidget(), "06 00")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)

    assert heard == []
    assert line.text() == "06 39 98 41 07"


def test_a_refused_fact_stays_open_with_what_was_typed(qtbot: QtBot):
    line = edited_line(qtbot)
    line.edited.connect(lambda _text: line.set_error("Numéro incomplet."))

    qtbot.keyClicks(QApplication.focusWidget(), "06")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert line.is_editing()

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert line.text() == "06 39 98 41 07"


def test_f2_edits_a_fact(qtbot: QtBot):
    line = EditableLine("Toulouse", "Ville")
    shown(qtbot, line)
    line.setFocus()

    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F2)

    assert line.is_editing()


def test_enter_acts_on_a_button_as_the_space_bar_does(qtbot: QtBot):
    button = Button("Ajouter")
    shown(qtbot, button)

    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)

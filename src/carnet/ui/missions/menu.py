"""What may be done with a mission on the board or in the list, as a menu."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget

from carnet.domain.mission_sheets import Mission
from carnet.domain.missions import Stage
from carnet.ui.kit.icons import icon
from carnet.words import _
from carnet.words.missions import stage_label


def mission_menu(parent: QWidget, mission: Mission) -> QMenu:
    """Return the menu of a mission; each action carries what to do, the id, and the stage to go to."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction(icon("briefcase"), _("Open")).setData(("open", mission.id, ""))
    stages = menu.addMenu(icon("arrow-right"), _("Move to"))
    for stage in Stage:
        action = stages.addAction(stage_label(stage))
        action.setEnabled(stage is not mission.stage)
        action.setData(("move", mission.id, stage.value))
    menu.addAction(icon("refresh-cw"), _("Renew")).setData(("renew", mission.id, ""))
    menu.addSeparator()
    menu.addAction(icon("trash-2"), _("Delete the mission")).setData(("delete", mission.id, ""))
    return menu

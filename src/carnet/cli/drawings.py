"""`carnet review --png F --svg F`: the drawing as files, by Qt without a window."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from carnet import paths
from carnet.cli.arguments import UsageError
from carnet.words import _

if TYPE_CHECKING:
    from PySide6.QtCore import QMessageLogContext, QtMsgType

    from carnet.domain.flows import Flows
    from carnet.domain.review import Review


def keep(flows: "Flows", review: "Review", files: Mapping[str, str]) -> list[Path]:
    """Write the drawing as "png" and "svg" where asked, each whole or not at all; return which files these are.

    Raises:
        UsageError: there is nothing to draw.
        Trouble: the disk says no.
    """
    if not flows.bands:
        raise UsageError(_("carnet review: no signed mission to draw in this period"))
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from carnet.domain.flows import diagram
    from carnet.journal.files import write_private
    from carnet.ui.kit.theme import apply_theme
    from carnet.ui.review import pictures

    before = qInstallMessageHandler(_unheard)
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    apply_theme(qt, "light", paths.resources(), controls=False)
    picture = pictures.FlowPicture(flows, review, diagram(flows.bands))
    draw = {"png": pictures.png, "svg": pictures.svg}
    found = []
    for kind, file in files.items():
        target = Path(file).expanduser().absolute()
        write_private(target, draw[kind](picture))
        found.append(target)
    qInstallMessageHandler(before)
    return found


def _unheard(_kind: "QtMsgType", _context: "QMessageLogContext", _text: str) -> None:
    """Say nothing of what the offscreen platform cannot do; what is written says whether it worked."""

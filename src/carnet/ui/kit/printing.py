"""Where paper goes: a printer, or a PDF under a name that the user chooses."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from carnet.ui.kit import paper
from carnet.ui.kit.prompts import Prompts
from carnet.words import _

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_PDF = "PDF (*.pdf)"


def ask_path(prompts: Prompts, name: str) -> Path | None:
    """Return where to keep a PDF, None where the user gave up."""
    path = prompts.save_file(_("Save as PDF"), name, _PDF)
    return path if path is None or path.suffix else path.with_suffix(".pdf")


def ask_printer(parent: QWidget) -> "QPrinter | str | None":
    """Return the printer chosen, None where the user gave up, and why there is none to choose from."""
    try:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
    except ImportError:
        return _("Printing is not possible here. Save a PDF instead.")
    if not QPrinterInfo.availablePrinterNames():
        return _("No printer is installed. Save a PDF instead.")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    paper.settle(printer)
    dialog = QPrintDialog(printer, parent)
    return printer if dialog.exec() == QPrintDialog.DialogCode.Accepted else None


def file_name(name: str) -> str:
    """Return the name of a file for what it shows, without what file systems refuse."""
    bare = "".join(" " if char in '<>:"/\\|?*' or not char.isprintable() else char for char in name)
    return (" ".join(bare.split())[:80].strip(". ") or _("Contact")) + ".pdf"

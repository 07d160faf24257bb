"""F1: how a line is read, with an example for each part."""

from PySide6.QtWidgets import QGridLayout, QWidget

from carnet.ui.kit.labels import label
from carnet.ui.kit.overlay import Overlay
from carnet.ui.kit.theme import metric
from carnet.words import _


def grammar_sheet(parent: QWidget) -> Overlay:
    """Return the overlay that explains the grammar."""
    overlay = Overlay(parent, _("How a line is read"), 620, scrolls=True)
    sentence = _("One line per person; commas separate. Nothing is lost: what is not understood becomes the note.")
    overlay.content.addWidget(label(sentence, "body", "text2", wrap=True))
    grid = QGridLayout()
    grid.setHorizontalSpacing(metric(16))
    grid.setVerticalSpacing(metric(10))
    grid.setColumnStretch(1, 1)
    for row, (example, meaning) in enumerate(_rules()):
        grid.addWidget(label(example, "emphasis", wrap=True), row, 0)
        grid.addWidget(label(meaning, "secondary", "text2", wrap=True), row, 1)
    overlay.content.addLayout(grid)
    overlay.content.addStretch(1)
    overlay.add_action(_("Close"), "primary").clicked.connect(overlay.close_overlay)
    return overlay


def _rules() -> tuple[tuple[str, str], ...]:
    return (
        (_("Claire Dupont"), _("The name comes first; words in capitals are the surname (DUPONT Claire).")),
        (_("CIO at Acme"), _("The role and the company, after “chez”, “at” or “@”.")),
        ("claire@acme.example,\n06 39 98 12 40", _("E-mail, phone and web addresses, anywhere in the line.")),
        ("#data", _("A tag.")),
        (_("via Karim"), _("Who introduced the person. A name nobody has becomes a sheet to complete.")),
        (_("// speaks at Devoxx"), _("A note, up to the end of the line.")),
        (
            _("> follow up on Tuesday"),
            _("A follow-up: Tuesday, tomorrow, 3 d, 2 weeks, 12/12, end of month; else in three days."),
        ),
        (_("Enter"), _("Enters the person and goes on; Shift+Enter makes a new line in the note.")),
        ("↑", _("On an empty line, takes the previous person back into the field.")),
        ("Tab", _("Takes the person suggested, or the sheet of that very name: the line completes it.")),
    )

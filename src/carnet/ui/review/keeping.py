"""« Enregistrer l’image »: a chart written where the user says, PNG or SVG by the name."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from carnet.errors import CarnetError
from carnet.journal import files
from carnet.ui.kit.prompts import Prompts
from carnet.words import _

if TYPE_CHECKING:
    from carnet.ui.review.pictures import Picture

_FILTERS = "PNG (*.png);;SVG (*.svg)"


def keep(
    picture: "Picture",
    prompts: Prompts,
    told: Callable[[str], object],
    failed: Callable[[BaseException], object],
) -> None:
    """Ask where, write the picture whole or not at all, and tell of it."""
    path = prompts.save_file(_("Save the picture"), f"{picture.title}.png", _FILTERS)
    if path is None:
        return
    from carnet.ui.review import pictures

    is_svg = path.suffix.lower() == ".svg"
    target = path if path.suffix else path.with_suffix(".png")
    try:
        files.write_private(target, pictures.svg(picture) if is_svg else pictures.png(picture))
    except CarnetError as error:
        failed(error)
    else:
        told(_("Saved: {name}").format(name=target.name))

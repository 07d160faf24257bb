"""« Corbeille »: what was put into the trash, to be taken out again."""

from carnet.ui.trash.page import TrashPage

__all__ = ["TrashPage"]

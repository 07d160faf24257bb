"""What the palette and `search` answer."""

from typing import NamedTuple


class Found(NamedTuple):
    """One answer: `kind` is "contact", "event", "mission", "organisation" or "interaction"; `id` of the row to open.

    Of an exchange, `id` is the contact's to open, and `detail` holds what was said.
    """

    kind: str
    id: int
    title: str
    detail: str

"""What the user said that the columns of a table hold, kept with its import and looked up for the next of that kind."""

import json

from carnet.domain.import_tables import Origin, Target, target
from carnet.errors import Unreadable
from carnet.formats.drafts import Reading
from carnet.store import quick
from carnet.store.quick import Connected


def mapping(connection: Connected, reading: Reading) -> str:
    """Return as text what the user said of the columns; "" where nobody ever said anything else than Carnet does."""
    table = reading.table
    if table is None:
        return ""
    said = table.origin in {Origin.CHOSEN, Origin.REMEMBERED}
    if not said and recall(connection, table.signature) is None:
        return ""
    targets = [found.written() for found in table.targets]
    return json.dumps({"signature": table.signature, "targets": targets}, ensure_ascii=False)


def recall(connection: Connected, signature: str) -> tuple[Target, ...] | None:
    """Return where columns of a signature went in the latest import of such a table; None where Carnet guessed."""
    sql = "SELECT mapping FROM import_batch WHERE instr(mapping, ?) ORDER BY id DESC LIMIT 1"
    found = quick.first(connection, sql, (f'"{signature}"',))
    try:
        return None if found is None else tuple(target(text) for text in json.loads(found[0])["targets"])
    except (ValueError, KeyError, TypeError, AttributeError):  # a journal may come from anywhere
        return None


def refuse_nameless(reading: Reading | None) -> None:
    """Refuse a table of which no column holds a name or contact details.

    Raises:
        Unreadable: "no_columns".
    """
    if reading is not None and reading.table is not None and not reading.table.names_somebody:
        raise Unreadable("no_columns")

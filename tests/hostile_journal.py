"""A journal in which every text that came from outside tries to speak as the program."""

from pathlib import Path

import sqlalchemy as sa

from carnet.journal import Journal
from carnet.store import derived

BEFORE, AFTER = "<b>", '<img src="file:///x.png"><a href="javascript:x">\u202e=1+1'
TEXTS = {
    "contact": ("first_name", "last_name", "nickname", "city", "about", "met_where"),
    "custom_field": ("name", "value"),
    "contact_point": ("label",),
    "organisation": ("name", "city"),
    "affiliation": ("title",),
    "circle": ("name",),
    "tag": ("name",),
    "event": ("title", "venue", "city", "description", "briefing", "debrief"),
    "event_goal": ("text",),
    "attendance": ("note",),
    "interaction": ("summary",),
    "participation": ("personal_note", "promised"),
    "introduction": ("note", "outcome"),
    "follow_up": ("text",),
    "mission": ("title", "notes", "lost_reason"),
    "mission_document": ("name",),
    "saved_view": ("name",),
    "import_batch": ("file_name",),
    "deed": ("subject",),
    "calendar": ("name",),
}


def poison(path: Path, before: str = BEFORE, after: str = AFTER) -> None:
    """Put markup, an image, a link, an override of direction and a formula around every text of a journal."""
    journal = Journal(path)
    with journal.core.unrecorded() as connection:
        for table, columns in TEXTS.items():
            for column in columns:
                connection.execute(
                    sa.text(f"UPDATE {table} SET {column} = :a || {column} || :b WHERE {column} <> ''"),
                    {"a": before, "b": after},
                )
        derived.rebuild(connection)
    journal.close()

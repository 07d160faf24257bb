"""The sentence for every reason why a file, or a row of it, cannot be brought in or taken out."""

from collections.abc import Callable, Mapping

from carnet.words.catalogue import _

TEMPLATES: Mapping[str, Callable[[], str]] = {
    "no_rows": lambda: _("This file holds no contact. Check that it is the right one."),
    "no_event": lambda: _("This calendar holds no event. Check that it is the right file."),
    "tasks_alone": lambda: _("This calendar holds tasks alone: of a calendar, Carnet takes the events."),
    "event_without_title_and_day": lambda: _("This event has neither title nor day."),
    "unknown_format": lambda: _(
        "Carnet does not know this format. It reads vCard, LinkedIn, Facebook, Monica, tables (CSV, XLSX), iCalendar "
        "and its own files."
    ),
    "unknown_version": lambda: _("Carnet writes vCard 3.0 and 4.0."),
    "too_large": lambda: _("This file is too large to be imported. Split it, then try again."),
    "cannot_read": lambda: _("{path} cannot be read. Check that it exists and that you may open it."),
    "no_header": lambda: _("The line that names the columns was not found. Export the file again from LinkedIn."),
    "exchanges_alone": lambda: _(
        "These are messages or invitations alone. Import the whole archive of LinkedIn: they come in with the people."
    ),
    "too_many_columns": lambda: _(
        "This table has more columns than Carnet reads. Delete those that you do not need, then try again."
    ),
    "no_columns": lambda: _("No column of this table holds a name, an e-mail or a phone number."),
    "bad_workbook": lambda: _("This workbook is damaged. Save it again as XLSX or CSV, then try again."),
    "no_connections": lambda: _("This archive holds no connections. Ask LinkedIn for them, then try again."),
    "no_friends": lambda: _("This archive holds no friends. Ask Facebook for them as JSON, then try again."),
    "bad_json": lambda: _("This JSON file cannot be read. Export it again."),
    "bad_archive": lambda: _("This archive is damaged. Download it again."),
    "not_carnet_json": lambda: _("This is not a journal exported by Carnet."),
    "newer_export": lambda: _("This export was written by a newer Carnet. Install the latest version to read it."),
    "damaged_export": lambda: _("This export is damaged; nothing was imported."),
    "row_shape": lambda: _("Row {row} of {table} is not one."),
    "unknown_column": lambda: _("Carnet does not know “{column}” in {table}."),
    "bad_value": lambda: _("“{column}” in {table} has a value that it cannot have."),
    "missing_value": lambda: _("“{column}” in {table} is missing."),
    "repeated_row": lambda: _("The same row stands twice in {table}."),
    "dangling_reference": lambda: _("“{column}” in {table} names something that is not there."),
    "cancelled": lambda: _("Import stopped: nothing was added."),
    "reading_stopped": lambda: _(
        "The system stopped the reading of this file, perhaps for want of memory. Nothing was added."
    ),
    "bad_row": lambda: _("This line cannot be read."),
    "bad_line": lambda: _("A line of this card cannot be read; the rest is kept."),
    "line_too_long": lambda: _("A line of this card is too long; the rest is kept."),
    "too_many_properties": lambda: _("This card is too long; its beginning is kept."),
    "group_card": lambda: _(
        "This card is a group, not a person; those of its members who are in the file carry its name as a tag."
    ),
    "photo_too_large": lambda: _("The picture is too large; the rest is kept."),
    "photo_unknown": lambda: _("The picture is of no known kind; the rest is kept."),
    "self_test_failed": lambda: _("This step failed: {step}."),
    "event_ends_before_start": lambda: _("The end comes before the start."),
    "unknown_zone": lambda: _("This time zone does not exist."),
    "bad_rule": lambda: _("This rule of repetition is not one."),
    "rule_too_frequent": lambda: _("Carnet repeats an event once a day at most."),
    "rule_without_occurrence": lambda: _("By this rule the event never takes place."),
}

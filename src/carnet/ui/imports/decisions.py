"""What the user decided for each row and each guest, and how many rows that makes of each verdict; no widget."""

from collections.abc import Mapping

from carnet.domain.imports import Choice, Decision, ImportReport, RowVerdict, Verdict

_AFTER = {Choice.MERGE: Verdict.MERGED, Choice.KEEP_BOTH: Verdict.CREATED, Choice.SKIP: Verdict.SKIPPED}


class Decisions:
    """The decisions on one file; where none was made, what Carnet proposed stands."""

    def __init__(self, report: ImportReport) -> None:
        self.report = report
        self.rows = {row.row: row for row in report.rows}
        self._made: dict[int, Choice] = {}
        self.invited: set[str] = set()

    def hand_over(self, later: "Decisions") -> None:
        """Make the same decisions on the same rows of the file read otherwise, as far as they may still be made."""
        for row, choice in self._made.items():
            if row in later.rows and (choice is not Choice.MERGE or later.known(row) == self.known(row)):
                later.decide(row, choice)

    def doubtful(self) -> list[int]:
        """Return the rows that may be of somebody known: suggestions first, then the sure ones."""
        unsure = [row.row for row in self.report.rows if row.suggestions and row.contact_id is None]
        sure = [row.row for row in self.report.rows if row.verdict is Verdict.MERGED and row.contact_id is not None]
        return unsure + sure

    def rejected(self) -> list[int]:
        """Return the rows that cannot be read."""
        return [row.row for row in self.report.rows if row.verdict is Verdict.REJECTED]

    def decide(self, row: int, choice: Choice) -> None:
        """Decide on a row."""
        self._made[row] = choice

    def toggle(self, row: int) -> None:
        """Leave a row out that would come in, or take it in again."""
        if self._made.pop(row, None) is None and self.rows[row].verdict in {Verdict.CREATED, Verdict.MERGED}:
            self._made[row] = Choice.SKIP

    def toggle_guest(self, key: str) -> None:
        """Make a contact of somebody whom a calendar names, or not after all; who is known is known."""
        if all(guest.contact_id is None for guest in self.report.guests if guest.key == key):
            self.invited ^= {key}

    def invite(self, everybody: bool) -> None:
        """Make contacts of all whom a calendar names and the journal does not know, or of nobody."""
        unknown = {guest.key for guest in self.report.guests if guest.contact_id is None}
        self.invited = unknown if everybody else set()

    def choice(self, row: int) -> Choice:
        """Return the decision that stands for a row."""
        proposed = Choice.MERGE if self.rows[row].verdict is Verdict.MERGED else Choice.KEEP_BOTH
        return self._made.get(row, proposed)

    def verdict(self, row: int) -> Verdict:
        """Return what becomes of a row as things stand."""
        return _AFTER[self._made[row]] if row in self._made else self.rows[row].verdict

    def count(self, verdict: Verdict) -> int:
        """Return how many rows become this, as things stand."""
        return sum(self.verdict(row) is verdict for row in self.rows)

    def known(self, row: int) -> int | None:
        """Return the contact that a row is, or may be."""
        found = self.rows[row]
        return found.contact_id or (found.suggestions[0][0] if found.suggestions else None)

    def reason(self, row: int) -> str:
        """Return why a row may be somebody known."""
        found = self.rows[row]
        return found.suggestions[0][2] if found.suggestions else found.reason

    def made(self) -> Mapping[int, Decision]:
        """Return the decisions to give to the journal: those that differ from what it proposed."""
        return {
            row: Decision(choice, self.known(row) if choice is Choice.MERGE else None)
            for row, choice in self._made.items()
            if self.rows[row].verdict is not _AFTER[choice]
        }

    def spoken(self, row: int) -> RowVerdict:
        """Return a row with the verdict that stands."""
        return self.rows[row]._replace(verdict=self.verdict(row))

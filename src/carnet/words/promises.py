"""What Carnet promises about the journal, how each promise is tested, what it does not cover; README tells the same."""

from typing import NamedTuple

from carnet.words.catalogue import _


class Promise(NamedTuple):
    """A row of the table; `tested` and `beyond` are sentences."""

    promise: str
    tested: str
    beyond: str


def heads() -> Promise:
    """Return the names of the columns."""
    return Promise(_("Promise"), _("How it is tested"), _("What it cannot do"))


def rows() -> tuple[Promise, ...]:
    """Return the promises, those about losing nothing first."""
    return (
        Promise(
            _("What the window shows as saved is saved, and what was being typed comes back."),
            _("The program is killed a thousand times in the midst of its work (R1)."),
            _("A disk that says “written” and has not; what was typed in the last half second."),
        ),
        Promise(
            _("A full, read-only or missing disk, a file that is held or replaced: you are told, and nothing is lost."),
            _("Each of these happens at each kind of write, in the window (R2)."),
            _("Work goes on only once the cause is gone."),
        ),
        Promise(
            _("A damaged journal is told apart, restored or repaired, and kept beside what was saved."),
            _("Journals are damaged in a dozen ways and opened (R3)."),
            _("A single letter changed on the disk of a journal without passphrase may go unseen."),
        ),
        Promise(
            _("Two windows, the command line beside one, a clock set back, a synced folder: nothing is mixed up."),
            _("Each is played, several times over (R6)."),
            _("Two computers that write into one synced file at the same time: one of them is told, and kept apart."),
        ),
        Promise(
            _("A backup a day and before every great change, each read again in full before it counts."),
            _("Copies are made under load, killed and spoilt; only whole ones keep their name (R1)."),
            _("A disk that dies takes journal and backups, unless you chose a second folder on another one."),
        ),
        Promise(
            _("Everything done can be undone for thirty days."),
            _("Deeds are done at random, undone and done again, and the journal compared row by row."),
            _("Erasing a person, which forgets for good."),
        ),
        Promise(
            _("A hostile file can neither stop nor fill the program: it is read, or refused in a sentence."),
            _("Each format reads a hundred thousand files changed at random, and bombs (R4)."),
            _("What a program other than Carnet makes of that file."),
        ),
        Promise(
            _("Text of others stays text: no markup, no image fetched, links that say where they lead."),
            _("Hostile text goes through every place of the window that shows text (R5)."),
            _("What the page behind a link does, once you open it."),
        ),
        Promise(
            _("Nothing leaves this computer unless you ask for it."),
            _("The journeys are walked with the network forbidden."),
            _("A calendar you follow is fetched: its host sees your address. Folders you have synced are synced."),
        ),
        Promise(
            _("Journal, backups and logs can be read by your account alone; logs name nobody."),
            _("Rights are looked at and mended at each start; odd names are sought in every log."),
            _("Whoever uses your account or administers the computer; file systems without rights."),
        ),
        Promise(
            _("With a passphrase, the file, its log and its backups cannot be read without it."),
            _("The disk is searched for words that were entered (encryption turned on, changed, off, killed midway)."),
            _("A forgotten passphrase; a window that is open; old plain copies on flash memory, and exports."),
        ),
        Promise(
            _("Who is erased is gone: from the journal, its search, its history and its free pages."),
            _("The file is searched for the erased words, byte by byte."),
            _("Backups keep them until they rotate or you purge them; exports and what you sent."),
        ),
    )

"""What the command line understands: commands, options and their help."""

import argparse
import gettext
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import NoReturn

from carnet import __version__, paths
from carnet.domain.ids import id_of
from carnet.words import _, current_language

MODELS = ("first", "last", "linear", "position", "decay", "w", "manual")
GROUPINGS = ("contact", "event", "series", "organiser", "kind", "channel", "circle", "sphere", "month")
IMPORT_FORMATS = ("vcard", "linkedin", "csv", "xlsx", "facebook", "monica", "contacts", "carnet", "ics")
EXPORT_FORMATS = {
    "contacts": ("vcard", "csv", "google", "xlsx", "json"),
    "events": ("json", "csv", "ics"),
    "follow-ups": ("ics",),
    "missions": ("json", "csv"),
    "all": ("json",),
}


class UsageError(Exception):
    """The words of a command cannot be understood; carries the sentence to tell."""


class Parser(argparse.ArgumentParser):
    """A parser that raises instead of leaving, and whose headings are translated."""

    def error(self, message: str) -> NoReturn:
        """Raise with the usage of the command at fault."""
        raise UsageError(f"{self.format_usage()}{self.prog}: {message}")


def parser() -> Parser:
    """Return the parser of the whole command line, in the language chosen."""
    _translate_argparse()
    whole = Parser(
        prog="carnet",
        description=_("The networking journal of the independent consultant."),
        epilog=_("Without a command, the window opens; FILE may be a journal or files to import."),
    )
    # argparse leaves this one help untranslated.
    told = _("show program's version number and exit")
    whole.add_argument("--version", action="version", version=f"Carnet {__version__}", help=told)
    whole.add_argument("--quick-add", action="store_true", help=_("open the window on the quick add"))
    whole.add_argument("--tray", action="store_true", help=_("start in the notification area, without a window"))
    _add_journal(whole, default="")
    _add_json(whole, default=False)
    commands = whole.add_subparsers(dest="command", metavar=_("COMMAND"), title=_("commands"), required=True)
    for name, (describe, build) in _COMMANDS.items():
        command = commands.add_parser(name, help=describe(), description=describe())
        build(command)
        _add_journal(command, default=argparse.SUPPRESS)
        _add_json(command, default=argparse.SUPPRESS)
    return whole


def _add_journal(command: argparse.ArgumentParser, default: str) -> None:
    command.add_argument("--carnet", metavar=_("FILE"), default=default, help=_("the journal to use"))


def _add_json(command: argparse.ArgumentParser, *, default: object) -> None:
    command.add_argument("--json", action="store_true", default=default, help=_("answer with one JSON document"))


def _translate_argparse() -> None:
    """Let argparse look its own words up in Carnet's catalogue; `carnet.words.arguments` names them."""
    gettext.bindtextdomain("carnet", str(paths.locale()))
    gettext.textdomain("carnet")
    os.environ["LANGUAGE"] = current_language()


def _add(command: argparse.ArgumentParser) -> None:
    command.add_argument("lines", nargs="*", metavar=_("LINE"), help=_("one line per person; read from stdin if none"))
    command.add_argument("--event", default="", metavar=_("EVENT"), help=_("id or title of the event they were met at"))


def _import(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "files", nargs="+", metavar=_("FILE"), help=_("vCard, LinkedIn, table, calendar or Carnet file")
    )
    command.add_argument(
        "--format", default="", choices=IMPORT_FORMATS, help=_("format of the files; found out if not given")
    )
    command.add_argument("--dry-run", action="store_true", help=_("tell what would happen, change nothing"))


def _export(command: argparse.ArgumentParser) -> None:
    command.add_argument("what", choices=tuple(EXPORT_FORMATS), help=_("what to export"))
    formats = tuple(dict.fromkeys(kind for kinds in EXPORT_FORMATS.values() for kind in kinds))
    command.add_argument("--format", default="", choices=formats, help=_("format of the export"))
    command.add_argument(
        "--version", dest="vcard_version", default="3.0", choices=("3.0", "4.0"), help=_("version of vCard")
    )
    command.add_argument(
        "--as", dest="task_kind", default="todo", choices=("todo", "event"), help=_("what follow-ups become")
    )
    command.add_argument("--view", default="", metavar=_("NAME"), help=_("of contacts, those of a saved view alone"))
    command.add_argument("-o", "--output", default="", metavar=_("FILE"), help=_("write to a file instead of stdout"))
    _personal(command)


def _personal(command: argparse.ArgumentParser) -> None:
    command.add_argument("--with-personal", action="store_true", help=_("name people of the personal sphere too"))


def _search(command: argparse.ArgumentParser) -> None:
    command.add_argument("query", nargs="+", metavar=_("QUERY"), help=_("words to look for"))
    command.add_argument("--limit", type=_count, default=20, metavar="N", help=_("at most so many answers"))


def _nothing(_command: argparse.ArgumentParser) -> None:
    return


def _path(command: argparse.ArgumentParser) -> None:
    command.add_argument("mission_id", type=_count, metavar=_("MISSION_ID"), help=_("id of a mission"))


def _days(command: argparse.ArgumentParser) -> None:
    command.add_argument("--from", dest="start", type=_day, default=None, metavar="D", help=_("first day, YYYY-MM-DD"))
    command.add_argument("--to", dest="end", type=_day, default=None, metavar="D", help=_("last day, YYYY-MM-DD"))


def _review(command: argparse.ArgumentParser) -> None:
    command.add_argument("--model", default="", choices=MODELS, help=_("how credit is shared"))
    command.add_argument("--by", default="contact", choices=GROUPINGS, help=_("what credit is summed by"))
    _days(command)
    command.add_argument("--currency", type=_currency, default=None, metavar="C", help=_("currency, EUR for one"))
    command.add_argument("--csv", default="", metavar=_("FILE"), help=_("write the ranking as CSV, too"))
    command.add_argument("--xlsx", default="", metavar=_("FILE"), help=_("write all tables as a workbook, too"))
    told = _("write the paper of the year in which the period ends as PDF, too")
    command.add_argument("--pdf", default="", metavar=_("FILE"), help=told)
    command.add_argument("--png", default="", metavar=_("FILE"), help=_("draw where the missions come from, as PNG"))
    command.add_argument("--svg", default="", metavar=_("FILE"), help=_("draw it as SVG"))
    _personal(command)


def _log(command: argparse.ArgumentParser) -> None:
    command.add_argument("contact", metavar=_("CONTACT"), help=_("id or name of a contact"))
    command.add_argument(
        "text", nargs="+", metavar=_("TEXT"), help=_("what happened, in one line; “with” tells who else was there")
    )


def _undo(command: argparse.ArgumentParser) -> None:
    command.add_argument("deed_id", nargs="?", type=_count, metavar=_("DEED_ID"), help=_("the latest if not given"))


def _demo(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar=_("FILE"), help=_("journal to create"))
    command.add_argument(
        "--date", type=_day, default=None, metavar="D", help=_("day of the example, today if not given")
    )


def _backup(command: argparse.ArgumentParser) -> None:
    told = _("write it there, apart from the backups that Carnet keeps")
    command.add_argument("-o", "--output", default="", metavar=_("FILE"), help=told)


def _restore(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", metavar=_("FILE"), help=_("the backup, or the name of one that Carnet keeps"))


_COMMANDS: dict[str, tuple[Callable[[], str], Callable[[argparse.ArgumentParser], None]]] = {
    "add": (lambda: _("add people, one line each"), _add),
    "import": (lambda: _("import contacts, a calendar or a whole journal"), _import),
    "export": (lambda: _("export contacts, events, follow-ups, missions or all"), _export),
    "search": (lambda: _("search people, events, missions and exchanges"), _search),
    "contacts": (lambda: _("list contacts"), _nothing),
    "events": (lambda: _("list events"), _days),
    "missions": (lambda: _("list missions"), _nothing),
    "path": (lambda: _("tell the path that led to a mission"), _path),
    "review": (lambda: _("tell where the turnover came from"), _review),
    "privacy": (lambda: _("list those whose retention period is over"), _nothing),
    "log": (lambda: _("log an exchange with somebody"), _log),
    "undo": (lambda: _("take back a deed"), _undo),
    "demo": (lambda: _("write an example journal"), _demo),
    "backup": (lambda: _("make a verified backup"), _backup),
    "restore": (lambda: _("make the journal what a backup holds; what it was is kept as a backup"), _restore),
    "encrypt": (lambda: _("encrypt the journal, with all copies that Carnet keeps of it"), _nothing),
    "decrypt": (lambda: _("make the journal a plain file again"), _nothing),
    "rekey": (lambda: _("change the passphrase of the journal"), _nothing),
    "check": (lambda: _("check that the journal is sound"), _nothing),
    "self-test": (lambda: _("try Carnet out on a throw-away journal"), _nothing),
}
COMMANDS = tuple(_COMMANDS)


def _count(text: str) -> int:
    count = id_of(text)
    if not count:
        raise argparse.ArgumentTypeError(_("“{text}” is not a number").format(text=text))
    return count


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("“{text}” is not a day, as 2026-11-20 is").format(text=text)) from error


def _currency(text: str) -> str:
    code = text.upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise argparse.ArgumentTypeError(_("“{text}” is not a currency, as EUR is").format(text=text))
    return code


def is_command_line(words: Sequence[str]) -> bool:
    """Tell whether words are for the command line: a command, help or version; anything else opens the window."""
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word == "--carnet":
            skip = True
        elif word in {"-h", "--help", "--version"}:
            return True
        elif not word.startswith("-"):
            return word in COMMANDS or _looks_mistyped(word)
    return "--json" in words


def _looks_mistyped(word: str) -> bool:
    """Tell whether a word is neither a command nor a file, so that a usage error says more than a window."""
    from pathlib import Path

    return word.isascii() and word.replace("-", "").isalpha() and word.islower() and not Path(word).exists()


def main_output() -> None:
    """Make the standard streams speak UTF-8, whatever the machine's code page."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")

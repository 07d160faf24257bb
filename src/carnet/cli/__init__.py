"""The command line: the same verbs as the window, without Qt."""

from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from carnet import __version__, paths
from carnet.errors import CarnetError
from carnet.settings import Settings, load
from carnet.words import _, install

_READINGS = ("contacts", "events", "missions", "search", "path", "review", "privacy", "export")
_COPIES = ("backup", "restore")
_CLOSING = ("encrypt", "decrypt", "rekey")
_COMMANDS = ("add", "import", "log", "undo", "demo")


def main(words: Sequence[str]) -> int:
    """Obey a command and return its exit code: 0 done, 1 refused or unreadable, 2 usage, 3 trouble."""
    from carnet.cli import arguments, output

    arguments.main_output()
    try:
        return _obey(words, speaking())
    except output.Unwritten as error:
        return unwritten(str(error))


def speaking() -> Settings:
    """Return the settings, whose language is spoken from now on."""
    settings = load()
    install(paths.locale(), settings.language)
    return settings


def _obey(words: Sequence[str], settings: Settings) -> int:
    from carnet.cli import arguments, output

    as_json = "--json" in words
    try:
        return _done(arguments.parser().parse_args(list(words)), settings)
    except SystemExit:  # help and version are told
        output.finish()
        raise
    except arguments.UsageError as error:
        output.failed({"reason": "usage", "message": str(error)}, as_json=as_json)
        return output.USAGE
    except CarnetError as error:
        output.failed(output.described(error), as_json=as_json)
        return output.code_of(error)
    except BrokenPipeError:
        output.let_go_of_stdout()
        return output.DONE
    except KeyboardInterrupt:
        output.complain(_("Stopped. Nothing was changed."))
        return 130
    except output.Unwritten:
        raise
    except Exception as error:  # noqa: BLE001  (the one place of the command line that a bug may reach)
        message = _("Something unexpected happened ({kind}). The details are in {path}.")
        told = message.format(kind=type(error).__name__, path=_report(error))
        output.failed({"reason": "unexpected", "message": told}, as_json=as_json)
        return output.TROUBLE


def _done(asked: Namespace, settings: Settings) -> int:
    from carnet.cli import output

    try:
        return _command(asked.command)(asked, settings)
    except output.Unwritten as error:
        changes = asked.command in (*_COMMANDS, *_COPIES, *_CLOSING) and not getattr(asked, "dry_run", False)
        return unwritten(str(error), is_done=changes)


def _command(name: str) -> Callable[[Namespace, Settings], int]:
    if name in _READINGS:
        from carnet.cli import readings

        found: Callable[[Namespace, Settings], int] = getattr(readings, name)
        return found
    if name in _COMMANDS:
        from carnet.cli import commands

        chosen: Callable[[Namespace, Settings], int] = getattr(commands, "import_files" if name == "import" else name)
        return chosen
    if name in _COPIES:
        from carnet.cli import copies

        return copies.backup if name == "backup" else copies.restore
    if name in _CLOSING:
        from carnet.cli import closing

        sealing: Callable[[Namespace, Settings], int] = getattr(closing, name)
        return sealing
    from carnet.cli import trials

    return trials.check if name == "check" else trials.self_test


def _report(error: Exception) -> Path:
    """Write a bug into the log, and return which file that is."""
    from carnet import log  # the window passes here, too, and the handlers of logging ask for much

    return log.keep(log.report_of(error, f"Carnet {__version__}"))


def unwritten(detail: str, *, is_done: bool = False) -> int:
    """Tell on stderr of an answer that could not be written, and of what was done before it."""
    from carnet.cli import output

    told = _("The answer could not be written ({detail}).").format(detail=detail)
    output.complain(told + " " + _("What was asked is done, and kept in the journal.") if is_done else told)
    return output.TROUBLE

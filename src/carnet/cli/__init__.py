"""The command line: the same verbs as the window, without Qt."""

import sys
from argparse import Namespace
from collections.abc import Callable, Sequence

from carnet import log, paths
from carnet.errors import CarnetError
from carnet.settings import Settings, load
from carnet.words import _, install

_READINGS = ("contacts", "events", "missions", "search", "path", "review", "export")
_COMMANDS = ("add", "import", "log", "undo", "demo")


def main(words: Sequence[str]) -> int:
    """Obey a command and return its exit code: 0 done, 1 refused or unreadable, 2 usage, 3 trouble."""
    from carnet.cli import arguments, output

    arguments.main_output()
    settings = load()
    install(paths.locale(), settings.language)
    as_json = "--json" in words
    try:
        asked = arguments.parser().parse_args(list(words))
        return _command(asked.command)(asked, settings)
    except arguments.UsageError as error:
        output.failed({"reason": "usage", "message": str(error)}, as_json=as_json)
        return output.USAGE
    except CarnetError as error:
        output.failed(output.described(error), as_json=as_json)
        return output.code_of(error)
    except BrokenPipeError:
        _let_go_of_stdout()
        return output.DONE
    except KeyboardInterrupt:
        output.complain(_("Stopped. Nothing was changed."))
        return 130
    except Exception as error:  # noqa: BLE001  (the one place of the command line that a bug may reach)
        _report(error)
        message = _("Something unexpected happened ({kind}). The details are in {path}.")
        told = message.format(kind=type(error).__name__, path=log.path())
        output.failed({"reason": "unexpected", "message": told}, as_json=as_json)
        return output.TROUBLE


def _command(name: str) -> Callable[[Namespace, Settings], int]:
    if name in _READINGS:
        from carnet.cli import readings

        found: Callable[[Namespace, Settings], int] = getattr(readings, name)
        return found
    if name in _COMMANDS:
        from carnet.cli import commands

        chosen: Callable[[Namespace, Settings], int] = getattr(commands, "import_files" if name == "import" else name)
        return chosen
    from carnet.cli import trials

    return trials.check if name == "check" else trials.self_test


def _report(error: Exception) -> None:
    log.start()
    log.logger.error("command failed", exc_info=error)
    log.stop()


def _let_go_of_stdout() -> None:
    """Keep the interpreter from complaining again, at exit, of a reader that has gone."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""The entry: a command goes to the command line, anything else opens the window."""

import gc
import sys
from collections.abc import Sequence
from typing import NamedTuple

_SELDOM = 200_000
"""Objects made before the collector looks: a command is over soon, and most of what it makes is imported."""


def main(words: Sequence[str] | None = None) -> int:
    """Run Carnet and return its exit code."""
    given = list(sys.argv[1:] if words is None else words)
    if given == ["--version"]:
        return _version()
    gc.disable()  # it finds nothing while so much is imported, and costs frames until all is settled
    from carnet.cli.arguments import is_command_line

    if not is_command_line(given):
        return _window(given)
    code = _command(given)
    if words is None and "PySide6" not in sys.modules:  # whose objects may mind the order in which they go
        gc.freeze()  # the process ends: nobody needs to look through all that was imported for what may go
    return code


def _command(given: list[str]) -> int:
    gc.enable()
    gc.set_threshold(_SELDOM)
    from carnet import cli

    return cli.main(given)


def _version() -> int:
    from carnet import __version__

    try:
        sys.stdout.write(f"Carnet {__version__}\n")
        sys.stdout.flush()
    except (AttributeError, OSError) as error:  # closed by who started us, full or gone
        from carnet import cli
        from carnet.cli import output

        cli.speaking()
        output.let_go_of_stdout()
        return cli.unwritten(str(error))
    return 0


def _window(given: list[str]) -> int:
    from pathlib import Path

    asked = window_words(given)
    unknown = [word for word in asked.files if word.startswith("-")]
    if unknown:
        return _command(given)
    import carnet.ui  # noqa: F401  (before anything else that asks for Qt)
    from carnet import app

    files = [Path(file).expanduser().absolute() for file in asked.files]
    return app.run(asked.journal, files, quick_add=asked.quick_add, tray=asked.tray)


class WindowWords(NamedTuple):
    """What the window is asked to open: a journal, files, the quick add, or nothing but the tray."""

    journal: str = ""
    files: tuple[str, ...] = ()
    quick_add: bool = False
    tray: bool = False


def window_words(given: list[str]) -> WindowWords:
    """Return what the words ask of the window."""
    asked = WindowWords()
    words = iter(given)
    for word in words:
        if word == "--carnet":
            asked = asked._replace(journal=next(words, ""))
        elif word.startswith("--carnet="):
            asked = asked._replace(journal=word.removeprefix("--carnet="))
        elif word == "--quick-add":
            asked = asked._replace(quick_add=True)
        elif word == "--tray":
            asked = asked._replace(tray=True)
        else:
            asked = asked._replace(files=(*asked.files, word))
    return asked


if __name__ == "__main__":
    sys.exit(main())

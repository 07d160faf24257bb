"""The entry: a command goes to the command line, anything else opens the window."""

import sys
from collections.abc import Sequence


def main(words: Sequence[str] | None = None) -> int:
    """Run Carnet and return its exit code."""
    given = list(sys.argv[1:] if words is None else words)
    if given == ["--version"]:
        return _version()
    from carnet.cli.arguments import is_command_line

    if is_command_line(given):
        from carnet import cli

        return cli.main(given)
    return _window(given)


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

    journal, files, quick_add = window_words(given)
    unknown = [word for word in files if word.startswith("-")]
    if unknown:
        from carnet import cli

        return cli.main(given)
    from carnet import app

    return app.run(journal, [Path(file).expanduser().absolute() for file in files], quick_add=quick_add)


def window_words(given: list[str]) -> tuple[str, list[str], bool]:
    """Return the journal, the files and whether the quick add is asked for."""
    journal, files, quick_add = "", [], False
    words = iter(given)
    for word in words:
        if word == "--carnet":
            journal = next(words, "")
        elif word.startswith("--carnet="):
            journal = word.removeprefix("--carnet=")
        elif word == "--quick-add":
            quick_add = True
        else:
            files.append(word)
    return journal, files, quick_add


if __name__ == "__main__":
    sys.exit(main())

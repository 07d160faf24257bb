"""The command line as argparse knows it: what completions and manual pages are written from."""

import argparse
import sys
from typing import NamedTuple

from project import ROOT

sys.path.insert(0, str(ROOT / "src"))

from carnet import paths
from carnet.cli.arguments import parser
from carnet.words import install

_FILES = {"carnet", "file", "files", "output"}


class Option(NamedTuple):
    """An option: its names, what it takes, and its help; `values` are the words it may take."""

    names: tuple[str, ...]
    metavar: str
    values: tuple[str, ...]
    takes_file: bool
    help: str


class Command(NamedTuple):
    """A command, or the whole program where `name` is empty."""

    name: str
    help: str
    usage: str
    options: tuple[Option, ...]
    values: tuple[str, ...]
    takes_file: bool
    operands: tuple[tuple[str, str], ...]


def commands(language: str) -> tuple[Command, ...]:
    """Return the program itself, then each command, in "fr" or "en"."""
    install(paths.locale(), language)
    whole = parser()
    # argparse has no public way to ask what a parser understands.
    groups = [action for action in whole._actions if isinstance(action, argparse._SubParsersAction)]
    told = {choice.dest: choice.help or "" for choice in groups[0]._choices_actions}
    found = [_command("", whole.description or "", whole)]
    return (*found, *(_command(name, told[name], sub) for name, sub in groups[0].choices.items()))


def _command(name: str, told: str, source: argparse.ArgumentParser) -> Command:
    options: list[Option] = []
    operands: list[tuple[str, str]] = []
    values: list[str] = []
    takes_file = not name
    for action in source._actions:
        words = tuple(map(str, action.choices or ()))
        if action.option_strings:
            metavar = "" if action.nargs == 0 else str(action.metavar or action.dest.upper())
            names = tuple(action.option_strings)
            options.append(Option(names, metavar, words, action.dest in _FILES, action.help or ""))
        elif not isinstance(action, argparse._SubParsersAction):
            operands.append((str(action.metavar or action.dest), action.help or ""))
            values += words
            takes_file = takes_file or action.dest in _FILES
    usage = " ".join(source.format_usage().split()).partition(": ")[2]
    return Command(name, told, usage, tuple(options), tuple(values), takes_file, tuple(operands))

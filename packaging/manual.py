"""Writes the manual pages, French and English, from the command line."""

from typing import NamedTuple

from command_line import Command, Option, commands
from project import Project

from carnet.words import _


def manual(language: str, project: Project) -> str:
    """Return the manual page in "fr" or "en"."""
    whole, *subs = commands(language)
    heads = _HEADS[language]
    lines = [f'.TH CARNET 1 {project.date:%Y-%m-%d} "{project.title} {project.version}"', f".SH {heads.name}"]
    lines += [f"carnet \\- {_roff(whole.help.rstrip('.'))}", f".SH {heads.synopsis}"]
    lines += [".B carnet", f"[\\-\\-carnet {_('FILE')}] [\\-\\-quick\\-add] [\\-\\-tray] [{_('FILE')} ...]", ".br"]
    lines += [".B carnet", f"{_('COMMAND')} ...", f".SH {heads.description}", _roff(_sentence(heads.text))]
    lines += [".SH OPTIONS", *_options(whole), f".SH {heads.commands}"]
    for sub in subs:
        lines += [f".SS {_roff(sub.name)}", _roff(_sentence(sub.help)), ".PP", f".B {_roff(sub.usage)}"]
        for operand, told in sub.operands:
            lines += [".TP", f".I {_roff(operand)}", _roff(told)]
        lines += _options(sub, without=whole.options)
    lines += [f".SH {heads.files}", ".TP", ".I ~/.local/share/carnet/carnet.carnet", heads.journal]
    lines += [f".SH {heads.environment}", ".TP", ".B CARNET_FILE", heads.carnet_file]
    lines += [".TP", ".B CARNET_HOME", heads.carnet_home]
    lines += [f".SH {heads.status}", heads.codes]
    return "\n".join([*lines, ""])


def _options(command: Command, without: tuple[Option, ...] = ()) -> list[str]:
    known = {option.names for option in without}
    lines = []
    for option in command.options:
        if option.names not in known:
            names = ", ".join(f"\\fB{_roff(name)}\\fR" for name in option.names)
            metavar = option.metavar or ""
            values = "|".join(option.values) if option.values else metavar
            lines += [".TP", f"{names} \\fI{_roff(values)}\\fR" if option.metavar else names, _roff(option.help)]
    return lines


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def _roff(text: str) -> str:
    plain = text.replace("\\", "\\e").replace("-", "\\-").replace("%%", "%")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain


class _Heads(NamedTuple):
    """The words of a manual page that argparse does not have."""

    name: str
    synopsis: str
    description: str
    text: str
    commands: str
    files: str
    journal: str
    environment: str
    carnet_file: str
    carnet_home: str
    status: str
    codes: str


_HEADS = {
    "fr": _Heads(
        name="NOM",
        synopsis="SYNOPSIS",
        description="DESCRIPTION",
        text="Sans commande, Carnet ouvre sa fenêtre, sur un journal donné ou sur l’import des fichiers donnés",
        commands="COMMANDES",
        files="FICHIERS",
        journal="le journal, que seul son propriétaire peut lire",
        environment="ENVIRONNEMENT",
        carnet_file="le journal à ouvrir",
        carnet_home="un dossier où mettre tous ceux de Carnet",
        status="CODE DE RETOUR",
        codes="0 : fait ; 1 : refusé ou illisible ; 2 : mal demandé ; 3 : ennui (disque, fichier, bogue).",
    ),
    "en": _Heads(
        name="NAME",
        synopsis="SYNOPSIS",
        description="DESCRIPTION",
        text="Without a command, Carnet opens its window, on a given journal or on the import of given files",
        commands="COMMANDS",
        files="FILES",
        journal="the journal, which only its owner can read",
        environment="ENVIRONMENT",
        carnet_file="the journal to open",
        carnet_home="a folder to put all those of Carnet into",
        status="EXIT STATUS",
        codes="0: done; 1: refused or unreadable; 2: wrongly asked; 3: trouble (disk, file, bug).",
    ),
}

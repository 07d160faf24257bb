"""The commands on backups: backup, restore."""

from argparse import Namespace
from pathlib import Path

from carnet import paths
from carnet.cli import output
from carnet.cli.opening import journal, opened, unlocked
from carnet.errors import CarnetError, Reason, Trouble
from carnet.settings import Settings
from carnet.words import _


def backup(asked: Namespace, settings: Settings) -> int:
    """Make a verified backup, among those that Carnet keeps or in a file."""
    from carnet.journal import files

    trouble: CarnetError | None = None
    with journal(asked.carnet, settings, create=True) as found:
        if asked.output:
            path = Path(asked.output).expanduser().absolute()
            files.save_copy(found, path)
        else:
            path, trouble = found.backups.make()
        contacts, interactions, missions = found.backups.counts()
    counts = {"contacts": contacts, "interactions": interactions, "missions": missions}
    if asked.json:
        failed = None if trouble is None else output.described(trouble)
        document = {"file": str(path), "bytes": path.stat().st_size, **counts, "second_folder": failed}
        output.document(document)
    else:
        output.lines([_("Backed up and verified: {path}").format(path=path)])
    if trouble is not None:
        output.complain(output.described(trouble)["message"])
    return output.DONE if trouble is None else output.code_of(trouble)


def restore(asked: Namespace, settings: Settings) -> int:
    """Make the journal what a backup holds; a damaged journal is kept beside it."""
    from carnet.journal import rescue, sealing

    path = paths.journal(asked.carnet, settings.journal)
    source = _source(asked.file, path)
    for file in (path, source):
        if not sealing.looks_sealed(file):
            unlocked(file, settings)
    kept = rescue.restore(path, source, settings.options())
    with opened(path, settings) as found:
        people = found.contacts.total()
    if asked.json:
        output.document({"file": str(path), "from": str(source), "kept": kept and str(kept), "contacts": people})
    else:
        output.lines([_("Restored: {path}").format(path=path)])
        if kept is not None:
            output.lines([_("What it was is kept: {path}").format(path=kept)])
    return output.DONE


def _source(given: str, journal_path: Path) -> Path:
    """Return the backup of a path, else of a name among those that Carnet keeps."""
    from carnet.journal import rescue

    for path in (Path(given).expanduser().absolute(), rescue.folder_of(journal_path) / given):
        if path.is_file():
            return path
    raise Trouble(Reason.CANNOT_OPEN, path=given)

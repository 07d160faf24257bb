"""Brings the catalogue up to date: extracts the texts, merges them into the .po file, compiles the .mo file.

    python packaging/words.py [FRAGMENT.po …]

Fragments are translations to take in. It tells what is left to translate.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
PO = ROOT / "resources" / "locale" / "fr" / "LC_MESSAGES" / "carnet.po"
KEYWORDS = {"_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}


def template() -> Catalog:
    """Return every text of the sources, without where it stands."""
    found = Catalog(project="Carnet", charset="utf-8")
    for _file, _line, message, _comments, context in extract_from_dir(ROOT / "src" / "carnet", keywords=KEYWORDS):
        found.add(message, context=context)
    return found


def load(path: Path) -> Catalog:
    """Return the translations of a .po file; none where there is no file."""
    if not path.exists():
        return Catalog(locale="fr", project="Carnet", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale="fr")


def merged(known: Catalog, fragments: list[Catalog]) -> Catalog:
    """Return the texts of the sources, each with its translation where one is known."""
    made = Catalog(locale="fr", project="Carnet", charset="utf-8", creation_date=known.creation_date)
    made.revision_date = known.revision_date
    wanted = sorted((message for message in template() if message.id), key=lambda message: str(message.id))
    for message in wanted:
        entry = made.add(message.id, context=message.context)
        for source in [*fragments, known]:
            given = source.get(message.id, message.context)
            if given is not None and given.string and all(_parts(given.string)):
                entry.string = given.string
                break
    return made


def _parts(string: object) -> tuple[str, ...]:
    return tuple(string) if isinstance(string, list | tuple) else (str(string or ""),)


def untranslated(catalog: Catalog) -> list[str]:
    """Return the texts that have no translation."""
    return [str(message.id) for message in catalog if message.id and not all(_parts(message.string))]


def po_bytes(catalog: Catalog) -> bytes:
    """Return the .po file, sorted and without line numbers, so that a change shows as itself."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=120, no_location=True, omit_header=False)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    dated = (
        '"POT-Creation-Date',
        '"PO-Revision-Date',
        '"Generated-By',
        '"Last-Translator',
        '"Language-Team',
        '"Report',
    )
    kept = (line for line in lines if not line.startswith(("#", *(f'"{name}' for name in dated))))
    return "".join(kept).encode().lstrip()


def mo_bytes(po: bytes) -> bytes:
    """Return the .mo file of a .po file."""
    catalog = read_po(io.BytesIO(po), locale="fr")
    # The texts alone decide the bytes, not the hour of the run.
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def main(arguments: list[str]) -> int:
    """Write both files; the status is 1 where a text is left to translate."""
    catalog = merged(load(PO), [load(Path(name)) for name in arguments])
    po = po_bytes(catalog)
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po)
    PO.with_suffix(".mo").write_bytes(mo_bytes(po))
    left = untranslated(catalog)
    for text in left:
        print(f"untranslated: {text}")
    print(f"{len(catalog)} texts, {len(left)} left")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

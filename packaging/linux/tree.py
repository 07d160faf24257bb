"""The tree of a Linux package: the program in /usr/lib/carnet, and what lets a desktop and a shell know of it."""

import gzip
import json
import shutil
from pathlib import Path
from string import Template
from typing import NamedTuple
from xml.sax.saxutils import escape

import command_line
import completions
import freeze
import manual
import project
from project import ROOT, Project

DATA = Path(__file__).parent
SIDES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


class Parts(NamedTuple):
    """What is made once and then packed."""

    work: Path
    program: Path
    icons: Path
    bill: Path


def parts(told: Project, wheels: Path | None, tree: Path | None, *, on_system: bool) -> Parts:
    """Freeze the program (unless `tree` is one), draw the icons, write the bill of materials."""
    work = ROOT / "build" / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    python = freeze.environment(work, wheels)
    icons = freeze.icons(python, work)
    bill = work / f"{told.name}-{told.version}.cdx.json"
    freeze.ask(python, ROOT / "packaging" / "sbom.py", bill)
    program = tree or freeze.program(python, work, told, icon=None, on_system=on_system)
    return Parts(work, program, icons, bill)


def lay(made: Parts, told: Project, root: Path, *, zsh: str) -> None:
    """Lay the tree at `root`; `zsh` is where the distribution looks for completions."""
    share = root / "usr" / "share"
    shutil.copytree(made.program, root / "usr" / "lib" / told.name, symlinks=True)
    link = root / "usr" / "bin" / told.name
    link.parent.mkdir(parents=True)
    link.symlink_to(f"../lib/{told.name}/{told.name}")
    lay_desktop(made.icons, told, share)
    write(share / "metainfo" / f"{told.identifier}.metainfo.xml", metainfo(told))
    found = command_line.commands("fr")
    write(share / "bash-completion" / "completions" / told.name, completions.bash(found))
    write(share / zsh / f"_{told.name}", completions.zsh(found))
    write(share / "fish" / "vendor_completions.d" / f"{told.name}.fish", completions.fish(found))
    for language, folder in (("en", ""), ("fr", "fr")):
        write(share / "man" / folder / "man1" / f"{told.name}.1.gz", manual.manual(language, told))
    write(share / "doc" / told.name / "copyright", copyright_text(told, made.bill))
    settle(root)


def lay_desktop(icons: Path, told: Project, share: Path) -> None:
    """Lay what a desktop reads: entry, kinds of files, icons."""
    write(share / "applications" / f"{told.name}.desktop", (DATA / "carnet.desktop").read_text(encoding="utf-8"))
    write(share / "mime" / "packages" / f"{told.name}.xml", (DATA / "mime.xml").read_text(encoding="utf-8"))
    hicolor = share / "icons" / "hicolor"
    for side in SIDES:
        _copy(icons / f"{side}.png", hicolor / f"{side}x{side}" / "apps" / f"{told.name}.png")
    _copy(icons / f"{told.name}.svg", hicolor / "scalable" / "apps" / f"{told.name}.svg")


def metainfo(told: Project) -> str:
    """Return the AppStream description, with the releases of the changelog."""
    heads = [(one.version, one.day or f"{told.date:%Y-%m-%d}") for one in project.releases()]
    lines = [f'    <release version="{version}" date="{day}"/>' for version, day in heads]
    words = {**told._asdict(), "author": told.maintainer.partition(" <")[0]}
    filled = {name: escape(str(value)) for name, value in words.items()}
    return Template((DATA / "metainfo.xml").read_text(encoding="utf-8")).substitute(filled, releases="\n".join(lines))


def copyright_text(told: Project, bill: Path) -> str:
    """Return the licences: Carnet's own in full, and what each part inside is under."""
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    holder, _, terms = licence.partition("\n\n")[2].partition("\n\n")
    lines = [
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/",
        f"Upstream-Name: {told.title}",
        f"Source: {told.homepage}",
        "Comment: The package carries these parts, each under its own licence:",
    ]
    for part in json.loads(bill.read_text(encoding="utf-8"))["components"]:
        said = part["licenses"][0]
        lines.append(f"  {part['name']} {part['version']}: {said.get('expression') or said['license']['id']}")
    lines += ["  Qt and PySide6 are used under the LGPL version 3: /usr/share/common-licenses/LGPL-3.", ""]
    lines += ["Files: *", f"Copyright: {holder.removeprefix('Copyright (c) ')}", f"License: {told.licence}", ""]
    lines += [f"License: {told.licence}", *(f" {line}" if line else " ." for line in terms.strip().splitlines()), ""]
    icons = (ROOT / "resources" / "icons" / "LICENSE").read_text(encoding="utf-8").strip()
    body = [f" {line}" if line.strip() else " ." for line in icons.splitlines()]
    lines += ["Files: usr/lib/carnet/_internal/carnet/resources/icons/*", "Copyright: Lucide contributors"]
    lines += ["License: ISC", "", "License: ISC", *body, ""]
    return "\n".join(lines)


def write(path: Path, text: str) -> None:
    """Write a text, compressed where its name ends in .gz, without the time of the day."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = text.encode()
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)


def settle(root: Path) -> None:
    """Give every file the mode that a package wants."""
    for path in root.rglob("*"):
        if not path.is_symlink():
            runs = path.is_dir() or (path.name == "carnet" and path.parent.parent.name == "lib")
            path.chmod(0o755 if runs else 0o644)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)

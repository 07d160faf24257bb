"""Looks at the installed program as its user does: its window on a screen, and files opened from the desktop."""

import configparser
import shutil
from pathlib import Path

from linux.roots import Root
from project import ROOT, Project

# What a desktop brings, and a screen to look at.
_DESKTOP = ("desktop-file-utils", "libglib2.0-bin", "shared-mime-info", "xdg-utils", "fonts-noto-core")
_SCREEN = ("imagemagick", "xdotool", "xvfb")
_FOLDER = "/home/{user}/essai"
_SCRIPT = """
set -u
export DISPLAY=:7 XDG_CURRENT_DESKTOP=GNOME LANG=C.UTF-8
Xvfb :7 -screen 0 1280x800x24 -nolisten tcp >/dev/null 2>&1 &
for i in $(seq 600); do xdotool getdisplaygeometry >/dev/null 2>&1 && break; sleep 0.1; done
{action} >{folder}/said 2>&1 &
window=""
for i in $(seq 900); do
    window=$(xdotool search --onlyvisible --class carnet 2>/dev/null | head -n 1)
    [ -n "$window" ] && break
    sleep 0.1
done
[ -n "$window" ] || {{ echo "no window came"; cat {folder}/said; exit 1; }}
sleep 4
xdotool windowfocus --sync $window
{gesture}
for process in /proc/[0-9]*; do
    case $(readlink $process/exe) in */{name}) tr '\\0' ' ' <$process/cmdline; echo ;; esac
done
import -window root {folder}/picture.png
"""
_PERSON = "Solveig Lemoine"
_ADD_A_PERSON = f'xdotool type "{_PERSON}, DSI chez Acme, 06 39 98 01 02"; sleep 1; xdotool key Return; sleep 2'


def furnish(root: Root) -> None:
    """Install what a desktop and a screen are made of."""
    root.install(*_DESKTOP, *_SCREEN)


def check(root: Root, told: Project, user: str, pictures: Path, *, binary: str, entry: str) -> None:
    """Open the window, a journal, a card and the quick add from the desktop's side, and add a person; take pictures."""
    folder = _FOLDER.format(user=user)
    root.run("mkdir", "-p", folder, user=user)
    trials = ROOT / "resources" / "trials"
    journal, card = f"{folder}/Mon réseau.carnet", f"{folder}/fiche.vcf"
    root.add(min(trials.glob("revision-*.carnet")), journal, owner=user)
    root.add(trials / "imports" / "vcard-4.0.vcf", card, owner=user)
    for kind in ("application/vnd.carnet+sqlite3", "text/vcard", "text/calendar"):
        offered = root.run("gio", "mime", kind, user=user, capture=True)
        _expect(f"{told.name}.desktop" in offered, f"{kind} is not offered to {told.title}: {offered}")
    found = root.run("xdg-mime", "query", "filetype", journal, user=user, environ=_GNOME, capture=True)
    _expect("carnet" in found, f"a journal is taken for {found}")
    actions = {
        "fenetre": (binary, ""),
        "journal": (f"xdg-open '{journal}'", journal),
        "fiche": (f"gio open '{card}'", card),
        "ajout-rapide": (_action(root, entry), "--quick-add"),
    }
    pictures.mkdir(parents=True, exist_ok=True)
    for name, (action, wanted) in actions.items():
        gesture = _ADD_A_PERSON if name == "ajout-rapide" else ""
        script = _SCRIPT.format(action=action, gesture=gesture, folder=folder, name=told.name)
        shown = root.shell(script, user=user, capture=True)
        _expect(wanted in shown, f"{name}: the program was not given {wanted}, but {shown}")
        shutil.copyfile(root.path / f"{folder}/picture.png".lstrip("/"), pictures / f"{name}.png")
    root.run("rm", "-r", folder)
    people = root.run(binary, "contacts", user=user, capture=True)
    _expect(_PERSON in people, f"the person typed into the window was not added: {people}")


_GNOME = {"XDG_CURRENT_DESKTOP": "GNOME"}


def _action(root: Root, entry: str) -> str:
    """Return the command of « Ajout rapide » as the installed desktop entry has it."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read_string((root.path / entry.lstrip("/")).read_text(encoding="utf-8"))
    return parser["Desktop Action quick-add"]["Exec"]


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise SystemExit(otherwise)

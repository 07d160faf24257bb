"""Starting with the session: the entry that the system reads at login, which alone says whether it is on."""

import os
import sys
from pathlib import Path

from carnet.errors import Reason, Trouble

_NAME = "carnet"
_RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"


def command() -> list[str]:
    """Return the words that start this Carnet in the tray."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "carnet"]
    return [*program, "--tray"]


def is_on() -> bool:
    """Tell whether Carnet starts with the session."""
    if sys.platform == "win32":
        return _registered()
    try:
        text = _file().read_text(encoding="utf-8")
    except (OSError, ValueError):
        return False
    return "Hidden=true" not in text.splitlines()  # so desktops note that the user switched it off there


def switch(on: bool) -> None:
    """Write the entry, or remove it.

    Raises:
        Trouble: the folder, or the registry, cannot be written to.
    """
    try:
        if sys.platform == "win32":
            _register(on)
        elif on:
            _write(_file(), _entry())
        else:
            _file().unlink(missing_ok=True)
    except OSError as error:
        raise Trouble(Reason.IO_ERROR, path=str(error.filename or ""), detail=str(error)) from error


def _file() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "LaunchAgents" / f"{_NAME}.plist"
    config = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(config) if config else Path.home() / ".config") / "autostart" / f"{_NAME}.desktop"


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(file)


def _entry() -> str:
    if sys.platform == "darwin":
        import plistlib

        agent = {"Label": _NAME, "ProgramArguments": command(), "RunAtLoad": True, "ProcessType": "Interactive"}
        return plistlib.dumps(agent).decode()
    return desktop_entry(command())


def desktop_entry(words: list[str]) -> str:
    """Return the entry of the freedesktop Autostart Specification; without its program it is skipped."""
    lines = (
        "[Desktop Entry]",
        "Type=Application",
        "Name=Carnet",
        "Icon=carnet",
        f"TryExec={words[0]}",
        f"Exec={' '.join(map(_quoted, words))}",
        "Terminal=false",
        "X-GNOME-Autostart-enabled=true",
    )
    return "\n".join(lines) + "\n"


def _quoted(word: str) -> str:
    """Return a word as an Exec key takes it: quoted, then escaped as any value is."""
    for char in '\\"`$':
        word = word.replace(char, f"\\{char}")
    return '"' + word.replace("\\", "\\\\").replace("%", "%%") + '"'


def _registered() -> bool:
    if sys.platform != "win32":
        return False
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
            winreg.QueryValueEx(key, _NAME)
    except OSError:
        return False
    return True


def _register(on: bool) -> None:
    if sys.platform != "win32":
        return
    import subprocess
    import winreg

    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN_KEY) as key:
        if on:
            winreg.SetValueEx(key, _NAME, 0, winreg.REG_SZ, subprocess.list2cmdline(command()))
        elif _registered():
            winreg.DeleteValue(key, _NAME)

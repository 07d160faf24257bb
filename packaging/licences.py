"""Checks the licences of what the installers carry; what only tests and lints need is not looked at.

python packaging/licences.py
"""

import re
import sys
from importlib.metadata import Distribution, distribution

import project

LOCK = project.ROOT / "packaging" / "requirements.lock"
BOOTLOADER = "GPL-2.0-or-later WITH Bootloader-exception"
"""That of what PyInstaller puts before a program: its exception lets any program be begun by it."""
ALLOWED = {
    "0BSD",
    "Apache-2.0",
    "blessing",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "LGPL-2.1-only",
    "LGPL-2.1-or-later",
    "LGPL-3.0-only",
    "LGPL-3.0-or-later",
    "MIT",
    "MPL-2.0",
    "PSF-2.0",
    "Python-2.0",
    "Unlicense",
    "Zlib",
    BOOTLOADER,
}
# Their metadata name no licence; their files do.
_SAID = {
    "sqlcipher3": "Zlib",
    "pyinstaller": BOOTLOADER,
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
}


def locked() -> list[Distribution]:
    """Return the distributions that are locked for this system, as they are installed."""
    names = re.findall(r"^([\w.-]+)==\S+(?: ;(.*?))? \\$", LOCK.read_text(encoding="utf-8"), re.MULTILINE)
    system = f"sys_platform == '{sys.platform}'"
    return [distribution(name) for name, marker in names if not marker or system in marker]


def licence(found: Distribution) -> str:
    """Return the licence as an expression of SPDX."""
    told = found.metadata
    said = told.get_all("License-Expression") or told.get_all("License") or [""]
    expression = str(_SAID.get(found.name) or said[0])
    if not re.fullmatch(r"[\w.+-]+( (OR|AND|WITH) [\w.+-]+)*", expression):
        raise SystemExit(f"{found.name}: what licence is “{expression[:60]}”? Read its files, and say it in {__file__}")
    return expression


def is_allowed(expression: str) -> bool:
    """Tell whether one of the choices that a licence leaves is allowed, with all that it joins."""
    return any(set(choice.split(" AND ")) <= ALLOWED for choice in expression.split(" OR "))


def main() -> int:
    """Print each part with its licence; return 1 where one is not allowed."""
    import sbom

    parts = sbom.components(bootloader=False)
    told = [(f"{part['name']} {part['version']}", sbom.licence_of(part)) for part in parts]
    told.append(("PyInstaller’s bootloader", BOOTLOADER))
    refused = [line for line in told if not is_allowed(line[1])]
    for name, expression in told:
        print(f"{name}: {expression}")
    for name, expression in refused:
        print(f"Not to be shipped: {name} is under {expression}, which Carnet does not take.", file=sys.stderr)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())

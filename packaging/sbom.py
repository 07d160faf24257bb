"""Writes the bill of materials (CycloneDX) of a frozen Carnet; it runs in the environment that was frozen.

python packaging/sbom.py FILE
"""

import json
import platform
import re
import sys
import uuid
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

import licences
import project


def components(*, bootloader: bool = True) -> list[dict[str, Any]]:
    """Return what the program is made of: the locked distributions, and what they and the Python bring inside.

    Without `bootloader` that of PyInstaller is left out, which begins a frozen program.
    """
    found = [*licences.locked(), *([distribution("pyinstaller")] if bootloader else [])]
    made = [_of_python(one) for one in found]
    qt = distribution("PySide6-Essentials").version
    made += [
        _component("Python", platform.python_version(), "PSF-2.0", f"pkg:generic/python@{platform.python_version()}"),
        _component("Qt", qt, "LGPL-3.0-only", f"pkg:generic/qt@{qt}"),
        *_of_database(),
    ]
    return sorted(made, key=lambda part: str(part["name"]).casefold())


def _of_python(found: Distribution) -> dict[str, Any]:
    name = re.sub(r"[-_.]+", "-", found.name).lower()
    return _component(found.name, found.version, licences.licence(found), f"pkg:pypi/{name}@{found.version}")


def _of_database() -> list[dict[str, Any]]:
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(":memory:")
    cipher = connection.execute("PRAGMA cipher_version").fetchone()[0].split()[0]
    connection.close()
    return [
        _component("SQLCipher", cipher, "BSD-3-Clause", f"pkg:generic/sqlcipher@{cipher}"),
        _component("SQLite", dbapi2.sqlite_version, "blessing", f"pkg:generic/sqlite@{dbapi2.sqlite_version}"),
    ]


def _component(name: str, version: str, licence: str, purl: str) -> dict[str, Any]:
    told = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
    kind = {"expression": licence} if " " in licence else {"license": {"id": licence}}
    return {**told, "licenses": [kind]}


def licence_of(part: dict[str, Any]) -> str:
    """Return the licence of a component as an expression of SPDX."""
    (told,) = part["licenses"]
    return str(told.get("expression") or told["license"]["id"])


def document() -> dict[str, Any]:
    """Return the bill of materials; its number follows from what it holds, so that a second build has the same."""
    told = project.read()
    parts = components()
    number = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([told.version, told.epoch, parts], sort_keys=True))
    root = f"pkg:generic/{told.name}@{told.version}"
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{number}",
        "version": 1,
        "metadata": {
            "timestamp": told.date.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {
                "type": "application",
                "bom-ref": root,
                "name": told.title,
                "version": told.version,
                "licenses": [{"license": {"id": told.licence}}],
            },
        },
        "components": parts,
        "dependencies": [{"ref": root, "dependsOn": sorted(str(part["bom-ref"]) for part in parts)}],
    }


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(document(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

"""The disk image of macOS: freezes, signs under the hardened runtime, has Apple notarise it, and staples the ticket.

Without `CARNET_SIGN` (the name of a “Developer ID Application” certificate in the keychain) the signature is ad hoc,
and the system asks its user's leave at the first start. Notarising needs `CARNET_NOTARY`, a profile that
`xcrun notarytool store-credentials` has kept.
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

import deliver
import freeze
from project import ROOT, Project

_ENTITLEMENTS = Path(__file__).with_name("entitlements.plist")
_AD_HOC = "-"


def build(told: Project, out: Path, wheels: Path | None, tree: Path | None) -> None:
    """Build the .dmg and the checksums."""
    if sys.platform != "darwin":
        raise SystemExit("The disk image is built on macOS.")
    work = ROOT / "build" / "work-macos"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    application = tree or _frozen(told, work, wheels)
    identity = os.environ.get("CARNET_SIGN", _AD_HOC)
    _sign(application, identity)
    target = out / f"{told.name}-{told.version}-{platform.machine()}.dmg"
    _pack(application, told, work, target)
    if identity != _AD_HOC:
        _run("codesign", "--sign", identity, "--timestamp", target)
    profile = os.environ.get("CARNET_NOTARY", "")
    if profile:
        _run("xcrun", "notarytool", "submit", target, "--keychain-profile", profile, "--wait")
        _run("xcrun", "stapler", "staple", target)
        _run("spctl", "--assess", "--type", "open", "--context", "context:primary-signature", target)
    deliver.sums(out)


def _frozen(told: Project, work: Path, wheels: Path | None) -> Path:
    python = freeze.environment(work, wheels)
    icon = freeze.icons(python, work) / "carnet.icns"
    return freeze.program(python, work, told, icon=icon).with_name(f"{told.title}.app")


def _sign(application: Path, identity: str) -> None:
    """Sign from the inside out: what is signed must not change once what holds it is."""
    options = ["--force", "--options", "runtime", "--sign", identity]
    options += ["--timestamp"] if identity != _AD_HOC else []
    inside = [path for path in application.rglob("*") if path.suffix in {".so", ".dylib"} and not path.is_symlink()]
    frameworks = [path for path in application.rglob("*.framework") if not path.is_symlink()]
    for path in [*sorted(inside), *sorted(frameworks)]:
        _run("codesign", *options, path)
    _run("codesign", *options, "--entitlements", _ENTITLEMENTS, application)
    _run("codesign", "--verify", "--deep", "--strict", application)


def _pack(application: Path, told: Project, work: Path, target: Path) -> None:
    folder = work / "image"
    folder.mkdir()
    _run("ditto", application, folder / application.name)
    (folder / "Applications").symlink_to("/Applications")
    name = f"{told.title} {told.version}"
    _run("hdiutil", "create", "-volname", name, "-srcfolder", folder, "-ov", "-format", "UDZO", target)


def _run(*words: object) -> None:
    subprocess.run([str(word) for word in words], check=True)

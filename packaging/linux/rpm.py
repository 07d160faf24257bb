"""The package of Fedora and its kin; distribution libraries are inside, for theirs have other names than Debian's."""

import shutil
import subprocess
from pathlib import Path

import deliver
from linux import tree
from project import Project

_SPEC = """
Name: {name}
Version: {version}
Release: 1
Summary: Networking journal of the independent consultant
License: {licence} AND LGPL-3.0-only AND Apache-2.0 AND BSD-3-Clause AND ISC AND PSF-2.0 AND Zlib
URL: {homepage}
Recommends: google-noto-sans-fonts
# The libraries inside are nobody else's, and need what is beside them.
%global __provides_exclude_from ^{prefix}/.*$
%global __requires_exclude ^({inside})
# Nothing is left to strip or to compress.
%global __os_install_post %{{nil}}
%global _build_id_links none
%global source_date_epoch_from_changelog 0
%global use_source_date_epoch_as_buildtime 1
%global clamp_mtime_to_source_date_epoch 1
%global _buildhost carnet

%description
Carnet opens on what today asks for, takes in the people met last night in one
line each, and shows which relations, events and networks the turnover came
from. Everything stays in one file on the computer of its user.

%install
cp -a {root}/. %{{buildroot}}

%files
{files}
"""


def build(told: Project, out: Path, wheels: Path | None, program: Path | None) -> None:
    """Build the .rpm and the checksums."""
    made = tree.parts(told, wheels, program, on_system=False)
    root = made.work / "rpm"
    tree.lay(made, told, root, zsh="zsh/site-functions")
    prefix = f"/usr/lib/{told.name}"
    libraries = sorted({path.name for path in (root / prefix.lstrip("/")).rglob("*.so*")})
    spec = _SPEC.format(
        **told._asdict(),
        prefix=prefix,
        root=root,
        inside="|".join(name.replace(".", "\\\\.").replace("+", "\\\\+") for name in libraries),
        files="\n".join(_files(root, prefix)),
    )
    tree.write(made.work / f"{told.name}.spec", spec)
    top = made.work / "rpmbuild"
    words = ["rpmbuild", "-bb", "--quiet", "--define", f"_topdir {top}", str(made.work / f"{told.name}.spec")]
    environ = {"SOURCE_DATE_EPOCH": str(told.epoch), "PATH": "/usr/bin:/bin", "HOME": str(made.work)}
    subprocess.run(words, check=True, env=environ)
    for package in top.rglob("*.rpm"):
        shutil.copyfile(package, out / package.name)
    shutil.copyfile(made.bill, out / made.bill.name)
    deliver.sums(out)


def _files(root: Path, prefix: str) -> list[str]:
    """Return what the package owns: its own folder as a whole, and each file beside those of others."""
    found = [f"/{path.relative_to(root)}" for path in sorted(root.rglob("*")) if path.is_symlink() or path.is_file()]
    return [prefix, *(f'"{path}"' for path in found if not path.startswith(f"{prefix}/"))]

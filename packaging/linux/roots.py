"""Debian systems in a folder, made from the host's own package sources, to build in and to try installers in.

It needs root and mmdebstrap. Mounts live in a namespace of the command's own, so that none is left behind.
"""

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
_SETUP = """
mount -t proc proc "$1/proc"
mount -t tmpfs -o mode=1777 tmpfs "$1/tmp"
# A /dev of its own: what runs inside as root must not be able to replace a device of the host.
mount -t tmpfs -o mode=755 tmpfs "$1/dev"
mkdir "$1/dev/shm" "$1/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$1/dev/shm"
for node in null zero full random urandom tty; do touch "$1/dev/$node"; mount --bind "/dev/$node" "$1/dev/$node"; done
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$1/dev/pts"
ln -s pts/ptmx "$1/dev/ptmx"
ln -s /proc/self/fd "$1/dev/fd"
"""


class Bind(NamedTuple):
    """A folder of the host as the root sees it."""

    source: Path
    target: str
    writable: bool = False


class Root(NamedTuple):
    """A Debian system in a folder."""

    path: Path

    def run(
        self,
        *words: object,
        user: str = "",
        binds: Iterable[Bind] = (),
        environ: Mapping[str, str] | None = None,
        network: bool = False,
        capture: bool = False,
    ) -> str:
        """Run a command in it and return what it printed where `capture`; one that fails ends the whole script.

        A command sees neither the host's environment nor, unless `network`, any network.
        """
        name = user or "root"
        home = f"/home/{user}" if user else "/root"
        given = {"PATH": _PATH, "HOME": home, "USER": name, "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
        given.update(environ or {})
        setup = _SETUP + "".join(self._bind(bind) for bind in binds)
        as_user = [f"--userspec={user}:{user}"] if user else []
        inside = ["chroot", *as_user, str(self.path), "env", "-i", *(f"{key}={value}" for key, value in given.items())]
        namespaces = ["unshare", "--mount", "--pid", "--ipc", "--fork", "--kill-child", *([] if network else ["--net"])]
        script = f'set -e\n{setup}shift\nexec "$@"'
        asked = [*namespaces, "sh", "-c", script, "sh", str(self.path), *inside, *map(str, words)]
        done = subprocess.run(asked, check=False, text=True, stdout=subprocess.PIPE if capture else None)
        if done.returncode:
            told = shlex.join(map(str, words))
            raise SystemExit(f"{told} ended with {done.returncode} in {self.path}\n{done.stdout or ''}")
        return done.stdout or ""

    def shell(self, script: str, *, user: str = "", network: bool = False, capture: bool = False) -> str:
        """Run lines of shell in it."""
        return self.run("sh", "-ec", script, user=user, network=network, capture=capture)

    def install(self, *packages: str) -> None:
        """Install packages or package files."""
        self.shell("apt-get update -qq", network=True)
        # What apt says on its way is told only if it fails.
        asked = 'exec apt-get install -qq -y --no-install-recommends "$@" 2>&1'
        self.run("sh", "-c", asked, "sh", *packages, network=True, capture=True)

    def add(self, source: Path, target: str, *, owner: str = "") -> None:
        """Copy a file of the host into it."""
        place = self.path / target.lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
        if owner:
            self.run("chown", f"{owner}:{owner}", target)

    def remove(self) -> None:
        """Delete it; nothing is mounted in it once its commands have ended."""
        shutil.rmtree(self.path)

    def _bind(self, bind: Bind) -> str:
        source, target = shlex.quote(str(bind.source)), shlex.quote(f"{self.path}{bind.target}")
        made = f"mkdir -p {target}\nmount --bind {source} {target}\n"
        return made if bind.writable else f"{made}mount -o remount,bind,ro {target}\n"


def make(cache: Path, suite: str, packages: Sequence[str] = ()) -> Root:
    """Return a root that is kept in `cache` for the next time, with these packages besides the essential ones."""
    path = cache / f"{suite}-{'furnished' if packages else 'minimal'}"
    stamp = path.with_suffix(".packages")
    wanted = " ".join(packages)
    if not path.exists() or stamp.read_text(encoding="utf-8") != wanted:
        _bootstrap(path, suite, packages)
        stamp.write_text(wanted, encoding="utf-8")
    return Root(path)


def fresh(cache: Path, suite: str, path: Path) -> Root:
    """Return a clean minimal root at `path`, in which nothing was ever installed."""
    kept = make(cache, suite)
    if path.exists():
        shutil.rmtree(path)
    subprocess.run(["cp", "--archive", "--reflink=auto", str(kept.path), str(path)], check=True)
    return Root(path)


def _bootstrap(path: Path, suite: str, packages: Sequence[str]) -> None:
    if os.geteuid() != 0 or shutil.which("mmdebstrap") is None:
        raise SystemExit("Making a clean Debian root needs root and mmdebstrap (apt-get install mmdebstrap).")
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    for old in (path, part):
        if old.exists():
            shutil.rmtree(old)
    wanted = [f"--include={','.join(packages)}"] if packages else []
    made = ["mmdebstrap", "--quiet", "--variant=minbase", *wanted, suite, str(part), *_sources(suite)]
    subprocess.run(made, check=True)
    shutil.copyfile("/etc/resolv.conf", part / "etc" / "resolv.conf")
    part.rename(path)


def _sources(suite: str) -> list[str]:
    """Return apt's lines for a suite, at the archives from which the host gets its own Debian packages."""
    told = "$(ORIGIN)|$(LABEL)|$(REPO_URI)"
    asked = ["apt-get", "indextargets", "--format", told, "Created-By: Packages"]
    found = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
    archives = {label: uri for origin, label, uri in (line.split("|", 2) for line in found) if origin == "Debian"}
    if "Debian" not in archives:
        raise SystemExit("This machine's package sources name no Debian archive.")
    lines = [f"deb {archives['Debian']} {name} main" for name in (suite, f"{suite}-updates")]
    if "Debian-Security" in archives:
        lines.append(f"deb {archives['Debian-Security']} {suite}-security main")
    return lines

"""A disk on which every flush takes most of a second: a library of a few lines put before that of the system."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

_SIGN = "CARNET_SLOW_DISK"  # names a file: while it is there, flushes are slow
_SOURCE = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <unistd.h>
static void wait_for_disk(void) {
    const char *sign = getenv("CARNET_SLOW_DISK");
    if (sign && access(sign, F_OK) == 0) usleep(700000);
}
int fsync(int file) {
    int (*system_s)(int) = dlsym(RTLD_NEXT, "fsync");
    wait_for_disk();
    return system_s(file);
}
int fdatasync(int file) {
    int (*system_s)(int) = dlsym(RTLD_NEXT, "fdatasync");
    wait_for_disk();
    return system_s(file);
}
"""


def prepare() -> None:
    """Begin this process anew with the library before the system's, where there is a compiler to make it."""
    compiler = shutil.which("cc")
    if _SIGN in os.environ or compiler is None or not sys.platform.startswith("linux"):
        return
    folder = Path(tempfile.mkdtemp(prefix="carnet-slow-"))
    made = folder / "slow.so"
    command = [compiler, "-shared", "-fPIC", "-o", str(made), "-x", "c", "-", "-ldl"]
    if subprocess.run(command, input=_SOURCE, text=True, capture_output=True, check=False).returncode:
        return
    environ = os.environ | {_SIGN: str(folder / "slow"), "LD_PRELOAD": str(made)}
    os.execve(sys.executable, [sys.executable, *sys.argv], environ)


def can_slow() -> bool:
    """Tell whether the library is there."""
    return _SIGN in os.environ


def slow(_path: Path) -> Callable[[], object]:
    """Make flushes slow; return what makes them quick again."""
    sign = Path(os.environ[_SIGN])
    sign.touch()
    return lambda: sign.unlink(missing_ok=True)

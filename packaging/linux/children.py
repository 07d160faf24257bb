"""Runs first in the frozen program: what it starts in turn, a browser for one, must not load the libraries of Carnet.

PyInstaller's bootloader puts them on `LD_LIBRARY_PATH`, and the value from before into `LD_LIBRARY_PATH_ORIG`; the
loader of this process has read it by now.
"""

import os

before = os.environ.pop("LD_LIBRARY_PATH_ORIG", "")
os.environ.pop("LD_LIBRARY_PATH", None)
if before:
    os.environ["LD_LIBRARY_PATH"] = before

"""Encrypts a journal that is going to be measured."""

import sys
from pathlib import Path

from signals import PASSPHRASE

from carnet.journal import sealing

sealing.encrypt(Path(sys.argv[1]), PASSPHRASE)

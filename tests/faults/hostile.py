"""R5: text from outside is text. The tests that say so stand beside what they are about; each is a trial here."""

import re
import subprocess
import sys
from pathlib import Path

from trials import Trials

ROOT = Path(__file__).parents[2]
WHERE = ("tests/ui", "tests/formats", "tests/journal", "tests/domain", "tests/test_review_files.py")
WORDS = (
    "hostile or plain or html or markup or rich or formula or scheme or outside or link or injection or bidi or spoof"
)
LEAST = 60


def run(trials: Trials) -> None:
    """Run them, in one go: they take no time that could be cut short."""
    trials.minimum = {"": LEAST}
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "-p", "no:cacheprovider", "-k", WORDS, *WHERE]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    for verdict, name in re.findall(r"^(PASSED|FAILED|ERROR) (\S+)", answer.stdout, re.MULTILINE):
        trials.count("tests", *([] if verdict == "PASSED" else [name]))
    if answer.returncode not in {0, 1}:
        trials.count("tests", answer.stdout[-500:] + answer.stderr[-500:])

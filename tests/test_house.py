"""The house rules that a machine can check: layers, one pin, one version, texts without plain spaces."""

import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

import carnet

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "src" / "carnet").rglob("*.py"))


def test_the_layers_stand() -> None:
    found = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as main; main()", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == 0, found.stdout


def test_the_version_stands_in_one_place() -> None:
    assert version("carnet") == carnet.__version__


@pytest.mark.parametrize("pattern", [r"#\s*(TODO|FIXME|XXX)", r"setText\(f?[\"']<", r"\.connect\(\s*lambda"])
def test_no_source_holds(pattern: str) -> None:
    found = [path.name for path in SOURCES if re.search(pattern, path.read_text(encoding="utf-8"))]

    assert found == []


def test_only_app_and_cli_may_catch_everything() -> None:
    allowed = {"carnet/app.py", "carnet/cli/__init__.py"}

    found = {
        path.relative_to(ROOT / "src").as_posix()
        for path in SOURCES
        if re.search(r"except (Base)?Exception\b", path.read_text(encoding="utf-8"))
    }

    assert found <= allowed


def test_lock_files_name_no_host() -> None:
    for lock in sorted((ROOT / "packaging").glob("*.lock")):
        assert "://" not in lock.read_text(encoding="utf-8"), lock.name


def test_the_window_is_imported_without_its_sources_being_read() -> None:
    ours = "each.__file__ for name, each in sys.modules.items() if name.startswith('carnet')"
    code = f"import linecache, sys, carnet.ui, carnet.app; print(len(linecache.cache.keys() & {{{ours}}}))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert int(answer.stdout) == 0

"""What Carnet ships of others: pinned, under licences that it takes, named in a bill of materials that is one."""

import json
from importlib.metadata import distribution
from pathlib import Path

import audit
import licences
import pytest
import sbom
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator


@pytest.fixture
def bootloader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """PyInstaller as far as the bill asks for it: it is there only where one freezes."""
    told = tmp_path / "pyinstaller-6.22.3.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: pyinstaller\nVersion: 6.22.3\n")
    monkeypatch.syspath_prepend(str(tmp_path))


@pytest.mark.usefixtures("bootloader")
def test_the_bill_of_materials_is_valid_by_the_official_schema_and_the_same_when_made_again():
    made = json.dumps(sbom.document())
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(made) is None
    assert json.dumps(sbom.document()) == made
    names = {part["name"] for part in json.loads(made)["components"]}
    assert {"Python", "Qt", "SQLCipher", "pyinstaller", "SQLAlchemy"} <= names


def test_all_that_is_shipped_is_under_a_licence_that_carnet_takes(capsys: pytest.CaptureFixture[str]):
    assert licences.main() == 0
    told = capsys.readouterr().out
    assert all(part.name in told for part in licences.locked())


@pytest.mark.parametrize(
    ("expression", "taken"),
    [
        ("MIT", True),
        ("MPL-2.0", True),
        ("GPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("LGPL-3.0-only OR GPL-3.0-only", True),
        ("MIT AND GPL-2.0-only", False),
        ("GPL-2.0-only OR MIT AND ISC", True),
        ("GPL-2.0-or-later WITH Bootloader-exception", True),
        ("GPL-2.0-or-later", False),
        ("Proprietary", False),
    ],
)
def test_a_licence_is_taken_where_one_of_its_choices_is(expression: str, taken: bool):
    assert licences.is_allowed(expression) is taken


def test_what_is_not_taken_is_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(licences, "ALLOWED", licences.ALLOWED - {"Apache-2.0"})
    assert licences.main() == 1
    said = capsys.readouterr().err
    assert f"Not to be shipped: zxing-cpp {distribution('zxing-cpp').version} is under Apache-2.0" in said
    assert "dateutil" not in said  # which leaves another choice


def test_versions_are_pinned_with_hashes():
    for lock in Path(licences.LOCK).parent.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        pins = text.replace("\\\n", "").splitlines()
        assert all("--hash=sha256:" in pin and "==" in pin for pin in pins), lock.name


PART = '{"name": "qt", "version": "6", "vulns": [%s]}'
FAULT = '{"id": "CVE-1", "fix_versions": ["6.1"]}'
UNKNOWN = '{"name": "six", "skip_reason": "not found"}'


@pytest.mark.parametrize(
    ("parts", "code", "said"),
    [
        (PART % "", 0, "1 parts looked up, 0 known vulnerabilities."),
        (PART % FAULT, 1, "qt 6: CVE-1, mended in 6.1"),
        (f"{PART % ''}, {UNKNOWN}", 2, "Nobody could tell of 1: six."),
        (f"{PART % FAULT}, {UNKNOWN}", 1, "Nobody could tell of 1: six."),
    ],
)
def test_an_audit_tells_what_is_vulnerable_and_of_what_nobody_could_tell(parts: str, code: int, said: str):
    found, told = audit.verdict(audit.read(f'{{"dependencies": [{parts}]}}'))
    assert found == code
    assert said in told

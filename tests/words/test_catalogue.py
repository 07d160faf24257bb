"""The catalogue is whole, fresh and well set."""

import ast
import importlib.util
import re
import string
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Message

ROOT = Path(__file__).parents[2]


def _task() -> ModuleType:
    spec = importlib.util.spec_from_file_location("words_task", ROOT / "packaging" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


words = _task()
KNOWN = [message for message in words.load(words.PO) if message.id]


def _texts(message: Message) -> list[tuple[str, str]]:
    ids = message.id if isinstance(message.id, list | tuple) else (message.id,)
    strings = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return [(ids[min(at, len(ids) - 1)], text) for at, text in enumerate(strings)]


PAIRS = [pair for message in KNOWN for pair in _texts(message)]


def test_every_text_of_the_sources_is_translated() -> None:
    left = words.untranslated(words.merged(words.load(words.PO), []))

    assert left == []


def test_no_translation_is_fuzzy() -> None:
    assert [message.id for message in KNOWN if message.fuzzy] == []


def test_the_catalogue_holds_nothing_that_the_sources_do_not() -> None:
    wanted = {str(message.id) for message in words.template()}

    assert [message.id for message in KNOWN if str(message.id) not in wanted] == []


def test_the_compiled_file_is_that_of_the_texts() -> None:
    compiled = words.PO.with_suffix(".mo").read_bytes()

    assert compiled == words.mo_bytes(words.PO.read_bytes())


@pytest.mark.parametrize(("source", "text"), PAIRS, ids=range(len(PAIRS)))
def test_a_translation_keeps_the_placeholders_and_french_spaces(source: str, text: str) -> None:
    kept = {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}
    wanted = {name for _text, name, _spec, _conversion in string.Formatter().parse(source) if name}

    assert kept <= wanted
    assert not re.search(r" [;:!?»]| %(?![(a-z])|« |[a-zé]'[a-zéèêh]|\.\.\.", text), text


def test_no_text_hides_in_an_f_string() -> None:
    """Extraction does not look into f-strings before Python 3.12: a text there would stay untranslated."""
    hidden = [
        f"{file.name}:{call.lineno}"
        for file in sorted((ROOT / "src").rglob("*.py"))
        for text in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"_", "ngettext"}
    ]
    assert hidden == []

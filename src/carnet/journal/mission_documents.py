"""The documents of missions: where they are, never what is in them."""

from contextlib import AbstractContextManager

import sqlalchemy as sa

from carnet.domain.changes import Deed
from carnet.domain.documents import read_address
from carnet.domain.text import clean
from carnet.errors import Reason, Refused
from carnet.journal import paths
from carnet.journal.core import Core
from carnet.store import tables as t
from carnet.store.recorder import Recorder


class Documents:
    """Verbs on the documents of a mission."""

    _core: Core

    def add_document(self, mission_id: int, address: str, name: str = "") -> int:
        """Keep where a document is, called as its file where no name is given.

        Raises:
            Refused: the address is none that may be kept (`domain.documents`).
        """
        found = read_address(address)
        with self._on_mission(mission_id) as recorder:
            return recorder.insert(
                t.mission_document,
                uid=self._core.new_uid(),
                mission_id=mission_id,
                name=clean(name).strip() or found.name,
                address=found.text,
                added_on=self._core.clock.today(),
            )

    def rename_document(self, document_id: int, name: str) -> None:
        """Call a document otherwise; without a name, as its file."""
        row = self._document(document_id)
        called = clean(name).strip() or read_address(row["address"]).name
        with self._on_mission(row["mission_id"]) as recorder:
            recorder.update(t.mission_document, document_id, name=called)

    def remove_document(self, document_id: int) -> None:
        """Forget where a document is; the document itself stays."""
        with self._on_mission(self._document(document_id)["mission_id"]) as recorder:
            recorder.delete(t.mission_document, document_id)

    def _document(self, document_id: int) -> sa.RowMapping:
        with self._core.reading() as connection:
            query = sa.select(t.mission_document).where(t.mission_document.c.id == document_id)
            row = connection.execute(query).mappings().first()
        if row is None:
            raise Refused(Reason.NOT_FOUND, kind="mission_document", id=document_id)
        return row

    def _on_mission(self, mission_id: int) -> AbstractContextManager[Recorder]:
        with self._core.reading() as connection:
            title = str(paths.row_of(connection, mission_id)["title"])
        return self._core.writing(Deed.SAVE_MISSION, subject=title)

"""Floor of S2 and S14: import QtWidgets and sqlalchemy.orm, open the file, one query, show a window."""

import sys

import sqlalchemy.orm
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
from signals import PaintWatch, answer, resident_mib, settle
from sqlcipher3 import dbapi2

path, task = sys.argv[1:3]
app = QApplication([])
engine = sqlalchemy.create_engine(f"sqlite:///{path}", module=dbapi2)
with sqlalchemy.orm.Session(engine) as session:
    rows = session.execute(
        sqlalchemy.text("SELECT text FROM follow_up WHERE state = 'open' ORDER BY id LIMIT 20")
    ).all()
window = QMainWindow()
label = QLabel("\n".join(row[0] for row in rows))
window.setCentralWidget(label)
window.resize(1280, 800)
if task == "memory":
    window.show()
    QTimer.singleShot(300, lambda: (settle(), answer({"mib": resident_mib()})))
else:
    watch = PaintWatch(label)
    window.show()
app.exec()

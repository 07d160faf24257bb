"""Floor of S1: a main window with an empty table view."""

from PySide6.QtWidgets import QApplication, QMainWindow, QTableView
from signals import PaintWatch

app = QApplication([])
window = QMainWindow()
table = QTableView()
window.setCentralWidget(table)
window.resize(1280, 800)
watch = PaintWatch(table.viewport())
window.show()
app.exec()

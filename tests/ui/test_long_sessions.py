"""A session may last as long as an event."""

import subprocess
import sys

LONG = """
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

class Talker(QObject):
    said = Signal(str)

app = QApplication([])
window, talker = QWidget(), Talker()
for _call in range(50_000):
    window.update()
    talker.said.emit("")
print("still here")
"""


def test_calls_into_qt_do_not_use_python_up() -> None:
    done = subprocess.run([sys.executable, "-c", LONG], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "still here")

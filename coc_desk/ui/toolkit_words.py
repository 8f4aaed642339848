"""The toolkit's own words, which dialogs for files and menus of text boxes bring along."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

NAME = "toolkit words"


def speak(app: QCoreApplication, language: str) -> None:
    """Let the toolkit speak a language (ISO 639-1), too; where it has no words of it, English."""
    for before in app.findChildren(QTranslator, NAME):
        app.removeTranslator(before)
        before.deleteLater()
    QLocale.setDefault(QLocale(language))
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    words = QTranslator(app)
    words.setObjectName(NAME)
    if words.load(str(folder / f"qtbase_{language}.qm")):
        app.installTranslator(words)

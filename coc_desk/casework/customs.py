"""By whose customs days and numbers are written: the language's, or British ones where Babel does not know them."""

from babel import localedata

from coc_desk import i18n


def locale() -> str:
    """Return a locale that Babel knows."""
    said = i18n.locale()
    return said if localedata.exists(said) else i18n.LOCALES["en"]

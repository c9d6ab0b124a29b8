"""A text that pure code holds for the catalogue: English, translated where it is shown."""


def marked(text: str) -> str:
    """The text as it is. Imported as `_`, so that `make messages` finds it and pure modules need no Django."""
    return text

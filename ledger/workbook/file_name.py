"""What a file that is saved is called: one rule for every download. Pure."""

import re
import unicodedata

NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|]')
"""What one file system or another takes for something else."""

LONGEST_NAME = 180
"""Bytes of the name in UTF-8: file systems take 255, and a browser that saves a second one adds ' (1)'."""


def file_name(*words: object, suffix: str = ".xlsx") -> str:
    """The words that are any, as a name that every file system takes; of too long a one the first word is cut.

    >>> file_name("가/나:다*?", 2021, "예산총괄"), file_name("산출근거 항목", None)
    ('가_나_다__ 2021 예산총괄.xlsx', '산출근거 항목.xlsx')
    """
    first, *others = (cleaned(str(word)) for word in words if word)
    rest = "".join(f" {word}" for word in others) + suffix
    room = max(LONGEST_NAME - len(rest.encode()), 1)
    if len(first.encode()) > room:
        first = first.encode()[:room].decode(errors="ignore").rstrip() + "…"
    # Windows drops a dot or a space at the end of a name, others hide a name that begins with a dot.
    return (first.lstrip(". ") or "_") + rest


def cleaned(text: str) -> str:
    """The text in the form that is typed (NFC), with plain spaces, without what nobody sees, and with '_' for each sign
    that a name cannot hold.
    """
    seen = []
    for letter in unicodedata.normalize("NFC", text):
        match unicodedata.category(letter):
            case "Zs":
                seen.append(" ")
            case "Cf":
                continue
            case kind:
                seen.append("_" if kind.startswith("C") or kind.startswith("Z") else letter)
    return NOT_IN_FILE_NAMES.sub("_", "".join(seen))

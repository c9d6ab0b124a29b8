"""A slug made of a name: letters of the Latin alphabet, digits and hyphens. Pure.

Hangul is written as its letters are, one by one, in the Revised Romanization (국어의 로마자 표기법): how sounds meet is
left out, so that a name always gives the same slug.
"""

import re
import unicodedata
from collections.abc import Container, Iterator
from itertools import count

from sites.keys import is_reserved

FIRST, LAST = 0xAC00, 0xD7A3
"""The syllables of Unicode: 가 to 힣."""
LEADS, VOWELS, TAILS = (
    letters.split(" ")
    for letters in (
        "g kk n d tt r m b pp s ss - j jj ch k t p h",
        "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i",
        "- k k k n n n t l k m l l l p l m p p t t ng t t k t p t",
    )
)
"""The letters of a syllable, by their order in Unicode; '-' is silent."""
LENGTH = 50
"""Letters that a slug may have."""


def romanized(text: str) -> str:
    """The text with its Hangul in Latin letters; whatever else no ASCII letter is like is left out.

    >>> romanized("강남구 Café 2관")
    'gangnamgu Cafe 2gwan'
    """
    composed = unicodedata.normalize("NFC", text)
    latin = "".join(syllable(one) if FIRST <= ord(one) <= LAST else one for one in composed)
    return unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()


def syllable(one: str) -> str:
    """A syllable of Hangul in Latin letters: '강' -> 'gang'."""
    place = ord(one) - FIRST
    parts = (LEADS[place // 588], VOWELS[place % 588 // 28], TAILS[place % 28])
    return "".join(parts).replace("-", "")


def slug_of(name: str) -> str:
    """The slug of a name, '' where it has no letter that can be written so.

    >>> slug_of("스마트앵커 운영 (2021년)"), slug_of("漢字")
    ('seumateuaengkeo-unyeong-2021nyeon', '')
    """
    return re.sub(r"[^a-z0-9]+", "-", romanized(name).lower()).strip("-")[:LENGTH].strip("-")


def candidates(name: str, kind: str) -> Iterator[str]:
    """Slugs for a row of a kind, the best first: 'cheongso', 'cheongso-2' …; none that reports keep for themselves."""
    slug = slug_of(name) or kind
    if is_reserved(slug):
        slug = f"{kind}-{slug}"
    for number in count(1):
        ending = f"-{number}" if number > 1 else ""
        yield slug[: LENGTH - len(ending)].strip("-") + ending


def free_slug(name: str, kind: str, taken: Container[str]) -> str:
    """The first of them that no other row has.

    >>> free_slug("청소", "site", {"cheongso"}), free_slug("Total", "site", ())
    ('cheongso-2', 'site-total')
    """
    return next(slug for slug in candidates(name, kind) if slug not in taken)

"""도움말: the handbook of docs/handbook/ in the app. What a chapter is (chapters.py), and its pages (pages.py)."""

from ledger.views.handbook.pages import chapter_page, help_page

__all__ = ["chapter_page", "help_page"]

"""Reports as a page shows them: tables, cards, charts, lists, and where they lead.

No arithmetic and no queries: a figure comes from a report, its text from words.
"""

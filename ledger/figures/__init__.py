"""The ground: arithmetic of won (money), what the database says as frozen records (facts), which version a page shows.

Pure. Nothing here knows a report, a word or a database.
"""

"""The product as a person meets it: the real server, a real browser. Nothing of Django is used here."""

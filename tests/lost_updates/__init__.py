"""Is anything lost when many people edit at once? `make lost-updates` asks a production server over HTTP.

`ledgers.py` makes the ledger and reads it again, `serving.py` runs the server, `visitor.py` is a browser without a
screen, `client.py` one of the people with a journal of what they saw, typed and were answered (`journal.py`),
`oracle.py` judges the journals, `run.py` brings them together.
"""

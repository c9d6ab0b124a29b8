"""What writes, cut short: the database refuses a statement, or the process is killed; the ledger is as before or after.

`operations.py` has what writes, `worker.py` the process that does it and dies of it, `machine.py` who starts it.
"""

"""What every report is made of: columns, rows, what a report declares, the comparison with a base, orders.

Of no one report: those are in `ledger/reports/`. Pure: no words, no Django.
"""

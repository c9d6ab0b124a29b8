"""Where a cell of a report comes from: the cells and the rows of the ledger that give the very figure.

Pure, and believed by nobody: what does not give the figure is not shown. No words, no addresses.
"""

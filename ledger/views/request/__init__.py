"""What every request passes and what an address may ask for: reading it, rights, units, errors in a sentence.

Of no one page: those are above. No figures, no tables.
"""

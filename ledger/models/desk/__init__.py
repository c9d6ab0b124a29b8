"""What data entry keeps of its own, beside the figures: no row of the ledger."""

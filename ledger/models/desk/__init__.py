"""What data entry keeps of people and their work, beside the ledger's own rows."""

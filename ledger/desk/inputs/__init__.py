"""The fields of data entry: how amounts, numbers and days are typed, and rows chosen. No page, no row of the ledger."""

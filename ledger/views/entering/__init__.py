"""From what a page shows to where it is entered: who may, and which page has a row."""

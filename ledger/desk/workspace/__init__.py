"""A programme's year as one place to work in: its parts as tabs above each page on which one of them is entered."""

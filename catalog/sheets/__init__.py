"""Listings as spreadsheets: which columns a category has, how a cell is read and written, how files are read and made.

The columns come from the category's questions, so that a new question is a new column. Reads and makes bytes; knows no
database, no page and no actor.
"""

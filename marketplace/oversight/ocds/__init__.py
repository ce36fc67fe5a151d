"""Open Contracting Data Standard 1.1.5: releases of everything public, made from the log.

A release is what an entry made public, told with all that was public by then. It follows from the entries alone, so it
never changes and its id (the process and the entry's place in the log) is never used again.
"""

"""Providers of My work: one module per app below, loaded when the product starts."""

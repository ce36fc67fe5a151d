"""The public API under `/api/v1/`: open data without sign-in, typed, limited in rate. One router per part of the product.

Routers call the same searches and visibility as pages do; no rule of the law and no query of its own lives here.
"""

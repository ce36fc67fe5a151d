"""Who is told what: one module per app below, loaded when the product starts."""

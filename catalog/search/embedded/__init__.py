"""The embedded engine: tantivy, files in TALAT_VAR, nothing to start."""

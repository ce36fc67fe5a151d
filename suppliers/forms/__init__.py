"""What people type about companies: parsing and sentences, never rules."""

"""What people do with rules: propose a change, approve it."""

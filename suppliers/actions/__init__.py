"""What people and tasks do to companies and to the abandoner list. One file per family of verbs."""

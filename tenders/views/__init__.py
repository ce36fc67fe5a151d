"""Pages of a purchase. They fetch what the actor may see, parse a form, call one action, and show what happened."""

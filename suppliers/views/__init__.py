"""Pages of the registry: fetch what the actor may see, form, act, redirect."""

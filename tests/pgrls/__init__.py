"""The policies looked at by a linter for row-level security: `make pgrls`, in an environment of its own."""

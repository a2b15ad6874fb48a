"""The screens that belong to no step."""

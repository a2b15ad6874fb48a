"""Writing to a live site: looked at before, journalled, guarded by versions, verified by reading."""

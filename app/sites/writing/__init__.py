"""Writing to a live site: looked at before, journalled, guarded, read back after."""

def N_(text: str) -> str:  # noqa: N802
    """Mark a text for translation. It is translated where it is shown, in the reader's language."""
    return text

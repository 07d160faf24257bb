"""File formats, pure: bytes to drafts and problems, values to bytes."""

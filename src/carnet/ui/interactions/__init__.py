"""Exchanges on screen: the composer that logs one line, the timeline, and the form of one exchange."""

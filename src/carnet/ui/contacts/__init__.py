"""The page of contacts: the list at left, the sheet of one person at right."""

from carnet.ui.contacts.page import ContactsPage

__all__ = ["ContactsPage"]

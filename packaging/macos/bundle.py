"""What macOS is told of the application: its identity, and the kinds of files it opens."""

from typing import Any

from project import Project

_OLDEST_SYSTEM = "13.0"  # Qt 6.11's own


def properties(told: Project) -> dict[str, Any]:
    """Return the entries of Info.plist that PyInstaller does not make by itself."""
    journal = f"{told.identifier}.journal"
    return {
        "CFBundleName": told.title,
        "CFBundleDisplayName": told.title,
        "CFBundleShortVersionString": told.version,
        "CFBundleVersion": told.version,
        "CFBundleDevelopmentRegion": "fr",
        "CFBundleLocalizations": ["fr", "en"],
        "LSApplicationCategoryType": "public.app-category.business",
        "LSMinimumSystemVersion": _OLDEST_SYSTEM,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": f"© {told.date.year} {told.maintainer.partition(' <')[0]}",
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": journal,
                "UTTypeDescription": "Journal Carnet",
                "UTTypeConformsTo": ["public.database", "public.data"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": ["carnet"],
                    "public.mime-type": ["application/vnd.carnet+sqlite3"],
                },
            }
        ],
        "CFBundleDocumentTypes": [
            _kind("Journal Carnet", journal, "Editor", "Owner"),
            # Address books and calendars have openers of their own: Carnet is offered beside them.
            _kind("vCard", "public.vcard", "Viewer", "Alternate"),
            _kind("iCalendar", "com.apple.ical.ics", "Viewer", "Alternate"),
        ],
    }


def _kind(name: str, identifier: str, role: str, rank: str) -> dict[str, Any]:
    return {
        "CFBundleTypeName": name,
        "LSItemContentTypes": [identifier],
        "CFBundleTypeRole": role,
        "LSHandlerRank": rank,
    }

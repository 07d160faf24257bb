"""What a frozen Carnet does without: modules it never imports, and parts of Qt that it never asks for."""

import re
import sys

MODULES = [
    "MySQLdb",
    "PySide6.QtDesigner",
    "PySide6.QtNetwork",
    "PySide6.QtOpenGL",
    "PySide6.QtQml",
    "PySide6.QtQuick",
    "PySide6.QtSql",
    "PySide6.QtTest",
    "PySide6.QtUiTools",
    "PySide6.QtXml",
    "_curses",
    "_sqlite3",
    "alembic.testing",
    "babel",
    "curses",
    "distutils",
    "doctest",
    "idlelib",
    "lib2to3",
    "multiprocessing",
    "mypy",
    "pip",
    "psycopg2",
    "pydoc_data",
    "pysqlite2",
    "pytest",
    "readline",
    "setuptools",
    "sqlalchemy.testing",
    "sqlite3",
    "test",
    "tkinter",
    "unittest",
]

if sys.platform == "linux":
    MODULES.append("ctypes")  # only PyInstaller would import it there, at each start

# What PyInstaller runs before the program. On Linux it does without: nobody asks where a source lies or which modules
# there are, and Qt finds its parts from where its libraries are. By QT_PLUGIN_PATH a browser started here would, too.
HOOKS = ("pyi_rth_inspect", "pyi_rth_pkgutil", "pyi_rth_pyside6") if sys.platform == "linux" else ()

LANGUAGES = ("fr",)
"""Qt's own dialogs speak English by themselves."""

# No network: neither Qt's library, nor TLS, nor what tells of a connection. Platforms: the desktops', and offscreen
# for the self-test. The GTK platform theme would pull GTK; the portal's gives native dialogs under GNOME without it.
_QT_PARTS = [
    r"plugins/(egldeviceintegrations|generic|iconengines/\S*kde|networkinformation|qmltooling)/",
    r"plugins/(sqldrivers|tls|virtualkeyboard|wayland-graphics-integration-server|designer|uitools)/",
    r"plugins/platforms/(lib)?q(eglfs|linuxfb|minimal|minimalegl|vkkhrdisplay|vnc|direct2d)\b",
    r"plugins/platforminputcontexts/(lib)?qtvirtualkeyboardplugin",
    r"plugins/platformthemes/(lib)?qgtk3",
    r"plugins/imageformats/(lib)?q(icns|pdf|tga|tiff|wbmp)\b",
    r"(lib)?Qt6?(EglF[Ss]\w*|Network|OpenGLWidgets|Pdf|Qml\w*|Quick\w*|Sql|Test|VirtualKeyboard\w*)\b",
    r"opengl32sw\.dll$",
]
_QT = re.compile("|".join(_QT_PARTS))
_SYSTEM = re.compile(
    r"(^|/)lib(atk|atspi|cairo|datrie|epoxy|fribidi|gdk|graphite2|gtk|harfbuzz|pango|pixman|thai|Xcomposite|"
    r"Xcursor|Xdamage|Xfixes|Xi|Xinerama|Xrandr|gdk_pixbuf)[-_.0-9]"
)
_TRANSLATION = re.compile(r"translations/(?P<name>\w+)\.qm$")
_NAMES_OF_HOLIDAYS = re.compile(r"^holidays/locale/")
_INSTALLED = re.compile(r"\.dist-info/(?!METADATA$|licenses/|LICEN[CS]E)|\.dist-info/RECORD$")


# The days off of one country of 250, by its calendars, and none of the stock exchanges; nobody reads their names.
_ELSEWHERE = re.compile(
    r"holidays\.(countries\.(?!france$)|financial\.|groups\.(?!(christian|international)$)|"
    r"calendars\.(?!(ethiopian|gregorian|julian|julian_revised)$))"
)


def is_wanted_module(name: str) -> bool:
    """Tell whether a module, by its dotted name, belongs to the program."""
    return not _ELSEWHERE.match(name)


def is_wanted(name: str) -> bool:
    """Tell whether a file, by its path in the program's folder, belongs to it."""
    path = name.replace("\\", "/")
    translation = _TRANSLATION.search(path)
    if translation and "Qt" in path:
        return translation["name"] in {f"qtbase_{language}" for language in LANGUAGES}
    return not (_QT.search(path) or _SYSTEM.search(path) or _INSTALLED.search(path) or _NAMES_OF_HOLIDAYS.search(path))


def is_of_system(source: str) -> bool:
    """Tell whether a library comes from the distribution, which a package names among what it depends on."""
    return source.startswith(("/lib/", "/usr/lib/")) and "libpython" not in source and "lib-dynload" not in source


# What every Linux desktop has, and must have only once: a graphics driver that meets an older libstdc++ of ours fails
# to load, and a fontconfig of ours may not understand the system's settings. The second row is what these bring along;
# the last is printing, which a desktop without printers may lack: Carnet then says so, and keeps PDFs.
_DESKTOP_PARTS = [
    r"X11|dbus-1|expat|fontconfig|freetype|gcc_s|gio-2\.0|glib-2\.0|gmodule-2\.0|gobject-2\.0|gthread-2\.0|stdc\+\+|uuid|z",
    r"Xau|Xdmcp|blkid|brotli\w*|bsd|cap|gcrypt|gpg-error|lz4|md|mount|pcre2-8|png16|selinux|systemd",
    r"avahi-\w+|cups|gmp|gnutls|hogweed|idn2|nettle|p11-kit|tasn1|unistring",
]
_DESKTOP = re.compile(rf"(^|/)lib({'|'.join(_DESKTOP_PARTS)})\.so")


def is_of_any_desktop(name: str) -> bool:
    """Tell whether a library is on every Linux desktop under the same name."""
    return bool(_DESKTOP.search(name))

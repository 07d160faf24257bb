"""What all tests need: no screen, French, and folders of their own."""

import os
import tempfile

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LANGUAGE"] = "fr"
os.environ["CARNET_HOME"] = tempfile.mkdtemp(prefix="carnet-tests-")
os.environ.pop("CARNET_FILE", None)

pytest_plugins = ["application_fixtures"]

"""The SQLite file: tables, engine, recorder, derived columns, migrations; nothing above."""

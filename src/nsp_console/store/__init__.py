"""The journal and its projections in SQLite, behind one writer thread. The only door to SQLModel and SQLAlchemy."""

"""What the header of a database file says: play or reality, and which schema. Light: read before anything heavy."""

from nsp_console.paths import DatabaseKind

# Four letters in the file header: demo and reality can never be taken for each other.
APPLICATION_IDS = {
    DatabaseKind.DEMO: 0x4E535044,  # NSPD
    DatabaseKind.DEPLOYMENT: 0x4E535049,  # NSPI
    DatabaseKind.EXERCISE: 0x4E53504F,  # NSPO
}

SCHEMA_VERSION = 1  # user_version of a file with every migration done; a test holds it against the migrations

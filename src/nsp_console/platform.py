"""The only module with direct POSIX or Windows calls: the boot clock and the file lock."""

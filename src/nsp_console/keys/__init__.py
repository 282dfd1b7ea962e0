"""The key tree, epochs, key files and sheets: the only door to `cryptography`."""

"""One region on one LoRa channel: 100 L-NSP's and 25 C-NSP's running the production link, and what that gives."""

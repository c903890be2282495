"""What has been put into a folder stays there, whatever happens to the machine."""

import os
from pathlib import Path


def settle(folder: Path) -> None:
    """After a file has come into its place: until the folder is on the disk, a power cut may take that back."""
    if os.name != "posix":  # elsewhere folders cannot be opened
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

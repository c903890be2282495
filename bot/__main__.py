"""`python -m bot` is the `microrredes` command."""

import sys

from bot.cli import main

sys.exit(main())

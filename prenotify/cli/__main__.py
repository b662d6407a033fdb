"""`python -m prenotify.cli`."""

import sys

from prenotify.cli import main

sys.exit(main())

"""`python -m alongside`, the same as `alongside`."""

import sys

from alongside.config.command import main

sys.exit(main())

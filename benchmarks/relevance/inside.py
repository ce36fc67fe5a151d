"""The part that runs inside Django, with the settings of the benchmark's own folder: `… inside play` or `… inside score`.

The last line that `score` prints is the report as JSON.
"""

from __future__ import annotations

import json
import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings")
    import django

    django.setup()
    from benchmarks.relevance import catalogue, judgements, scoring

    if sys.argv[1] == "play":
        catalogue.play()
        return
    listings = catalogue.live()
    report = scoring.report(judgements.read(), listings, worst=int(sys.argv[2]))
    print(json.dumps({**report, "listings": len(listings), "catalogue": catalogue.fingerprint(listings)}, ensure_ascii=False))


if __name__ == "__main__":
    main()

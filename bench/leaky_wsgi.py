"""The product with a leak that the bench plants: the whole record is read before it is asked whether it may be.

A distinguisher that does not find this one finds nothing; see `timing.py`.
"""

import os
import re
from typing import Any

import psycopg

from alongside.config.wsgi import application as sound

# isort: split
from alongside.access import arrange, handles  # the apps are there only now

everything = psycopg.connect(os.environ["BENCH_LEAK"], autocommit=True)
PERSON = re.compile(r"/person/([^/]+)/$")
READ = [model._meta.db_table for model in arrange.folder_models()]


def application(environ: dict[str, Any], start_response: Any) -> Any:
    """Read what the page would show, where there is something; then answer as ever."""
    found = PERSON.match(environ["PATH_INFO"])
    opened = handles.unseal("person", found[1]) if found else None
    if opened:
        theirs = everything.execute(
            "select f.id from access.folder f join access.folder g using (person) where g.id = %s",
            (opened.folder,),
        ).fetchall()
        for table in READ if theirs else ():
            everything.execute(
                f'select * from "{table}" where folder = any(%s)', ([one[0] for one in theirs],)
            ).fetchall()
    return sound(environ, start_response)

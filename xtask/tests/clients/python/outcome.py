"""Runs calls of a client and compares what each returns with what is expected of it."""

import asyncio
import inspect
import sys
import traceback


def run(client, calls, least, at_least=40):
    """Runs `(name, call, expected)`; `expected` says whether a result is right. Exits with 1 below the least share."""
    right = 0
    for name, call, expected in calls:
        try:
            result = call()
            if inspect.isawaitable(result):
                result = LOOP.run_until_complete(result)
            wrong = None if expected(result) else f"returned {describe(result)}"
        except Exception as error:  # whatever a client raises is an outcome
            last = traceback.extract_tb(error.__traceback__)[-1]
            wrong = f"raised {type(error).__name__}: {str(error)[:300]} ({last.filename.rsplit('/', 1)[-1]}:{last.lineno})"
        right += wrong is None
        if wrong is not None:
            print(f"{client}: {name}: {wrong}")
    share = right / len(calls)
    print(f"{client}: {right} of {len(calls)} calls are right ({share:.0%})")
    if len(calls) < at_least or share < least:
        sys.exit(1)


def describe(result):
    kind = type(result).__name__
    if isinstance(result, (list, bytes, str, bool, int)):
        return f"{kind} {str(result)[:100]}"
    named = getattr(result, "odata_type", None)
    return f"{kind} {named or ''}"


LOOP = asyncio.new_event_loop()

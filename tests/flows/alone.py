"""A process in which no server stands: it runs flows with the stand-in, and prints how they ended."""

import json

from flows.embedded import engine


def _ended() -> dict[str, object]:
    from prefect import flow, task
    from prefect.states import Cancelled

    tries: list[int] = []
    hooks: list[str] = []

    @task(retries=2)
    def third_time() -> int:
        tries.append(1)
        if len(tries) < 3:
            raise OSError("not yet")
        return len(tries)

    @flow(on_completion=[lambda *_: hooks.append("completed")])
    def completes() -> int:
        return third_time.submit().result()

    @flow(on_failure=[lambda *_: hooks.append("failed")])
    def fails() -> None:
        raise OSError("never")

    @flow
    def cancels() -> object:
        return Cancelled(message="somebody else is at it")

    return {
        "states": [one(return_state=True).type.value for one in (completes, fails, cancels)],
        "tries": len(tries),
        "hooks": hooks,
    }


if __name__ == "__main__":
    with engine():
        print(json.dumps(_ended()))  # noqa: T201  # whoever started it reads it

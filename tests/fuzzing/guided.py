"""One target under Atheris: `python -m tests.fuzzing.guided TARGET FOLDER [options of libFuzzer]`.

The rooms of the pipeline are watched for new ways through them, and inputs that find one are kept in FOLDER. The
process ends by itself, or at the first broken promise, as libFuzzer does; that is why each target has its own.
"""

import sys

import atheris

with atheris.instrument_imports(include=["pipeline"]):
    from tests.fuzzing.targets import TARGETS


def main() -> None:
    """Fuzz until the time is over or a promise breaks."""
    name, *options = sys.argv[1:]
    atheris.Setup([sys.argv[0], *options], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()

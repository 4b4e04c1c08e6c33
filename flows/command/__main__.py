"""`python -m flows.command` is `pubmed-etl`."""

from flows.command import main

if __name__ == "__main__":
    main()

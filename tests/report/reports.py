"""A report that shows every part, with text in it that wants to be obeyed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pipeline.report.judgement import with_judgement
from pipeline.report.values import (
    Alarm,
    Articles,
    Asked,
    CameIn,
    Changed,
    ColumnCoverage,
    Earlier,
    Effort,
    Ending,
    Fate,
    Kind,
    LayoutCoverage,
    Named,
    PhaseTime,
    Process,
    Report,
    Sample,
    Slow,
    TableRows,
)

NIGHT = datetime(2023, 12, 1, 3, 0, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script></style>\"'><img src=x onerror=alert(2)>&amp; `|[x](javascript:alert(3))"
TURNING = "evil\u202egnp\x1b[2J\u200b.html"


def came_in() -> CameIn:
    """Twelve pages: nine parsed, two rejected, one known."""
    return CameIn(
        files={"new": 11, "changed": 1, "unchanged": 30},
        ignored={".pdf": 2},
        pages=12,
        known=1,
        layouts={"pubmed-2020": 8, "references-fragment": 1},
        rejections=(
            Kind(name="challenge", pages=1, examples=(HOSTILE,), detail=HOSTILE),
            Kind(name="empty", pages=1, examples=(TURNING,), detail=None),
        ),
        warnings=(Kind(name="unknown-section: " + HOSTILE, pages=2, examples=(HOSTILE, TURNING), detail=HOSTILE),),
        rows={"articles": 8, "references": 20, "grants": 0},
        fates=(
            Fate(layout="pubmed-2020", status="parsed", pages=7),
            Fate(layout="pubmed-2020", status="superseded", pages=2),
            Fate(layout="references-fragment", status="parsed", pages=1),
        ),
    )


def covered(column: str | None, have: int, before: int) -> ColumnCoverage:
    """A column that so many of eight pages show, and so many of eighty did."""
    history = (before / 80, None, before / 80)
    return ColumnCoverage(
        table="grants", column=column, of=8, have=have, before_of=80, before_have=before, history=history
    )


def report() -> Report:
    """A published night, with all that a report can tell."""
    named = Named(article_id="pmid:99000001", pmid=99000001, title=HOSTILE)
    nobody = Changed(number=0, first=())
    return with_judgement(
        Report(
            asked=Asked(raw=HOSTILE, output=TURNING, basis="current", program="0.1.0"),
            started_at=NIGHT,
            ending=Ending.PUBLISHED,
            snapshot=12,
            snapshot_before=11,
            run_id="0123456789abcdef",
            came_in=came_in(),
            coverage=(
                LayoutCoverage(layout="pubmed-2020", pages=8, columns=(covered(None, 2, 40), covered("agency", 2, 40))),
            ),
            runs_compared=3,
            tables=(
                TableRows(table="articles", rows=108, before=101),
                TableRows(table="grants", rows=3, before=4),
                TableRows(table="substances", rows=0, before=None),
            ),
            statuses={"parsed": 108, "rejected": 4},
            articles=Articles(
                added=Changed(number=7, first=(named,)),
                updated=nobody,
                removed=Changed(number=1, first=(replace(named, pmid=None, article_id=TURNING, title=None),)),
            ),
            effort=effort(),
            earlier=tuple(
                Earlier(
                    started_at=NIGHT - timedelta(days=days),
                    ending=Ending.PUBLISHED,
                    snapshot=12 - days,
                    pages=10 * days,
                    seconds=2.5,
                )
                for days in (3, 2, 1)
            ),
        )
    )


def effort() -> Effort:
    """Five seconds, in which pages were read for three."""
    return Effort(
        seconds=5.0,
        phases=(
            PhaseTime(name="Listing the input", start=0.0, end=1.0),
            PhaseTime(name="Reading pages", start=1.0, end=5.0),
        ),
        samples=tuple(
            Sample(seconds=float(second), pages=pages, memory_bytes=2**28)
            for second, pages in enumerate((0, 0, 3, 7, 12))
        ),
        processes=(Process(name=HOSTILE, shards=1, pages=12, seconds=3.0, peak_bytes=None),),
        slowest=(Slow(source_uri=HOSTILE, seconds=0.25, bytes=120_000), Slow(source_uri=TURNING, seconds=0.1, bytes=9)),
    )


def stopped() -> Report:
    """The same night, had it been stopped."""
    alarm = Alarm(
        subject=f"the warning {HOSTILE}",
        layout="pubmed-2020",
        now="on 0 of 8 pages (0.0%)",
        before="on 40 of 80 pages (50.0%)",
        examples=("a.html", HOSTILE, TURNING),
    )
    ended = replace(
        report(), ending=Ending.STOPPED, snapshot=11, alarms=(alarm,), articles=None, error="the pages show"
    )
    return with_judgement(replace(ended, came_in=replace(came_in(), fates=())))

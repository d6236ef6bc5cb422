"""Traces and log lines: gone as whole regions, with the sentences around them left."""

import pytest

from app.redaction.canonical import canonicalise
from app.redaction.detectors.traces import find_traces
from tests.unit.redaction.support import CUSTOMER, ENGINEERING, count_steps, plain

SENTENCE = "[technical detail is with engineering]"
BEFORE, AFTER = "The upload stops at 80 %.", "Please use a smaller file for now."
BLOCKS = {
    "python with notes": 'Traceback (most recent call last):\n  File "a/b.py", line 3, in run\n'
    "pkg.errors.SinkClosed: part 3 lost\nwhile closing the pool",
    "java": "java.lang.IllegalStateException: closed\n\tat x.y.Z.run(Z.java:8)\n"
    "Caused by: java.io.IOException: pipe\n\t... 4 more",
    "go": "panic: bad state\n\ngoroutine 7 [running]:\nmain.run(0xc000)\n\t/src/main.go:4 +0x1d",
    "rust": "thread 'main' panicked at src/a.rs:4:5:\ncalled `Option::unwrap()` on a `None` value",
    "ruby": "app/a.rb:4:in `run': undefined method `tr' for nil (NoMethodError)\n\tfrom app/b.rb:9",
    "quoted": '> Traceback (most recent call last):\n>   File "a.py", line 1, in f\n> KeyError: 1',
    "asan": "==41==ERROR: AddressSanitizer: heap-use-after-free on 0x60200\n    #0 0x4c7 in f "
    "a.cc:3",
    "elixir": "** (MatchError) no match of value: :error\n    (shop 1.0.2) lib/shop/cart.ex:41: "
    "Cart.add/2",
    "kernel": "[ 12.044113] BUG: unable to handle fault\n[ 12.044120] RIP: 0010:fill+0x41/0x1a0",
    "klog": "E0612 03:14:09.771265       1 election.go:330] error retrieving lock",
    "syslog": "Jun 11 04:02:17 edge-07 sshd[20114]: session closed",
    "json": '{"level":"error","msg":"shed","pod":"a"}',
    "suggestion": 'Traceback (most recent call last):\n  File "a.py", line 1, in f\n'
    "NameError: name 'colums' is not defined\nDid you mean: 'columns'?",
    "driver": "org.postgresql.util.PSQLException: ERROR: no\n  Detail: Process 4 waits for 5.\n"
    "  Hint: See server log.\n\tat x.y.Z.run(Z.java:8)",
    "function": "START RequestId: 6f1b1c9e-4b1e Version: 4",
    "events": "4m12s       Warning   BackOff     pod/scorer   Back-off restarting",
    "short level": "[14:22:07 ERR] Delivery to relay failed",
    "category": "fail: Shop.Data.Command[20102]\n      Failed executing (31ms)",
    "slow query": "# Query_time: 41.2  Rows_sent: 1",
    "plan": "Seq Scan on c  (cost=0.00..4.11 rows=8 width=4)\n  Filter: (a = 1)\n"
    "Execution Time: 9.1 ms",
    "patch": "diff --git a/x.py b/x.py\n--- a/x.py\n+++ b/x.py\n@@ -1,2 +1,2 @@ def f(x):\n"
    "-    return x\n+    return y",
    "commit": "commit 7d1f0c9a2b3e\nDate:   Tue Mar 11\n\n    Guard against nothing",
    "of a host": "2025-03-12 09:02:12 api-7 upstream timed out",
    "proxy": "[error] 1412#1412: *88120 connect() failed (111: Connection refused)",
    "record": '{\n  "service": "fx",\n  "level": "WARN",\n  "message": "stale rate"\n}',
    "linker": "dyld[991]: Library not loaded: @rpath/Kit.framework/Kit\n  Referenced from: <8A1B>\n"
    "  Reason: tried: 'lib/Kit' (no such file)",
    "postgres": 'ERROR:  duplicate key value violates unique constraint "u"\nDETAIL:  Key (a)=(1).',
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
def test_a_block_is_said_in_one_sentence_and_its_neighbours_stay(block: str) -> None:
    told = plain(f"{BEFORE}\n{block}\n{AFTER}", CUSTOMER)
    assert told.replace("> ", "").split() == f"{BEFORE}\n{SENTENCE}\n{AFTER}".split()


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
def test_engineering_reads_the_block_as_it_is(block: str) -> None:
    assert f"{BEFORE}\n{block}".split() == plain(f"{BEFORE}\n{block}", ENGINEERING).split()


def test_a_cause_in_brackets_leaves_its_sentence() -> None:
    told = plain("The page fails (a.b.TimeoutError: pool of 5 used). It is over now.", CUSTOMER)
    assert told == f"The page fails ({SENTENCE}). It is over now."


def test_in_a_table_only_the_cell_goes() -> None:
    rows = "\tOpen\tworks\n\tSave\tat a.b.C.d(E.java:1)\tslow\n\tDelete\tworks"
    hits = [*find_traces(canonicalise(rows))]
    assert [rows[hit.start : hit.end] for hit in hits] == ["at a.b.C.d(E.java:1)"]


@pytest.mark.parametrize(
    "text",
    [
        "With the exception of the archive, all folders are searched.",
        "Caused by heavy traffic, some pages were slow between 9 and 10.",
        "No need to panic: your data is safe.",
        "2026-07-06 22:00 to 23:30 UTC: search may be slow",
        "Please look at line 12 of the invoice.",
    ],
)
def test_sentences_with_such_words_stay(text: str) -> None:
    assert plain(text, CUSTOMER) == text


@pytest.mark.parametrize(
    "piece", ["\tat a.b.C.d(E.java:1)\n", "ERROR ", "a/b/", "(", "::", "ValueError: a\n\n"]
)
def test_hostile_text_is_searched_in_steps_that_grow_with_its_length(piece: str) -> None:
    def search(length: int) -> int:
        view = canonicalise(piece * (length // len(piece)))
        return count_steps(lambda: list(find_traces(view)))

    search(2_000)
    assert search(40_000) < 5 * max(search(10_000), 100)

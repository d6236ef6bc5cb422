import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync.fingerprint import error_codes, fingerprints

TWICE = {
    "java": (
        """java.lang.NullPointerException: Cannot invoke "String.length()" because "s" is null
    at com.acme.export.LabelWriter.write(LabelWriter.java:214)
    at com.acme.export.Job.lambda$run$3(Job.java:88)
    at java.base/java.util.ArrayList.forEach(ArrayList.java:1511)
    at com.acme.export.Job.run(Job.java:80)
    ... 23 more""",
        """2026-11-22 09:10:44 ERROR [worker-7] java.lang.NullPointerException
\tat com.acme.export.LabelWriter.write(LabelWriter.java:219)
\tat com.acme.export.Job.lambda$run$5(Job.java:91)
\tat java.util.ArrayList.forEach(ArrayList.java:1259)
\tat com.acme.export.Job.run(Job.java:83)""",
    ),
    "python": (
        """Traceback (most recent call last):
  File "/srv/app/releases/20261101/api/views.py", line 88, in export
    return writer.render(rows)
  File "/srv/app/releases/20261101/api/writer.py", line 31, in render
    return rows[0].label
IndexError: list index out of range""",
        """Traceback (most recent call last):
  File "/opt/deploy/app/api/views.py", line 90, in export
    return writer.render(rows)
           ^^^^^^^^^^^^^^^^^^^
  File "/opt/deploy/app/api/writer.py", line 35, in render
    return rows[0].label
           ~~~~^^^
IndexError: list index out of range""",
    ),
    "node": (
        """TypeError: Cannot read properties of undefined (reading 'id')
    at renderLabel (/app/dist/labels.3f2a9c1b.js:1:20533)
    at async Queue.work (/app/dist/queue.js:10:5)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)""",
        """Uncaught TypeError: x is undefined
    at renderLabel (https://cdn.acme.example/labels.77ab01cd.js?v=9:1:20990)
    at async Queue.work (https://cdn.acme.example/queue.js:12:9)""",
    ),
    "dotnet": (
        """Unhandled exception. System.InvalidOperationException: Sequence contains no elements
   at Acme.Export.LabelWriter.Write(String name, Int32 n) in C:\\src\\LabelWriter.cs:line 44
   at Acme.Export.Job.<RunAsync>d__12.MoveNext() in C:\\src\\Job.cs:line 20
   at System.Threading.Tasks.Task.Execute()""",
        """System.InvalidOperationException: Sequence contains no elements
   bei Acme.Export.LabelWriter.Write(String name, Int32 n) in D:\\b\\LabelWriter.cs:Zeile 51
   bei Acme.Export.Job.<RunAsync>d__14.MoveNext() in D:\\b\\Job.cs:Zeile 22""",
    ),
    "go": (
        """panic: runtime error: invalid memory address or nil pointer dereference
[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x49b1a6]

goroutine 18 [running]:
acme.example/export.(*Writer).Write(0xc00012e000, {0xc0000b2000, 0x12})
\t/build/export/writer.go:91 +0x1d
acme.example/export.Run.func1(0x0)
\t/build/export/run.go:40 +0x55
created by acme.example/export.Run in goroutine 1""",
        """panic: runtime error: invalid memory address or nil pointer dereference

goroutine 4410 [running]:
acme.example/export.(*Writer).Write(0x0, {0xc0ff0b2000, 0x33})
\t/opt/ci/export/writer.go:97 +0x2d
acme.example/export.Run.func2(0x0)
\t/opt/ci/export/run.go:44 +0x65
created by acme.example/export.Run in goroutine 7""",
    ),
    "ruby": (
        """/app/lib/label_writer.rb:12:in `write': undefined method `id' for nil (NoMethodError)
\tfrom /app/lib/job.rb:40:in `block in run'
\tfrom /usr/local/bundle/gems/rack-3.0.8/lib/rack.rb:5:in `call'""",
        """/srv/www/lib/label_writer.rb:14:in 'LabelWriter#write': undefined (NoMethodError)
\tfrom /srv/www/lib/job.rb:42:in 'block in Job#run'""",
    ),
    "php": (
        """PHP Fatal error:  Uncaught TypeError: Unsupported operand types in /var/www/a.php:3
#0 /var/www/src/Label.php(41): Acme\\Label->render(Array)
#1 /var/www/src/Job.php(12): Acme\\Job->run()
#2 {main}""",
        """Fatal error: Uncaught TypeError: Unsupported operand types in /sites/w/a.php:9
#0 /sites/w/src/Label.php(55): Acme\\Label->render(Object(Acme\\X))
#1 /sites/w/src/Job.php(19): Acme\\Job->run('nightly')
#2 {main}""",
    ),
    "rust": (
        """thread 'main' panicked at src/writer.rs:14:9:
   2: export::writer::write_label::h0a1b2c3d4e5f6071
             at ./src/writer.rs:14:9
   3: export::job::run
             at ./src/job.rs:7:5""",
        """thread 'worker-3' panicked at src/writer.rs:18:9:
   4: export::writer::write_label::hfedcba9876543210
             at /build/src/writer.rs:18:9
   5: export::job::run""",
    ),
    "native": (
        """Program received signal SIGSEGV, Segmentation fault.
#0  0x00007ffff7a42428 in write_label (w=0x0, n=12) at label.c:88
#1  0x000055555555513d in run_job (argc=1) at /src/job.c:20""",
        """Program received signal SIGSEGV, Segmentation fault.
#0  0x00007f1234a42428 in write_label (w=0x10, n=44) at label.c:90
#1  0x0000563355555513 in run_job (argc=3) at /b/job.c:24""",
    ),
    "swift": (
        """Exception Type: EXC_BAD_ACCESS (SIGSEGV)
0   Labels    0x0000000104e2c3d8 LabelWriter.write(_:) + 212
1   Labels    0x0000000104e2d000 Job.run() + 40""",
        """Exception Type: EXC_BAD_ACCESS (SIGSEGV)
0   Labels    0x00000001fffff3d8 LabelWriter.write(_:) + 268
1   Labels    0x00000001fffff000 Job.run() + 44""",
    ),
    "elixir": (
        """** (ArgumentError) argument error
    (labels 1.4.0) lib/labels/writer.ex:31: Labels.Writer.write/2
    (labels 1.4.0) lib/labels/job.ex:8: Labels.Job.run/1""",
        """** (ArgumentError) argument error
    (labels 1.5.2) lib/labels/writer.ex:40: Labels.Writer.write/2
    (labels 1.5.2) lib/labels/job.ex:9: Labels.Job.run/1""",
    ),
    "dart": (
        """TypeError: null is not a subtype
#0      LabelWriter.write (package:labels/writer.dart:12:7)
#1      Job.run (package:labels/job.dart:40:3)""",
        """TypeError: null is not a subtype
#0      LabelWriter.write (package:labels/writer.dart:19:7)
#1      Job.run (package:labels/job.dart:44:3)""",
    ),
    "firefox": (
        """TypeError: x is undefined
renderLabel@https://app.acme.example/static/labels.9d8c7b6a.js:1:2055
work@https://app.acme.example/static/queue.js:1:90""",
        """TypeError: x is undefined
renderLabel@https://app.acme.example/static/labels.11aa22bb.js:1:2099
work@https://app.acme.example/static/queue.js:1:95""",
    ),
}


@pytest.mark.parametrize(("once", "again"), TWICE.values(), ids=TWICE.keys())
def test_the_same_crash_of_another_run_has_the_same_fingerprint(once: str, again: str) -> None:
    found = fingerprints(f"It broke this morning:\n\n{once}\n\nPlease help.")
    assert found
    assert set(found) & set(fingerprints(again))


def test_no_two_of_these_crashes_have_one_fingerprint() -> None:
    seen = [print_ for once, _ in TWICE.values() for print_ in fingerprints(once)]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(("once", "again"), TWICE.values(), ids=TWICE.keys())
def test_no_address_folder_or_message_stands_in_a_fingerprint(once: str, again: str) -> None:
    for print_ in fingerprints(once) + fingerprints(again):
        assert "0x" not in print_
        assert "/srv" not in print_
        assert "undefined" not in print_


def test_another_error_at_the_same_place_is_another_crash() -> None:
    once = TWICE["java"][0]
    assert not set(fingerprints(once)) & set(
        fingerprints(once.replace("NullPointerException", "ArithmeticException"))
    )


def test_the_cause_of_an_error_is_found_under_another_wrapper() -> None:
    cause = TWICE["java"][0]
    wrapped = f"""com.acme.JobFailure: nightly
    at com.acme.Nightly.start(Nightly.java:10)
    at com.acme.Nightly.main(Nightly.java:5)
Caused by: {cause}"""
    assert set(fingerprints(cause)) & set(fingerprints(wrapped))


def test_a_wrapper_that_is_all_library_makes_no_two_crashes_one() -> None:
    library = """java.lang.reflect.InvocationTargetException
    at java.base/jdk.internal.reflect.NativeMethodAccessorImpl.invoke0(Native Method)
    at java.base/java.lang.reflect.Method.invoke(Method.java:566)
Caused by: """
    other = TWICE["java"][0].replace("LabelWriter", "Invoice").replace("Job", "Billing")
    first, second = library + TWICE["java"][0], library + other
    assert not set(fingerprints(first)) & set(fingerprints(second))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "We met at Acme (Berlin) at 10:30 and at the plant.",
        "1. Sign in\n2. Open Reports\n3. Press Export: the page stays empty",
        "The error is at the top of the page, in red (see the picture).",
        "#1 priority for us\n#2 is the invoice run (since May)",
        "Phone +49 30 901820 from 9:00 to 17:00",
    ],
)
def test_ordinary_words_are_no_trace(text: str) -> None:
    assert fingerprints(text) == ()


def test_a_quoted_trace_is_the_trace() -> None:
    trace = TWICE["python"][0]
    quoted = "\n".join(f"> {line}" for line in trace.splitlines())
    assert set(fingerprints(quoted)) == set(fingerprints(trace))


CODES = {
    "The export failed with ERR_EXPORT_TIMEOUT again.": ["ERR_EXPORT_TIMEOUT"],
    "ORA-00942: table or view does not exist": ["ORA-00942"],
    "SQLSTATE[42P01]: Undefined table": ["42P01"],
    "Windows says 0x80070005 access denied": ["0X80070005"],
    "Fehlercode: see below. Error code: 10054": ["10054"],
    "Error EXP-4032 on export": ["EXP-4032"],
    "exit code 1": [],
    "HTTP status code 502": [],
    "We have 10054 users": [],
    "Ticket ENG-42 is open": [],
    "An error on the page of the ABC team": [],
}


@pytest.mark.parametrize(("text", "codes"), CODES.items(), ids=CODES.keys())
def test_error_codes_are_found_where_they_are_called_so(text: str, codes: list[str]) -> None:
    assert list(error_codes(text)) == codes


@given(st.text(max_size=2_000))
def test_no_text_makes_it_stumble(text: str) -> None:
    assert isinstance(fingerprints(text), tuple)
    assert isinstance(error_codes(text), tuple)


@given(st.integers(1, 99_999), st.integers(1, 99_999))
def test_line_numbers_never_matter(first: int, second: int) -> None:
    trace = TWICE["java"][0]
    assert fingerprints(trace.replace("214", str(first))) == fingerprints(
        trace.replace("214", str(second))
    )


def test_a_long_hostile_line_costs_no_more_than_a_glance() -> None:
    hostile = "at " + "a.(" * 100_000 + "\n" + "#0 " + "(" * 100_000 + "\n" + "a@" * 50_000
    assert fingerprints(hostile * 5) == ()

"""What a reader would notice of a whole redaction."""

import pytest

from app.document import (
    Card,
    Cell,
    CodeBlock,
    Document,
    Emoji,
    Expand,
    ItemList,
    LineBreak,
    Link,
    ListItem,
    Mark,
    Media,
    Mention,
    Paragraph,
    Placeholder,
    Quote,
    Row,
    Table,
    Text,
    from_plain,
)
from app.errors import RedactionFailed
from app.model import Action, Audience, Context, KnownPerson, Side
from app.redaction.engine import redact, redact_line, rehydrate, withheld_counts
from app.redaction.pseudonyms import Pseudonyms
from tests.unit.redaction.support import (
    CONTEXT,
    CUSTOMER,
    ENGINEERING,
    POLICY,
    crossed,
    every_string,
    plain,
    run,
)

STRONG = frozenset({Mark.STRONG})


def _paragraph(*runs: Text | Mention | LineBreak | Emoji) -> Document:
    return Document((Paragraph(runs),))


def test_one_entity_has_one_placeholder_however_it_is_written() -> None:
    text = "Jane Roe called. jroe and J. Roe are Jane's logins."
    assert plain(text) == "[customer] called. [customer] and [customer] are [customer]'s logins."


def test_a_contraction_before_a_name_is_no_initial() -> None:
    context = Context(people=(KnownPerson(name="Jürgen Müller", role="customer"),))
    for written in ("I'm Jürgen Müller.", "I\u2019m Jürgen Müller."):
        told = redact_line(
            written,
            audience=ENGINEERING,
            policy=POLICY,
            version="shipped",
            context=context,
            pseudonyms=Pseudonyms(),
        )
        assert told.text is not None
        assert told.text.line == written.replace("Jürgen Müller", "[customer]")


def test_the_sentence_after_an_address_is_not_taken_for_its_end() -> None:
    told = plain("Write to jo@contoso.example. It failed. Mail bob@other.com. At noon it fails.")
    assert told == "Write to [email-1]. It failed. Mail [email-2]. At noon it fails."


def test_placeholders_are_numbered_by_first_sight_and_stay_in_the_pair() -> None:
    first = run("Write to b@contoso.example and a@contoso.example.")
    second = run("Not a@contoso.example but c@contoso.example.", pseudonyms=first.pseudonyms)
    assert second.text is not None
    assert second.text.plain == "Not [email-2] but [email-3]."


def test_the_same_number_is_the_same_phone_with_and_without_its_country_code() -> None:
    assert plain("Call +44 20 7946 0018 or 020 7946 0018.") == "Call [phone-1] or [phone-1]."


def test_an_entity_split_over_marks_is_one_placeholder_in_the_marks_of_its_first_run() -> None:
    document = _paragraph(
        Text("ask ja", STRONG), Text("ne.r"), Text("oe@north", STRONG), Text("wind.example now")
    )
    assert crossed(document).document == _paragraph(Text("ask [email-1]", STRONG), Text(" now"))


def test_a_name_split_over_a_line_break_and_over_cells_is_found() -> None:
    row = Row((Cell((Paragraph((Text("Jane"),)),)), Cell((Paragraph((Text("Roe"),)),))))
    assert "Roe" not in plain(Document((Table((row,)),)))
    assert "Roe" not in plain(_paragraph(Text("Jane"), LineBreak(), Text("Roe")))


def test_a_cue_and_its_value_in_two_cells_belong_together() -> None:
    cells = (Cell((Paragraph((Text("Account number"),)),)), Cell((Paragraph((Text("44710092"),)),)))
    assert plain(Document((Table((Row(cells),)),))) == "Account number | [account-1]"


def test_a_link_with_a_private_target_keeps_its_text_only() -> None:
    document = _paragraph(Text("the cart", link=Link("https://shop.northwind.example/c?u=jroe")))
    assert crossed(document).document == _paragraph(Text("the cart"))


def test_a_link_to_anywhere_else_stays_and_a_script_does_not() -> None:
    harmless = _paragraph(Text("help", link=Link("https://example.com/help")))
    assert crossed(harmless).document == harmless
    script = _paragraph(Text("help", link=Link("javascript:alert(1)")))
    assert crossed(script).document == _paragraph(Text("help"))


def test_a_mention_never_crosses_as_it_is() -> None:
    document = _paragraph(Text("see "), Mention("557058:x", "Tomasz Nowak"), Text(" about it"))
    assert plain(document, CUSTOMER) == "see @[person-1] about it"
    assert "557058:x" not in every_string(crossed(document, CUSTOMER).document)


def test_the_customers_own_name_in_a_mention_may_be_read_by_the_customer() -> None:
    assert plain(_paragraph(Mention("1", "Jane Roe")), CUSTOMER) == "@Jane Roe"


def test_pictures_files_and_cards_become_words() -> None:
    picture = Media(
        "image", "Jane Roe passport.png", "passport of Jane", "https://x/y?token=z", "9"
    )
    document = Document((picture, Card("https://wiki.corp/x"), Media("file", "a.zip")))
    strings = every_string(crossed(document, CUSTOMER).document)
    assert strings == ["picture not carried over", "link not carried over", "file not carried over"]


def test_hidden_titles_lists_quotes_and_code_are_looked_at() -> None:
    inner = Paragraph((Text("jane.roe@northwind.example"),))
    document = Document(
        (
            Expand("For Jane", (inner,)),
            Quote((inner,)),
            ItemList((ListItem((inner,), checked=True),)),
            CodeBlock("user = 'jane.roe@northwind.example'", "python"),
        )
    )
    redacted = crossed(document).document
    assert [type(block) for block in redacted.blocks] == [Expand, Quote, ItemList, CodeBlock]
    assert not any("roe" in text.lower() or "Jane" in text for text in every_string(redacted))
    assert CodeBlock("user = '[email-1]'", "python") in redacted.blocks


def test_a_stack_trace_becomes_one_sentence_and_the_words_around_it_stay() -> None:
    text = """We looked into it. It stops with java.io.IOException: closed
    at com.acme.A.run(A.java:3)
    at com.acme.B.run(B.java:4)
Please retry tomorrow."""
    expected = """We looked into it. It stops with [technical detail is with engineering]
Please retry tomorrow."""
    assert plain(text, CUSTOMER) == expected


def test_a_trace_that_came_as_one_paragraph_a_line_becomes_one_sentence() -> None:
    lines = ["java.io.IOException: closed", "at a.b.C.d(C.java:1)", "at a.b.C.e(C.java:2)"]
    document = Document(tuple(Paragraph((Text(line),)) for line in lines))
    assert plain(document, CUSTOMER) == "[technical detail is with engineering]"


def test_a_trace_that_came_as_a_list_leaves_no_empty_items() -> None:
    lines = ["java.io.IOException: closed", "at a.b.C.d(C.java:1)", "at a.b.C.e(C.java:2)", "bye"]
    items = tuple(ListItem((Paragraph((Text(line),)),)) for line in lines)
    redacted = crossed(Document((ItemList(items),)), CUSTOMER).document
    told = (Text("[technical detail is with engineering]"), Text("bye"))
    assert redacted.blocks == (ItemList(tuple(ListItem((Paragraph((text,)),)) for text in told)),)


def test_an_internal_host_is_known_by_its_first_label_in_later_texts_too() -> None:
    first = run("export-db-03.prod.internal died", CUSTOMER)
    second = run("export-db-03 is back, the export too", CUSTOMER, first.pseudonyms)
    assert second.text is not None
    assert second.text.plain == "[internal-system-1] is back, the export too"


def test_the_sentence_stands_once_in_a_paragraph() -> None:
    text = "First: SELECT * FROM a;\nthen we ran more\nSELECT * FROM b;"
    assert plain(text, CUSTOMER).count("technical detail") == 1


def test_engineering_keeps_its_traces_builds_and_hosts() -> None:
    text = "ENG-7 on db.prod.internal, build 42.1:\n\tat com.acme.A.run(A.java:3)"
    assert plain(text) == text


def test_traces_lose_the_names_in_them_on_the_way_to_engineering() -> None:
    text = "KeyError: Jane Roe\n  at com.acme.A.run(A.java:3)"
    assert plain(text) == "KeyError: [customer]\n  at com.acme.A.run(A.java:3)"


def test_a_person_learned_from_a_signature_is_known_in_the_rest_of_the_text() -> None:
    text = "Amina tried again.\n\nRegards,\nAmina Diallo"
    assert plain(text) == "[person-1] tried again.\n\nRegards,\n[person-1]"


def test_the_same_name_for_two_entities_is_decided_the_same_way_every_time() -> None:
    people = tuple(KnownPerson(name=name, side=Side.CUSTOMER) for name in ("Ann Lee", "Ann Fox"))
    texts = {
        str(
            redact(
                from_plain("Ann, Ann Lee and Ann Fox"),
                audience=ENGINEERING,
                policy=POLICY,
                version="shipped",
                context=Context(people=people),
                pseudonyms=Pseudonyms(),
            ).text
        )
        for _ in range(3)
    }
    assert len(texts) == 1


def test_placeholders_are_turned_back_for_the_customers_side() -> None:
    told = run("Jane Roe, a@contoso.example, password: hunter2")
    answer = run("[customer] and [email-1] can retry.", CUSTOMER, told.pseudonyms)
    assert answer.text is not None
    assert (
        rehydrate(answer.text, told.pseudonyms).plain == "Jane Roe and a@contoso.example can retry."
    )


def test_what_was_withheld_from_the_customer_is_never_turned_back() -> None:
    answer = run("Dr. Zhang and ops@fabrikam.example looked at 10.1.2.3.", CUSTOMER)
    assert answer.text is not None
    assert rehydrate(answer.text, answer.pseudonyms) == answer.text


def test_placeholders_are_not_turned_back_for_engineering() -> None:
    told = run("Jane Roe")
    assert told.text is not None
    with pytest.raises(RedactionFailed):
        rehydrate(told.text, told.pseudonyms)


def test_an_answer_that_quotes_the_customers_own_data_may_be_read_by_the_customer() -> None:
    told = run("Write to a@contoso.example, account number 44710092.")
    answer = run("We wrote to a@contoso.example (44710092).", CUSTOMER, told.pseudonyms)
    assert answer.text is not None
    assert answer.text.plain == "We wrote to a@contoso.example (44710092)."


def test_secrets_are_not_kept_in_the_pairs_table() -> None:
    assert run("The password is Winter!2026, card 4111 1111 1111 1111").pseudonyms == Pseudonyms()


def test_findings_never_carry_the_value() -> None:
    redaction = run("Jane Roe, a@contoso.example, password: hunter2, +44 20 7946 0018")
    told = " ".join(finding.model_dump_json() for finding in redaction.findings).lower()
    assert not any(word in told for word in ("jane", "roe", "contoso", "hunter2", "7946"))
    assert withheld_counts(redaction.findings) == {
        "customer_person": 1,
        "email": 1,
        "password": 1,
        "phone": 1,
    }


def test_a_link_that_repeats_its_text_is_told_once() -> None:
    link = Link("mailto:a@contoso.example")
    redaction = run(_paragraph(Text("a@contoso.example", link=link)))
    assert withheld_counts(redaction.findings) == {"email": 1}


def test_a_line_is_redacted_like_any_text() -> None:
    redaction = redact_line(
        "Export fails\nfor  Jane Roe",
        audience=ENGINEERING,
        policy=POLICY,
        version="shipped",
        context=CONTEXT,
        pseudonyms=Pseudonyms(),
    )
    assert redaction.text is not None
    assert redaction.text.line == "Export fails for [customer]"


def test_a_held_kind_holds_the_text_and_says_which_kind() -> None:
    rule = POLICY.entities["card"].model_validate(
        {**POLICY.entities["card"].model_dump(), "engineering": Action.HOLD}
    )
    strict = POLICY.model_validate(
        {**POLICY.model_dump(), "entities": {**POLICY.entities, "card": rule}}
    )
    redaction = redact(
        from_plain("Card 4111 1111 1111 1111, Jane Roe"),
        audience=ENGINEERING,
        policy=strict,
        version="strict",
        context=CONTEXT,
        pseudonyms=Pseudonyms(),
    )
    assert redaction.text is None
    assert redaction.held == "The text holds something of the kind card, which the policy holds."
    assert redaction.pseudonyms == Pseudonyms()


def test_a_text_nested_beyond_reason_is_held() -> None:
    document = Document((Paragraph((Text("x"),)),))
    for _ in range(100):
        document = Document((Quote(document.blocks),))
    assert run(document).held == "The text is nested too deeply to be checked."


def test_the_result_names_its_audience_and_policy_version() -> None:
    text = crossed("hello", CUSTOMER)
    assert (text.audience, text.policy) == (Audience.CUSTOMER, "shipped")


def test_an_empty_document_stays_empty() -> None:
    assert crossed(Document()).document == Document()


def test_fixed_words_of_connectors_stay() -> None:
    document = Document((Placeholder("content not carried over"),))
    assert crossed(document).document == document


def test_no_string_of_a_connector_passes_unseen() -> None:
    document = _paragraph(Emoji(":jane-roe:", ""), Text("x"))
    assert not any("jane" in text for text in every_string(crossed(document).document))


def test_something_typed_like_a_placeholder_hides_nothing() -> None:
    assert plain("[jane] is [customer]") == "[[customer]] is [customer]"

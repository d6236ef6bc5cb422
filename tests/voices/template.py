"""What stands around the weights in `policies/redaction/tones.yaml`."""

HEAD = """\
schema: 1
about: Sentences whose words together are blunt talk, or a rant, in words of no phrase.

# Written by `python -m tests.voices` from the sentences in tests/voices and the redaction cases.
# The points of the words of a sentence are added up, each word once: `give…` is every longer word
# that begins so, two words count where they stand side by side. Points may be changed by hand; the
# examples and the redaction cases then tell what that changes. docs/policies.md says more.
tones:
"""

RULES = {
    "zendesk": """\
  - name: tone-of-talk
    entity: remark
    needed: {needed}
    weights:
{weights}
    examples:
      hits:
        - They're tiny fish, nobody here would lose sleep if they churn.
        - The box office bloke is thick as two short planks, I told him twice.
        - Sales want us to go easy on them until the renewal is signed.
      near_misses:
        - The member list is sorted by name, you can change that in the settings.
        - Please renew the certificate before it expires.
        - They are sent once a day, at six in the morning.
""",
    "jira": """\
  - name: tone-of-rant
    entity: customer_rant
    extent: part
    needed: {needed}
    weights:
{weights}
    examples:
      hits:
        - Is there a single person with a brain in your company?
        - Your support fellow is a fool and a liar.
      near_misses:
        - The page has been blank since the update of this morning.
        - Ihr Kurier war hier.
        - Have you got a moment?
        - We are disappointed that it takes so long, please keep us posted.
""",
}

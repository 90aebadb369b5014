"""Writes stripped.json: what scikit-learn's three functions leave of some messages. Needs scikit-learn; made with 1.2.1.

usage: python3 make-stripped.py > stripped.json
"""

import itertools
import json

from sklearn.datasets._twenty_newsgroups import (
    strip_newsgroup_footer,
    strip_newsgroup_header,
    strip_newsgroup_quoting,
)

HEAD = "From: jb@example.org (J. Bell)\nSubject: Re: seams\nOrganization: Larkfield University\n\n"

BODIES = {
    "a name below": "The seams come from shading each patch alone.\nUse one normal an edge.\n\nJo\n",
    "a signature between rules": "Use one normal an edge.\n\n----------\n| J. Bell |\n----------\n",
    "a signature below two hyphens": "Use one normal an edge.\n-- \nJ. Bell, Larkfield\njb@example.org\n",
    "a signature of two paragraphs": "Use one normal an edge.\n\n--\nJ. Bell\n\n\"Normals are not normal.\"\n",
    "a dash and a name": "Use one normal an edge.\n\n--Jo\n",
    "one paragraph": "Use one normal an edge.\nThat is all there is to it.\n",
    "one paragraph below empty lines": "\n\nUse one normal an edge.\n\n\n",
    "a rule at the end": "Use one normal an edge.\n\nAnd clamp.\n------\n",
    "rules only": "-----\n--\n",
    "a rule first": "---\nUse one normal an edge.\n",
    "nothing": "",
    "empty lines": "\n \n\t\n",
    "a quote": "In article <1@example.org> ann@example.org (Ann) writes:\n>Where do the seams\n>> come from?\n> and why?\n\nFrom the edges.\n",
    "a quote last": "From the edges.\n\n> Where do the seams come from?\n",
    "other marks": "Ann wrote:\n| Where do the seams\n : come from\n#> and why?\nFrom the edges.\n",
    "indented marks": "Ann says:\n   > Where from?\n > Why?\n\nEdges.\n",
    "an indented first line": "   > Where from?\n\nEdges.\n\nJo\n",
    "words that introduce": "The manual says: use one normal.\nAs I said: an edge.\nBell writes in his thesis otherwise.\nQuoted from memory.\nIn article 7 it is left open.\n  In article 8 not.\n",
    "words that do not": "He Writes: no.\nSAID: no.\nthe article said so\n",
    "carriage returns": "Use one normal an edge.\r\n> quoted\r\n\r\nJo\r\n",
    "a tab between paragraphs": "One.\n\t\nTwo.\n",
    "no line end": "One.\n\nTwo.",
    "only quotes": "> One.\n> Two.\n",
}

HEADS = {
    "a message": HEAD,
    "a folded field": "From: jb@example.org\nReferences: <1@example.org>\n\t<2@example.org>\nSubject: says: seams\n\n",
    "the rest of a path": " alpha.example.org!beta!jb\nSubject: seams\nFrom: jb@example.org\n\n",
}


def strip(text, parts):
    if "headers" in parts:
        text = strip_newsgroup_header(text)
    if "footers" in parts:
        text = strip_newsgroup_footer(text)
    if "quotes" in parts:
        text = strip_newsgroup_quoting(text)
    return text


cases = []
for (head_name, head), (name, body) in itertools.product(HEADS.items(), BODIES.items()):
    if head_name != "a message" and name != "a quote":
        continue
    # Without "headers" scikit-learn takes the header block for a part of the body, and strips inside it.
    for parts in (["headers"], ["headers", "footers"], ["headers", "quotes"], ["headers", "footers", "quotes"]):
        cases.append({"name": f"{head_name} with {name}", "text": head + body, "parts": ", ".join(p.capitalize() for p in parts), "left": strip(head + body, parts)})
print(json.dumps(cases, indent=1))

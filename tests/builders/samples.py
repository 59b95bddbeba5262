"""Small documents of the shapes that other programs write, made for the tests."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import orjson

CATALOG: dict[str, Any] = {
    "catalog": {
        "uuid": "74c8ba1e-5cd4-4ad1-bbfd-d888e2f6c724",
        "metadata": {
            "title": "Sample Controls",
            "last-modified": "2026-01-01T00:00:00Z",
            "version": "1",
            "oscal-version": "1.1.2",
        },
        "groups": [
            {
                "id": "ac",
                "class": "family",
                "title": "Access Control",
                "controls": [
                    {
                        "id": "ac-1",
                        "class": "SP800-53",
                        "title": "Policy and Procedures",
                        "params": [
                            {"id": "ac-1_prm_1", "label": "organization-defined personnel"},
                            {
                                "id": "ac-01_odp.02",
                                "select": {
                                    "how-many": "one-or-more",
                                    "choice": ["monthly", "{{ insert: param, ac-01_odp.03 }}"],
                                },
                            },
                            {"id": "ac-01_odp.03", "values": ["every year"]},
                        ],
                        "props": [
                            {"name": "label", "value": "AC-1"},
                            {"name": "label", "value": "AC-01", "class": "zero-padded"},
                        ],
                        "parts": [
                            {
                                "id": "ac-1_smt",
                                "name": "statement",
                                "parts": [
                                    {
                                        "id": "ac-1_smt.a",
                                        "name": "item",
                                        "props": [{"name": "label", "value": "a."}],
                                        "prose": "Disseminate the policy to {{ insert: param, ac-1_prm_1 }}:",
                                        "parts": [
                                            {
                                                "name": "item",
                                                "props": [{"name": "label", "value": "1."}],
                                                "prose": "in writing.",
                                            }
                                        ],
                                    },
                                    {
                                        "id": "ac-1_smt.b",
                                        "name": "item",
                                        "props": [{"name": "label", "value": "b."}],
                                        "prose": "Review it {{ insert: param, ac-01_odp.02 }}.",
                                    },
                                ],
                            },
                            {"id": "ac-1_gdn", "name": "guidance", "prose": "Policies contribute to assurance."},
                            {"id": "ac-1_obj", "name": "assessment-objective", "prose": "never shown"},
                        ],
                    },
                    {
                        "id": "ac-2",
                        "title": "Account Management",
                        "props": [{"name": "label", "value": "AC-2"}],
                        "parts": [{"name": "statement", "prose": "Manage accounts."}],
                        "controls": [
                            {
                                "id": "ac-2.1",
                                "title": "Automation",
                                "props": [{"name": "label", "value": "AC-2(1)"}],
                                "parts": [{"name": "statement", "prose": "Support the management of accounts."}],
                            },
                            {"id": "ac-2.2", "title": "Gone", "props": [{"name": "status", "value": "withdrawn"}]},
                        ],
                    },
                ],
            }
        ],
    }
}

LIBRARY = """\
urn: urn:example:risk:library:sample
locale: en
ref_id: sample
name: Sample framework
description: made for tests
copyright: none
version: 1
provider: example
packager: example
objects:
  framework:
    urn: urn:example:risk:framework:sample
    ref_id: sample
    name: Sample framework
    requirement_nodes:
    - urn: urn:example:risk:req_node:sample:1
      assessable: false
      depth: 1
      ref_id: '1'
      name: Suppliers
      implementation_groups: [IG1]
    - urn: urn:example:risk:req_node:sample:1.1
      assessable: true
      depth: 2
      parent_urn: urn:example:risk:req_node:sample:1
      ref_id: '1.1'
      question:
        question_type: unique_choice
        question_choices: &id001
        - 'Yes'
        - 'No'
        - N/A
        questions:
        - urn: urn:example:risk:req_node:sample:1.1:question:1
          text: Are suppliers listed?
        - urn: urn:example:risk:req_node:sample:1.1:question:2
          text: Is the list reviewed?
    - urn: urn:example:risk:req_node:sample:1.2
      assessable: true
      depth: 2
      parent_urn: urn:example:risk:req_node:sample:1
      ref_id: '1.2'
      name: Contracts
      description: Contracts name the security requirements.
      annotation: Ask for samples.
    - urn: urn:example:risk:req_node:sample:1.3
      assessable: true
      depth: 2
      ref_id: '1.3'
      questions:
        urn:example:risk:req_node:sample:1.3:question:1:
          type: unique_choice
          choices:
          - urn: urn:example:risk:req_node:sample:1.3:question:1:choice:1
            value: Always
          - urn: urn:example:risk:req_node:sample:1.3:question:1:choice:2
            value: Never
          text: Are incidents reported by suppliers?
"""

VSAQ = """\

// what it is, and under which licence

{
  // a comment with "quotes"
  "version": 1,
  "questionnaire": [
    {"type": "block", "text": "Sample program", "items": [
      {"type": "block", "id": "net", "text": "Network", "items": [
        {"type": "info", "text": "<p>Which <a href='http://example.test'>standards</a> do you apply?</p>"},
        {"type": "tip", "text": "never a question"},
        {"type": "checkgroup", "defaultChoice": false, "choices": [{"std_1": "Standard 1"}, {"std_2": "Standard 2"}]},
        {"type": "yesno", "id": "fw", "text": "Is there a firewall? See http://example.test/a",
         "yes": "Yes", "no": "No"},
        {"type": "tip", "id": "t", "text": "Buy one.", "warn": "yes"}
      ]}, /* and another */
      {"type": "block", "text": "People", "items": [
        {"type": "line", "id": "who", "text": "Who is responsible?"},
        {"type": "box", "id": "how", "text": "How do you train people?", "placeholder": "in a few words"},
        {"type": "check", "id": "sure", "text": "I declare that this is true."},
        {"type": "radiogroup", "text": "How often?", "choices": [{"r1": "Yearly"}, {"r2": "Never"}]}
      ]}
    ]}
  ],
  "answers": {"fw": "yes", "std_2": "checked", "who": "Jane", "sure": "checked", "r1": "checked"}
}
"""


def catalog() -> bytes:
    """An OSCAL catalogue."""
    return orjson.dumps(CATALOG)


def library_workbook() -> bytes:
    """The workbook that a CISO Assistant library is made from, in its present shape."""
    book = openpyxl.Workbook()
    sheets = {
        "library_meta": [["type", "library"], ["urn", "urn:example:risk:library:sample"], ["name", "Sample framework"]],
        "requirements_meta": [["type", "framework"], ["name", "Sample framework"]],
        "requirements_content": [
            ["assessable", "depth", "ref_id", "name", "description", "annotation", "questions", "answer"],
            [None, 1, "1", "Suppliers"],
            ["x", 2, "1.1", "", "Suppliers are listed.", "Ask for the list."],
            ["x", 2, "1.2", "Incidents", "", "", "Are incidents reported?\nHow fast?", "A\nT"],
        ],
        "answers_content": [
            ["id", "question_type", "question_choices"],
            ["A", "unique_choice", "|Always\n|Never"],
            ["T", "text", ""],
        ],
    }  # fmt: skip
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()

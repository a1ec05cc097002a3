"""pyHanko's judgement of signed PDFs, for the tests.

    judge.py files MOMENT ROOT FILE…        one line of JSON for each file
    judge.py changes MOMENT ROOT FILE       standard input: lines `offset byte`; prints those that pyHanko accepts
"""

import io
import json
import logging
import sys
from datetime import datetime

from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator import ValidationContext

logging.disable(logging.CRITICAL)


def root(path):
    with open(path, "rb") as file:
        _, _, der = pem.unarmor(file.read())
    return x509.Certificate.load(der)


def judge(data, anchor, moment):
    reader = PdfFileReader(io.BytesIO(data))
    signatures = reader.embedded_signatures
    if len(signatures) != 1:
        return {"valid": False, "signatures": len(signatures)}
    settings = {"trust_roots": [anchor], "allow_fetching": False, "moment": moment}
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except Exception:
        store = None
    if store is not None:
        settings["revocation_mode"] = "hard-fail"
        context = store.as_validation_context(settings)
    else:
        context = ValidationContext(**settings)
    status = validate_pdf_signature(signatures[0], context, ts_validation_context=context)
    stamp = status.timestamp_validity
    return {
        "valid": bool(status.bottom_line),
        "coverage": status.coverage.name,
        "changes": status.modification_level.name if status.modification_level else None,
        "docmdp": status.docmdp_ok,
        "stamp": stamp.timestamp.isoformat() if stamp is not None and stamp.valid and stamp.trusted else None,
        "store": store is not None,
    }


def main():
    mode, moment, anchor, *files = sys.argv[1:]
    moment, anchor = datetime.fromisoformat(moment), root(anchor)
    if mode == "files":
        for path in files:
            with open(path, "rb") as file:
                print(json.dumps(judge(file.read(), anchor, moment)))
        return
    with open(files[0], "rb") as file:
        data = bytearray(file.read())
    tried = 0
    for line in sys.stdin:
        offset, byte = map(int, line.split())
        before, data[offset] = data[offset], byte
        try:
            if judge(bytes(data), anchor, moment)["valid"]:
                print(offset, byte)
        except Exception:
            pass
        data[offset] = before
        tried += 1
    print("tried", tried)


main()

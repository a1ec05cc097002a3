"""Takes the files out of a PDF with a library that is not ours, and says how each is declared (ISO 19005-3, 6.8).

    carried.py PDF
"""

import json
import sys

import pikepdf

with pikepdf.open(sys.argv[1]) as pdf:
    associated = {str(spec.UF) for spec in pdf.Root.AF}
    files = []
    for name, spec in pdf.attachments.items():
        stream = spec.obj.EF.F
        files.append(
            {
                "name": name,
                "associated": str(spec.obj.UF) in associated,
                "relationship": str(spec.obj.AFRelationship),
                "description": str(spec.obj.Desc),
                "media_type": str(stream.Subtype),
                "modified": str(stream.Params.ModDate),
                "text": stream.read_bytes().decode(),
            }
        )
    print(json.dumps(files))

"""Prints codes in simulation, reads them with zxing-cpp, and verifies what was read with two COSE libraries.

    pages.py KEY_X KEY_Y KID < codes.jsonl

Each line of the input has `text`, the text of a code, and `rows`, its modules as strings of 0 and 1 with the white border.
A page is A4 at 150 dpi: the code with modules of 0.5 mm among lines of print, up to 3 degrees askew, grey on grey,
blurred, noisy, and kept as a JPEG of quality 60. The last line of the output is a JSON object with the counts.
"""

import collections
import io
import json
import multiprocessing
import random
import sys

import numpy
import zxingcpp
from cwt import COSE, COSEKey
from PIL import Image, ImageDraw, ImageFilter
from pycose.keys import EC2Key
from pycose.keys.curves import P256
from pycose.messages import Sign1Message

DPI = 150
FINE = 4  # drawn this much finer, then brought down as a scanner does
MODULE = 0.5 / 25.4 * DPI * FINE
PAPER, INK = 214, 62
WIDTH = {3: 1, 5: 2, 8: 3, 10: 4, 13: 5, 15: 6, 17: 7}


def page(rows: list[str], luck: random.Random) -> Image.Image:
    grid = numpy.array([[PAPER if cell == "0" else INK for cell in row] for row in rows], dtype=numpy.uint8)
    side = round(len(rows) * MODULE)
    code = Image.fromarray(grid).resize((side, side), Image.Resampling.NEAREST)
    around = side * 3 // 2
    patch = Image.new("L", (around, around), PAPER)
    at = (around - side) // 2
    patch.paste(code, (at + luck.randrange(FINE), at + luck.randrange(FINE)))
    angle = luck.choice([-3.0, 3.0, luck.uniform(-3, 3)])
    patch = patch.rotate(angle, Image.Resampling.BICUBIC, fillcolor=PAPER)
    patch = patch.resize((around // FINE, around // FINE), Image.Resampling.BOX)
    sheet = Image.new("L", (round(8.27 * DPI), round(11.69 * DPI)), PAPER)
    pen = ImageDraw.Draw(sheet)
    for line in range(60, 1000, 34):
        pen.text((90, line), "Si certifica che la persona qui indicata ha conseguito il titolo " * 2, fill=INK)
    place = (luck.randrange(40, sheet.width - patch.width - 40), luck.randrange(1020, sheet.height - patch.height - 20))
    sheet.paste(patch, place)
    sheet = sheet.filter(ImageFilter.GaussianBlur(luck.uniform(0.5, 0.9)))
    noise = numpy.random.default_rng(luck.getrandbits(32)).normal(0, 6, (sheet.height, sheet.width))
    sheet = Image.fromarray(numpy.clip(numpy.asarray(sheet) + noise, 0, 255).astype(numpy.uint8))
    kept = io.BytesIO()
    sheet.save(kept, "JPEG", quality=60)
    return Image.open(kept)


def read(sheet: Image.Image) -> list[str]:
    """What a reader makes of the page; one that found nothing looks again, larger and then with another threshold."""
    def look(picture: Image.Image, binarizer: zxingcpp.Binarizer) -> list[str]:
        found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode, binarizer=binarizer)
        return [code.text for code in found]

    if found := look(sheet, zxingcpp.Binarizer.LocalAverage):
        return found
    larger = sheet.convert("L").resize((sheet.width * 2, sheet.height * 2), Image.Resampling.LANCZOS)
    return look(larger, zxingcpp.Binarizer.LocalAverage) or look(larger, zxingcpp.Binarizer.GlobalHistogram)


def message(text: str) -> bytes:
    digits = text.split("#1", 1)[1]
    groups = [digits[at:at + 17] for at in range(0, len(digits), 17)]
    return b"".join(int(group).to_bytes(WIDTH[len(group)], "big") for group in groups)


def trial(case: tuple[int, str, list[str]]) -> dict:
    number, line, words = case
    code = json.loads(line)
    counts = {"pages": 1, "read": 0, "pycose": 0, "cwt": 0, "tampered": 0}
    sheet = page(code["rows"], random.Random(number))
    found = read(sheet)
    if found != [code["text"]]:
        print(f"page {number}: {len(code['rows'])} modules, not read", file=sys.stderr)
        return counts
    counts["read"] = 1
    x, y, kid = (bytes.fromhex(word) for word in words)
    theirs = EC2Key(crv=P256, x=x, y=y)
    sealed = message(found[0])
    signed = Sign1Message.decode(sealed)
    signed.key = theirs
    counts["pycose"] = int(signed.verify_signature())
    other = COSEKey.new({1: 2, 2: kid, 3: -7, -1: 1, -2: x, -3: y})
    counts["cwt"] = int(COSE.new().decode(sealed, other) == signed.payload)
    bent = bytearray(sealed)
    bent[len(bent) // 3] ^= 1
    try:
        wrong = Sign1Message.decode(bytes(bent))
        wrong.key = theirs
        counts["tampered"] = int(wrong.verify_signature())
    except Exception:  # noqa: BLE001 - whatever it says, it does not verify
        pass
    return counts


def main() -> None:
    cases = ((number, line, sys.argv[1:4]) for number, line in enumerate(sys.stdin))
    with multiprocessing.Pool() as pool:
        counts = sum(map(collections.Counter, pool.imap_unordered(trial, cases, 16)), collections.Counter())
    names = ["pages", "read", "pycose", "cwt", "tampered"]
    print(json.dumps({name: counts[name] for name in names}))


if __name__ == "__main__":
    main()

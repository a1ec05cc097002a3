"""The same page by the usual pair: WeasyPrint sets it (PDF/A-3b, with the same attachments), pyHanko seals it (PAdES B-B,
P-256, certified). Reads one JSON object from standard input, writes one to standard output:
{"took": seconds, "worked": seconds of processor, "first": path of the first document}.

What can be made once is made once: fonts, style, key, certificates. The code is drawn by zxing-cpp, in C++.
"""

import io
import json
import os
import sys
import time
from html import escape

import zxingcpp
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from weasyprint import CSS, HTML, Attachment
from weasyprint.text.fonts import FontConfiguration

STYLE = """
@page { size: A4; margin: 42mm 24mm 62mm; @top-left { content: element(head); width: 100% } @bottom-left { content: element(foot); width: 100% } }
body { font: 10.5pt 'Titillium Web', 'DejaVu Sans', sans-serif }
h1 { font-size: 17pt; margin: 0 0 4mm } h2 { font-size: 12pt; margin: 5mm 0 1mm }
header { position: running(head); border-bottom: .9pt solid #17324d; font-size: 13pt; font-weight: 600; padding-bottom: 2mm }
footer { position: running(foot); border-top: .4pt solid #999; font-size: 8pt; color: #455a64 }
footer table { width: 100%; border-collapse: collapse } footer td { vertical-align: top } footer img { width: 40mm }
footer .page::after { content: "pagina " counter(page) " di " counter(pages) }
.name { font-size: 15pt; font-weight: 600; margin: 4mm 0 } .title { font-size: 12.5pt; font-weight: 600; margin: 2mm 0 4mm }
dl { display: grid; grid-template-columns: 60mm auto; margin: 0 } dt { color: #455a64 } dd { margin: 0 }
.exams { width: 100%; border-collapse: collapse; font-size: 9pt } .exams th { text-align: left; font-weight: 400; color: #455a64 }
.exams td { border-top: .4pt solid #999; padding: 1.35mm 3.5mm 1.35mm 0 } .law { font-size: 9.5pt }
"""


def page(paper):
    """The page in HTML, with the words of the Italian template."""
    rows = lambda pairs: "<dl>" + "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in pairs) + "</dl>"
    exams = ""
    if paper["exams"]:
        heads = "".join(f"<th>{escape(head)}</th>" for head in paper["exam_heads"])
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in exam) + "</tr>" for exam in paper["exams"])
        exams = f"<h2>Percorso formativo</h2><table class=exams><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    square = zxingcpp.create_barcode(paper["code"], zxingcpp.BarcodeFormat.QRCode, ec_level="M").to_svg(add_quiet_zones=False)
    import base64

    image = base64.b64encode(square.encode()).decode()
    foot = "<br>".join(escape(line) for line in paper["foot"])
    laws = "<br>".join(escape(line) for line in paper["laws"])
    return f"""<!doctype html><html lang=it><head><title>{escape(paper['heading'])}</title></head><body>
<header>{escape(paper['institution'])}</header>
<footer><table><tr><td><b>Verifica di autenticità</b><br>{foot}<br><span class=page></span></td>
<td style="width: 40mm"><img alt="Codice quadrato" src="data:image/svg+xml;base64,{image}"></td></tr></table></footer>
<h1>{escape(paper['heading'])}</h1>{rows(paper['number'])}
<p>Si certifica, sulla base degli atti d’ufficio, che</p><p class=name>{escape(paper['name'])}</p>{rows(paper['person'])}
<h2>ha conseguito il titolo</h2><p class=title>{escape(paper['title'])}</p>{rows(paper['studies'])}{exams}
<p class=law>{laws}</p></body></html>"""


def main():
    told = json.load(sys.stdin)
    fonts = FontConfiguration()
    style = CSS(string=STYLE, font_config=fonts)
    signer = signers.SimpleSigner.load(told["key"], told["chain"], ca_chain_files=(told["root"],))
    meta = signers.PdfSignatureMetadata(
        field_name="Sigillo", md_algorithm="sha256", certify=True, reason="Documento rilasciato dall’università",
        subfilter=fields.SigSeedSubFilter.PADES, docmdp_permissions=fields.MDPPerm.FILL_FORMS)
    pdf_signer = signers.PdfSigner(meta, signer)

    def one():
        attachments = [Attachment(string=text, name=name, description=name) for name, text in told["attachments"]]
        document = HTML(string=page(told["paper"])).render(stylesheets=[style], font_config=fonts, pdf_variant="pdf/a-3b")
        document.metadata.attachments = attachments
        bare = document.write_pdf(pdf_variant="pdf/a-3b")
        out = pdf_signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(bare)))
        return out.getbuffer(), len(document.pages)

    folder = told["folder"]
    # The first one loads what is loaded once.
    first, pages = one()
    path = os.path.join(folder, "pair.pdf")
    with open(path, "wb") as file:
        file.write(first)
    begun, worked = time.monotonic(), time.process_time()
    for place in range(told["count"]):
        with open(os.path.join(folder, f"pair-{place}.pdf"), "wb") as file:
            file.write(one()[0])
            file.flush()
            os.fsync(file.fileno())
    json.dump({"took": time.monotonic() - begun, "worked": time.process_time() - worked, "pages": pages, "first": path}, sys.stdout)


main()

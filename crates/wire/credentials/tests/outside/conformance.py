"""Holds our formats against the schemas of those who made them, with libraries that are not ours.

    conformance.py SPECS < lines

SPECS is the folder with the schemas. Each line is JSON: a name, a format (jwt, elm, elmo) and its text; for a jwt also
the published key as a JWK. For each line one is printed: the name and what was found wrong.
"""

import json
import pathlib
import sys

import jsonschema
import jwt
import pyld.jsonld
import pyshacl
import rdflib
from lxml import etree

SPECS = pathlib.Path(sys.argv[1])
OPEN_BADGES = SPECS / "openbadges" / "achievementcredential.json"
CREDENTIAL = SPECS / "vc" / "verifiable-credential-schema.json"
CONTEXTS = {
    "https://www.w3.org/2018/credentials/v1": SPECS / "vc" / "credentials-v1.jsonld",
    "https://www.w3.org/ns/credentials/v2": SPECS / "vc" / "credentials-v2.jsonld",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": SPECS / "openbadges" / "context-3.0.3.json",
    "http://data.europa.eu/snb/model/context/edc-ap": SPECS / "elm" / "edc-ap-context.jsonld",
}

# The one attribute of the XML namespace that ELMO uses; its schema is nowhere to be had offline.
XML_SPACE = b"""<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
    targetNamespace="http://www.w3.org/XML/1998/namespace">
    <xs:attribute name="lang" type="xs:language"/></xs:schema>"""


def local(url, options):
    document = json.loads(CONTEXTS[url].read_text())
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": document}


pyld.jsonld.set_document_loader(local)


def by_schema(path, value):
    schema = json.loads(path.read_text())
    checker = jsonschema.validators.validator_for(schema)
    found = checker(schema, format_checker=checker.FORMAT_CHECKER).iter_errors(value)
    return [f"{path.name}: {'/'.join(map(str, fault.path))}: {fault.message[:200]}" for fault in found]


def terms(value):
    """It is JSON-LD that its contexts understand."""
    try:
        return [] if pyld.jsonld.to_rdf(value, {"format": "application/n-quads"}) else ["says nothing"]
    except pyld.jsonld.JsonLdError as error:
        return [f"json-ld: {error} {error.cause}"[:300]]


def check_jwt(line):
    header = jwt.get_unverified_header(line["text"])
    key = jwt.PyJWK(line["key"])
    claims = jwt.decode(line["text"], key, algorithms=["ES256"], options={"verify_nbf": False, "verify_sub": False})
    faults = by_schema(CREDENTIAL, claims) + by_schema(OPEN_BADGES, claims)
    if header["typ"] != "vc+jwt":
        faults.append("typ")
    if not header["kid"].endswith("/" + line["key"]["kid"]):
        faults.append("kid")
    repeated = {"iss": claims["issuer"]["id"], "jti": claims["id"], "sub": claims["credentialSubject"]["id"]}
    faults += [name for name, value in repeated.items() if claims[name] != value]
    try:
        broken = line["text"][:-4] + ("AAAA" if line["text"][-4:] != "AAAA" else "BBBB")
        jwt.decode(broken, key, algorithms=["ES256"], options={"verify_nbf": False})
        faults.append("a changed signature was taken")
    except jwt.InvalidSignatureError:
        pass
    credential = {name: value for name, value in claims.items() if name not in ("iss", "jti", "nbf", "sub")}
    return faults + terms(credential)


shapes = None


def check_elm(line):
    global shapes
    if shapes is None:
        shapes = rdflib.Graph()
        for name in ("EDC-generic-full.ttl", "EDC-generic-no-cv.ttl"):
            shapes.parse(SPECS / "elm" / name)
    value = json.loads(line["text"])
    quads = pyld.jsonld.to_rdf(value, {"format": "application/n-quads"})
    data = rdflib.Graph().parse(data=quads, format="nt")
    conforms, found, text = pyshacl.validate(data, shacl_graph=shapes, do_owl_imports=False, inference="none")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    # A shape that nothing answers to finds nothing wrong: there must be something to look at.
    empty = [] if len(data) > 50 else [f"only {len(data)} statements"]
    if conforms:
        return empty + terms(value)
    return empty + [
        f"{found.value(result, sh.focusNode)} {found.value(result, sh.resultPath)}: {found.value(result, sh.resultMessage)}"
        for result in found.subjects(rdflib.RDF.type, sh.ValidationResult)
    ]


class Beside(etree.Resolver):
    """Schemas that name one another by address are taken from the folder."""

    NAMES = {
        "xmldsig-core-schema.xsd": "references/xmldsig-core-schema.xsd",
        "EUROPASS_ISOCountries_V1.1.xsd": "references/EUROPASS_ISOCountries_V1.1.xsd",
        "common-types.xsd": "references/ewp-common-types.xsd",
    }

    def resolve(self, url, identifier, context):
        name = url.rsplit("/", 1)[-1]
        if name == "xml.xsd":
            return self.resolve_string(XML_SPACE, context)
        if "ewp-specs-types-address" in url:
            return self.resolve_filename(str(SPECS / "elmo" / "references" / "ewp-address.xsd"), context)
        if name in self.NAMES:
            return self.resolve_filename(str(SPECS / "elmo" / self.NAMES[name]), context)
        return None


elmo = None


def check_elmo(line):
    global elmo
    if elmo is None:
        parser = etree.XMLParser(no_network=True, load_dtd=False)
        parser.resolvers.add(Beside())
        elmo = etree.XMLSchema(etree.parse(SPECS / "elmo" / "schema.xsd", parser))
    document = etree.fromstring(line["text"].encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    elmo.validate(document)
    return [f"{fault.line}: {fault.message[:300]}" for fault in elmo.error_log]


CHECKS = {"jwt": check_jwt, "elm": check_elm, "elmo": check_elmo}
for text in sys.stdin:
    line = json.loads(text)
    print(json.dumps({"name": line["name"], "format": line["format"], "faults": CHECKS[line["format"]](line)}))

#!/usr/bin/env python3
"""Makes a registry and declarations of which it is known whether they are true: what the matcher is measured on.

    generate.py SEED [CASES] [PEOPLE]

Prints one JSON object a line: the programmes of the university, its people, the cases. Python's standard library alone;
names, places and programmes are written here, and nothing is shared with the program that is measured.

A declaration is true when the person who is declared holds what is claimed. An absent person (twin, homonym, stranger) is
none of the registry, with a name, a birth and a fiscal code of their own. An absent homonym is born elsewhere: one born on
the same day in the same place, claiming the same, with no code, is no different case from the true one.
"""
import datetime
import json
import random
import sys
import unicodedata

MALE = """Marco Luca Andrea Giovanni Francesco Matteo Alessandro Davide Simone Federico Lorenzo Stefano Paolo Roberto Antonio
Giuseppe Nicolò Riccardo Michele Fabio Daniele Emanuele Gabriele Claudio Enrico Filippo Massimo Sergio Vincenzo Salvatore
Pietro Tommaso Edoardo Giacomo Leonardo Alberto Maurizio Carlo Mario Dario Mirko Ivan Renato Silvio Ettore""".split()
FEMALE = """Giulia Chiara Francesca Sara Laura Valentina Alessia Silvia Elena Martina Federica Maria Anna Paola Roberta Marta
Elisa Ilaria Giorgia Claudia Michela Daniela Simona Cristina Monica Barbara Serena Veronica Camilla Beatrice Alice Sofia
Margherita Lucia Teresa Rosa Angela Caterina Niccolina Noemi Mara Irene Debora Stefania Gabriella Luisa""".split()
SECOND = "Maria Luisa Teresa Antonio Giuseppe Paola Anna Carlo Rita Pio Vittoria Francesco Elena Benedetta Umberto".split()
SURNAMES = """Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti Costa Giordano Mancini
Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani Rinaldi Caruso Ferrara Galli Martini Leone Longo Gentile Martinelli
Vitale Lombardo Serra Coppola Parisi Villa Conte Ferraro Ferri Fabbri Bianco Marini Grasso Valentini Messina Sala Gatti
Pellegrini Palumbo Sanna Farina Rizzi Monti Cattaneo Morelli Amato Silvestri Mazza Testa Grassi Pellegrino Carbone
Giuliani Benedetti Barone Rossetti Caputo Montanari Guerra Palmieri Bernardi Martino Fiore Ferretti Bellini Basile Riva
Donati Piras Vitali Battaglia Sartori Neri Costantini Milani Pagano Ruggiero Sorrentino Orlando Negri Mantovani Zanetti
Brambilla Pozzi Beretta Crippa Fumagalli Galbiati Villani Cozzi Redaelli Arosio Tagliabue Ghezzi Scarpellini Quattrocchi
Abbondanzieri Squillaciotti""".split()
PARTICLED = ["De Luca", "De Santis", "D'Angelo", "D'Amico", "Di Stefano", "Di Marco", "Della Rovere", "Dell'Acqua", "De Rosa",
             "Lo Presti", "La Rosa", "Li Causi", "Dal Pozzo", "Degli Esposti", "D'Agostino", "De Bortoli"]
FOREIGN = [  # names M, names F, surnames, (place, Belfiore, other names), other ways of writing
    (["Jürgen", "Björn", "Günter"], ["Käthe", "Jördis", "Bärbel"], ["Müller", "Schröder", "von Weizsäcker", "Größmann"],
     ("Monaco di Baviera", "Z112", ["Munich", "München", "Germania"])),
    (["José", "Iñigo", "Ramón"], ["María José", "Begoña", "Inés"], ["García López", "Muñoz", "Núñez Pérez", "Ibáñez"],
     ("Madrid", "Z131", ["Spagna"])),
    (["Łukasz", "Paweł", "Wojciech"], ["Małgorzata", "Agnieszka", "Żaneta"], ["Wójcik", "Kowalczyk", "Dąbrowski"],
     ("Varsavia", "Z127", ["Warszawa", "Warsaw", "Polonia"])),
    (["Ștefan", "Ionuț", "Andrei"], ["Ștefania", "Ioana", "Mihaela"], ["Popescu", "Rădulescu", "Țepeș", "Ionescu"],
     ("Bucarest", "Z129", ["București", "Romania"])),
    (["Mohamed", "Youssef", "Abdelrahman"], ["Fatima", "Khadija", "Yasmine"], ["Al-Masri", "El Khoury", "Hassan", "Bin Salem"],
     ("Il Cairo", "Z336", ["Cairo", "Egitto"])),
    (["Wei", "Xiaoming", "Jun"], ["Xiaoli", "Meiling", "Yan"], ["Wang", "Zhang", "Li", "Chen"],
     ("Pechino", "Z210", ["Beijing", "Cina"])),
    (["Arben", "Ilir", "Dritan"], ["Mirela", "Anila", "Çilka"], ["Hoxha", "Shehu", "Gjoka"],
     ("Tirana", "Z100", ["Tiranë", "Albania"])),
    (["Oleksandr", "Dmytro", "Serhiy"], ["Oksana", "Yuliya", "Nataliya"], ["Shevchenko", "Kovalenko", "Bondarenko"],
     ("Kiev", "Z138", ["Kyiv", "Ucraina"])),
]
CYRILLIC = {"Shevchenko": "Шевченко", "Kovalenko": "Коваленко", "Bondarenko": "Бондаренко"}
PLACES = [("Milano", "F205"), ("Roma", "H501"), ("Torino", "L219"), ("Napoli", "F839"), ("Bergamo", "A794"), ("Brescia", "B157"),
          ("Genova", "D969"), ("Bologna", "A944"), ("Firenze", "D612"), ("Bari", "A662"), ("Palermo", "G273"), ("Catania", "C351"),
          ("Monza", "F704"), ("Como", "C933"), ("Varese", "L682"), ("Pavia", "G388"), ("Cremona", "D150"), ("Lecco", "E507"),
          ("Lodi", "E648"), ("Mantova", "E897"), ("Novara", "F952"), ("Piacenza", "G535"), ("Parma", "G337"), ("Verona", "L781"),
          ("Reggio nell'Emilia", "H223"), ("Reggio di Calabria", "H224"), ("L'Aquila", "A345"), ("Sesto San Giovanni", "I690"),
          ("Cinisello Balsamo", "C707"), ("Busto Arsizio", "B300"), ("Lecce", "E506"), ("Cosenza", "D086")]
ENGLISH_PLACES = {"Milano": "Milan", "Roma": "Rome", "Torino": "Turin", "Napoli": "Naples", "Firenze": "Florence", "Genova": "Genoa"}
PROGRAMMES = [  # Italian, English, synonyms, class, level, years
    ("Informatica", "Computer Science", [], "L-31", "first", 3),
    ("Informatica", "Computer Science", [], "LM-18", "second", 2),
    ("Sicurezza Informatica", "Cybersecurity", ["Sicurezza dei Sistemi e delle Reti Informatiche"], "LM-66", "second", 2),
    ("Matematica", "Mathematics", [], "L-35", "first", 3), ("Matematica", "Mathematics", [], "LM-40", "second", 2),
    ("Fisica", "Physics", [], "L-30", "first", 3), ("Fisica", "Physics", [], "LM-17", "second", 2),
    ("Chimica", "Chemistry", [], "L-27", "first", 3), ("Scienze Chimiche", "Chemical Sciences", [], "LM-54", "second", 2),
    ("Scienze Biologiche", "Biological Sciences", ["Biologia"], "L-13", "first", 3),
    ("Biotecnologie", "Biotechnology", [], "L-2", "first", 3),
    ("Biotecnologie Mediche", "Medical Biotechnology", [], "LM-9", "second", 2),
    ("Scienze Geologiche", "Geological Sciences", ["Geologia"], "L-34", "first", 3),
    ("Scienze Naturali", "Natural Sciences", [], "L-32", "first", 3),
    ("Giurisprudenza", "Law", ["Legge"], "LMG/01", "single-cycle", 5),
    ("Medicina e Chirurgia", "Medicine and Surgery", ["Medicina"], "LM-41", "single-cycle", 6),
    ("Medicina Veterinaria", "Veterinary Medicine", ["Veterinaria"], "LM-42", "single-cycle", 5),
    ("Farmacia", "Pharmacy", [], "LM-13", "single-cycle", 5),
    ("Chimica e Tecnologia Farmaceutiche", "Pharmaceutical Chemistry and Technology", ["CTF"], "LM-13", "single-cycle", 5),
    ("Odontoiatria e Protesi Dentaria", "Dentistry", ["Odontoiatria"], "LM-46", "single-cycle", 6),
    ("Infermieristica", "Nursing", ["Scienze Infermieristiche"], "L/SNT1", "first", 3),
    ("Fisioterapia", "Physiotherapy", [], "L/SNT2", "first", 3), ("Ostetricia", "Midwifery", [], "L/SNT1", "first", 3),
    ("Lettere", "Humanities", ["Lettere Moderne"], "L-10", "first", 3),
    ("Filologia Moderna", "Modern Philology", [], "LM-14", "second", 2),
    ("Filosofia", "Philosophy", [], "L-5", "first", 3), ("Scienze Filosofiche", "Philosophical Sciences", [], "LM-78", "second", 2),
    ("Storia", "History", [], "L-42", "first", 3), ("Scienze Storiche", "Historical Sciences", [], "LM-84", "second", 2),
    ("Lingue e Letterature Straniere", "Foreign Languages and Literatures", ["Lingue Straniere"], "L-11", "first", 3),
    ("Mediazione Linguistica e Culturale", "Linguistic and Cultural Mediation", ["Mediazione Linguistica"], "L-12", "first", 3),
    ("Scienze dei Beni Culturali", "Cultural Heritage Sciences", ["Beni Culturali"], "L-1", "first", 3),
    ("Scienze Politiche", "Political Sciences", [], "L-36", "first", 3),
    ("Scienze Internazionali e Istituzioni Europee", "International Sciences and European Institutions", [], "L-36", "first", 3),
    ("Relazioni Internazionali", "International Relations", [], "LM-52", "second", 2),
    ("Economia e Management", "Economics and Management", [], "L-18", "first", 3),
    ("Economia Aziendale", "Business Administration", [], "L-18", "first", 3),
    ("Economia e Commercio", "Economics and Commerce", [], "", "previous-order", 4),
    ("Economia e Finanza", "Economics and Finance", [], "LM-16", "second", 2),
    ("Sociologia", "Sociology", [], "L-40", "first", 3), ("Psicologia", "Psychology", [], "L-24", "first", 3),
    ("Scienze della Comunicazione", "Communication Sciences", ["Comunicazione"], "L-20", "first", 3),
    ("Comunicazione e Società", "Communication and Society", [], "L-20", "first", 3),
    ("Ingegneria Elettrica", "Electrical Engineering", [], "L-9", "first", 3),
    ("Ingegneria Elettronica", "Electronics Engineering", [], "L-8", "first", 3),
    ("Ingegneria Informatica", "Computer Engineering", [], "L-8", "first", 3),
    ("Ingegneria Meccanica", "Mechanical Engineering", [], "LM-33", "second", 2),
    ("Ingegneria Civile", "Civil Engineering", [], "L-7", "first", 3),
    ("Ingegneria Edile", "Building Engineering", [], "L-23", "first", 3),
    ("Scienze e Tecnologie Alimentari", "Food Science and Technology", ["Tecnologie Alimentari"], "L-26", "first", 3),
    ("Scienze Agrarie", "Agricultural Sciences", ["Agraria"], "", "previous-order", 5),
    ("Data Science", "Data Science", [], "LM-91", "second", 2),
]
QUALIFICATIONS = [("Ingegnere", "Engineer"), ("Medico Chirurgo", "Physician and Surgeon"), ("Psicologo", "Psychologist"),
                  ("Farmacista", "Pharmacist"), ("Architetto", "Architect"), ("Dottore Commercialista", "Chartered Accountant"),
                  ("Assistente Sociale", "Social Worker"), ("Biologo", "Biologist"), ("Medico Veterinario", "Veterinary Surgeon")]
EXAMS = [("Analisi Matematica I", "Calculus I"), ("Geometria", "Geometry"), ("Diritto Privato", "Private Law"),
         ("Storia Contemporanea", "Contemporary History"), ("Statistica", "Statistics"), ("Microeconomia", "Microeconomics"),
         ("Letteratura Italiana", "Italian Literature"), ("Chimica Organica", "Organic Chemistry"), ("Genetica", "Genetics"),
         ("Programmazione", "Programming"), ("Filosofia Morale", "Moral Philosophy"), ("Anatomia Umana", "Human Anatomy")]
SIMILAR = [("Marco", "Mario"), ("Maria", "Marta"), ("Daniele", "Daniela"), ("Paolo", "Paola"), ("Mara", "Sara"), ("Elisa", "Luisa"),
           ("Michele", "Michela"), ("Dario", "Mario"), ("Gabriele", "Gabriella"), ("Stefano", "Stefania"), ("Claudio", "Claudia"),
           ("Francesco", "Francesca"), ("Carlo", "Carla"), ("Silvio", "Silvia"), ("Roberto", "Roberta"), ("Anna", "Alina")]

# Each kind of case and how many in a thousand. What is true, then what is false.
MIX = [
    ("clean", 230), ("writing", 130), ("order and joining", 50), ("second name left out", 40), ("married, known", 45),
    ("married, unknown", 4), ("names exchanged", 20), ("slip in surname", 45), ("slip in name", 30), ("slip in place", 25),
    ("slip in programme", 35), ("two slips", 8), ("synonym, abbreviation, class", 80), ("English title", 40),
    ("other script or transliteration", 12), ("day and month exchanged", 8), ("slip in birth day", 5), ("twin, own title", 25),
    ("homonym, own title", 15),
    ("unknown person", 40), ("wrong programme", 30), ("wrong level", 15), ("wrong birth day", 20), ("wrong day of award", 10),
    ("wrong mark", 10), ("no title yet", 10), ("wrong examination", 4), ("twin claims sibling's", 20),
    ("homonym claims other's", 15), ("similar surname claims other's", 4), ("other kind", 5),
]
TRUE = {name for name, _ in MIX[:19]}


def plain(text):
    text = text.translate(str.maketrans({"ł": "l", "Ł": "L", "ß": "ss"}))
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def fiscal_code(person, variant=0):
    """D.M. 23 December 1976; the variant replaces so many digits from the right by letters."""
    def three(text, name):
        letters = [c for c in plain(text).upper() if c.isalpha()]
        consonants = [c for c in letters if c not in "AEIOU"]
        if name and len(consonants) > 3:
            consonants = [consonants[0], consonants[2], consonants[3]]
        return "".join((consonants + [c for c in letters if c in "AEIOU"] + list("XXX"))[:3])
    born = datetime.date.fromisoformat(person["birth_day"])
    day = born.day + (40 if person["sex"] == "F" else 0)
    body = list(three(person["birth_surname"], False) + three(person["name"], True) + f"{born.year % 100:02}"
                + "ABCDEHLMPRST"[born.month - 1] + f"{day:02}" + person["belfiore"])
    for at in [14, 13, 12, 10, 9, 7, 6][:variant]:
        body[at] = "LMNPQRSTUV"[int(body[at])]
    odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
    total = 0
    for index, c in enumerate(body):
        value = int(c) if c.isdigit() else ord(c) - 65
        total += odd[value] if index % 2 == 0 else value
    return "".join(body) + chr(65 + total % 26)


class World:
    def __init__(self, seed, size):
        self.r = random.Random(seed)
        self.people, self.twins, self.homonyms, self.codes = [], [], [], set()
        self.number = 700000
        while len(self.people) < size:
            self.grow()

    def grow(self):
        r, roll = self.r, self.r.random()
        one = self.person()
        if roll < 0.04:
            other = self.twin_of(one)
            present = r.random() < 0.6
            self.twins.append((one, other, present))
        elif roll < 0.065:
            present = r.random() < 0.6
            other = self.homonym_of(one, elsewhere=not present or r.random() < 0.6)
            self.homonyms.append((one, other, present))
        else:
            other, present = None, False
        for person in [one] + ([other] if present else []):
            self.records(person)
            person["index"] = len(self.people)
            self.people.append(person)

    def person(self, **fixed):
        r = self.r
        sex = fixed.get("sex") or r.choice("MF")
        foreign = r.random() < 0.1
        if foreign:
            men, women, surnames, (place, belfiore, others) = r.choice(FOREIGN)
            name, surname = r.choice(men if sex == "M" else women), r.choice(surnames)
            places = [place] + others
        else:
            name = r.choice(MALE if sex == "M" else FEMALE)
            if r.random() < 0.14:
                second = r.choice(SECOND)
                name = name if second == name else f"{name} {second}"
            surname = r.choice(PARTICLED) if r.random() < 0.1 else r.choice(SURNAMES)
            if r.random() < 0.03:
                surname = f"{surname} {r.choice(SURNAMES)}" if r.random() < 0.5 else f"{surname}-{r.choice(SURNAMES)}"
            place, belfiore = r.choice(PLACES)
            places = [place]
        born = datetime.date(1955, 1, 1) + datetime.timedelta(days=r.randrange(365 * 47))
        person = {"sex": sex, "name": name, "surname": surname, "birth_surname": surname, "earlier": [],
                  "birth_day": born.isoformat(), "places": places, "belfiore": belfiore, "records": [], "index": None}
        person.update(fixed)
        if sex == "F" and not fixed and r.random() < 0.08:
            person["earlier"] = [surname]
            person["surname"] = r.choice(SURNAMES)
        return self.coded(person)

    def coded(self, person):
        for variant in range(8):
            code = fiscal_code(person, variant)
            if code not in self.codes:
                self.codes.add(code)
                person["code"] = code
                return person
        raise SystemExit("no variant is left")

    def same_birth(self, person, **other):
        copy = dict(person, records=[], index=None, earlier=list(person["earlier"]))
        copy.update(other)
        return self.coded(copy)

    def twin_of(self, one):
        r = self.r
        one["surname"], one["earlier"] = one["birth_surname"], []
        pairs = [(a, b) for pair in SIMILAR for a, b in (pair, pair[::-1])]
        roll = r.random()
        if roll < 0.3:
            one["name"], name = r.choice(pairs)
            one["sex"] = "F" if one["name"][-1] == "a" else "M"
            self.coded(one)
            sex = "F" if name[-1] == "a" else "M"
        elif roll < 0.4 and " " in one["name"]:
            first, last = one["name"].split(" ", 1)
            name, sex = f"{first} {r.choice([s for s in SECOND if s not in (first, last)])}", one["sex"]
        else:
            sex = r.choice("MF")
            name = r.choice([n for n in (MALE if sex == "M" else FEMALE) if n != one["name"].split()[0]])
        return self.same_birth(one, name=name, sex=sex)

    def homonym_of(self, one, elsewhere):
        if not elsewhere:
            return self.same_birth(one)
        place, belfiore = self.r.choice([p for p in PLACES if p[0] not in one["places"]])
        return self.same_birth(one, places=[place], belfiore=belfiore)

    def records(self, person):
        r, born = self.r, int(person["birth_day"][:4])
        for _ in range(2 if r.random() < 0.25 else 1):
            programme = r.choice(PROGRAMMES)
            if any(programme[0] == record["titles"][0] for record in person["records"]):
                continue
            self.career(person, programme, born + r.randrange(18, 24))
        if r.random() < 0.08:
            title = r.choice(QUALIFICATIONS)
            day = datetime.date(born + 25, r.choice([6, 7, 11, 12]), r.randrange(1, 28))
            person["records"].append({"id": f"q{self.next()}", "holding": "qualified", "level": None, "titles": list(title),
                                      "synonyms": [], "class_code": "", "student_number": None, "first_year": None,
                                      "last_year": None, "awarded_on": day.isoformat(), "mark": None, "exams": []})

    def next(self):
        self.number += self.r.randrange(1, 4)
        return self.number

    def career(self, person, programme, first):
        r = self.r
        italian, english, synonyms, class_code, level, years = programme
        awarded = r.random() < 0.85
        last = first + (years - 1 + r.choice([0, 0, 1, 2]) if awarded else r.randrange(0, years))
        number = self.next()
        record = {"id": f"r{number}", "holding": "awarded" if awarded else "career", "level": level,
                  "titles": [italian, english], "synonyms": synonyms, "class_code": class_code,
                  "student_number": str(number), "first_year": first, "last_year": last, "awarded_on": None, "mark": None,
                  "exams": []}
        if awarded:
            record["awarded_on"] = datetime.date(last + 1, r.choice([2, 3, 4, 7, 10, 12]), r.randrange(1, 28)).isoformat()
            points = r.randrange(80, 111)
            record["mark"] = {"points": points, "out_of": 110, "honours": points == 110 and r.random() < 0.6}
        for title in r.sample(EXAMS, r.randrange(2, 6)):
            day = datetime.date(first + 1, r.choice([1, 2, 6, 7, 9]), r.randrange(1, 28))
            record["exams"].append({"code": f"E{r.randrange(1000, 9999)}", "titles": list(title), "passed_on": day.isoformat(),
                                    "mark": {"points": r.randrange(18, 31), "out_of": 30, "honours": False}})
        person["records"].append(record)


def declare(r, person, record, kind=None):
    """What an honest person declares, with what is optional as it comes."""
    if kind is None:
        kind = {"awarded": "degree", "career": "enrolment", "qualified": "qualification"}[record["holding"]]
        if kind == "degree" and r.random() < 0.12:
            kind = "enrolment"
    declared = {"surname": person["surname"], "name": person["name"], "birth_day": person["birth_day"],
                "birth_place": person["places"][0], "kind": kind, "level": record["level"], "programme": record["titles"][0]}
    if r.random() < 0.6:
        declared["fiscal_code"] = person["code"]
    if record["student_number"] and r.random() < 0.3:
        declared["student_number"] = record["student_number"]
    if record["last_year"] and r.random() < 0.35:
        declared["last_year"] = record["last_year"] + r.choice([0, 0, 1])
    if kind != "enrolment" and record["awarded_on"] and r.random() < 0.4:
        declared["awarded"] = record["awarded_on"] if r.random() < 0.7 else int(record["awarded_on"][:4])
    if kind == "degree" and record["mark"] and r.random() < 0.3:
        declared["mark"] = dict(record["mark"])
    if kind == "enrolment" and r.random() < 0.6:
        chosen = r.sample(record["exams"], min(len(record["exams"]), r.randrange(1, 4)))
        declared["exams"] = [{"title": r.choice(exam["titles"]), "mark": exam["mark"],
                              "passed": exam["passed_on"] if r.random() < 0.5 else None} for exam in chosen]
    return declared


NEAR_KEYS = {a: b for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm") for a, b in zip(row, row[1:] + row[-2])}


def slip(r, text):
    """One slip of typing in the longest word: a letter lost, doubled, exchanged with its neighbour, or the key beside."""
    words = text.split(" ")
    at = max(range(len(words)), key=lambda index: len(words[index]))
    word = words[at]
    if len(word) < 4:
        return None
    i = r.randrange(1, len(word) - 1)
    kind = r.randrange(4)
    if kind == 0:
        changed = word[:i] + word[i + 1:]
    elif kind == 1:
        changed = word[:i] + word[i] + word[i:]
    elif kind == 2:
        changed = word[:i] + word[i + 1] + word[i] + word[i + 2:]
    else:
        changed = word[:i] + NEAR_KEYS.get(word[i].lower(), "x") + word[i + 1:]
    words[at] = changed
    changed = " ".join(words)
    return None if plain(changed).lower() == plain(text).lower() else changed


def rewrite(r, text):
    for change in r.sample([str.upper, str.lower, plain, lambda t: t.replace("'", "’"), lambda t: t.replace("'", " "),
                            lambda t: f"  {t} ", lambda t: unicodedata.normalize("NFD", t)], 2):
        text = change(text)
    return text


def apart(r, day):
    """A day that is neither near nor the exchanged one."""
    while True:
        other = datetime.date.fromisoformat(day) + datetime.timedelta(days=r.choice([-1, 1]) * r.randrange(13, 2500))
        if sum(a != b for a, b in zip(other.isoformat(), day)) >= 3:
            return other.isoformat()


def case(world, kind):
    """One case of a kind: (declaration, person, record, true), or None when the person drawn does not fit."""
    r = world.r
    person = r.choice(world.people)
    if kind.startswith(("twin", "homonym")):
        one, other, present = r.choice(world.twins if kind.startswith("twin") else world.homonyms)
        person = r.choice([one, other]) if present else (one if kind.endswith("own title") else other)
        sibling = other if person is one else one
    record = r.choice(person["records"]) if person["records"] else None
    if kind == "twin claims sibling's" or kind == "homonym claims other's":
        theirs = r.choice(sibling["records"]) if sibling["records"] else None
        if theirs is None or any(theirs["titles"] == own["titles"] for own in person["records"]):
            return None
        declared = declare(r, dict(person, records=[]), theirs)
        if r.random() < 0.7:
            declared.pop("student_number", None)
        if declared.get("student_number"):
            return None
        return declared, person, theirs, False
    if record is None:
        return None
    d = declare(r, person, record)
    if kind in ("clean", "twin, own title", "homonym, own title"):
        return d, person, record, True
    if kind == "writing":
        for field in ("surname", "name", "birth_place", "programme"):
            d[field] = rewrite(r, d[field])
        if "fiscal_code" in d:
            d["fiscal_code"] = d["fiscal_code"].lower()
        if len(person["belfiore"]) and r.random() < 0.3:
            d["birth_place"] = f"{d['birth_place'].strip()} (IT)"
        return d, person, record, True
    if kind == "order and joining":
        words = d["name"].split()
        parts = d["surname"].replace("-", " ").split()
        if len(words) > 1 and r.random() < 0.6:
            d["name"] = " ".join(words[::-1]) if r.random() < 0.5 else words[0] + words[1].lower()
        elif "'" in d["surname"] or " " in d["surname"] or "-" in d["surname"]:
            d["surname"] = r.choice(["".join(parts), " ".join(parts), "-".join(parts)]).replace("'", "")
        else:
            return None
        return d, person, record, True
    if kind == "second name left out":
        if " " not in d["name"]:
            return None
        d["name"] = d["name"].split()[0] if r.random() < 0.85 else d["name"].split()[1]
        return d, person, record, True
    if kind == "married, known":
        if not person["earlier"]:
            return None
        d["surname"] = r.choice([person["earlier"][0], f"{person['surname']} {person['earlier'][0]}",
                                 f"{person['earlier'][0]}-{person['surname']}"])
        return d, person, record, True
    if kind == "married, unknown":
        if person["sex"] != "F":
            return None
        d["surname"] = r.choice([s for s in SURNAMES if s != person["surname"]])
        return d, person, record, True
    if kind == "names exchanged":
        d["surname"], d["name"] = d["name"], d["surname"]
        return d, person, record, True
    if kind in ("slip in surname", "slip in name", "slip in place", "slip in programme", "two slips"):
        fields = {"slip in surname": ["surname"], "slip in name": ["name"], "slip in place": ["birth_place"],
                  "slip in programme": ["programme"], "two slips": r.sample(["surname", "name", "birth_place", "programme"], 2)}
        for field in fields[kind]:
            changed = slip(r, d[field])
            if changed is None:
                return None
            d[field] = changed
        return d, person, record, True
    if kind == "synonym, abbreviation, class":
        if record["holding"] == "qualified":
            return None
        italian, choices = record["titles"][0], list(record["synonyms"])
        choices += [f"Laurea in {italian}", f"Corso di laurea in {italian} - {record['class_code']}"]
        if record["class_code"]:
            choices += [f"{italian} ({record['class_code']})", record["class_code"], f"{record['class_code'].lower()} {italian}"]
        for long, short in (("Ingegneria", "Ing."), ("Scienze", "Sc."), ("Economia", "Econ."), ("Tecnologie", "Tecn.")):
            if long in italian:
                choices.append(italian.replace(long, short))
        d["programme"] = r.choice(choices)
        return d, person, record, True
    if kind == "English title":
        d["programme"] = r.choice([record["titles"][1], f"Master of Science in {record['titles'][1]}", record["titles"][1].upper()])
        d["birth_place"] = ENGLISH_PLACES.get(d["birth_place"], d["birth_place"])
        return d, person, record, True
    if kind == "other script or transliteration":
        ways = {"ü": "ue", "ö": "oe", "ä": "ae", "Müller": "Mueller", "Mohamed": "Muhammad", "Youssef": "Yusuf", "Yuliya": "Iuliia",
                "Nataliya": "Natalia", "Shehu": "Shehou", "Al-Masri": "Almasri", "El Khoury": "Al-Khoury"}
        before = (d["surname"], d["name"])
        d["surname"] = CYRILLIC.get(d["surname"], d["surname"])
        if d["surname"] == before[0]:
            for long, short in ways.items():
                d["surname"], d["name"] = d["surname"].replace(long, short), d["name"].replace(long, short)
        return None if (d["surname"], d["name"]) == before else (d, person, record, True)
    born = datetime.date.fromisoformat(person["birth_day"])
    if kind == "day and month exchanged":
        if born.day > 12 or born.day == born.month:
            return None
        d["birth_day"] = born.replace(day=born.month, month=born.day).isoformat()
        return d, person, record, True
    if kind == "slip in birth day":
        d["birth_day"] = born.replace(year=born.year + r.choice([-1, 1, 10])).isoformat() if (born.month, born.day) != (2, 29) \
            else born.replace(day=28).isoformat()
        return d, person, record, True
    if kind == "unknown person":
        stranger = world.person()
        return declare(r, stranger, record), stranger, record, False
    same_name = {own["titles"][0] for own in person["records"]}
    if kind == "wrong programme":
        others = [p for p in PROGRAMMES if p[0] not in same_name and p[3] != record["class_code"]]
        if record["holding"] == "qualified":
            title = r.choice([q for q in QUALIFICATIONS if q[0] not in same_name])
            d["programme"] = r.choice(title)
        else:
            other = r.choice(others)
            d["programme"], d["level"] = r.choice(other[:2]), other[4] if r.random() < 0.5 else d["level"]
        return d, person, record, False
    if kind == "wrong level":
        levels = {own["level"] for own in person["records"]}
        wrong = {"first": ["second", "single-cycle", "doctorate"], "second": ["doctorate", "second-level-master"],
                 "single-cycle": ["doctorate", "first"], "previous-order": ["second-level-master", "doctorate"]}
        choices = [level for level in wrong.get(record["level"], []) if level not in levels]
        if not choices:
            return None
        d["level"] = r.choice(choices)
        return d, person, record, False
    if kind == "wrong birth day":
        d["birth_day"] = apart(r, d["birth_day"])
        if r.random() < 0.7:
            d.pop("fiscal_code", None)
            d.pop("student_number", None)
        return d, person, record, False
    if kind == "wrong day of award":
        if not record["awarded_on"] or d["kind"] == "enrolment":
            return None
        d["awarded"] = apart(r, record["awarded_on"])
        return d, person, record, False
    if kind == "wrong mark":
        if d["kind"] != "degree":
            return None
        points = record["mark"]["points"]
        d["mark"] = {"points": r.choice([p for p in range(90, 111) if p != points]), "out_of": 110, "honours": False}
        if points == 110:
            return None
        return d, person, record, False
    if kind == "no title yet":
        if record["holding"] != "career":
            return None
        return declare(r, person, record, kind="degree"), person, record, False
    if kind == "wrong examination":
        if d["kind"] != "enrolment":
            return None
        has = {exam["titles"][0] for own in person["records"] for exam in own["exams"]}
        title = r.choice([exam for exam in EXAMS if exam[0] not in has])
        d["exams"] = d.get("exams", []) + [{"title": title[0], "mark": {"points": 28, "out_of": 30}}]
        return d, person, record, False
    if kind == "similar surname claims other's":
        pairs = [(a, b) for a in SURNAMES for b in SURNAMES if a != b and len(a) == len(b) and sum(x != y for x, y in zip(a, b)) == 1]
        near = [b for a, b in pairs if a == person["birth_surname"]]
        if not near or person["earlier"]:
            return None
        surname = r.choice(near)
        place, belfiore = r.choice([p for p in PLACES if p[0] not in person["places"]])
        other = world.same_birth(person, surname=surname, birth_surname=surname, places=[place], belfiore=belfiore)
        d = declare(r, other, record)
        d.pop("student_number", None)
        return d, other, record, False
    if kind == "other kind":
        if record["holding"] == "qualified" or any(own["holding"] == "qualified" for own in person["records"]):
            return None
        d.update(kind="qualification", programme=r.choice(QUALIFICATIONS)[0])
        return d, person, record, False
    raise SystemExit(f"unknown kind {kind}")


def main():
    seed = sys.argv[1] if len(sys.argv) > 1 else "1"
    cases = int(sys.argv[2]) if len(sys.argv) > 2 else 12000
    size = int(sys.argv[3]) if len(sys.argv) > 3 else 20000
    world = World(seed, size)
    out = sys.stdout
    names = sorted({name for p in PROGRAMMES for name in (p[0], p[1], *p[2])} | {name for q in QUALIFICATIONS for name in q})
    out.write(json.dumps({"programmes": names}) + "\n")
    for person in world.people:
        out.write(json.dumps({"person": {
            "id": f"p{person['index']}", "surname": person["surname"], "earlier_surnames": person["earlier"],
            "name": person["name"], "birth_day": person["birth_day"], "birth_places": person["places"],
            "fiscal_codes": [person["code"]], "records": person["records"]}}) + "\n")
    kinds, weights = zip(*MIX)
    made = 0
    while made < cases:
        kind = world.r.choices(kinds, weights)[0]
        found = None
        for _ in range(2000):
            found = case(world, kind)
            if found:
                break
        if not found:
            raise SystemExit(f"nobody fits {kind}")
        declared, person, record, true = found
        assert true == (kind in TRUE), kind
        out.write(json.dumps({"case": {"kind": kind, "true": true, "record": record["id"] if true else None,
                                       "person": None if person["index"] is None else f"p{person['index']}",
                                       "declared": declared}}) + "\n")
        made += 1


main()

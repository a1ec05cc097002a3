//! People for the tests of other rooms: `people::testing::person(&world).named("Anna", "Rossi").create().await`, then
//! `world.person(&anna.id)` signs in.

#![expect(clippy::expect_used, reason = "tests stop where they fail")]

use kernel::{Day, FiscalCode, Gender, Language, PersonData};
use platform::{
    Actor,
    files::{Examined, Kept},
    testing::World,
};

use crate::{NewAddress, NewPerson, PersonRef, PersonalData, Phones, Sample, owner, sample_document, seed};

/// The smallest bytes that the tests' examiner takes for a PDF.
pub const PDF: &[u8] = b"%PDF-1.7\n%%EOF\n";

/// A person about to be made: a woman born in Milan, with fiscal code, documents, address and telephone.
pub struct Builder<'a> {
    world: &'a World,
    id: Option<String>,
    name: String,
    surname: String,
    email: Option<String>,
    language: Language,
    foreign: bool,
    document: bool,
    tax_code_scan: bool,
}

/// A person in a world.
pub fn person(world: &World) -> Builder<'_> {
    Builder {
        world,
        id: None,
        name: "Anna".to_owned(),
        surname: "Rossi".to_owned(),
        email: None,
        language: Language::En,
        foreign: false,
        document: true,
        tax_code_scan: true,
    }
}

impl Builder<'_> {
    /// With this identifier, which is the account's too.
    pub fn id(mut self, id: &str) -> Self {
        self.id = Some(id.to_owned());
        self
    }

    /// With these names.
    pub fn named(mut self, name: &str, surname: &str) -> Self {
        (self.name, self.surname) = (name.to_owned(), surname.to_owned());
        self
    }

    /// With this address; otherwise one is made from the names.
    pub fn email(mut self, email: &str) -> Self {
        self.email = Some(email.to_owned());
        self
    }

    /// Reading this language.
    pub fn speaks(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// Born in France, living there, without an Italian fiscal code.
    pub fn foreign(mut self) -> Self {
        (self.foreign, self.tax_code_scan) = (true, false);
        self
    }

    /// Without an identity document: registration is not complete.
    pub fn without_document(mut self) -> Self {
        self.document = false;
        self
    }

    /// Without the scan of the tax code.
    pub fn without_tax_code_scan(mut self) -> Self {
        self.tax_code_scan = false;
        self
    }

    /// Makes the person. Each one is born a day after the one before, so that fiscal codes differ.
    pub async fn create(self) -> PersonRef {
        let house = &self.world.house;
        let before = self.world.count("select count(*) from person").await;
        let id = self.id.clone().unwrap_or_else(|| house.dice().id(house.clock().now()));
        let today: Day = house.clock().today().into();
        let document = if self.document {
            Some((sample_document(today, "CA00000AA"), self.keep(&id).await))
        } else {
            None
        };
        let tax_code_scan = if self.tax_code_scan { Some(self.keep(&id).await) } else { None };
        let sample = Sample { id, person: self.new_person(before, today), document, tax_code_scan };
        let mut tx = house.begin_as(Actor::Operator, "test").await.expect("a transaction");
        let person = seed(&mut tx, sample).await.expect("a person");
        tx.commit().await.expect("commit");
        person
    }

    async fn keep(&self, id: &str) -> Kept {
        let scan = Examined {
            bytes: PDF.into(),
            name: "scan.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            pages: 1,
        };
        let house = &self.world.house;
        house.files().keep(house, &owner(id), scan).await.expect("a kept file")
    }

    fn new_person(&self, before: i64, today: Day) -> NewPerson {
        let email = self.email.clone().unwrap_or_else(|| {
            let local = kernel::text::fold(&format!("{}.{}", self.name, self.surname)).replace(' ', ".");
            format!("{local}@personal.example")
        });
        NewPerson {
            personal: self.personal(i32::try_from(before).unwrap_or(0)),
            email: email.parse().expect("an e-mail address"),
            language: self.language,
            phones: Phones { mobile: "+39333123456".parse().ok(), ..Phones::default() },
            residence: Some(self.residence(today)),
            contact: None,
        }
    }

    fn personal(&self, before: i32) -> PersonalData {
        let first = Day::new(1998, 5, 10).expect("a day");
        let birth_day = first.plus_days(before).expect("a day");
        let code = FiscalCode::compute(&PersonData {
            name: &self.name,
            surname: &self.surname,
            gender: Gender::F,
            birth_day,
            place_belfiore: Some("F205"),
        });
        let country = if self.foreign { "FR" } else { "IT" };
        PersonalData {
            surname: self.surname.parse().expect("a surname"),
            name: self.name.parse().expect("a name"),
            gender: Gender::F,
            birth_day,
            birth_country: country.to_owned(),
            birth_place: (!self.foreign).then(|| "F205".to_owned()),
            birth_place_name: if self.foreign { "Lyon" } else { "Milano" }.to_owned(),
            citizenship: country.to_owned(),
            fiscal_code: code.filter(|_| !self.foreign),
        }
    }

    fn residence(&self, today: Day) -> NewAddress {
        let italian = NewAddress {
            country: "IT".to_owned(),
            province: Some("MI".to_owned()),
            town: "Milano".to_owned(),
            town_code: Some("F205".to_owned()),
            postcode: "20133".to_owned(),
            street: "Via Roma".to_owned(),
            number: "1".to_owned(),
            district: None,
            care_of: None,
            from: today.plus_months(-12).unwrap_or(today),
        };
        if !self.foreign {
            return italian;
        }
        NewAddress {
            country: "FR".to_owned(),
            province: None,
            town: "Lyon".to_owned(),
            town_code: None,
            postcode: "69001".to_owned(),
            street: "Rue de la République".to_owned(),
            ..italian
        }
    }
}

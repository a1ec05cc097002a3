use super::*;

fn student() -> BillingTyped {
    BillingTyped {
        holder: "student".into(),
        fiscal_code: "rssmra85t10a562s".into(),
        address: "Via delle Prove, 1".into(),
        city: "Roma (RM)".into(),
        postcode: "00100".into(),
        email: "anna@example.org".into(),
        telephone: "+39 06 1234567".into(),
        ..BillingTyped::default()
    }
}

fn company() -> BillingTyped {
    BillingTyped {
        holder: "company".into(),
        name: "Ditta Rossi S.r.l.".into(),
        vat_number: "IT 12345678903".into(),
        fiscal_code: "12345678903".into(),
        recipient_code: "abc1234".into(),
        ..student()
    }
}

#[track_caller]
fn check(change: impl FnOnce(&mut BillingTyped), form: BillingTyped, expected: &[(&str, &str)]) {
    let mut form = form;
    change(&mut form);
    let faults = match form.check("Anna Rossi") {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(|fault| (fault.field.to_string(), fault.code)).collect(),
    };
    let faults: Vec<_> = faults.iter().map(|(field, code)| (field.as_str(), *code)).collect();
    assert_eq!(faults, expected);
}

#[test]
fn a_student_is_invoiced_under_their_own_name() {
    let billing = student().check("Anna Rossi").unwrap();
    assert_eq!((billing.name.as_str(), billing.fiscal_code.as_str()), ("Anna Rossi", "RSSMRA85T10A562S"));
    check(|form| form.name = "Somebody else".into(), student(), &[]);
}

#[test]
fn who_has_no_fiscal_code_ticks_the_box_or_writes_ten_zeros() {
    check(|form| form.fiscal_code = "0000000000".into(), student(), &[]);
    check(|form| (form.fiscal_code, form.no_fiscal_code) = (String::new(), "yes".into()), student(), &[]);
    check(|form| form.fiscal_code = String::new(), student(), &[("fiscal_code", "required")]);
    check(|form| form.fiscal_code = "000000000".into(), student(), &[("fiscal_code", "malformed")]);
    check(|form| form.no_fiscal_code = "yes".into(), student(), &[("fiscal_code", "fiscal-code-and-none")]);
    check(|form| form.fiscal_code = "RSSMRA85T10A562T".into(), student(), &[("fiscal_code", "check-digit")]);
}

#[test]
fn what_stands_in_the_part_for_vat_holders_does_not_count_for_a_person() {
    for holder in ["student", "other-person"] {
        let form = BillingTyped {
            holder: holder.into(),
            name: "Bruno Verdi".into(),
            vat_number: "12345678904".into(),
            recipient_code: "ABC1234".into(),
            certified_email: "not an address".into(),
            ..student()
        };
        let billing = form.check("Anna Rossi").unwrap();
        let kept = [billing.vat_number, billing.recipient_code, billing.certified_email];
        assert_eq!(kept, ["", "", ""], "{holder}");
    }
}

#[test]
fn a_company_has_a_vat_number_and_says_where_its_invoices_go() {
    check(|_| {}, company(), &[]);
    check(|form| form.vat_number = String::new(), company(), &[("vat_number", "required")]);
    check(|form| form.vat_number = "12345678904".into(), company(), &[("vat_number", "check-digit")]);
    check(
        |form| form.recipient_code = String::new(),
        company(),
        &[("recipient_code", "code-or-certified-email")],
    );
    check(
        |form| (form.recipient_code, form.certified_email) = (String::new(), "a@pec.example.org".into()),
        company(),
        &[],
    );
    check(|form| form.recipient_code = "ABC123".into(), company(), &[("recipient_code", "recipient-code")]);
    check(
        |form| {
            form.vat_number = "DE 123456789".into();
            form.recipient_code = String::new();
            form.fiscal_code = "0000000000".into();
        },
        company(),
        &[],
    );
}

#[test]
fn a_public_body_has_a_fiscal_code_of_its_own() {
    let body = || BillingTyped { holder: "public-body".into(), name: "Comune di Prova".into(), ..student() };
    check(|form| form.fiscal_code = "80213750583".into(), body(), &[]);
    check(|form| form.fiscal_code = "0000000000".into(), body(), &[("fiscal_code", "required")]);
    check(|_| {}, body(), &[("fiscal_code", "fiscal-code-of-body")]);
    check(
        |form| (form.fiscal_code, form.recipient_code) = ("80213750583".into(), "UFABC1".into()),
        body(),
        &[],
    );
}

#[test]
fn an_empty_form_is_told_everything_at_once() {
    let required = ["holder", "name", "fiscal_code", "address", "city", "postcode", "email", "telephone"];
    check(|_| {}, BillingTyped::default(), &required.map(|field| (field, "required")));
}

#[test]
fn no_field_takes_what_it_should_not() {
    for (typed, code) in [
        ("x".repeat(500), "too-long"),
        ("a\u{202e}b".into(), "forbidden-characters"),
        ("a\u{fffd}b".into(), "forbidden-characters"),
    ] {
        check(|form| form.address = typed.clone(), student(), &[("address", code)]);
        check(|form| form.city = typed.clone(), student(), &[("city", code)]);
        assert!(BillingTyped { postcode: typed.clone(), ..student() }.check("A").is_err());
        assert!(BillingTyped { email: typed.clone(), ..student() }.check("A").is_err());
        assert!(BillingTyped { telephone: typed.clone(), ..student() }.check("A").is_err());
        assert!(BillingTyped { fiscal_code: typed.clone(), ..student() }.check("A").is_err());
        assert!(BillingTyped { vat_number: typed.clone(), ..company() }.check("A").is_err());
        assert!(BillingTyped { recipient_code: typed.clone(), ..company() }.check("A").is_err());
        assert!(BillingTyped { certified_email: typed.clone(), ..company() }.check("A").is_err());
        assert!(BillingTyped { holder: typed, ..student() }.check("A").is_err());
    }
    check(|form| form.city = "Łódź 王 😀".into(), student(), &[]);
}

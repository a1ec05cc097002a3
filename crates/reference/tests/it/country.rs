use kernel::{Language, text::fold};
use reference::{countries, country};

#[test]
fn countries_are_listed_in_the_order_of_the_language_with_italy_first() {
    for language in Language::ALL {
        let names: Vec<_> = countries(language).iter().map(|country| country.name(language)).collect();
        assert!(names.len() >= 249, "{}", names.len());
        assert_eq!(names[0], language.pick("Italia", "Italy"));
        assert!(names[1..].is_sorted_by_key(|name| fold(name)), "{language}");
    }
}

#[test]
fn a_country_has_two_names_a_code_for_fiscal_codes_and_says_whether_it_has_citizens() {
    let check = |code: &str, italian: &str, english: &str, belfiore: Option<&str>, citizenship: bool| {
        let country = country(code).unwrap();
        assert_eq!(country.name(Language::It), italian);
        assert_eq!(country.name(Language::En), english);
        assert_eq!(country.belfiore, belfiore, "{code}");
        assert_eq!(country.citizenship, citizenship, "{code}");
    };
    check("IT", "Italia", "Italy", None, true);
    check("FR", "Francia", "France", Some("Z110"), true);
    check("GB", "Regno Unito", "United Kingdom", Some("Z114"), true);
    check("US", "Stati Uniti d'America", "United States of America", Some("Z404"), true);
    check("CN", "Cina", "China", Some("Z210"), true);
    check("XK", "Kosovo", "Kosovo", Some("Z160"), true);
    check("GL", "Groenlandia", "Greenland", Some("Z402"), false);
    assert_eq!(country("it"), None);
    assert_eq!(country("ZZ"), None);
    assert!(country("GB").unwrap().other_names().any(|name| name == "Great Britain"));
}

#[test]
fn no_code_is_given_twice() {
    let mut codes: Vec<_> = countries(Language::It).iter().filter_map(|country| country.belfiore).collect();
    let before = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), before);
    assert!(before >= 200, "{before}");
}

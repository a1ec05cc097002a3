#[test]
fn both_languages_say_the_same_keys() {
    for (italian, english) in enrolment::capability().texts {
        assert_eq!(platform::texts::keys(italian), platform::texts::keys(english));
    }
}

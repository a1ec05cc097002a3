//! Writes what was typed into a form of a page that is drawn already. It reads the mark-up of our own macros
//! (`fields.html`), in which every attribute stands in double quotes and no value holds an angle bracket.

/// The page with the form of an address filled in; `None` when the page has no such form. Of several forms of one
/// address, the one whose hidden fields were sent is meant.
pub(super) fn refill(html: &str, action: &str, typed: &[(String, String)]) -> Option<String> {
    let mut best: Option<(usize, &str)> = None;
    for (start, _) in html.match_indices("<form ") {
        let form = html.get(start..)?.split("</form>").next()?;
        let head = form.split('>').next()?;
        let is_it = attribute(head, "method") == Some("post")
            && attribute(head, "action").is_some_and(|there| unescape(there) == action);
        if !is_it {
            continue;
        }
        let score = tags(form).filter(|tag| is_sent_hidden(tag, typed)).count();
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, form));
        }
    }
    let (_, form) = best?;
    let (before, after) = html.split_once(form)?;
    Some([before, &filled(form, typed), after].concat())
}

fn tags(form: &str) -> impl Iterator<Item = &str> {
    form.split('<').filter_map(|part| part.split('>').next())
}

fn is_sent_hidden(tag: &str, typed: &[(String, String)]) -> bool {
    tag.starts_with("input ")
        && attribute(tag, "type") == Some("hidden")
        && attribute(tag, "name").is_some_and(|name| {
            let value = attribute(tag, "value").map(unescape).unwrap_or_default();
            typed.iter().any(|(key, typed)| key == name && *typed == value)
        })
}

fn filled(form: &str, typed: &[(String, String)]) -> String {
    let value_of = |name: &str| typed.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let mut out = String::with_capacity(form.len().saturating_add(256));
    let mut select: Option<(&str, bool)> = None;
    let mut area = false;
    for (at, part) in form.split('<').enumerate() {
        if at == 0 {
            out.push_str(part);
            continue;
        }
        // A text that was typed before stands between the tags of a textarea: what was typed takes its place.
        let (tag, rest) = part.split_once('>').unwrap_or((part, ""));
        let kind = tag.split(' ').next().unwrap_or_default();
        out.push('<');
        match kind {
            "input" => out.push_str(&input(tag, typed)),
            "option" => {
                let value = attribute(tag, "value").map(unescape).unwrap_or_default();
                let plain = tag.replace(" selected", "");
                match &mut select {
                    Some((chosen, found)) if !*found && *chosen == value => {
                        *found = true;
                        out.push_str(&plain);
                        out.push_str(" selected");
                    }
                    Some(_) => out.push_str(&plain),
                    None => out.push_str(tag),
                }
            }
            "/select" => {
                if let Some((chosen, false)) = select.take()
                    && !chosen.is_empty()
                {
                    // A list that depends on another choice does not offer it yet.
                    let chosen = escape(chosen);
                    out.push_str(&format!("option value=\"{chosen}\" selected>{chosen}</option><"));
                }
                out.push_str(tag);
            }
            _ => out.push_str(tag),
        }
        out.push('>');
        let name = attribute(tag, "name");
        if kind == "select" {
            select = name.and_then(value_of).map(|chosen| (chosen, false));
        }
        match (kind, name.and_then(value_of)) {
            ("textarea", Some(value)) => {
                area = true;
                out.push('\n');
                out.push_str(&escape(value));
            }
            ("/textarea", _) => {
                area = false;
                out.push_str(rest);
            }
            _ if area => {}
            _ => out.push_str(rest),
        }
    }
    out
}

fn input(tag: &str, typed: &[(String, String)]) -> String {
    let Some(name) = attribute(tag, "name") else { return tag.to_owned() };
    let sent = |value: &str| typed.iter().any(|(key, typed)| key == name && typed == value);
    let first = typed.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    match attribute(tag, "type").unwrap_or("text") {
        "password" | "file" | "submit" => tag.to_owned(),
        "checkbox" | "radio" => {
            let plain = tag.replace(" checked", "");
            let value = attribute(tag, "value").map(unescape).unwrap_or_default();
            if sent(&value) { format!("{plain} checked") } else { plain }
        }
        // The version that was read stays, so that a change in another window is noticed; a combo box has its choice
        // in a hidden field.
        "hidden" if name != "version" && !tag.contains(" data-combo-value") => tag.to_owned(),
        _ => first.map_or_else(|| tag.to_owned(), |value| with_value(tag, value)),
    }
}

fn with_value(tag: &str, value: &str) -> String {
    let value = escape(value);
    match attribute(tag, "value") {
        Some(old) => tag.replacen(&format!(" value=\"{old}\""), &format!(" value=\"{value}\""), 1),
        None => format!("{tag} value=\"{value}\""),
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

fn escape(text: &str) -> String {
    text.replace('&', "&#38;")
        .replace('<', "&#60;")
        .replace('>', "&#62;")
        .replace('"', "&#34;")
        .replace('\'', "&#39;")
}

fn unescape(text: &str) -> String {
    [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&"), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (code, letter)| text.replace(code, letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
        list.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn each_kind_of_field_shows_what_was_typed() {
        let page = "<p>before</p><form method=\"post\" action=\"/a?b=1&#38;c=2\" novalidate>\
            <input type=\"hidden\" name=\"form_key\" value=\"new\"><input type=\"hidden\" name=\"version\" value=\"9\">\
            <label for=\"t\">T</label><input type=\"text\" name=\"t\" value=\"old\"><input type=\"email\" name=\"m\" value=\"\">\
            <input type=\"password\" name=\"p\" value=\"\"><input type=\"checkbox\" value=\"yes\" checked id=\"c\" name=\"c\">\
            <input type=\"radio\" name=\"r\" value=\"1\" checked><input type=\"radio\" name=\"r\" value=\"2\">\
            <textarea name=\"w\">\nold words</textarea><select name=\"s\"><option value=\"\">-</option>\
            <option value=\"a\" selected>A</option><option value=\"b\">B</option></select>\
            <select name=\"x\"><option value=\"\">-</option></select><button>Go</button></form><p>after</p>";
        let typed = pairs(&[
            ("form_key", "old"),
            ("version", "7"),
            ("t", "<b>\"&'"),
            ("m", "a@b"),
            ("p", "secret"),
            ("r", "2"),
            ("w", "new <i>words"),
            ("s", "b"),
            ("x", "BG"),
        ]);
        let shown = refill(page, "/a?b=1&c=2", &typed).unwrap();
        for there in [
            "<p>before</p>",
            "name=\"form_key\" value=\"new\"",
            "name=\"version\" value=\"7\"",
            "name=\"t\" value=\"&#60;b&#62;&#34;&#38;&#39;\"",
            "name=\"m\" value=\"a@b\"",
            "name=\"p\" value=\"\"",
            "<input type=\"checkbox\" value=\"yes\" id=\"c\" name=\"c\">",
            "<input type=\"radio\" name=\"r\" value=\"1\"><input type=\"radio\" name=\"r\" value=\"2\" checked>",
            "<textarea name=\"w\">\nnew &#60;i&#62;words</textarea>",
            "<option value=\"a\">A</option><option value=\"b\" selected>B</option></select>",
            "<option value=\"BG\" selected>BG</option></select>",
            "<button>Go</button></form><p>after</p>",
        ] {
            assert!(shown.contains(there), "{there}\n{shown}");
        }
        assert_eq!(refill(page, "/other", &typed), None);
    }

    #[test]
    fn of_two_forms_of_one_address_the_one_that_was_sent_is_filled() {
        let form = |kind: &str| {
            format!(
                "<form method=\"post\" action=\"/papers\"><input type=\"hidden\" name=\"kind\" value=\"{kind}\">\
                 <input type=\"text\" name=\"note\" value=\"\"></form>"
            )
        };
        let page = [form("a"), form("b")].concat();
        let shown = refill(&page, "/papers", &pairs(&[("kind", "b"), ("note", "x")])).unwrap();
        assert_eq!(
            shown,
            [form("a"), form("b").replace("name=\"note\" value=\"\"", "name=\"note\" value=\"x\"")].concat()
        );
    }
}

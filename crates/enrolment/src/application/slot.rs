//! A place for a paper on a page: its label, why it is there, the file that is in it, "Upload/Replace" and "Open".

use kernel::FaultCode;
use platform::{
    House,
    web::{
        Shell,
        field::{CurrentFile, Field},
    },
};

use super::{
    dossier::Dossier,
    frame::is_asked,
    items::Part,
    paper::Paper,
    papers::{Kind, Wanted},
    title::Title,
};

/// A place for a paper.
pub struct Slot {
    /// The file box.
    pub file: Field,
    /// Code of its kind.
    pub kind: &'static str,
    /// The title it belongs to; empty for none.
    pub title: String,
    /// It can be uploaded or replaced now.
    pub open: bool,
    /// Words of the button.
    pub button: String,
    /// What the paper is, where it comes from and what to do while it is on its way; empty where its name says it all.
    pub about: Vec<String>,
}

/// The places of a title: the papers that prove it, those that the office asked for, and those that are there.
pub fn of_title(
    house: &House,
    shell: &Shell,
    dossier: &Dossier,
    title: &Title,
    refused: Option<(&str, FaultCode)>,
) -> Vec<Slot> {
    let wanted = title.proof(house.config().terms.anis_first_year).papers();
    let asked = Kind::ALL.into_iter().filter(|kind| {
        let named = format!("paper:{}:{}", kind.code(), title.id);
        dossier.correction.iter().flat_map(|correction| &correction.items).any(|item| item.code == named)
    });
    let extra: Vec<Wanted> = asked
        .filter(|kind| !wanted.iter().any(|one| one.kind == *kind))
        .map(|kind| Wanted { kind, required: true })
        .collect();
    wanted
        .iter()
        .chain(&extra)
        .map(|one| slot(house, shell, dossier, *one, Some(&title.id), refused))
        .collect()
}

/// The place of the visa or residence permit, for who needs one.
pub fn permit(
    house: &House,
    shell: &Shell,
    dossier: &Dossier,
    refused: Option<(&str, FaultCode)>,
) -> Option<Slot> {
    let wanted = Wanted { kind: Kind::ResidencePermit, required: true };
    let asked = is_asked(dossier, &Part::Paper(Kind::ResidencePermit.code(), None));
    (dossier.needs_permit() || asked).then(|| slot(house, shell, dossier, wanted, None, refused))
}

fn slot(
    house: &House,
    shell: &Shell,
    dossier: &Dossier,
    wanted: Wanted,
    title: Option<&str>,
    refused: Option<(&str, FaultCode)>,
) -> Slot {
    let kind = wanted.kind;
    let there = dossier.paper(kind, title);
    let types = if kind.may_be_a_scan() { "application/pdf,image/jpeg,image/png" } else { "application/pdf" };
    let label = shell.t(&kind.key());
    let label =
        if wanted.required { label } else { format!("{label} ({})", shell.t("application-optional")) };
    let mut file = Field::new("file", label)
        .id(kind.code())
        .hint(shell.t(&format!("{}-hint", kind.key())))
        .accept(types, house.config().files.max_bytes)
        .current(there.map(|paper| current(dossier, paper)));
    if wanted.required {
        file = file.required();
    }
    if let Some((_, code)) = refused.filter(|(slot, _)| *slot == kind.code()) {
        file = file.fault(Some(shell.t(&format!("fault-{code}"))));
    }
    let open = dossier.may_edit(&Part::Paper(kind.code(), title));
    Slot {
        file: if open { file } else { file.readonly() },
        kind: kind.code(),
        title: title.unwrap_or("").to_owned(),
        open,
        button: shell.t("application-upload-replace"),
        about: if open { about(shell, dossier, kind) } else { Vec::new() },
    }
}

/// The paper that nobody has at home: who issues it, how long that takes, and whom to ask when it has not come in time.
fn about(shell: &Shell, dossier: &Dossier, kind: Kind) -> Vec<String> {
    if kind != Kind::Comparability {
        return Vec::new();
    }
    let office = &dossier.programme.details.secretariat;
    let whom = format!("{}, {}", office.name, office.email);
    vec![
        shell.t("paper-comparability-what"),
        shell.t("paper-comparability-when"),
        shell.t1("paper-comparability-late", "whom", whom),
    ]
}

/// A file that is there.
pub fn current(dossier: &Dossier, paper: &Paper) -> CurrentFile {
    CurrentFile {
        href: dossier.path(&format!("papers/{}", paper.id)),
        name: paper.name.clone(),
        detail: Some(format!("{} · {}", size(paper.size), day_of(&paper.uploaded_at))),
    }
}

/// A size as people read it.
pub fn size(bytes: i64) -> String {
    if bytes < 1024 * 1024 {
        format!("{} kB", bytes.saturating_add(1023).div_euclid(1024))
    } else {
        let tenths = bytes.saturating_mul(10).div_euclid(1024 * 1024);
        format!("{}.{} MB", tenths.div_euclid(10), tenths.rem_euclid(10))
    }
}

/// The day of a stored instant, as people read it.
pub fn day_of(stored: &str) -> String {
    kernel::Day::from(platform::clock::day_of(platform::clock::instant(stored))).to_string()
}

use askama::Template;
use axum::extract::State;
use kernel::Faults;
use platform::{
    House, Stop,
    web::{
        Applicant, Own, Owned, Page, Params, Queried, Shell, Uploaded,
        field::{Action, Cell, Fact, FieldFault, Head, Table},
    },
};

use super::{Answer, Sent, ctx, frame, summary_of, today};
use crate::{
    back::Back,
    blocks::{Links, document_cells, document_table},
    document::{self, DocumentChecked, IdentityDocument},
    form::{DocumentFields, DocumentTyped, check_document},
};

/// An identity document of the person's own.
pub struct OwnDocument(IdentityDocument);

impl Owned for OwnDocument {
    const OBJECT: &'static str = "identity-document";
    async fn load(house: &House, params: &Params, account_id: &str) -> Result<Option<Self>, Stop> {
        let mut conn = house.db().read().await?;
        let documents = document::documents(&mut conn, account_id).await?;
        Ok(documents.into_iter().find(|document| document.id == params.get("id")).map(OwnDocument))
    }
}

#[derive(Template)]
#[template(path = "pages/documents.html")]
pub struct List {
    shell: Shell,
    current: Option<Table>,
    former: Option<Table>,
    add: String,
    back: String,
}

/// The identity documents, with those that were replaced.
pub async fn list(
    who: Applicant,
    State(house): State<House>,
    Queried(back): Queried<Back>,
) -> Result<Page<List>, Stop> {
    let mut conn = house.db().read().await?;
    let documents = document::documents(&mut conn, &who.session.account_id).await?;
    drop(conn);
    let shell = frame(&house, &who, "profile-documents", &back);
    let (former, current): (Vec<_>, Vec<_>) =
        documents.into_iter().partition(|document| document.replaced_at.is_some());
    Ok(Page::ok(List {
        current: table(&house, &shell, &back, "profile-documents", &current, true),
        former: table(&house, &shell, &back, "document-former", &former, false),
        add: back.through("/profile/documents/new"),
        back: back.href().to_owned(),
        shell,
    }))
}

fn table(
    house: &House,
    shell: &Shell,
    back: &Back,
    caption: &str,
    documents: &[IdentityDocument],
    managed: bool,
) -> Option<Table> {
    let (voice, links) = (shell.voice(), Links::own(back.href()));
    let mut table = document_table(voice, caption);
    if managed {
        table.heads.push(Head::new(voice.say("shell-actions")));
    }
    for document in documents {
        let mut cells = document_cells(voice, document, today(house), &links);
        if managed {
            let of = format!("{} {}", voice.say(&document.kind.text_key()), document.number);
            let href = back.through(&format!("/profile/documents/{}", document.id));
            cells.push(Cell::Actions(vec![Action::link(voice.say("shell-manage"), of, href)]));
        }
        table = table.row(cells);
    }
    (!documents.is_empty()).then_some(table)
}

#[derive(Template)]
#[template(path = "pages/document.html")]
pub struct DocumentPage {
    shell: Shell,
    intro: String,
    former: Vec<Fact>,
    can_send: bool,
    action: String,
    back: String,
    fields: DocumentFields,
    faults: Vec<FieldFault>,
}

/// The form of a document to add.
pub async fn new(
    who: Applicant,
    State(house): State<House>,
    Queried(back): Queried<Back>,
) -> Result<Page<DocumentPage>, Stop> {
    Ok(Page::ok(add_page(&house, &who, &back, &DocumentTyped::default(), &Faults::new())))
}

/// Adds a document.
pub async fn add(
    who: Applicant,
    State(house): State<House>,
    Queried(back): Queried<Back>,
    form: Uploaded<DocumentTyped>,
) -> Sent<DocumentPage> {
    let typed = &form.form.typed;
    let (said, scan) = match check_document(&house, &ctx(&house), typed, form.file("scan")).await? {
        Ok(checked) => checked,
        Err(faults) => return Ok(Answer::again(add_page(&house, &who, &back, typed, &faults))),
    };
    let id = &who.session.account_id;
    let kept = house.files().keep(&house, &document::owner(id), scan).await?;
    let mut tx = house.begin_once(&who, form.form.once.clone()).await?;
    document::save_document(&mut tx, id, &said, &kept).await?;
    tx.go(back.through_done("/profile/documents", "document-added")).await.map(Answer::Go)
}

/// A document, and the form of the one that takes its place.
pub async fn manage(
    own: Own<OwnDocument>,
    State(house): State<House>,
    Queried(back): Queried<Back>,
) -> Result<Page<DocumentPage>, Stop> {
    Ok(Page::ok(manage_page(&house, &own, &back, &DocumentTyped::default(), &Faults::new())))
}

/// Puts a document in the place of another.
pub async fn replace(
    own: Own<OwnDocument>,
    State(house): State<House>,
    Queried(back): Queried<Back>,
    form: Uploaded<DocumentTyped>,
) -> Sent<DocumentPage> {
    let typed = &form.form.typed;
    let again = |faults: &Faults| Ok(Answer::again(manage_page(&house, &own, &back, typed, faults)));
    let (said, scan): (DocumentChecked, _) =
        match check_document(&house, &ctx(&house), typed, form.file("scan")).await? {
            Ok(checked) => checked,
            Err(faults) => return again(&faults),
        };
    let id = &own.session.account_id;
    let kept = house.files().keep(&house, &document::owner(id), scan).await?;
    let mut tx = house.begin_once(&own, form.form.once.clone()).await?;
    if document::replace_document(&mut tx, id, &own.it.0.id, &said, &kept).await?.is_none() {
        drop(tx);
        let mut faults = Faults::new();
        faults.add("document_type", "document-already-replaced");
        return again(&faults);
    }
    tx.go(back.through_done("/profile/documents", "document-replaced")).await.map(Answer::Go)
}

fn add_page(
    house: &House,
    who: &Applicant,
    back: &Back,
    typed: &DocumentTyped,
    faults: &Faults,
) -> DocumentPage {
    let shell = frame(house, who, "document-add", back);
    let fields = typed.fields(house, shell.voice(), faults);
    DocumentPage {
        intro: shell.t("document-add-intro"),
        former: Vec::new(),
        can_send: true,
        action: back.through("/profile/documents/new"),
        back: back.through("/profile/documents"),
        faults: summary_of(&fields.all()),
        fields,
        shell,
    }
}

fn manage_page(
    house: &House,
    own: &Own<OwnDocument>,
    back: &Back,
    typed: &DocumentTyped,
    faults: &Faults,
) -> DocumentPage {
    let document = &own.it.0;
    let shell = Shell::new(house, own, "document-manage")
        .crumb("shell-services", "/")
        .crumb("profile-title", &back.through("/profile"))
        .crumb("profile-documents", &back.through("/profile/documents"))
        .crumb("document-manage", "");
    let fields = typed.fields(house, shell.voice(), faults);
    let can_send = document.replaced_at.is_none();
    DocumentPage {
        intro: shell.t(if can_send { "document-replace-intro" } else { "document-replaced-intro" }),
        former: facts(&shell, document),
        can_send,
        action: back.through(&format!("/profile/documents/{}", document.id)),
        back: back.through("/profile/documents"),
        faults: summary_of(&fields.all()),
        fields,
        shell,
    }
}

fn facts(shell: &Shell, document: &IdentityDocument) -> Vec<Fact> {
    vec![
        Fact::new(shell.t("document-type"), shell.t(&document.kind.text_key())),
        Fact::new(shell.t("document-issuer"), &document.issuer),
        Fact::new(shell.t("document-number"), &document.number),
        Fact::new(shell.t("document-issued-on"), document.issued_on.to_string()),
        Fact::new(shell.t("document-expires-on"), document.expires_on.to_string()),
        Fact::new(shell.t("document-scan"), format!("{} ({})", shell.t("shell-open"), document.file.name))
            .href(format!("/profile/files/{}", document.file.id)),
    ]
}

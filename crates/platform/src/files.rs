//! Uploaded files: examined, encrypted under a key of their own, kept on disk or in an S3 bucket, known by a row.
//! The bytes are written before the transaction that names them (no slow call inside one); what a crash leaves
//! without a row is swept later.

use std::sync::Arc;

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use object_store::{ObjectStore, ObjectStoreExt, PutPayload, local::LocalFileSystem, path::Path};
use sqlx::Row;

use crate::{
    clock::{Dice, hex, sha256},
    config::Config,
    db::Conn,
    house::House,
    keys::Keys,
    stop::Stop,
    tx::Tx,
};

/// Where the encrypted bytes are.
#[derive(Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    wrapping: [u8; 32],
}

impl std::fmt::Debug for Files {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Files({})", self.store)
    }
}

/// What is known of a file.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct StoredFile {
    /// Identifier.
    pub id: String,
    /// What it belongs to: `application:…`, `account:…`.
    pub owner: String,
    /// The name it came with.
    pub name: String,
    /// What it is, by its content: `application/pdf`, `image/jpeg`, `image/png`.
    pub media_type: String,
    /// Bytes.
    pub size: i64,
    /// Pages, for a PDF; 1 for a picture.
    pub pages: i64,
    /// SHA-256 of the bytes as uploaded.
    pub sha256: String,
    /// When it was stored.
    pub stored_at: String,
}

/// A file whose bytes are safely kept, not yet named by a row.
#[derive(Clone, Debug)]
pub struct Kept {
    row: StoredFile,
    wrapped_key: String,
}

impl Kept {
    /// Its identifier.
    pub fn id(&self) -> &str {
        &self.row.id
    }

    /// What will be known of it.
    pub fn file(&self) -> &StoredFile {
        &self.row
    }
}

/// An upload that was examined: its bytes and what they are.
#[derive(Clone, Debug)]
pub struct Examined {
    /// The bytes.
    pub bytes: bytes::Bytes,
    /// The name it came with, cleaned.
    pub name: String,
    /// What it is by its content.
    pub media_type: String,
    /// Pages.
    pub pages: i64,
}

impl Files {
    /// Opens the store.
    ///
    /// # Errors
    /// When the folder cannot be made or the bucket's credentials cannot be read.
    pub fn open(config: &Config, keys: &Keys) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let store: Arc<dyn ObjectStore> = if config.files.store == "s3" {
            let mut builder = object_store::aws::AmazonS3Builder::new()
                .with_bucket_name(&config.files.bucket)
                .with_region(&config.files.region)
                .with_allow_http(config.files.endpoint.starts_with("http://"));
            if !config.files.endpoint.is_empty() {
                builder = builder.with_endpoint(&config.files.endpoint);
            }
            if let Some(file) = &config.files.credentials_file {
                let text = std::fs::read_to_string(file)?;
                let (id, secret) =
                    text.trim().split_once(':').ok_or("the credentials file must hold id:secret")?;
                builder = builder.with_access_key_id(id).with_secret_access_key(secret);
            }
            Arc::new(builder.build()?)
        } else {
            let folder = config.data.join("files");
            std::fs::create_dir_all(&folder)?;
            // A paper that was answered "uploaded" survives a power cut.
            Arc::new(LocalFileSystem::new_with_prefix(folder)?.with_fsync(true))
        };
        Ok(Self { store, wrapping: keys.derive("files") })
    }

    /// Encrypts and keeps the bytes of an examined upload. Name them with [`name`] in the action's transaction.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn keep(&self, house: &House, owner: &str, upload: Examined) -> Result<Kept, Stop> {
        let now = house.clock().now();
        let id = house.dice().id(now);
        let row = StoredFile {
            id: id.clone(),
            owner: owner.to_owned(),
            name: upload.name,
            media_type: upload.media_type,
            size: i64::try_from(upload.bytes.len()).unwrap_or(i64::MAX),
            pages: upload.pages,
            sha256: hex(&sha256(&upload.bytes)),
            stored_at: crate::clock::stamp(now),
        };
        let key: [u8; 32] = house.dice().bytes();
        let sealed = encrypt(&key, &upload.bytes, &row.id, house.dice())?;
        let wrapped_key = hex(&encrypt(&self.wrapping, &key, &row.id, house.dice())?);
        self.store.put(&path(&id), PutPayload::from(sealed)).await.map_err(Stop::broken)?;
        Ok(Kept { row, wrapped_key })
    }

    /// Reads a file back.
    ///
    /// # Errors
    /// When it is gone or was changed.
    pub async fn read(&self, house: &House, id: &str) -> Result<(StoredFile, Vec<u8>), Stop> {
        let mut conn = house.db().read().await?;
        let row = sqlx::query(
            "select id, owner, name, media_type, size, pages, sha256, stored_at, wrapped_key from stored_file \
             where id = $1 and erased_at is null",
        )
        .bind(id)
        .fetch_optional(&mut *conn)
        .await?
        .ok_or_else(Stop::not_found)?;
        drop(conn);
        let file = stored(&row)?;
        let wrapped = unhex(&row.try_get::<String, _>("wrapped_key")?);
        let key: [u8; 32] = decrypt(&self.wrapping, &wrapped, id)?
            .try_into()
            .map_err(|_| Stop::broken("a file's key has the wrong length"))?;
        let sealed =
            self.store.get(&path(id)).await.map_err(Stop::broken)?.bytes().await.map_err(Stop::broken)?;
        Ok((file, decrypt(&key, &sealed, id)?))
    }

    /// Erases the bytes of a file whose row was erased.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn erase(&self, id: &str) -> Result<(), Stop> {
        match self.store.delete(&path(id)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(Stop::broken(error)),
        }
    }
}

/// Names a kept file in the action's transaction.
///
/// # Errors
/// When the database fails.
pub async fn name(tx: &mut Tx, kept: &Kept) -> Result<(), Stop> {
    let row = &kept.row;
    sqlx::query(
        "insert into stored_file (id, owner, name, media_type, size, pages, sha256, wrapped_key, stored_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(&row.id)
    .bind(&row.owner)
    .bind(&row.name)
    .bind(&row.media_type)
    .bind(row.size)
    .bind(row.pages)
    .bind(&row.sha256)
    .bind(&kept.wrapped_key)
    .bind(&row.stored_at)
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What is known of a file.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut Conn, id: &str) -> Result<Option<StoredFile>, Stop> {
    let row = sqlx::query(
        "select id, owner, name, media_type, size, pages, sha256, stored_at from stored_file \
         where id = $1 and erased_at is null",
    )
    .bind(id)
    .fetch_optional(conn)
    .await?;
    row.as_ref().map(stored).transpose()
}

fn stored(row: &sqlx::any::AnyRow) -> Result<StoredFile, Stop> {
    Ok(StoredFile {
        id: row.try_get("id")?,
        owner: row.try_get("owner")?,
        name: row.try_get("name")?,
        media_type: row.try_get("media_type")?,
        size: row.try_get("size")?,
        pages: row.try_get("pages")?,
        sha256: row.try_get("sha256")?,
        stored_at: row.try_get("stored_at")?,
    })
}

fn path(id: &str) -> Path {
    // UUIDv7 begins with time; its end is random and spreads the files over folders.
    let end: String = id.chars().rev().take(2).collect();
    Path::from(format!("{end}/{id}"))
}

/// XChaCha20-Poly1305 with the file's identifier as associated data: bytes cannot be moved to another file.
pub(crate) fn encrypt(key: &[u8; 32], plain: &[u8], id: &str, dice: &Dice) -> Result<Vec<u8>, Stop> {
    let nonce: [u8; 24] = dice.bytes();
    let sealed = XChaCha20Poly1305::new(&(*key).into())
        .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: id.as_bytes() })
        .map_err(|_| Stop::broken("a file could not be encrypted"))?;
    Ok([nonce.as_slice(), &sealed].concat())
}

pub(crate) fn decrypt(key: &[u8; 32], sealed: &[u8], id: &str) -> Result<Vec<u8>, Stop> {
    let (nonce, body) =
        sealed.split_at_checked(24).ok_or_else(|| Stop::broken("a stored file is too short"))?;
    let nonce: [u8; 24] = nonce.try_into().map_err(|_| Stop::broken("a stored file is too short"))?;
    XChaCha20Poly1305::new(&(*key).into())
        .decrypt(&XNonce::from(nonce), Payload { msg: body, aad: id.as_bytes() })
        .map_err(|_| Stop::broken("a stored file was changed or belongs to another key"))
}

pub(crate) fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> =
        text.chars().filter_map(|c| c.to_digit(16)).filter_map(|digit| u8::try_from(digit).ok()).collect();
    digits.chunks_exact(2).map(|pair| pair.iter().fold(0_u8, |byte, digit| (byte << 4) | digit)).collect()
}

/// What an examiner found an upload to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// `application/pdf`, `image/jpeg` or `image/png`.
    pub media_type: String,
    /// Pages; 1 for a picture.
    pub pages: i64,
}

/// Reads outside bytes in a box of its own, away from this process.
#[async_trait::async_trait]
pub trait Examiner: Send + Sync {
    /// What the bytes are, by decoding them whole.
    ///
    /// # Errors
    /// `Ok(Err(code))` with the fault for the person; [`Stop`] when the box does not answer.
    async fn examine(&self, bytes: bytes::Bytes) -> Result<Result<Finding, kernel::FaultCode>, Stop>;
}

/// What an upload may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accept {
    /// PDF alone.
    Pdf,
    /// A scan: PDF, JPEG or PNG.
    Scan,
}

/// Examines an upload: present, not too large, and what it may be. `Ok(Err(code))` is the fault of its field.
///
/// # Errors
/// When the examiner does not answer.
pub async fn examine(
    house: &House,
    upload: &crate::web::Upload,
    accept: Accept,
) -> Result<Result<Examined, kernel::FaultCode>, Stop> {
    if upload.bytes.is_empty() {
        return Ok(Err("file-required"));
    }
    if u64::try_from(upload.bytes.len()).unwrap_or(u64::MAX) > house.config().files.max_bytes {
        return Ok(Err("file-too-large"));
    }
    let finding = match house.port::<Arc<dyn Examiner>>()?.examine(upload.bytes.clone()).await? {
        Ok(finding) => finding,
        Err(code) => return Ok(Err(code)),
    };
    if accept == Accept::Pdf && finding.media_type != "application/pdf" {
        return Ok(Err("not-a-pdf"));
    }
    let name = kernel::text::line(&upload.name, 200).unwrap_or_else(|_| "file".to_owned());
    Ok(Ok(Examined {
        bytes: upload.bytes.clone(),
        name,
        media_type: finding.media_type,
        pages: finding.pages,
    }))
}

use platform::{Conn, Stop, Tx};
use sqlx::{Row, any::AnyRow};

use super::{Billing, Holder};
use crate::charge::{Charge, ChargeId};

/// The billing data of a charge.
///
/// # Errors
/// When the database fails.
pub async fn of_charge(conn: &mut Conn, id: &ChargeId) -> Result<Option<Billing>, Stop> {
    let row = sqlx::query(
        "select holder, name, vat_number, recipient_code, certified_email, fiscal_code, address, city, postcode, \
         email, telephone from billing where charge_id = $1",
    )
    .bind(id.as_str())
    .fetch_optional(conn)
    .await?;
    row.as_ref().map(read).transpose()
}

/// The billing data that a person gave last, with which the next form begins.
///
/// # Errors
/// When the database fails.
pub async fn of_person(conn: &mut Conn, person_id: &str) -> Result<Option<Billing>, Stop> {
    let row = sqlx::query(
        "select holder, name, vat_number, recipient_code, certified_email, fiscal_code, address, city, postcode, \
         email, telephone from billing where debtor_id = $1 order by saved_at desc, charge_id desc limit 1",
    )
    .bind(person_id)
    .fetch_optional(conn)
    .await?;
    row.as_ref().map(read).transpose()
}

pub(super) async fn save(tx: &mut Tx, charge: &Charge, billing: &Billing) -> Result<(), Stop> {
    let now = tx.stamp();
    sqlx::query(
        "insert into billing (charge_id, debtor_id, holder, name, vat_number, recipient_code, certified_email, \
         fiscal_code, address, city, postcode, email, telephone, saved_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) \
         on conflict (charge_id) do update set holder = excluded.holder, name = excluded.name, \
         vat_number = excluded.vat_number, recipient_code = excluded.recipient_code, \
         certified_email = excluded.certified_email, fiscal_code = excluded.fiscal_code, \
         address = excluded.address, city = excluded.city, postcode = excluded.postcode, email = excluded.email, \
         telephone = excluded.telephone, saved_at = excluded.saved_at",
    )
    .bind(charge.id.as_str())
    .bind(&charge.debtor)
    .bind(billing.holder.code())
    .bind(&billing.name)
    .bind(&billing.vat_number)
    .bind(&billing.recipient_code)
    .bind(&billing.certified_email)
    .bind(&billing.fiscal_code)
    .bind(&billing.address)
    .bind(&billing.city)
    .bind(&billing.postcode)
    .bind(&billing.email)
    .bind(&billing.telephone)
    .bind(now)
    .execute(tx.conn())
    .await?;
    Ok(())
}

fn read(row: &AnyRow) -> Result<Billing, Stop> {
    let holder: String = row.try_get("holder")?;
    Ok(Billing {
        holder: Holder::read(&holder).ok_or_else(|| Stop::broken("billing data of an unknown holder"))?,
        name: row.try_get("name")?,
        vat_number: row.try_get("vat_number")?,
        recipient_code: row.try_get("recipient_code")?,
        certified_email: row.try_get("certified_email")?,
        fiscal_code: row.try_get("fiscal_code")?,
        address: row.try_get("address")?,
        city: row.try_get("city")?,
        postcode: row.try_get("postcode")?,
        email: row.try_get("email")?,
        telephone: row.try_get("telephone")?,
    })
}

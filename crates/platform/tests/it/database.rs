//! One text, two databases: what the rooms rely on when they ask either of them.

use platform::{journal::Actor, testing::World};
use sqlx::{Executor as _, Row as _};

use crate::room::rooms;

#[tokio::test]
async fn values_are_told_by_their_numbers_in_whatever_order_they_stand() {
    let world = World::new(rooms).await;
    let mut conn = world.house.db().read().await.unwrap();
    let row = sqlx::query(
        "select cast($2 as text) as second, cast($1 as text) as first, cast($2 as text) as again",
    )
    .bind("one")
    .bind("two")
    .fetch_one(&mut *conn)
    .await
    .unwrap();
    let read = |name: &str| row.try_get::<String, _>(name).unwrap();
    assert_eq!((read("first"), read("second"), read("again")), ("one".into(), "two".into(), "two".into()));
    assert_eq!(row.try_get::<String, _>(1).unwrap(), "one");
    drop(conn);
    world.finish().await;
}

#[tokio::test]
async fn nothing_and_numbers_and_four_byte_characters_come_back_as_they_went() {
    let world = World::new(rooms).await;
    let mut conn = world.house.db().read().await.unwrap();
    let row = sqlx::query("select cast($1 as bigint) as n, cast($2 as text) as t, cast($3 as text) as e")
        .bind(i64::MIN)
        .bind("'\";-- 𝕬 \u{202e}")
        .bind(None::<String>)
        .fetch_one(&mut *conn)
        .await
        .unwrap();
    assert_eq!(row.try_get::<i64, _>("n").unwrap(), i64::MIN);
    assert_eq!(row.try_get::<String, _>("t").unwrap(), "'\";-- 𝕬 \u{202e}");
    assert_eq!(row.try_get::<Option<String>, _>("e").unwrap(), None);
    drop(conn);
    world.finish().await;
}

#[tokio::test]
async fn a_value_too_few_and_a_table_that_is_not_there_are_errors_and_the_connection_goes_on() {
    let world = World::new(rooms).await;
    let mut conn = world.house.db().read().await.unwrap();
    let missing =
        sqlx::query("select cast($1 as text), cast($2 as text)").bind("one").fetch_all(&mut *conn).await;
    assert!(missing.is_err());
    assert!(sqlx::query("select 1 from nowhere").fetch_optional(&mut *conn).await.is_err());
    let one: i64 = conn.fetch_one("select cast(1 as bigint)").await.unwrap().try_get(0).unwrap();
    assert_eq!(one, 1);
    drop(conn);
    world.finish().await;
}

#[tokio::test]
async fn two_rows_with_one_key_are_told_from_other_errors() {
    let world = World::new(rooms).await;
    let mut tx = world.house.begin_as(Actor::Operator, "test").await.unwrap();
    let insert = "insert into idempotency (principal, request, answer, at) values ('p', 'r', '', 'now')";
    assert_eq!(sqlx::query(insert).execute(tx.conn()).await.unwrap().rows_affected(), 1);
    let again = format!("{insert} on conflict (principal, request) do nothing");
    let again = sqlx::query(sqlx::AssertSqlSafe(again)).execute(tx.conn()).await.unwrap();
    assert_eq!(again.rows_affected(), 0);
    let error = sqlx::query(insert).execute(tx.conn()).await.unwrap_err();
    assert!(error.as_database_error().is_some_and(|it| it.is_unique_violation()), "{error}");
    drop(tx);
    // Dropped without a commit: nothing of it is there.
    assert_eq!(world.count("select count(*) from idempotency where principal = 'p'").await, 0);
    world.finish().await;
}

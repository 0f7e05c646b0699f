//! PINs: kept as hashes, wrong ones counted, and the second person who agrees to an act with his.

use argon2::{Argon2, PasswordHash, PasswordHasher, PasswordVerifier};
use ledger::calendar::Instant;
use ledger::entries::OperatorId;
use ledger::operators::{Duty, permit, wait_after_wrong_pins};
use ledger::refusal::Refusal;
use store::office::OperatorRow;

use crate::desk::Session;
use crate::views::Approver;
use crate::{Desk, Error, Result};

/// argon2id with its recommended costs; the salt is random.
pub(crate) fn hash_pin(pin: &str) -> Result<String> {
    let hash = Argon2::default().hash_password(pin.as_bytes());
    Ok(hash.map_err(|e| Error::broken(format!("argon2: {e}")))?.to_string())
}

/// Checks a PIN; wrong ones are counted and make one wait. Refusals: `operator_unknown`, `pin_locked`, `pin_wrong`.
pub(crate) fn check_pin(desk: &mut Desk, id: OperatorId, pin: &str, now: Instant) -> Result<Session> {
    let found = desk.office()?.store.read::<_, Error>(|r| Ok(r.operator(id)?))?;
    let row = found
        .filter(|o| o.active)
        .ok_or_else(|| Refusal::new("operator_unknown", "没有这个操作员，或已停用。请重新选择。"))?;
    refuse_while_locked(&row, now)?;
    let hash = PasswordHash::new(&row.pin_hash).map_err(|e| Error::broken(format!("argon2: {e}")))?;
    let right = Argon2::default().verify_password(pin.as_bytes(), &hash).is_ok();
    if right {
        if row.wrong_pins > 0 {
            match desk.write(|w| Ok(w.set_wrong_pins(id, 0, None)?)) {
                // Whoever has the right PIN may look at the books; the strip tells him about the disk.
                Err(_) if desk.read_only.is_some() => {}
                written => written?,
            }
        }
        return Ok(Session::from(&row));
    }
    desk.write(|w| Ok(w.set_wrong_pins(id, row.wrong_pins + 1, Some(now))?))?;
    Err(Refusal::new("pin_wrong", format!("{} 的 PIN 不对。请重新输入。", row.name)).into())
}

fn refuse_while_locked(row: &OperatorRow, now: Instant) -> Result<()> {
    let wait = i64::try_from(wait_after_wrong_pins(row.wrong_pins).as_millis()).unwrap_or(i64::MAX);
    let Some(last) = row.last_wrong_ms.filter(|_| wait > 0) else { return Ok(()) };
    // A clock set back must not lengthen the wait beyond its measure.
    let left = last.saturating_add(wait).saturating_sub(now.unix_ms()).min(wait);
    if left > 0 {
        return Err(Refusal::new(
            "pin_locked",
            format!("{} 连续输错 PIN，请过 {} 秒再试，或请经理重设 PIN。", row.name, left / 1000 + 1),
        )
        .into());
    }
    Ok(())
}

/// The agreeing second person, if one is named: his PIN is right and he has the duty. Refusals: `not_allowed`, and those
/// of [`check_pin`].
pub(crate) fn approver(
    desk: &mut Desk,
    approver: Option<&Approver>,
    duty: Duty,
    now: Instant,
) -> Result<Option<Session>> {
    let Some(approver) = approver else { return Ok(None) };
    let session = check_pin(desk, OperatorId(approver.operator_id), &approver.pin, now)?;
    permit(session.role, duty)?;
    Ok(Some(session))
}

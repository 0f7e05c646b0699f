//! What the child says: messages in a binary form, each behind its length. A draft's lists go before it in pieces, so that
//! the parent takes them in while the child still writes, and neither holds the draft twice.

use std::borrow::Cow;
use std::io::{self, Read, Write};
use std::mem::{forget, take};

use ledger::refusal::Refusal;
use serde::{Deserialize, Serialize};

use crate::{
    Draft, DraftBalance, DraftNote, DraftPastPayment, DraftReading, DraftUnit, DraftVehicle, Error, Fault,
    Finding, Progress,
};

/// Rows of a draft in one message.
const PIECE: usize = 1_000;

/// Any number of `Progress`; before a draft the pieces of its lists; then one of the others.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Message<'d> {
    Progress(Progress),
    Units(Cow<'d, [DraftUnit]>),
    Findings(Cow<'d, [Finding]>),
    Readings(Cow<'d, [DraftReading]>),
    Vehicles(Cow<'d, [DraftVehicle]>),
    PastPayments(Cow<'d, [DraftPastPayment]>),
    Balances(Cow<'d, [DraftBalance]>),
    Notes(Cow<'d, [DraftNote]>),
    /// Without the lists that went before it.
    Draft(Box<Draft>),
    Marked,
    Refusal {
        code: String,
        message: String,
    },
    Fault(String),
}

impl From<Error> for Message<'_> {
    fn from(error: Error) -> Self {
        match error {
            Error::Refusal(refusal) => refusal.into(),
            Error::Fault(fault) => Message::Fault(fault.to_string()),
        }
    }
}

impl From<Refusal> for Message<'_> {
    fn from(refusal: Refusal) -> Self {
        Message::Refusal { code: refusal.code.to_owned(), message: refusal.message }
    }
}

pub(super) fn say(out: &mut impl Write, message: &Message<'_>) -> io::Result<()> {
    say_with(out, message, Vec::new()).map(drop)
}

/// [`say`] with room that the next message uses again.
fn say_with(out: &mut impl Write, message: &Message<'_>, mut room: Vec<u8>) -> io::Result<Vec<u8>> {
    room.clear();
    let body = postcard::to_extend(message, room).map_err(io::Error::other)?;
    let length = u32::try_from(body.len()).map_err(io::Error::other)?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(&body)?;
    out.flush()?;
    Ok(body)
}

/// Says a draft whole.
pub(super) fn say_draft(out: &mut impl Write, mut draft: Draft) -> io::Result<()> {
    let lists = Draft {
        units: take(&mut draft.units),
        findings: take(&mut draft.findings),
        readings: take(&mut draft.readings),
        vehicles: take(&mut draft.vehicles),
        past_payments: take(&mut draft.past_payments),
        balances: take(&mut draft.balances),
        notes: take(&mut draft.notes),
        ..Draft::default()
    };
    pieces(out, &lists.units, Message::Units)?;
    pieces(out, &lists.findings, Message::Findings)?;
    pieces(out, &lists.readings, Message::Readings)?;
    pieces(out, &lists.vehicles, Message::Vehicles)?;
    pieces(out, &lists.past_payments, Message::PastPayments)?;
    pieces(out, &lists.balances, Message::Balances)?;
    pieces(out, &lists.notes, Message::Notes)?;
    say(out, &Message::Draft(Box::new(draft)))?;
    // The process ends when all is said: handing back a million texts one by one would only keep the parent waiting.
    forget(lists);
    Ok(())
}

fn pieces<'d, T: Clone>(
    out: &mut impl Write,
    list: &'d [T],
    message: fn(Cow<'d, [T]>) -> Message<'d>,
) -> io::Result<()> {
    let said = |room, piece| say_with(out, &message(Cow::Borrowed(piece)), room);
    list.chunks(PIECE).try_fold(Vec::new(), said).map(drop)
}

/// The next message; `None` where the child says no more, perhaps in the middle of one.
pub(super) fn hear(from: &mut impl Read) -> Option<Result<Message<'static>, Fault>> {
    let mut length = [0; 4];
    from.read_exact(&mut length).ok()?;
    let length = u64::from(u32::from_le_bytes(length));
    // A child that is out of its mind may name any length.
    const AT_FIRST: u64 = 1024 * 1024;
    let mut body = Vec::with_capacity(usize::try_from(length.min(AT_FIRST)).unwrap_or_default());
    match from.by_ref().take(length).read_to_end(&mut body) {
        Ok(read) if read as u64 == length => {}
        Ok(_) | Err(_) => return None,
    }
    Some(postcard::from_bytes(&body).map_err(|error| Fault::Answer(error.to_string())))
}

/// A draft as its pieces come.
#[derive(Default)]
pub(super) struct Arriving(Draft);

impl Arriving {
    /// Puts a piece in its place; gives back what is none, a draft with its lists.
    pub fn take<'d>(&mut self, message: Message<'d>) -> Option<Message<'d>> {
        match message {
            Message::Units(piece) => self.0.units.extend(piece.into_owned()),
            Message::Findings(piece) => self.0.findings.extend(piece.into_owned()),
            Message::Readings(piece) => self.0.readings.extend(piece.into_owned()),
            Message::Vehicles(piece) => self.0.vehicles.extend(piece.into_owned()),
            Message::PastPayments(piece) => self.0.past_payments.extend(piece.into_owned()),
            Message::Balances(piece) => self.0.balances.extend(piece.into_owned()),
            Message::Notes(piece) => self.0.notes.extend(piece.into_owned()),
            Message::Draft(rest) => {
                let Draft { units, findings, readings, vehicles, past_payments, balances, notes, .. } =
                    take(&mut self.0);
                let whole =
                    Draft { units, findings, readings, vehicles, past_payments, balances, notes, ..*rest };
                return Some(Message::Draft(Box::new(whole)));
            }
            other => return Some(other),
        }
        None
    }
}

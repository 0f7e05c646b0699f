//! What people of an office do again and again.

use fantoccini::key::Key;

use crate::{Told, Window};

impl Window {
    /// Signs in whoever has this role; the counter stands there afterwards.
    pub async fn sign_in(&self, role: &str, pin: &str) -> Told {
        self.click(&format!("sign-in-operator-{role}")).await?;
        self.focused("sign-in-pin").await?;
        self.type_blind(pin).await?;
        self.press(Key::Enter).await?;
        self.see("counter-search").await?;
        Ok(())
    }

    /// To a place, by its key.
    pub async fn go(&self, digit: char, screen: &str) -> Told {
        self.chord(Key::Alt, digit).await?;
        self.see(screen).await?;
        Ok(())
    }

    /// Types so many pieces into the cell of a denomination.
    pub async fn count(&self, pieces: &[(i64, u32)]) -> Told {
        for (fen, number) in pieces {
            self.fill(&format!("cash-day-count-{fen}"), &number.to_string()).await?;
        }
        Ok(())
    }
}

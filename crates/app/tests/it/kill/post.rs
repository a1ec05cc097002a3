//! A mail server that takes every letter and keeps it in memory: as much of SMTP (RFC 5321) as a client needs.

use std::sync::{Arc, Mutex};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    net::{TcpListener, TcpStream, tcp::OwnedReadHalf},
};

/// A letter that was taken.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Its Message-ID.
    pub id: String,
    /// To whom.
    pub to: String,
    /// Its subject and its readable parts.
    pub content: String,
}

/// The server; it ends with the test.
pub struct Sink {
    port: u16,
    letters: Arc<Mutex<Vec<Letter>>>,
}

impl Sink {
    /// Opens one on a free port.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let letters = Arc::new(Mutex::new(Vec::new()));
        let into = letters.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(talk(stream, into.clone()));
            }
        });
        Sink { port, letters }
    }

    /// What the settings call it.
    pub fn address(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Everything that was taken, in that order.
    pub fn letters(&self) -> Vec<Letter> {
        self.letters.lock().unwrap().clone()
    }
}

/// One connection; it may break at any moment, for the client is killed.
async fn talk(stream: TcpStream, letters: Arc<Mutex<Vec<Letter>>>) -> Option<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 sink\r\n").await.ok()?;
    loop {
        let line = lines.next_line().await.ok()??;
        let answer: &[u8] = match line.get(..4).unwrap_or_default().to_uppercase().as_str() {
            "DATA" => {
                write.write_all(b"354 go on\r\n").await.ok()?;
                let letter = letter(&mut lines).await?;
                letters.lock().unwrap().push(letter);
                b"250 taken\r\n"
            }
            "QUIT" => return write.write_all(b"221 bye\r\n").await.ok(),
            _ => b"250 yes\r\n",
        };
        write.write_all(answer).await.ok()?;
    }
}

/// A letter up to its full stop. One that breaks off before was not taken.
async fn letter(lines: &mut Lines<BufReader<OwnedReadHalf>>) -> Option<Letter> {
    let (mut id, mut to, mut content) = (String::new(), String::new(), String::new());
    loop {
        let line = lines.next_line().await.ok()??;
        if line == "." {
            return Some(Letter { id, to, content });
        }
        match line.split_once(": ") {
            Some(("Message-ID", value)) if id.is_empty() => value.clone_into(&mut id),
            Some(("To", value)) if to.is_empty() => value.clone_into(&mut to),
            // When it was sent, and what parts its bodies, differ each time.
            Some(("Date" | "Content-Type", _)) => {}
            _ if line.starts_with("--") || line.starts_with(" boundary") => {}
            _ => content.push_str(&line),
        }
    }
}

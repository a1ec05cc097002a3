security-account = Il tuo account
security-name = Nome
security-user-name = Nome utente
security-email = Indirizzo email personale
security-state = Stato
security-change = Cambia
security-change-password = Cambia password
security-password-text = Cambiala quando pensi che qualcuno la conosca. Non scade mai.
security-password-consequence = Dopo il cambio verrai disconnesso da tutti i dispositivi e accederai con la nuova password.
security-current-password = Password attuale
security-factor-on = Attivo
security-factor-off = Non attivo
security-factor-since = Attivo dal
security-codes-left = Codici di recupero rimasti
security-factor-why = Con un secondo fattore nessuno entra con la sola password: viene chiesto anche un codice da un'app sul tuo telefono.
security-factor-add = Attiva il secondo fattore
security-factor-replace = Cambia dispositivo
security-factor-remove = Disattiva il secondo fattore
security-factor-remove-text = Da quel momento basterà la password per entrare; deve avere almeno 15 caratteri. Puoi riattivare il secondo fattore in qualsiasi momento.
security-new-codes = Nuovi codici di recupero
security-new-codes-text = I codici che hai adesso smetteranno di funzionare. Ne riceverai dieci nuovi.
security-sessions = Sessioni aperte
security-sessions-text = Dove sei connesso adesso. Chiudi ciò che non riconosci e cambia la password.
security-session = Accesso del { $started }, ultimo utilizzo il { $seen }
security-session-this = (questa sessione)
security-session-close = Chiudi
security-sign-out-everywhere = Esci da tutti i dispositivi
password-new = Nuova password
password-again = Ripeti la nuova password
password-rules = Almeno { $least } caratteri, al massimo 128; sono ammessi gli spazi e ogni alfabeto. Una frase di più parole è facile da ricordare e difficile da indovinare.
enrol-title = Imposta il secondo fattore
enrol-mandatory-title = Per proseguire serve un secondo fattore
enrol-mandatory = Il personale, e chi ha avuto il secondo fattore disattivato dall'assistenza, imposta un secondo fattore prima di usare i servizi.
enrol-replaces = Il nuovo dispositivo prende il posto di quello attuale appena confermi. Riceverai nuovi codici di recupero.
enrol-step-app = Apri un'app di autenticazione sul telefono (va bene qualsiasi app che genera codici temporanei).
enrol-step-scan = Inquadra l'immagine qui sotto, oppure scrivi la chiave segreta.
enrol-step-code = Scrivi le sei cifre mostrate dall'app.
enrol-qr = Codice QR per la tua app di autenticazione; la chiave segreta qui sotto dice lo stesso
enrol-secret = Chiave segreta:
enrol-code = Codice mostrato dall'app
enrol-code-hint = Sei cifre; cambiano ogni 30 secondi
enrol-current = Codice del secondo fattore attuale
enrol-current-hint = Sei cifre dall'app, oppure un codice di recupero
enrol-confirm = Attiva
codes-title = Codici di recupero
codes-intro = Stampa questi codici o scrivili, e conservali lontano dal telefono. Ognuno permette di accedere una volta senza l'app.
codes-once = Sono mostrati solo adesso. Se li perdi puoi generarne di nuovi in “Accesso e sicurezza”.
codes-kept = Ho conservato i codici
fault-enrol-code-wrong = Il codice è errato o è già stato usato. Controlla l'ora del telefono e scrivi il prossimo.
fault-current-password-wrong = Questa non è la tua password attuale.
fault-password-too-long = Al massimo 128 caratteri.
fault-password-short-15 = Almeno 15 caratteri. Prova con una frase di più parole.
fault-password-short-8 = Almeno 8 caratteri.
fault-password-short-alone = La tua password ha meno di 15 caratteri: cambiala prima, poi disattiva il secondo fattore.
fault-password-differs = Le due password sono diverse. Scrivi due volte la stessa.
fault-password-common = Questa password è facile da indovinare: è comune o segue uno schema. Prova con una frase di più parole senza legame tra loro.
fault-password-about-you = Questa password è fatta di parole che riguardano te o l'Ateneo. Prova con una frase di più parole senza legame tra loro.
done-session-closed = La sessione è stata chiusa.
done-second-factor-enrolled = Il secondo fattore è attivo. Ogni prossimo accesso chiederà il suo codice.
done-second-factor-removed = Il secondo fattore è stato disattivato.
done-recovery-codes-made = Sono stati generati nuovi codici di recupero. I precedenti non funzionano più.
event-identity-session-closed = Una sessione è stata chiusa.
event-identity-signed-out-everywhere = Uscita da tutti i dispositivi.
event-identity-password-changed = La password è stata cambiata.
event-identity-second-factor-enrolled = È stato impostato un secondo fattore.
event-identity-second-factor-removed = Il secondo fattore è stato disattivato.
event-identity-recovery-codes-made = Sono stati generati nuovi codici di recupero.
mail-password-changed-subject = La tua password è stata cambiata
mail-password-changed-body =
    Gentile { $name },

    la password del tuo account dei Servizi online è stata cambiata e tutte le sessioni aperte sono state chiuse.

    Se non sei stato tu, recupera subito le credenziali da “Assistenza autenticazione” nella pagina di accesso e scrivi all'assistenza.
mail-password-changed-link = Accesso e sicurezza
mail-second-factor-enrolled-subject = È attivo un secondo fattore
mail-second-factor-enrolled-body =
    Gentile { $name },

    per il tuo account dei Servizi online è stato impostato un secondo fattore: da ora a ogni accesso verrà chiesto un codice della tua app di autenticazione.

    Se non sei stato tu, scrivi subito all'assistenza.
mail-second-factor-enrolled-link = Accesso e sicurezza
mail-second-factor-removed-subject = Il secondo fattore è stato disattivato
mail-second-factor-removed-body =
    Gentile { $name },

    il secondo fattore del tuo account dei Servizi online è stato disattivato. Da ora per entrare basta la password.

    Se non sei stato tu, cambia subito la password e scrivi all'assistenza.
mail-second-factor-removed-link = Accesso e sicurezza

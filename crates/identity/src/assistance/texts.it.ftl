assistance-faq = Domande frequenti
assistance-q1 = Non riesco ad accedere: che cosa controllo?
assistance-a1 = Il codice persona ha 8 cifre. La password distingue maiuscole e minuscole. Dopo alcuni tentativi errati bisogna attendere qualche minuto; la pagina dice quanti.
assistance-q2 = Ho dimenticato il codice persona o la password
assistance-a2 = Usa il recupero credenziali qui sopra: scriviamo all'indirizzo email personale con cui ti sei registrato.
assistance-q3 = Il collegamento di attivazione non arriva o è scaduto
assistance-a3 = Guarda nella posta indesiderata, poi chiedi di nuovo il collegamento qui sopra. Un collegamento vale 30 giorni e funziona una sola volta; dopo occorre registrarsi di nuovo.
assistance-q4 = Ho cambiato o perso il telefono e con esso il secondo fattore
assistance-a4 = Usa uno dei codici di recupero al posto del codice. Se non ne hai più, chiedi all'assistenza un codice di emergenza: “Disattiva 2FA” qui sopra spiega come.
assistance-q5 = Sono stato studente qui: devo registrarmi di nuovo?
assistance-a5 = No. Il codice persona resta tuo per sempre: recupera le credenziali, poi aggiorna residenza, recapito ed email personale e carica un documento di identità valido.
assistance-q6 = Non ho più accesso all'indirizzo email con cui mi sono registrato
assistance-a6 = Scrivici con il modulo qui sotto allegando un documento di identità valido: lo controlliamo e ti aiutiamo ad accedere di nuovo.
assistance-q7 = Che cosa significa “Resta connesso”?
assistance-a7 = Mantiene attiva la sessione per un giorno intero su questo dispositivo. Non usarlo su un computer condiviso. Senza, la sessione termina dopo un'ora di inattività.
assistance-q8 = Non ho un codice fiscale italiano
assistance-a8 = Se non sei cittadino italiano puoi registrarti senza: seleziona la casella accanto al campo.
assistance-request = Richiesta all'assistenza
assistance-request-text = Rispondiamo per email. Non scrivere password o codici: nessuno dell'Ateneo li chiede mai.
assistance-kind = Argomento
assistance-kind-credentials = Non riesco ad accedere
assistance-kind-person-code = Non conosco il mio codice persona
assistance-kind-deactivate-2fa = Disattiva 2FA
assistance-kind-already-registered = Risulto già registrato
assistance-kind-other = Altro
assistance-name = Nome e cognome
assistance-person-code = Codice persona, se lo conosci
assistance-message = Messaggio
assistance-message-hint = Scrivi che cosa hai fatto, che cosa è successo e che cosa ti aspettavi
assistance-file = Allegato
assistance-file-hint = Una schermata, oppure il documento di identità se chiedi di disattivare la 2FA: PDF, JPEG o PNG, fino a { $megabytes } MB
assistance-send = Invia
assistance-number = Numero
assistance-asked-title = Abbiamo ricevuto la tua richiesta
assistance-asked-text = L'assistenza risponde per email, di solito entro due giorni lavorativi. Ti abbiamo inviato un messaggio con un collegamento alla richiesta: lì puoi seguirla e scrivere di nuovo.
assistance-thread-title = La tua richiesta
assistance-reply = Scrivi di nuovo
assistance-status-open = Da evadere
assistance-status-answered = Risposta inviata
assistance-status-closed = Chiusa
assistance-said-request = Richiesta
assistance-said-answer = Risposta dell'assistenza
assistance-said-reply = Messaggio della persona
assistance-said-note = Nota per i colleghi
assistance-when = Ricevuta
assistance-all = Tutte
assistance-search = Numero, email o codice persona
assistance-answer = Testo
assistance-answer-hint = La persona legge { $language }. Il testo viene inviato per email: non scrivere password, codici o altri dati personali.
assistance-what = Che cosa fare
assistance-what-answer = Rispondi per email
assistance-what-answer-close = Rispondi per email e chiudi
assistance-what-note = Conserva come nota per i colleghi
assistance-close = Chiudi senza rispondere
assistance-changed = un collega o la persona ha cambiato la richiesta nel frattempo
deactivate-title = Disattiva 2FA
deactivate-intro = Se hai perso il dispositivo che genera i codici del secondo fattore, puoi accedere di nuovo in tre modi:
deactivate-recovery-code = Hai uno dei codici di recupero che avevi stampato: accedi e scrivilo al posto del codice.
deactivate-ask = Non ne hai: chiedi all'assistenza un codice di emergenza. Scegli “Disattiva 2FA” e allega un documento di identità valido; controlliamo la tua identità prima di rilasciare il codice.
deactivate-code = Hai un codice di emergenza: accedi con codice persona e password e scrivilo al posto del codice. Funziona una sola volta, entro 24 ore.
deactivate-after = Con il codice di emergenza imposti un nuovo secondo fattore e poi prosegui come al solito. Ogni passaggio ti viene comunicato per email.
desk-empty = Nessuna richiesta corrisponde
desk-empty-text = Cambia i filtri per vederne altre.
desk-people = Cerca una persona
desk-people-search = Codice persona, nome utente, email o nome
desk-people-text = Scrivi un codice persona, un nome utente, un indirizzo email oppure nome e cognome.
desk-people-none = Nessuno ha questo codice, nome utente, indirizzo o nome.
desk-waiting-title = Una registrazione attende l'attivazione
desk-waiting = Qualcuno si è registrato con questo indirizzo e non ha ancora usato il collegamento.
desk-find = Cerca questa persona
desk-login = Codice persona o nome utente
desk-recovery = Nuova password
desk-recovery-text = Invia all'indirizzo qui sopra un collegamento per una nuova password. Il secondo fattore viene comunque chiesto.
desk-emergency = Codice di emergenza: disattiva 2FA
desk-emergency-text = Solo dopo aver controllato l'identità della persona. Il codice funziona una sola volta, entro 24 ore, e permette di impostare un nuovo secondo fattore. La persona viene avvisata per email.
desk-how = Come hai controllato l'identità?
desk-how-in-person = Di persona, con un documento
desk-how-video-call = In videochiamata, con un documento
desk-how-document = Documento inviato con la richiesta, confrontato con quello agli atti
desk-note = Che cosa hai controllato
desk-note-hint = Tipo e numero del documento, chi era presente; resta insieme al codice
desk-emergency-issue = Rilascia il codice
desk-emergency-title = Codice di emergenza
desk-emergency-tell = Comunicalo alla persona per telefono o di persona, mai per email. È mostrato solo adesso.
problem-account-disabled = L'account è disabilitato: abilitalo prima.
problem-no-second-factor = Questo account non ha un secondo fattore da disattivare.
done-assistance-replied = Il tuo messaggio è stato aggiunto alla richiesta.
done-assistance-answered = La risposta è stata inviata per email.
done-assistance-noted = La nota è stata aggiunta.
done-assistance-closed = La richiesta è stata chiusa.
done-recovery-sent = Il collegamento per una nuova password è stato inviato.
done-emergency-issued = Il codice di emergenza è stato rilasciato.
done-activation-sent = Il collegamento di attivazione è stato inviato di nuovo.
event-identity-assistance-asked = È stata inviata una richiesta all'assistenza.
event-identity-assistance-replied = La persona ha scritto di nuovo.
event-identity-assistance-answered = L'assistenza ha risposto.
event-identity-assistance-noted = È stata aggiunta una nota per i colleghi.
event-identity-assistance-closed = La richiesta è stata chiusa.
event-identity-assistance-file-seen = L'allegato è stato aperto.
event-identity-account-seen = L'account è stato consultato dall'assistenza.
event-identity-emergency-code-issued = È stato rilasciato un codice di emergenza dopo un controllo d'identità.
mail-assistance-asked-subject = Richiesta { $number } ricevuta
mail-assistance-asked-body =
    Gentile { $name },

    abbiamo ricevuto la tua richiesta { $number }. L'assistenza risponde per email, di solito entro due giorni lavorativi. Nella pagina qui sotto puoi seguirla e scrivere di nuovo.
mail-assistance-asked-link = La tua richiesta
mail-assistance-answered-subject = Risposta alla tua richiesta { $number }
mail-assistance-answered-body =
    Gentile { $name },

    { $answer }

    Assistenza autenticazione, richiesta { $number }. Per scrivere di nuovo usa la pagina qui sotto.
mail-assistance-answered-link = La tua richiesta
mail-emergency-code-issued-subject = È stato rilasciato un codice di emergenza per te
mail-emergency-code-issued-body =
    Gentile { $name },

    dopo aver controllato la tua identità, l'assistenza ha rilasciato un codice di emergenza che disattiva il secondo fattore. Funziona una sola volta, entro { $hours } ore, insieme alla password.

    Se non l'hai chiesto tu, scrivi subito all'assistenza e cambia la password.
mail-emergency-code-issued-link = Come usare il codice
mail-account-disabled-subject = Il tuo account è stato disabilitato
mail-account-disabled-body =
    Gentile { $name },

    il tuo account dei Servizi online è stato disabilitato dall'assistenza e tutte le sessioni sono state chiuse. Per sapere perché e che cosa fare scrivi all'assistenza.
mail-account-disabled-link = Assistenza autenticazione

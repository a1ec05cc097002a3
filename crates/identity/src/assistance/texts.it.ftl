assistance-choose = Scegli la tua richiesta:
assistance-recovery = Recupero credenziali
assistance-information-text = Le risposte alle domande più comuni e come scrivere all'Ufficio
assistance-kind-deactivate-2fa = Disattivazione 2FA in emergenza
assistance-kind-credentials = Non riesco a recuperare le credenziali
assistance-kind-registration = Registrazione e attivazione dell'account
assistance-kind-information = Informazioni e assistenza
assistance-status-open = In attesa dell'Ufficio
assistance-status-answered = Con risposta
assistance-status-closed = Chiusa
assistance-faq-code = Ho dimenticato il codice persona
assistance-faq-code-answer = Apri “Recupero credenziali” e scrivi l'indirizzo email personale con cui ti sei registrato: il codice viene inviato lì.
assistance-faq-password = Ho dimenticato la password
assistance-faq-password-answer = Apri “Recupero credenziali” e scrivi il codice persona: un collegamento per una nuova password viene inviato al tuo indirizzo email personale. Funziona una sola volta, entro { $hours } ore. Nessuno in Ateneo conosce la tua password né può comunicartela.
assistance-faq-address = Non ho più accesso al mio indirizzo email
assistance-faq-address-answer = Scrivi all'Ufficio scegliendo “Non riesco a recuperare le credenziali”. L'Ufficio verifica la tua identità prima di cambiare qualsiasi cosa: tieni a portata di mano un documento d'identità.
assistance-faq-device = Non ho il telefono con me
assistance-faq-device-answer = Quando viene chiesto il codice del secondo fattore, scrivi uno dei dieci codici di recupero che hai ricevuto quando l'hai impostato. Ognuno funziona una volta.
assistance-faq-lost = Ho perso il telefono e non ho codici di recupero
assistance-faq-lost-answer = Scegli “Disattivazione 2FA in emergenza”. Dopo aver verificato la tua identità, l'Ufficio ti dà un codice di emergenza che funziona una sola volta, entro { $emergency } ore. Con la password e quel codice imposti un secondo fattore su un altro dispositivo.
assistance-faq-link = Il collegamento di attivazione è scaduto o non è mai arrivato
assistance-faq-link-answer = Guarda nella posta indesiderata. Il collegamento vale { $days } giorni; puoi chiederne uno nuovo con “Chiedi un nuovo collegamento di attivazione” dalla pagina del collegamento scaduto, oppure all'Ufficio.
assistance-faq-locked = Ci sono stati troppi tentativi falliti
assistance-faq-locked-answer = Attendi il tempo indicato dalla pagina, al massimo venti minuti, e riprova. Con un secondo fattore non devi attendere: scrivi il suo codice insieme alla password. Entri anche da un dispositivo da cui hai già effettuato l'accesso.
assistance-faq-disabled = Il mio account è stato disabilitato
assistance-faq-disabled-answer = L'Ateneo disabilita un account quando potrebbe usarlo qualcun altro, o quando lo chiede la persona. Scrivi all'Ufficio: ti spiega il motivo e lo riabilita dopo aver verificato la tua identità.
assistance-faq-stay = Che cosa fa “Resta connesso”?
assistance-faq-stay-answer = Mantiene attiva la sessione per un giorno intero, anche se chiudi il browser. Non selezionarlo su un dispositivo usato da altri.
assistance-faq-asked = Chi può chiedermi un codice o una password?
assistance-faq-asked-answer = Nessuno. L'Ufficio non chiede mai la tua password, i codici dell'app o i codici di recupero, né per email né per telefono. Chi lo fa non è l'Ateneo: avvisa l'Ufficio.
assistance-write-title = Scrivi all'Ufficio
assistance-write-text = Se non hai trovato la risposta, scrivici. Non serve effettuare l'accesso. Ricevi un numero e la risposta per email.
assistance-write = Scrivi all'Ufficio
assistance-back = Indietro
assistance-ask-text = Guarda prima tra le domande più comuni:
assistance-emergency-title = Come funziona
assistance-emergency-codes = Se hai ancora uno dei codici di recupero non serve altro: scrivilo dove viene chiesto il codice dell'app.
assistance-emergency-check = Altrimenti invia questa richiesta. L'Ufficio ti contatta e verifica la tua identità, di persona o in videochiamata, con un documento d'identità.
assistance-emergency-code = Poi ti comunica un codice di emergenza, che funziona una sola volta, entro 24 ore, insieme al codice persona e alla password.
assistance-emergency-new = Con questo codice imposti un nuovo secondo fattore, e nient'altro. Quello vecchio smette di funzionare e te lo comunichiamo per email.
assistance-kind = Tipo di richiesta
assistance-name = Nome e cognome
assistance-email = Indirizzo email
assistance-email-hint = La risposta viene inviata qui. Usa un indirizzo che puoi leggere adesso.
assistance-person-code-hint = 8 cifre, se lo conosci
assistance-message = Che cosa è successo
assistance-message-hint = Al massimo 4.000 caratteri. Non scrivere password o codici.
assistance-attachment = Allegato
assistance-attachment-hint = Facoltativo: per esempio un'immagine del messaggio di errore. PDF, JPEG o PNG, al massimo { $megabytes } MB.
assistance-send = Invia la richiesta
assistance-sent-title = Richiesta inviata
assistance-sent-number = La tua richiesta ha il numero { $number }. Conservalo.
assistance-sent-contact = L'Ufficio incaricato della gestione ti contatterà.
assistance-sent-mail = Un messaggio con questo numero e un collegamento alla richiesta è in arrivo al tuo indirizzo (al massimo uno all'ora). Non devi fare altro finché non rispondiamo.
assistance-request = Richiesta
assistance-request-title = Richiesta { $number }
assistance-number = Numero
assistance-sent-on = Inviata il
assistance-changed-on = Ultima modifica
assistance-exchange = Messaggi
assistance-you = Tu
assistance-add = Aggiungi qualcosa
assistance-add-button = Invia
desk-count = { $n ->
    [one] Una richiesta
   *[other] { $n } richieste
}
desk-all = Tutti
desk-search = Numero, nome, email o codice persona
desk-search-hint = Con delle parole e senza uno stato scelto si cerca in tutti gli stati
desk-clear = Azzera i filtri
desk-none = Nessuna richiesta
desk-none-text = Con questi filtri nessuno ti aspetta. Cambiali per vedere altre richieste.
desk-people = Trova una persona
desk-people-text = Ciò che consulti viene scritto nel registro. Cerca solo le persone che hanno chiesto aiuto.
desk-people-label = Codice persona, indirizzo email o nome
desk-people-found = Persone trovate
desk-people-none = Controlla il codice o come è scritto il nome. Chi si è registrato con un altro indirizzo si trova per nome.
desk-code = Codice persona
desk-no-account = Nessun account
desk-no-password = Password non ancora scelta
desk-account = Account
desk-account-card = Persona e account
desk-waiting = Registrazioni in attesa di attivazione
desk-waiting-text = Qualcuno si è registrato con questo indirizzo e non ha ancora usato il collegamento di attivazione. Inviandolo di nuovo il precedente non funziona più.
desk-activation = Invia di nuovo il collegamento di attivazione
desk-no-sessions = Nessuna sessione aperta.
desk-answer = Risposta
desk-answer-hint = Viene inviata a { $email }, che nessuno ha dimostrato appartenere alla persona. Non scrivere codici, password o dati della persona. Al massimo 4.000 caratteri.
desk-answer-close = Chiudi la richiesta con questa risposta
desk-answer-send = Invia la risposta
desk-close = Chiudi senza risposta
desk-reopen = Riapri la richiesta
desk-history = Cronologia
desk-code-title = Disattivazione 2FA in emergenza
desk-code-text = Verifica prima l'identità della persona, con lo stesso rigore di quando è stato creato l'account, e scrivi come. Il codice che ottieni funziona una sola volta, entro 24 ore, insieme alla password, e solo per impostare un nuovo secondo fattore. I codici precedenti smettono di funzionare e la persona viene avvisata per email.
desk-check-how = Come è stata identificata la persona
desk-check-in-person = Di persona, con un documento d'identità
desk-check-video = In videochiamata, con un documento d'identità
desk-check-document = Confrontando un documento con quello conservato
desk-check-text = Che cosa è stato verificato
desk-check-hint = Quale documento, chi lo ha mostrato, che cosa è stato confrontato. Da 10 a 500 caratteri; resta nel registro.
desk-code-issue = Emetti un codice di emergenza
desk-code-page = Codice di emergenza
desk-code-made = Il codice è stato emesso. È mostrato solo adesso.
desk-code-once = Comunicalo solo alla persona che hai identificato, a voce o su carta. Non scriverlo mai in un'email.
desk-code-until = Funziona una sola volta, fino al { $until }.
desk-code-use = La persona accede con codice persona e password, lo scrive dove viene chiesto il codice dell'app e imposta un nuovo secondo fattore.
desk-code-done = L'ho comunicato alla persona
desk-codes = Codici di emergenza emessi
desk-issued = Emesso il
desk-expires = Valido fino al
desk-code-used = Usato
desk-code-expired = Scaduto
desk-code-waiting = Non ancora usato
desk-other = Altre azioni
desk-recovery = Invia un collegamento per una nuova password
desk-recovery-text = Il collegamento arriva all'indirizzo della persona indicato sopra; tu non lo vedi.
desk-disable-text = Con un account disabilitato non si accede: le sue sessioni vengono chiuse subito e i codici di emergenza smettono di funzionare. La persona viene avvisata per email.
desk-enable-text = La persona può accedere di nuovo con la stessa password e lo stesso secondo fattore, e viene avvisata per email.
fault-choose-again = Scegli di nuovo il file: non torna indietro con la pagina.
fault-check-too-short = Scrivi in almeno 10 caratteri che cosa è stato verificato.
problem-assistance-state = La richiesta è chiusa, o qualcuno l'ha chiusa nel frattempo. Prima riaprila.
problem-no-second-factor = Questo account non ha un secondo fattore: non c'è nulla da disattivare.
problem-account-disabled = Questo account è disabilitato. Prima abilitalo.
problem-no-pending-registration = Nessuna registrazione è più in attesa di attivazione a questo indirizzo.
done-assistance-added = Il tuo messaggio è stato inviato. L'Ufficio incaricato della gestione ti contatterà.
done-assistance-answered = La risposta è stata inviata per email.
done-assistance-closed = La richiesta è stata chiusa.
done-assistance-reopened = La richiesta è stata riaperta.
done-activation-resent = Il collegamento di attivazione è stato inviato di nuovo. Il precedente non funziona più.
done-recovery-sent = Un collegamento per una nuova password è stato inviato all'indirizzo della persona.
done-emergency-code-issued = È stato emesso un codice di emergenza. Se non l'hai visto, emettine un altro: il precedente smette di funzionare.
event-identity-assistance-asked = È stata inviata una richiesta all'assistenza.
event-identity-assistance-added = La persona ha aggiunto qualcosa alla richiesta.
event-identity-assistance-answered = L'Ufficio ha risposto.
event-identity-assistance-closed = La richiesta è stata chiusa.
event-identity-assistance-reopened = La richiesta è stata riaperta.
event-identity-assistance-file-read = L'allegato è stato scaricato.
event-identity-people-searched = L'assistenza ha cercato una persona.
event-identity-account-looked-at = L'assistenza ha consultato l'account.
event-identity-emergency-code-issued = È stato emesso un codice di emergenza dopo una verifica dell'identità.
mail-assistance-received-subject = La tua richiesta { $number }
mail-assistance-received-body =
    Gentile { $name },

    abbiamo ricevuto la tua richiesta { $number }. L'Ufficio incaricato della gestione ti contatterà.

    Con il collegamento qui sotto puoi leggerla e aggiungere qualcosa. Se non l'hai inviata tu, non devi fare nulla.
mail-assistance-received-link = Apri la richiesta
mail-assistance-answer-subject = Risposta alla tua richiesta { $number }
mail-assistance-answer-body =
    Gentile { $name },

    l'Ufficio ha risposto alla tua richiesta { $number }:

    { $answer }

    Con il collegamento qui sotto puoi leggere tutti i messaggi e aggiungere qualcosa.
mail-assistance-answer-link = Apri la richiesta
mail-emergency-code-issued-subject = È stato emesso un codice di emergenza per il tuo account
mail-emergency-code-issued-body =
    Gentile { $name },

    l'assistenza ha verificato un documento d'identità ed emesso un codice di emergenza per il tuo account dei Servizi online. Funziona una sola volta, entro 24 ore, insieme alla tua password, e solo per impostare un nuovo secondo fattore.

    Se non l'hai chiesto tu, scrivi subito all'assistenza e cambia la password.
mail-emergency-code-issued-link = Assistenza autenticazione
mail-account-disabled-subject = Il tuo account è stato disabilitato
mail-account-disabled-body =
    Gentile { $name },

    l'assistenza ha disabilitato il tuo account dei Servizi online e ne ha chiuso le sessioni. Ora nessuno può accedere con questo account.

    Per sapere perché e per farlo riabilitare, scrivi all'assistenza.
mail-account-disabled-link = Assistenza autenticazione
mail-account-enabled-subject = Il tuo account è stato abilitato
mail-account-enabled-body =
    Gentile { $name },

    il tuo account dei Servizi online è stato riabilitato. Puoi accedere con la tua password e il tuo secondo fattore.

    Se non l'hai chiesto tu, scrivi all'assistenza.
mail-account-enabled-link = Assistenza autenticazione

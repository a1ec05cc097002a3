# Il lato dell’ufficio dei certificati.
office-certificates-q = Cerca
office-certificates-q-help = ID della richiesta, matricola, codice persona, numero o codice di un documento, numero di raccomandata, oppure cognome e nome.
office-certificates-officer = In carico a
office-certificates-anyone = Chiunque
office-certificates-me = Me
office-certificates-nobody = Nessuno
office-certificates-an-officer = Un operatore
office-certificates-by-itself = Da sé
office-certificates-waiting = Ciò che attende l’ufficio
office-certificates-all = Tutte
office-certificates-every-delivery = Ogni modalità di consegna
office-certificates-every-programme = Ogni corso
office-certificates-clear = Togli i filtri
office-certificates-none = Nessuna richiesta corrisponde
office-certificates-none-help = Togli un filtro, oppure cerca la persona con un’altra parola.
office-certificates-caption = Richieste di certificati
office-certificates-person = Persona
office-certificates-days = Giorni dall’invio
office-certificates-count = { $n ->
    [one] 1 richiesta
   *[other] { $n } richieste
}
office-certificates-state-submitted = Da prendere in carico
office-certificates-state-in-charge = Da decidere
office-certificates-state-issuing = In corso di firma
office-certificates-state-to-print = Da stampare e spedire, o da mettere allo sportello
office-certificates-state-collectable = In attesa allo sportello
office-certificates-state-posted = Affidate alla posta
office-certificates-state-ready = Da scaricare da parte della persona
office-certificates-state-handed-over = Consegnate
office-certificates-state-refused = Respinte
office-certificates-now-submitted = Nessuno l’ha ancora in carico. Prendila in carico: ha un’annotazione da approvare, una nota da leggere o una comunicazione a cui rispondere.
office-certificates-now-in-charge = Leggi che cosa ha scritto la persona, rispondi, e approva o respingi.
office-certificates-now-issuing = I documenti vengono prodotti e firmati da sé. Non c’è nulla da fare: se dura più di un’ora, la pagina delle attività dice perché.
office-certificates-now-ready = La persona può scaricare i documenti. Non c’è nulla da fare.
office-certificates-now-to-print = Stampa i documenti con il loro foglio di accompagnamento, poi affidali alla posta o mettili allo sportello.
office-certificates-now-posted = I documenti sono stati spediti con raccomandata. Non c’è nulla da fare.
office-certificates-now-collectable = I documenti attendono allo sportello: chi viene mostra un documento di identità.
office-certificates-now-handed-over = I documenti sono stati consegnati. Non c’è nulla da fare.
office-certificates-now-refused = La richiesta è stata respinta e la persona ne conosce il motivo.
office-certificates-refund = Denaro da restituire
office-certificates-refund-due = Per questa richiesta sono stati pagati { $amount }, che vanno restituiti alla persona. È stata avvisata; il rimborso si fa fuori da questo servizio.
office-certificates-note = Nota per l’operatore
office-certificates-number = N.
office-certificates-when = Quando
office-certificates-withdrawn = Documenti non più validi
office-certificates-who = PERSONA E CARRIERA
office-certificates-person-code = Codice persona
office-certificates-born = Data di nascita
office-certificates-mail = E-mail
office-certificates-reads = Lingua
office-certificates-career-status = Stato della carriera
office-certificates-paid-on = Pagata il
office-certificates-printed-on = Stampata il
office-certificates-handed-to = Consegnata a

office-certificates-do-take = Prendi in carico
office-certificates-do-take-over = Prendi in carico da un collega
office-certificates-do-answer = Rispondi
office-certificates-do-answer-help = La persona riceve una mail e legge la risposta nella pagina della sua richiesta. La richiesta resta a te: poi approvala o respingila.
office-certificates-do-release = Approva ed emetti
office-certificates-do-release-help = I documenti vengono numerati, firmati e sigillati subito, con le annotazioni che approvi. Non si può tornare indietro: un documento emesso si può solo correggere o revocare.
office-certificates-do-refuse = Respingi
office-certificates-do-refuse-help = Nessun documento di questa richiesta viene emesso e il suo appuntamento allo sportello torna libero. La persona riceve una mail e legge il motivo. Non si può tornare indietro.
office-certificates-refuse-paid = Sono stati pagati { $amount }: vanno restituiti. Resta scritto nella richiesta e la persona viene avvisata.
office-certificates-refuse-free = Non è stato pagato nulla.
office-certificates-do-printed = Segna come stampata
office-certificates-do-post = Affidata alla posta
office-certificates-do-post-help = Scrivi il numero della raccomandata. La persona riceve una mail e legge il numero nella pagina della sua richiesta. L’indirizzo sulla busta:
office-certificates-do-lay-ready = Metti allo sportello
office-certificates-do-hand-over = Consegna
office-certificates-do-hand-over-help = Chiedi un documento di identità e confrontalo. Non se ne fa copia: se ne annota solo il tipo. La persona riceve una mail che i documenti sono stati ritirati.
office-certificates-do-supersede = Correggi
office-certificates-do-supersede-help = Il documento viene emesso di nuovo dai dati della carriera come sono ora, con un nuovo numero e un nuovo codice. Da questo momento chi verifica quello di prima legge che è stato sostituito e non vale più. La persona riceve una mail quando il nuovo è firmato. Se la carriera è sbagliata, correggi prima quella. Non si può tornare indietro.
office-certificates-do-revoke = Revoca
office-certificates-do-revoke-help = Da questo momento chi verifica il documento legge che l’università lo ha revocato. Nessun altro prende il suo posto. La persona riceve una mail. Non si può tornare indietro.
office-certificates-which-document = Documento n. { $number }, emesso il { $when }.

office-certificates-field-answer = Risposta
office-certificates-field-answer-help = La persona la legge come la scrivi.
office-certificates-field-answer-or-none = Risposta
office-certificates-field-answer-or-none-help = Serve quando un’annotazione non viene stampata: di’ perché. Altrimenti lasciala vuota, o rispondi a ciò che la persona ha scritto.
office-certificates-field-footnote = Annotazione
office-certificates-footnote-approved = Stampala in calce al certificato
office-certificates-footnote-refused = Non stamparla
office-certificates-field-refusal = Motivo
office-certificates-field-refusal-help = La persona lo legge come lo scrivi: di’ che cosa può fare invece.
office-certificates-field-registered-number = Numero della raccomandata
office-certificates-field-registered-number-help = Come sta sulla ricevuta, per esempio 15012345678-9.
office-certificates-field-to = Chi è allo sportello
office-certificates-to-person = La persona stessa
office-certificates-to-delegate = Un delegato
office-certificates-delegate-named = La persona ha indicato un delegato: { $name }, { $document }.
office-certificates-field-delegate-name = Nome e cognome del delegato
office-certificates-field-delegate-name-help = Solo se allo sportello c’è un delegato.
office-certificates-field-identity-kind = Documento di identità
office-certificates-identity-identity-card = Carta d’identità
office-certificates-identity-passport = Passaporto
office-certificates-identity-driving-licence = Patente di guida
office-certificates-identity-residence-permit = Permesso di soggiorno
office-certificates-identity-other = Altro documento con fotografia
office-certificates-field-identity-note = Osservazione
office-certificates-field-identity-note-help = Solo se c’è qualcosa da ricordare. Non scrivere il numero intero del documento.
office-certificates-field-checked = Ho confrontato il documento di identità con chi è allo sportello, ed è valido.
office-certificates-field-delegation-checked = Ho la delega firmata e la copia del documento di identità di chi delega.
office-certificates-field-withdrawal = Motivo
office-certificates-field-withdrawal-help = Resta agli atti per l’ufficio e non è mostrato a chi verifica il documento.
office-certificates-field-requests = Richieste

office-certificates-print = Stampa
office-certificates-print-help = Scegli che cosa stampi ora. Per tutto ricevi un file di fogli di accompagnamento e uno di etichette; i documenti firmati si stampano dai loro file.
office-certificates-print-make = Prepara
office-certificates-print-none = Nulla attende di essere stampato
office-certificates-print-none-help = I documenti che vanno per posta o allo sportello arrivano qui appena sono firmati.
office-certificates-batch = Da stampare insieme
office-certificates-batch-help = Stampa i fogli di accompagnamento, le etichette e ogni documento in tante copie quante sono scritte accanto.
office-certificates-covers = Fogli di accompagnamento (PDF)
office-certificates-labels = Etichette con gli indirizzi (PDF)
office-certificates-papers = Documenti firmati
office-certificates-paper-copies = N. { $number } × { $copies }
office-certificates-mark-all = Segna tutte come stampate
office-certificates-mark-all-help = Quando tutto è su carta. Poi apri ogni richiesta per affidarla alla posta o metterla allo sportello.

fault-office-certificates-stale = Nel frattempo un collega, o un’altra finestra, ha modificato la richiesta. Guardala com’è ora: ciò che hai scritto è ancora qui; invialo di nuovo se vale ancora.
fault-office-certificates-why-not = Di’ alla persona perché un’annotazione non viene stampata.
fault-office-certificates-registered-number = Scrivi il numero come sta sulla ricevuta: da 8 a 20 lettere e cifre.
fault-office-certificates-not-checked = I documenti si consegnano solo dopo aver verificato l’identità.
fault-office-certificates-no-delegation = Senza la delega firmata i documenti non si possono consegnare a un delegato.

done-office-certificates-take = Questa richiesta è in carico a te.
done-office-certificates-answer = La risposta è stata inviata.
done-office-certificates-release = Approvata: i documenti vengono prodotti e firmati.
done-office-certificates-refuse = Respinta. La persona è stata avvisata.
done-office-certificates-printed = Segnata come stampata.
done-office-certificates-post = Annotato. La persona sa che i documenti sono in viaggio.
done-office-certificates-lay-ready = Annotato. La persona sa quando è aperto lo sportello e che cosa portare.
done-office-certificates-hand-over = Consegnata.
done-office-certificates-supersede = Il documento di prima è sostituito; il nuovo è in corso di firma.
done-office-certificates-revoke = Il documento è revocato.

event-certificates-taken = Un operatore ha preso in carico la richiesta.
office-event-certificates-taken = { $to } ha preso in carico la richiesta.
event-certificates-answered = L’ufficio ha risposto.
event-certificates-released = L’ufficio ha approvato: i documenti vengono prodotti e firmati.
office-event-certificates-released = Approvata. Annotazioni non stampate: { $footnotes-refused }.
event-certificates-refused = L’ufficio non ha potuto accogliere la richiesta.
event-certificates-refund-due = Ciò che è stato pagato va restituito.
event-certificates-printed = I documenti sono stati stampati.
event-certificates-posted = I documenti sono stati affidati alla posta.
event-certificates-collectable = I documenti sono stati messi allo sportello.
event-certificates-handed-over = I documenti sono stati consegnati.
office-event-certificates-handed-over = I documenti sono stati consegnati { $to ->
    [delegate] al delegato
   *[person] alla persona
}.
event-certificates-batch-made = Alcune richieste sono state raccolte per la stampa.

certificates-refund-title = Ti viene restituito il denaro
certificates-refund-words = Per questa richiesta hai pagato { $amount }: l’università te li restituisce. L’ufficio ti contatta se gli servono le tue coordinate bancarie; per domande scrivi alla segreteria.
certificates-collect-title = Che cosa portare allo sportello
certificates-collect-identity = Un documento di identità valido.
certificates-collect-delegate = Chi ritira per te porta la delega firmata, una copia del tuo documento di identità e il proprio documento di identità.
certificates-collect-hours = Aperto: { $hours }.

mail-certificates-answered-subject = L’ufficio ha risposto sulla tua richiesta di certificati
mail-certificates-answered-body =
    Gentile { $name },

    l’ufficio ha risposto sulla richiesta n. { $number }. La risposta è nella pagina della richiesta.
mail-certificates-answered-link = Leggi la risposta
mail-certificates-refused-subject = La tua richiesta di certificati non è stata accolta
mail-certificates-refused-body =
    Gentile { $name },

    l’ufficio non ha potuto accogliere la richiesta n. { $number }: nessun documento è stato emesso. Il motivo è nella pagina della richiesta.
mail-certificates-refused-link = Leggi il motivo
mail-certificates-refused-paid-subject = La tua richiesta di certificati non è stata accolta
mail-certificates-refused-paid-body =
    Gentile { $name },

    l’ufficio non ha potuto accogliere la richiesta n. { $number }: nessun documento è stato emesso. Il motivo è nella pagina della richiesta.

    Ciò che hai pagato ti viene restituito: la pagina dice quanto.
mail-certificates-refused-paid-link = Leggi il motivo
mail-certificates-posted-subject = I tuoi certificati sono in viaggio
mail-certificates-posted-body =
    Gentile { $name },

    i documenti della richiesta n. { $number } sono stati spediti con raccomandata. Il numero della raccomandata è nella pagina della richiesta.
mail-certificates-posted-link = Vai alla richiesta
mail-certificates-collectable-subject = I tuoi certificati sono pronti allo sportello
mail-certificates-collectable-body =
    Gentile { $name },

    i documenti della richiesta n. { $number } ti attendono allo sportello: { $counter }.

    Aperto: { $hours }.

    Porta un documento di identità valido. Chi ritira per te porta la delega firmata, una copia del tuo documento di identità e il proprio documento di identità.
mail-certificates-collectable-link = Vai alla richiesta
mail-certificates-handed-over-subject = I tuoi certificati sono stati ritirati
mail-certificates-handed-over-body =
    Gentile { $name },

    i documenti della richiesta n. { $number } sono stati consegnati allo sportello.

    Se non li hai ritirati né tu né il tuo delegato, scrivi subito all’ufficio.
mail-certificates-handed-over-link = Vai alla richiesta

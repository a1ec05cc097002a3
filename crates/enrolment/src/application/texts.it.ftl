# Domande: elenco, fasi, stato.

applications-title = Le mie domande
applications-caption = Le mie domande
applications-none = Non hai ancora fatto una domanda
applications-none-next = Scegli il corso per cui vuoi fare domanda: quello che compili resta salvato, puoi fermarti e continuare quando vuoi.
application-new = Nuova domanda
application-new-title = Seleziona il corso per cui vuoi fare domanda
application-new-intro = Cerca il corso tramite il titolo o l'ID, poi premi Seleziona nella sua riga.
application-programme = Corso
application-status = Stato
application-data = Dati
application-details = Dettagli
application-continue = Continua
application-correct = Correggi
application-pay = Paga
application-protocol = Numero di protocollo
application-started-on = Iniziata il
application-sent-on = Inviata il
application-resent-on = Inviata di nuovo il
application-matricola = Matricola
application-applicant = Richiedente
application-secretariat = Segreteria del corso
application-selected = Il corso selezionato è: ID
application-overview = Riepilogo della domanda
application-optional = facoltativo

application-stage-personal = Dati personali
application-stage-qualification = Titolo di studio
application-stage-upload = Upload
application-stage-confirm = Conferma

application-kept = Ecco di nuovo quello che avevi scritto e non ancora salvato. Salvalo per conservarlo.
application-stale = Nel frattempo questi dati sono stati modificati in un'altra finestra. Quello che hai scritto non è perso: controllalo, poi salva di nuovo per tenere quello che è scritto qui.
application-changed = La domanda è stata modificata in un'altra finestra mentre la leggevi. Ora è così: ricontrollala, poi conferma.

application-asked-title = La segreteria chiede modifiche o integrazioni entro il { $day }
application-asked-message = La segreteria scrive:
application-asked-done = Fatto
application-asked-ready = Hai fatto tutto quello che ti è stato chiesto: invia di nuovo la domanda dal riepilogo o dalla pagina Conferma.

application-personal-intro = Questi sono i dati inseriti in fase di registrazione. Controllane attentamente la correttezza ed eventualmente aggiornali.
application-personal-edit = Modifica dati e documenti
application-personal-lacking = Prima di procedere manca ancora:
application-personal-refused = Non puoi ancora procedere: mancano alcuni dati

application-upload-intro = Qui puoi caricare ogni documento richiesto per l'iscrizione al corso. Questo passaggio è opzionale ed è necessario solo per alcuni corsi.
application-upload-obliged = Qui puoi caricare ogni documento richiesto per l'iscrizione al corso. Per questo corso alcuni documenti sono obbligatori: senza di essi la domanda non può essere inviata.
application-upload-lacking = In questa pagina manca ancora:
application-upload-wanted = Documenti di questo corso
application-permit-title = Visto d'ingresso o permesso di soggiorno
application-permit-why = Serve ai cittadini di Paesi fuori dall'Unione europea per frequentare un corso in Italia. Non è richiesto per i corsi a distanza.
application-attached-title = Upload dei file
application-attached-list = Elenco documenti allegati:
application-attached-add-title = Aggiungi un documento
application-attached-kind = Tipologia documento
application-attached-file = File
application-attached-description = Descrizione del contenuto del file
application-attached-description-hint = Parole chiave, obbligatorie per la categoria Altro.
application-attached-add = Aggiungi file allegato
application-pdf-only = Solo file PDF
application-policy = Ho letto l'informativa
application-policy-text = Prima di procedere leggi come vengono usati i tuoi dati:
application-remove = Rimuovi
application-upload-replace = Upload/Replace
application-paper-about = Che cos'è e che cosa fare se non è ancora arrivato
application-paper-there = caricato
application-paper-lacking = ancora da caricare

application-confirm-intro = Riguarda con attenzione le informazioni e i dati inseriti prima di inviare la domanda.
application-correct-this = Correggi
application-papers = Documenti
application-papers-kind = Tipologia documento
application-papers-of = Riguarda
application-papers-file = File
application-papers-size = Dimensione
application-submit = Conferma ed invia la domanda
application-submit-warning = Attenzione: premendo "CONFERMA ED INVIA LA DOMANDA" la domanda non sarà più modificabile
application-resubmit = Conferma ed invia di nuovo la domanda
application-resubmit-warning = Attenzione: dopo il nuovo invio la domanda non sarà più modificabile
application-nothing-missing = Non manca nulla: la domanda può essere inviata.
application-missing-title = Prima di inviare la domanda manca ancora:
application-missing-refused = La domanda non può ancora proseguire: manca qualcosa
application-checklist = Cosa manca

application-missing-titles = { $n ->
    [one] Aggiungi il titolo accademico richiesto per l'ammissione.
   *[other] Aggiungi i { $n } titoli accademici che costituiscono il requisito d'accesso.
}
application-missing-details = Completa i dati del titolo: { $title }.
application-missing-requirement = Nessuno dei tuoi titoli soddisfa il requisito minimo d'accesso di questo corso: aggiungi quello giusto.
application-missing-paper-of = Carica: { $paper } ({ $title }).
application-missing-paper = Carica: { $paper }.
application-missing-unconfirmed = Rivedi e conferma la sezione «{ $stage }» con "Conferma e procedi".
application-missing-privacy = Spunta "Ho letto l'informativa" nella pagina Upload.
application-missing-window = Oggi questo corso non accetta domande.

application-status-title = Check stato della domanda
application-now-draft = Non hai ancora confermato e inviato questa domanda.
application-now-submitted = La domanda è stata inviata. La segreteria la valuta; possono servire vari giorni. Finché non ha finito non risulti immatricolato.
application-now-reopened = La segreteria ha bisogno di modifiche o integrazioni. Puoi modificare solo le voci elencate qui sotto; il resto rimane come l'hai inviato.
application-now-conditional = La domanda ha superato i primi step di valutazione. L'Ateneo sta verificando il titolo di studio con l'istituzione che l'ha rilasciato.
application-now-awaiting-payment = La domanda è approvata. Sarai immatricolato appena tassa e bollo saranno pagati.
application-now-confirmed = Sei immatricolato. Benvenuto!
application-now-rejected = La domanda non è stata accolta.
application-now-cancelled = La domanda è stata annullata dalla segreteria.
application-now-lapsed = La domanda è stata annullata perché il termine è scaduto.
application-now-withdrawn = Hai rinunciato a questa domanda.
application-acts = Chi deve agire
application-acts-you = Tu
application-acts-secretary = La segreteria del corso
application-acts-university = L'Ateneo: verrai contattato se dovrai fare qualcosa
application-acts-nobody = Nessuno
application-until = Entro il
application-reason = Motivo
application-pay-title = Pagamento di tassa e bollo di immatricolazione
application-pay-text = Compila i dati di fatturazione, poi paga sulla piattaforma pagoPA. L'esito arriva in pochi minuti; intanto puoi chiudere la pagina.
application-verify-title = Verifica del titolo di studio
application-verify-accepted = I tuoi dati sono stati approvati
application-verify-asked = È stato chiesto all'istituzione che ha rilasciato il titolo
application-verify-answered = L'istituzione ha risposto
application-verify-confirmed = Il titolo è confermato
application-verify-text = Per ora non devi fare nulla.
application-final-fee = Entro una settimana prima della prova finale dovrai pagare il bollo di prova finale. La segreteria ti avviserà per tempo.
application-history = Che cosa è successo
application-withdraw = Rinuncia alla domanda
application-withdraw-title = Vuoi rinunciare alla domanda?
application-withdraw-warning = La domanda verrà annullata e non potrà essere ripresa. Puoi farne una nuova finché il corso accetta domande.
application-receipt-title = Ricevuta della domanda
application-receipt-pdf = Scarica la ricevuta (PDF)
application-received = La domanda è stata ricevuta. Non è più modificabile.
application-received-next = La valutazione può richiedere vari giorni. La segreteria ti scrive se manca qualcosa; controlla lo stato della domanda finché non risulterà IMMATRICOLAZIONE CONFERMATA.
application-check-status = Check stato della domanda

done-application-there = Hai già una domanda per questo corso: continuala qui.
done-application-sent-already = La domanda è stata inviata e non può più essere modificata. Ecco a che punto è.
done-application-paper-saved = Il file è salvato.
done-application-paper-removed = Il file è stato rimosso.
done-application-resubmitted = Le correzioni sono state inviate.
done-application-withdrawn = Hai rinunciato alla domanda.

problem-application-locked = Ora questa parte della domanda non può essere modificata: la domanda è stata inviata, oppure la segreteria ha chiesto altre parti. La sua pagina dice a che punto è e chi deve agire.
problem-application-window-closed = Oggi questo corso non accetta domande. La sua pagina dice quando si aprono.
problem-application-incomplete = Manca ancora qualcosa: l'elenco nella pagina della domanda dice che cosa.
problem-application-unanswered = Non hai ancora fatto tutto quello che la segreteria ha chiesto.
problem-application-paid = La tassa è già stata pagata: scrivi alla segreteria del corso.
problem-application-paper-stays = Questo documento si può sostituire, ma non rimuovere.
problem-application-no-self-certification = Questo titolo non si prova con un'autocertificazione: la sua pagina dice quali documenti servono.

fault-application-policy-required = Per proseguire leggi l'informativa e spunta la casella.
fault-application-too-many-files = Ci sono già { $max } documenti allegati: prima rimuovine uno.

event-enrolment-started = Hai iniziato la domanda.
event-enrolment-stage-confirmed = Hai confermato una sezione della domanda.
event-enrolment-title-changed = Hai inserito dati di un titolo accademico.
event-enrolment-title-removed = Hai rimosso un titolo accademico.
event-enrolment-paper-uploaded = Hai caricato un documento.
event-enrolment-paper-removed = Hai rimosso un documento.
event-enrolment-draft-kept = È stato conservato quello che si stava scrivendo.
event-enrolment-term-looked-at = Un termine è stato ricontrollato.
event-enrolment-reminded = Ti è stato inviato un promemoria: il termine scade il { $last-day }.
event-enrolment-submitted = Hai inviato la domanda: numero di protocollo { $protocol }.
event-enrolment-resubmitted = Hai inviato le correzioni.
event-enrolment-confirmed = Tassa e bollo sono pagati: l'immatricolazione è confermata.
event-enrolment-lapsed = La domanda è stata annullata perché il termine è scaduto.
event-enrolment-withdrawn = Hai rinunciato alla domanda.

# Le pagine con cui una persona tiene in ordine i propri dati.

profile-title = Dati personali
profile-intro = Questi sono i dati che hai dato alla registrazione. Controllali attentamente e aggiorna con Gestisci ciò che è cambiato.
profile-missing = Manca ancora per l'immatricolazione
profile-personal = Dati anagrafici
profile-tax-code = Codice fiscale (solo scansione)
profile-documents = Documenti d'identità
profile-email = Email personale
profile-change-email = Modifica email
profile-phones = Contatti telefonici
profile-residence = Residenza
profile-contact = Recapito
profile-contact-same = Coincide con la residenza
profile-file = File
profile-type = Tipo
profile-state = Stato
profile-no-fiscal-code = Nessuno
profile-add-fiscal-code = Aggiungi il codice fiscale italiano

missing-identity-document = Documento di identità: aggiungine uno ancora valido, con la scansione.
missing-expired-document = Documento di identità: il tuo è scaduto, sostituiscilo con uno ancora valido.
missing-tax-code-scan = Codice fiscale: aggiungi la scansione.
missing-mobile = Contatti telefonici: aggiungi il cellulare.
missing-residence = Residenza: aggiungi l'indirizzo.

fiscal-code-intro = Se dopo la registrazione hai ricevuto un codice fiscale italiano, scrivilo qui. Viene confrontato con i tuoi dati anagrafici; poi solo la segreteria può cambiarlo.
tax-code-intro = Una scansione della tessera o del certificato con il tuo codice fiscale. Una nuova scansione prende il posto della precedente.
tax-code-new-scan = Nuova scansione

documents-intro = Almeno un documento deve essere valido. Un nuovo documento ne sostituisce un altro con Gestisci; il precedente resta nella lista qui sotto.
document-add = Aggiungi un documento
document-add-intro = Scrivi i dati come sono sul documento.
document-manage = Gestisci il documento
document-replace = Sostituisci con un nuovo documento
document-replace-intro = Il nuovo documento prende il posto di questo, che resta tra i documenti precedenti.
document-replaced-intro = Un altro documento ha preso il posto di questo.
document-former = Documenti precedenti
document-valid = Valido
document-expired = Scaduto
document-replaced = Sostituito

email-current = Indirizzo email personale
email-new = Nuovo indirizzo
email-how = Mandiamo un link al nuovo indirizzo. Prende il posto di quello attuale quando apri il link e confermi; fino ad allora non cambia nulla.
email-send = Invia il link
email-pending-label = In attesa di conferma
email-pending = { $email }: apri il link che abbiamo mandato lì e conferma entro il { $until }. Fino ad allora continuiamo a scrivere all'indirizzo attuale.
email-pending-short = { $email }, da confermare entro il { $until }
email-cancel = Annulla la modifica
email-confirm-title = Conferma il tuo nuovo indirizzo email
email-confirm-text = D'ora in poi l'ateneo scriverà a { $email }.
email-confirm-button = Conferma questo indirizzo
email-confirmed-title = Il tuo indirizzo email è cambiato
email-confirmed = D'ora in poi scriviamo al nuovo indirizzo. Abbiamo avvisato anche il precedente.
email-link-over-title = Questo link non si può più usare
email-link-over = È già stato usato, è scaduto, oppure ne è stato mandato un altro dopo. Accedi e chiedi un nuovo link.

residence-intro = Per modificare il tuo indirizzo parti sempre dalla residenza: scegli Nuovo indirizzo. Per modificare solo il recapito, rispondi No alla domanda qui sotto e prosegui.
address-new = Nuovo indirizzo
contact-new = Nuovo recapito
address-intro = A questo indirizzo vengono inviati i documenti cartacei importanti durante e dopo il corso. Scegli prima lo Stato, poi compila tutti i campi.
address-until = Al
address-former = Residenze precedenti
contact-former = Recapiti precedenti
coincides-question = Il nuovo indirizzo di residenza coincide con il recapito?
coincides-now = L'indirizzo di residenza coincide con il recapito?
answer-yes = Si
answer-no = No
coincides-yes = Le lettere arrivano alla residenza.
coincides-no = Le lettere arrivano a un altro indirizzo.

done-profile-saved = I tuoi dati sono stati salvati.
done-residence-saved = La residenza è stata salvata. Ora scrivi il recapito, dove arrivano le lettere.
done-document-added = Il documento è stato aggiunto.
done-document-replaced = Il documento è stato sostituito. Il precedente è nella lista qui sotto.
done-email-link-sent = Abbiamo mandato il link al nuovo indirizzo. Aprilo e conferma.
done-email-change-cancelled = La modifica è stata annullata. Vale ancora l'indirizzo attuale.

fault-email-same = È l'indirizzo che abbiamo già.
fault-no-residence = Aggiungi prima la residenza.
fault-before-current-address = Questo giorno viene prima di quello da cui vale l'indirizzo attuale ({ $day }).
fault-document-already-replaced = Questo documento è stato sostituito nel frattempo in un'altra finestra.
fault-choose-file-again = Scegli di nuovo il file: i browser non lo conservano quando un modulo torna indietro.

mail-people-email-confirm-subject = Conferma il tuo nuovo indirizzo email
mail-people-email-confirm-body =
    Gentile { $name },

    hai chiesto all'ateneo di scrivere a questo indirizzo. Apri la pagina qui sotto e conferma entro { $hours } ore.

    Se non l'hai chiesto tu, ignora questo messaggio: non cambierà nulla.
mail-people-email-confirm-link = Conferma l'indirizzo
mail-people-email-notice-subject = È stato chiesto di cambiare il tuo indirizzo email
mail-people-email-notice-body =
    Gentile { $name },

    qualcuno che ha fatto accesso con le tue credenziali ha chiesto di cambiare il tuo indirizzo email. Questo indirizzo vale finché il nuovo non è confermato.

    Se non sei stato tu, apri la pagina qui sotto, annulla la modifica e scegli una nuova password.
mail-people-email-notice-link = Vedi la modifica
mail-people-email-changed-subject = Il tuo indirizzo email è cambiato
mail-people-email-changed-body =
    Gentile { $name },

    il tuo nuovo indirizzo email è stato confermato. Non scriviamo più a questo.

    Se non sei stato tu, scrivi subito all'assistenza.
mail-people-email-changed-link = Assistenza

event-people-registered = Registrazione.
event-people-completed = Registrazione completata.
event-people-address-added = È stato aggiunto un nuovo indirizzo.
event-people-contact-ended = Le lettere arrivano di nuovo alla residenza.
event-people-phones-changed = I contatti telefonici sono stati modificati.
event-people-document-added = È stato aggiunto un documento di identità.
event-people-document-replaced = Un documento di identità è stato sostituito.
event-people-tax-code-scan-saved = La scansione del codice fiscale è stata salvata.
event-people-fiscal-code-added = È stato aggiunto il codice fiscale italiano.
event-people-language-chosen = È stata scelta una lingua.
event-people-email-change-asked = È stato chiesto un nuovo indirizzo email.
event-people-email-change-cancelled = La modifica dell'indirizzo email è stata annullata.
event-people-email-changed = L'indirizzo email è cambiato.

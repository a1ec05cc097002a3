# Quanto si deve e quanto si è pagato.
payments-list-title = Pagamenti
payments-none = Non hai pagamenti
payments-none-next = Quando la segreteria accetta la tua domanda, qui trovi che cosa pagare ed entro quando.
payments-what = Causale
payments-state = Stato
payments-total = Totale
payments-amount = Importo
payments-due-on = Da pagare entro il
payments-notice-number = Numero avviso
payments-line = Voce
payments-lines = Che cosa si paga
payments-details = Dettagli del pagamento
payments-instalment = Rata
payments-instalments = Rate
payments-instalment-of = Rata { $number } di { $of }
payments-state-draft = Da completare
payments-state-open = Da pagare
payments-state-overdue = Scaduto
payments-state-processing = In elaborazione
payments-state-paid = Pagato
payments-state-cancelled = Annullato
payments-pay-text = Con il pulsante arrivi sulla piattaforma PagoPA, il sistema dei pagamenti a favore delle pubbliche amministrazioni. Al termine torni qui.
payments-pay-fee-and-duty = Paga tassa e bollo
payments-pay-duty = Paga bollo
payments-pay-fee = Paga tassa
payments-notice-text = Preferisci pagare in banca, in tabaccheria o con la tua app?
payments-notice-pdf = Scarica l'avviso di pagamento (PDF)
payments-processing-title = Pagamento in elaborazione
payments-processing = Se hai concluso il pagamento non devi fare nulla: il sistema può impiegare fino a 15 minuti per elaborarlo e ti scrive appena arriva l'esito. Questa pagina si aggiorna da sola; puoi chiuderla senza perdere nulla.
payments-processing-since = Sei andato alla piattaforma dei pagamenti il { $at }.
payments-processing-unpaid = Non ho concluso il pagamento
payments-restart-title = Vuoi ricominciare il pagamento?
payments-restart = Sei andato alla piattaforma dei pagamenti il { $at } e l'esito non è ancora arrivato. Ricomincia solo se hai lasciato la piattaforma senza pagare.
payments-restart-twice = Se invece hai pagato, aspetta: l'esito arriva entro 15 minuti. Se risultassero due pagamenti, l'ufficio ti rimborsa il secondo.
payments-restart-button = Ricomincia: non ho pagato
payments-restart-wait = Aspetta l'esito
payments-result-positive = Esito pagamento: POSITIVO
payments-result-negative = Esito pagamento: NEGATIVO
payments-failed-next = Non ti è stato addebitato nulla. Puoi riprovare, anche con un altro metodo di pagamento.
payments-left = Hai lasciato la piattaforma senza pagare. Puoi ricominciare quando vuoi.
payments-overdue-text = La data entro cui pagare è passata. Paga subito: il pagamento è ancora accettato.
payments-paid-at = Pagato il { $at }. Non devi fare altro.
payments-receipt-pdf = Scarica la ricevuta (PDF)
payments-cancelled-text = Questo pagamento è stato annullato: non è dovuto nulla.
payments-back-to-origin = Torna alla domanda
payments-reason-enrolment-fee = Tassa e bollo di iscrizione
payments-reason-enrolment-instalment = Rata di iscrizione
payments-reason-final-exam-fee = Bollo di prova finale
payments-reason-certificates = Certificati e autocertificazioni

done-billing-saved = Dati per la fatturazione salvati. Ora puoi pagare.

problem-charge-paid = Il pagamento è già avvenuto: non si può più annullare.
problem-charge-closed = Questo pagamento non si può più modificare: è già avvenuto o è stato annullato.

mail-payment-reminder-subject = Promemoria: pagamento entro il { $due }
mail-payment-reminder-body =
    Gentile { $name },

    ti ricordiamo di pagare { $amount } per «{ $what }» entro il { $due }.

    Apri la pagina del pagamento per pagare sulla piattaforma PagoPA o per scaricare l'avviso. Se hai già pagato negli ultimi minuti non devi fare altro.
mail-payment-reminder-link = Apri il pagamento

mail-payment-received-subject = Pagamento ricevuto
mail-payment-received-body =
    Gentile { $name },

    abbiamo ricevuto il tuo pagamento di { $amount } per «{ $what }», fatto il { $day }. Esito pagamento: POSITIVO.

    Nella pagina del pagamento trovi la ricevuta. Non devi fare altro.
mail-payment-received-link = Apri la ricevuta

event-payments-charged = È stato chiesto un pagamento.
event-payments-cancelled = Il pagamento è stato annullato.
event-payments-billing-given = Sono stati indicati i dati per la fatturazione.
event-payments-checkout-opened = È stata aperta la piattaforma dei pagamenti.
event-payments-reminded = È stato inviato un promemoria del pagamento.
event-payments-settled = Il pagamento è avvenuto.
event-payments-receipt-received = È arrivata una ricevuta.
event-payments-receipt-repeated = Una ricevuta già nota è arrivata di nuovo.
event-payments-receipt-altered = Una ricevuta già nota è arrivata con un contenuto diverso.
event-payments-receipt-exception = Una ricevuta è in attesa di una decisione dell'ufficio.
event-payments-receipt-not-ours = Una ricevuta riguarda un avviso di altri.
event-payments-receipt-void = Una ricevuta non riguarda alcun pagamento.
event-payments-notice-asked = La piattaforma dei pagamenti ha chiesto di un avviso.
event-payments-log-purged = Le righe più vecchie del giornale degli eventi sono state eliminate.
event-payments-sandbox-chosen = Nella piattaforma di prova è stata fatta una scelta.
event-payments-exception-decided = L'ufficio ha deciso su una ricevuta.

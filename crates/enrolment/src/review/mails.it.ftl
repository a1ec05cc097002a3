mail-review-corrections-subject = La tua domanda richiede modifiche o integrazioni
mail-review-corrections-body =
    Gentile { $name },

    la segreteria ha esaminato la tua domanda per { $programme } e chiede modifiche o integrazioni.

    Tocca a te: accedi, leggi il messaggio e invia di nuovo la domanda entro il { $due }. Sono aperte solo le voci indicate.

    Se entro quel giorno non arriva nulla, la domanda è annullata.
mail-review-corrections-link = Apri la tua domanda

mail-review-conditional-subject = Sei immatricolato sotto condizione
mail-review-conditional-body =
    Gentile { $name },

    la tua domanda per { $programme } ha superato i primi step di valutazione: accanto vedi ora un bollino giallo.

    L'Ateneo sta verificando il titolo di studio. Non devi fare nulla; se servisse qualcosa la segreteria ti contatterà. Dopo ti verranno chiesti tassa e bollo.
mail-review-conditional-link = Apri la tua domanda

mail-review-university-asked-subject = Il tuo titolo di studio è in verifica
mail-review-university-asked-body =
    Gentile { $name },

    per la tua domanda per { $programme } abbiamo chiesto all'università che ha rilasciato il tuo titolo di studio di confermarlo.

    Tocca a quella università rispondere, entro il { $until }; poi decide la segreteria. Non devi fare nulla e ti comunicheremo l'esito.
mail-review-university-asked-link = Apri la tua domanda

mail-review-qualification-confirmed-subject = Il tuo titolo di studio è confermato
mail-review-qualification-confirmed-body =
    Gentile { $name },

    un titolo di studio che hai dichiarato nella domanda per { $programme } è confermato.

    Il prossimo passo tocca alla segreteria. Per ora non devi fare nulla.
mail-review-qualification-confirmed-link = Apri la tua domanda

mail-review-qualification-refused-subject = Il tuo titolo di studio non è stato confermato
mail-review-qualification-refused-body =
    Gentile { $name },

    un titolo di studio che hai dichiarato nella domanda per { $programme } non ha potuto essere confermato.

    Tocca alla segreteria decidere come prosegue la domanda; verrai contattato. I recapiti della segreteria sono nella pagina della domanda.
mail-review-qualification-refused-link = Apri la tua domanda

mail-review-payment-subject = Tassa e bollo: DOMANDA IN ATTESA DI PAGAMENTO
mail-review-payment-body =
    Gentile { $name },

    la tua domanda per { $programme } è approvata.

    Tocca a te: accedi, compila i dati di fatturazione e paga tassa e bollo di immatricolazione entro il { $due }. Quando il pagamento sarà stato elaborato, l'immatricolazione è confermata e ricevi la matricola.
mail-review-payment-link = Apri la tua domanda

mail-review-payment-moved-subject = Tassa e bollo: DOMANDA IN ATTESA DI PAGAMENTO
mail-review-payment-moved-body =
    Gentile { $name },

    la tua domanda per { $programme } è approvata.

    Tocca a te: accedi, compila i dati di fatturazione e paga tassa e bollo di immatricolazione entro il { $due }. L'ultimo giorno previsto, 15 giorni prima dell'inizio delle lezioni, è già passato: per questo il tempo è poco, e ti chiediamo la massima celerità.

    Quando il pagamento sarà stato elaborato, l'immatricolazione è confermata e ricevi la matricola.
mail-review-payment-moved-link = Apri la tua domanda

mail-review-rejected-subject = La tua domanda non è stata accolta
mail-review-rejected-body =
    Gentile { $name },

    la tua domanda per { $programme } non è stata accolta.

    Il motivo è nella pagina della domanda, dopo l'accesso. Non devi fare nulla; se hai domande scrivi alla segreteria indicata lì.
mail-review-rejected-link = Apri la tua domanda

mail-review-cancelled-subject = La tua domanda è stata annullata
mail-review-cancelled-body =
    Gentile { $name },

    la segreteria ha annullato la tua domanda per { $programme }. Non c'è più nulla da pagare.

    Il motivo è nella pagina della domanda, dopo l'accesso. Se hai domande scrivi alla segreteria indicata lì.
mail-review-cancelled-link = Apri la tua domanda

mail-review-final-fee-subject = Bollo di prova finale
mail-review-final-fee-body =
    Gentile { $name },

    la prova finale di { $programme } è il { $exam }. Prima devi pagare il bollo di prova finale.

    Tocca a te: accedi e paga entro il { $due }. Ti chiediamo la massima celerità.
mail-review-final-fee-link = Apri la tua domanda

mail-review-university-subject = Richiesta di conferma di un titolo di studio
mail-review-university-body =
    Gentili colleghi,

    { $name } ha presentato una domanda presso di noi e dichiara un titolo di studio rilasciato da voi. Vi chiediamo di dirci se è così: la pagina dietro il collegamento mostra ciò che è stato dichiarato e richiede un minuto. Non serve un account; il collegamento è solo per il vostro ufficio.

    Potete rispondere fino al { $until }.

    { $institution }
mail-review-university-link = Rispondi qui

mail-review-university-reminder-subject = Promemoria: richiesta di conferma di un titolo di studio
mail-review-university-reminder-body =
    Gentili colleghi,

    qualche settimana fa vi abbiamo chiesto di confermare un titolo di studio dichiarato da { $name }. Non abbiamo ancora una risposta.

    Potete rispondere fino al { $until }, con questo collegamento o con quello già inviato.

    { $institution }
mail-review-university-reminder-link = Rispondi qui

mail-review-sent-again-subject = Inviata di nuovo: una domanda in carico a te
mail-review-sent-again-body =
    Gentile { $name },

    { $applicant } ha fatto le correzioni richieste e ha inviato di nuovo la domanda per { $programme }.

    Tocca alla segreteria guardare che cosa è cambiato e approvare i dati. La pagina della domanda mostra ogni modifica accanto a quello che c'era prima.
mail-review-sent-again-link = Guarda che cosa è cambiato

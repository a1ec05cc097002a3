mail-admission-opened-master-subject = Paga il bollo per completare l'immatricolazione
mail-admission-opened-master-body = Gentile { $name },

    sei nella lista degli ammessi a { $programme }. Paga il bollo online per completare l'immatricolazione: senza il pagamento non è valida.

    Accedi ai servizi online, vai a “Richiesta certificati e autocertificazioni” e seleziona “MASTER: RICHIESTA DI PAGAMENTO DEL BOLLO DI ISCRIZIONE”. Conferma la selezione, prenotala, premi il pulsante verde e paga. Al referente del corso lo diciamo noi.
mail-admission-opened-master-link = Apri l'ammissione
mail-admission-opened-specialist-subject = Paga il bollo per completare l'immatricolazione
mail-admission-opened-specialist-body = Gentile { $name },

    sei nella lista degli ammessi a { $programme }. Paga il bollo online per completare l'immatricolazione: senza il pagamento non è valida.

    Accedi ai servizi online, vai a “Richiesta certificati e autocertificazioni” e seleziona “CORSO DI FORMAZIONE SPECIALISTICA: RICHIESTA DI PAGAMENTO DEL BOLLO DI ISCRIZIONE”. Conferma la selezione, prenotala, premi il pulsante verde e paga. Al referente del corso lo diciamo noi.
mail-admission-opened-specialist-link = Apri l'ammissione
mail-admission-opened-postgraduate-subject = Paga il bollo per completare l'immatricolazione
mail-admission-opened-postgraduate-body = Gentile { $name },

    sei nella lista degli ammessi a { $programme }. Paga il bollo online per completare l'immatricolazione: senza il pagamento non è valida.

    Accedi ai servizi online, vai a “Richiesta certificati e autocertificazioni” e seleziona “CORSO DI PERFEZIONAMENTO: RICHIESTA DI PAGAMENTO DEL BOLLO DI ISCRIZIONE”. Conferma la selezione, prenotala, premi il pulsante verde e paga. Al referente del corso lo diciamo noi.
mail-admission-opened-postgraduate-link = Apri l'ammissione
mail-admission-confirmed-person-subject = IMMATRICOLAZIONE CONFERMATA
mail-admission-confirmed-person-body = Gentile { $name },

    il bollo è pagato: la tua immatricolazione a { $programme } è confermata. La tua matricola è { $matricola }. Il referente del corso è stato avvisato.
mail-admission-confirmed-person-link = Apri l'ammissione
mail-admission-withdrawn-person-subject = La tua ammissione è stata ritirata
mail-admission-withdrawn-person-body = Gentile { $name },

    la tua ammissione a { $programme } è stata ritirata; non c'è bollo da pagare. La pagina dell'ammissione dice perché e a chi scrivere.
mail-admission-withdrawn-person-link = Apri l'ammissione
mail-admission-paid-late-person-subject = Il pagamento è arrivato dopo il ritiro dell'ammissione
mail-admission-paid-late-person-body = Gentile { $name },

    abbiamo ricevuto il bollo per { $programme }, ma l'ammissione era già stata ritirata. Il referente del corso decide e ti scrive. I tuoi soldi non sono persi.
mail-admission-paid-late-person-link = Apri l'ammissione
mail-admission-paid-contact-subject = Bollo pagato: { $person }
mail-admission-paid-contact-body = Gentile { $name },

    { $person } ha pagato il bollo per { $programme }. L'immatricolazione è valida; la matricola è { $matricola }.
mail-admission-paid-contact-link = Apri l'ammissione
mail-admission-paid-late-contact-subject = Bollo pagato dopo il ritiro: { $person }
mail-admission-paid-late-contact-body = Gentile { $name },

    { $person } ha pagato il bollo per { $programme } quando l'ammissione era già ritirata. Decidi nella pagina dell'ammissione se immatricolare.
mail-admission-paid-late-contact-link = Apri l'ammissione

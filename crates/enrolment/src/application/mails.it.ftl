
mail-application-received-subject = Domanda ricevuta: { $protocol }
mail-application-received-body = Gentile { $name },

    abbiamo ricevuto la tua domanda per { $programme }. Il numero di protocollo è { $protocol }.

    Ora la segreteria del corso la valuta; possono servire vari giorni. Se manca qualcosa ti diremo entro quando aggiungerlo. La ricevuta è nella pagina della domanda.
mail-application-received-link = Apri la ricevuta
mail-application-resubmitted-subject = Abbiamo ricevuto le tue correzioni
mail-application-resubmitted-body = Gentile { $name },

    abbiamo ricevuto le correzioni della tua domanda per { $programme }. La segreteria del corso la valuta di nuovo.
mail-application-resubmitted-link = Apri la domanda
mail-application-withdrawn-subject = Hai rinunciato alla domanda
mail-application-withdrawn-body = Gentile { $name },

    come hai chiesto, la tua domanda per { $programme } è annullata. Puoi farne una nuova finché il corso accetta domande.
mail-application-withdrawn-link = Apri la domanda
mail-application-lapsed-subject = La domanda è annullata: il termine è scaduto
mail-application-lapsed-body = Gentile { $name },

    la tua domanda per { $programme } è annullata perché il termine è scaduto. La pagina della domanda dice che cosa si può fare ora e a chi scrivere.
mail-application-lapsed-link = Apri la domanda
mail-application-draft-reminder-subject = Invia la domanda entro il { $day }
mail-application-draft-reminder-body = Gentile { $name },

    la tua domanda per { $programme } non è ancora stata inviata. Inviala entro il { $day }: dopo quel giorno viene annullata. L'elenco nella sua pagina dice che cosa manca.
mail-application-draft-reminder-link = Continua la domanda
mail-application-corrections-reminder-subject = Le modifiche alla domanda vanno inviate entro il { $day }
mail-application-corrections-reminder-body = Gentile { $name },

    la segreteria ha chiesto modifiche o integrazioni alla tua domanda per { $programme }. Inviale entro il { $day }: dopo quel giorno la domanda viene annullata.
mail-application-corrections-reminder-link = Apri la domanda
mail-enrolment-confirmed-subject = Immatricolazione confermata
mail-enrolment-confirmed-body = Gentile { $name },

    tassa e bollo sono pagati: la tua immatricolazione a { $programme } è confermata. La tua matricola è { $matricola }.

    Entro una settimana prima della prova finale dovrai pagare il bollo di prova finale: la segreteria del corso ti avviserà per tempo.
mail-enrolment-confirmed-link = Apri la domanda

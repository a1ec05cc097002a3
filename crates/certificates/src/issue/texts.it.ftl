mail-certificates-ready-subject = Il documento che ha chiesto è pronto
mail-certificates-ready-body =
    Gentile { $name },

    i documenti della richiesta n. { $number } sono firmati e si possono scaricare dalla pagina della richiesta, dopo l’accesso.

    Resteranno sempre lì, uguali: può scaricarli di nuovo quando le servono.
mail-certificates-ready-link = Vai alla richiesta
mail-certificates-corrected-subject = Un documento è stato corretto
mail-certificates-corrected-body =
    Gentile { $name },

    un documento della richiesta n. { $number } è stato corretto: quello nuovo sostituisce il precedente, che non vale più. Chi verifica il precedente viene avvisato.

    Scarichi il documento nuovo dalla pagina della richiesta e lo mandi a chi aveva ricevuto il precedente.
mail-certificates-corrected-link = Vai alla richiesta
mail-certificates-revoked-subject = Un documento è stato revocato
mail-certificates-revoked-body =
    Gentile { $name },

    l’università ha revocato un documento della richiesta n. { $number }: non vale più, e chi lo verifica viene avvisato.

    La pagina della richiesta dice quale. Per chiarimenti risponda alla segreteria.
mail-certificates-revoked-link = Vai alla richiesta

event-certificates-prepared = Il documento ha avuto il suo numero
event-certificates-issued = Il documento è stato firmato
event-certificates-seal-waits = Il documento è pronto e aspetta il sigillo: il servizio che lo completa non risponde. Si riprova da soli, non serve fare nulla
event-certificates-ready = I documenti si possono scaricare
event-certificates-to-print = I documenti sono pronti per la stampa
event-certificates-superseded = Il documento è stato sostituito da uno corretto
event-certificates-revoked = Il documento è stato revocato

problem-certificates-not-in-record = La carriera non ha più ciò che il documento direbbe. La segreteria deve controllare la carriera.
problem-certificates-unknown-exemption = L’esenzione dal bollo scelta non è più prevista. Scelga di nuovo l’uso del certificato.
problem-certificates-not-issued = Il documento non è tra quelli rilasciati e validi: non si può sostituire né revocare.
problem-certificates-no-reason = Scriva il motivo: resta agli atti.

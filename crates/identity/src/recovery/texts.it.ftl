recovery-title = Recupero credenziali { $institution }
recovery-password-title = Ho dimenticato la password
recovery-password-text = Inviamo un collegamento all'indirizzo email personale con cui ti sei registrato. Funziona una sola volta, entro { $hours } ore. Se hai un secondo fattore, verrà comunque chiesto dopo.
recovery-code-title = Ho dimenticato il codice persona
recovery-code-text = Inviamo il codice al tuo indirizzo email personale, se è quello con cui ti sei registrato.
recovery-email = Indirizzo email personale
recovery-code-hint = Il codice di 8 cifre; il personale scrive il nome utente
recovery-send-link = Invia il collegamento
recovery-send-code = Invia il codice persona
recovery-other = Non hai più accesso a quell'indirizzo email?
recovery-desk = Scrivi all'assistenza
recovery-sent-title = Controlla la posta
recovery-sent-text = Se quanto hai scritto ci è noto, un messaggio è in arrivo all'indirizzo con cui ti sei registrato. I collegamenti che contiene funzionano una sola volta, entro { $hours } ore.
recovery-sent-nothing = Non arriva nulla entro qualche minuto? Guarda nella posta indesiderata. Inviamo al massimo un messaggio all'ora. Se non arriva comunque, forse ti sei registrato con un altro indirizzo:
recovery-renew-title = Scegli una nuova password
recovery-renew-text = Dopo, tutte le sessioni aperte verranno chiuse e accederai con la nuova password.
link-over-title = Questo collegamento non è più utilizzabile
link-over-text = È già stato usato, è scaduto o ne è stato inviato uno più recente. Che cosa puoi fare ora:
link-over-sign-in = Accedi, se l'hai già usato
link-over-resend = Chiedi un nuovo collegamento di attivazione
link-over-recovery = Recupera il codice persona o la password
link-over-desk = Scrivi all'assistenza
event-identity-recovery-asked = È stato chiesto il recupero delle credenziali.
event-identity-person-code-sent = Il codice persona è stato inviato per email.
event-identity-recovery-link-sent = È stato inviato per email un collegamento per una nuova password.
event-identity-recovered = La password è stata recuperata con il collegamento.
event-identity-account-made = L'account è stato creato.
mail-person-code-subject = Il tuo codice persona
mail-person-code-body =
    Gentile { $name },

    qualcuno, probabilmente tu, ha chiesto il codice persona legato a questo indirizzo. È { $code }.

    Se hai dimenticato anche la password, apri la pagina qui sotto. Se non l'hai chiesto tu, non devi fare nulla.
mail-person-code-link = Recupero credenziali
mail-recovery-subject = Una nuova password per i Servizi online
mail-recovery-body =
    Gentile { $name },

    qualcuno, probabilmente tu, ha chiesto una nuova password. Apri il collegamento qui sotto entro { $hours } ore e scegline una. Il collegamento funziona una sola volta.

    Se non l'hai chiesto tu, non devi fare nulla: la tua password non è cambiata.
mail-recovery-link = Scegli una nuova password

sign-in-title = Accedi
sign-in-heading = Accedi ai Servizi online
sign-in-credentials = Credenziali { $institution }
sign-in-person-code = Codice Persona
sign-in-password = Password
sign-in-button = Accedi
sign-in-register = Registrati
sign-in-new-user = Nuovo utente? Registrati: riceverai il codice persona, il codice di 8 cifre necessario per tutti i servizi. Anche il personale accede da qui, con il proprio nome utente.
sign-in-stay-connected = Resta connesso
sign-in-stay-connected-help = Mantiene attiva la sessione per un giorno intero
sign-in-assistance = Assistenza autenticazione
sign-in-recovery = Recupero credenziali { $institution } (codice persona e password)
sign-in-deactivate = Disattiva 2FA: accedi temporaneamente con le sole Credenziali { $institution }
sign-in-information = Informazioni, domande frequenti e assistenza
sign-in-providers = Accedi con la tua identità digitale
sign-in-provider-spid = Entra con SPID
sign-in-provider-cie = Entra con CIE
sign-in-provider-eidas = Login with eIDAS
sign-in-provider-edugain = Entra con eduGAIN
sign-in-wrong = Codice persona e password non corrispondono. Controllali e riprova. Se ne hai dimenticato uno, usa “Assistenza autenticazione” qui sotto.
sign-in-disabled = Questo account è stato disabilitato dall'Ateneo. Scrivi all'assistenza per sapere perché e che cosa fare.
sign-in-locked = Ci sono stati troppi tentativi errati con questo codice persona. Attendi { $minutes ->
    [one] un minuto
   *[other] { $minutes } minuti
} e riprova. Se hai un secondo fattore, scrivi il suo codice insieme alla password e potrai accedere subito.
sign-in-kept = La sessione era terminata. Quello che stavi scrivendo è conservato per un'ora: accedi e lo ritrovi.
sign-in-expired = È passato troppo tempo, oppure sono stati scritti troppi codici errati. Accedi di nuovo dall'inizio.
sign-in-code-together = Codice del secondo fattore
sign-in-code-together-hint = Le sei cifre che l'app di autenticazione mostra adesso
second-factor-title = Secondo fattore
second-factor-intro = La password è corretta. Per completare l'accesso scrivi il codice mostrato dalla tua app di autenticazione.
second-factor-code = Codice
second-factor-code-hint = Sei cifre dall'app; oppure uno dei tuoi codici di recupero; oppure il codice di emergenza ricevuto dall'assistenza
second-factor-lost = Non ho con me il dispositivo, o l'ho perso
fault-second-factor-wrong = Il codice è errato o è già stato usato. Attendi il prossimo. { $left ->
    [one] Resta un tentativo
   *[other] Restano { $left } tentativi
}, poi dovrai accedere di nuovo.
done-signed-out = Sei uscito dai Servizi online.
done-signed-out-everywhere = Sei uscito da tutti i dispositivi.
done-password-changed = La password è stata cambiata e tutte le sessioni sono state chiuse. Accedi con la nuova password.
event-identity-sign-in-failed = Un accesso non è riuscito.
event-identity-password-accepted = La password è stata accettata ed è stato chiesto il secondo fattore.
event-identity-signed-in = Accesso effettuato.
event-identity-signed-out = Uscita dai servizi.
event-identity-disabled-account-tried = Tentativo di accesso con un account disabilitato.
event-identity-recovery-code-used = È stato usato un codice di recupero per accedere.
event-identity-emergency-code-used = È stato usato un codice di emergenza per disattivare il secondo fattore.
mail-recovery-code-used-subject = È stato usato un codice di recupero
mail-recovery-code-used-body =
    Gentile { $name },

    è stato effettuato un accesso ai Servizi online con la tua password e uno dei tuoi codici di recupero. Codici di recupero rimasti: { $left }.

    Se sei stato tu, non devi fare nulla; genera nuovi codici quando ne restano pochi. Se non sei stato tu, cambia subito la password e scrivi all'assistenza.
mail-recovery-code-used-link = Accesso e sicurezza
mail-emergency-code-used-subject = Il tuo codice di emergenza è stato usato
mail-emergency-code-used-body =
    Gentile { $name },

    è stato effettuato un accesso ai Servizi online con la tua password e il codice di emergenza rilasciato dall'assistenza. Con esso si può solo impostare un nuovo secondo fattore al posto del precedente.

    Se non sei stato tu, scrivi subito all'assistenza.
mail-emergency-code-used-link = Assistenza autenticazione

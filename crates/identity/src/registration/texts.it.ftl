register-title = Registrazione ai Servizi online
register-intro = Con la registrazione ottieni il tuo codice persona, il codice di 8 cifre necessario per tutti i servizi. Compila questa pagina, scegli una password, poi usa il collegamento che ti inviamo per email e carica un documento di identità valido.
register-known = Ti sei laureato qui, oppure hai una matricola o un codice persona? Non devi registrarti:
register-known-link = recupera le tue credenziali
register-privacy = Come trattiamo ciò che scrivi qui:
register-personal = Dati personali
register-residence = Indirizzo di residenza
register-contact = Recapito
register-coincides = L'indirizzo di residenza coincide con il recapito?
register-coincides-yes = Sì: scrivetemi alla residenza
register-coincides-no = No: scrivetemi a un altro indirizzo
register-contact-other = L'altro indirizzo (solo se hai risposto No)
register-phones = Contatti telefonici
register-email = Email personale
register-email-text = A questo indirizzo inviamo il collegamento che attiva il tuo account e poi tutto ciò che riguarda le tue domande. Non può essere un indirizzo dell'Ateneo.
register-email-again = Ripeti l'indirizzo email personale
register-password-title = Scegli la password
register-password-text = L'ultimo passaggio: la password. Poi scriveremo a { $email }.
register-sent-title = Controlla la posta
register-sent-new = Abbiamo inviato un messaggio. Se sei nuovo nei nostri servizi lo trovi all'indirizzo che hai scritto:
register-sent-days = Il collegamento che contiene attiva il tuo account. Funziona una sola volta, entro { $days } giorni; poi ciò che hai scritto viene cancellato.
register-sent-known = Se l'Ateneo ti conosce già, lo trovi all'indirizzo che avevi indicato allora. Spiega come recuperare codice persona e password.
register-sent-nothing = Non arriva nulla entro qualche minuto? Guarda nella posta indesiderata, oppure chiedi di nuovo il collegamento.
resend-title = Invia di nuovo il collegamento di attivazione
resend-text = Scrivi l'indirizzo con cui ti sei registrato. Se c'è una registrazione in attesa, inviamo un nuovo collegamento; il precedente smette di funzionare.
activate-title = Attiva il tuo account
activate-text = Premi il pulsante per attivare il tuo account e ottenere il codice persona.
activate-button = Attiva
complete-title = Completa la registrazione
complete-code = Il tuo codice persona è { $code }
complete-code-text = Conservalo attentamente: serve a ogni accesso. L'abbiamo inviato anche al tuo indirizzo email personale.
complete-text = Carica una foto o una scansione di un documento di identità valido. Con esso la registrazione è completa e puoi usare tutti i servizi.
complete-button = Completa la registrazione
fault-email-differs = I due indirizzi sono diversi. Scrivi due volte lo stesso.
done-activated = Il tuo account è attivo.
done-registration-completed = La registrazione è completa. Benvenuto nei Servizi online.
done-registered-before = Risulti già registrato: recupera qui il codice persona o la password.
event-identity-registration-begun = È stata iniziata una registrazione.
event-identity-registration-recognised = Qualcuno ha provato a registrarsi con i dati di una persona nota.
event-identity-activation-asked = È stato chiesto di nuovo un collegamento di attivazione.
event-identity-activated = L'account è stato attivato.
event-identity-registration-completed = La registrazione è stata completata con un documento di identità.
event-identity-swept = Collegamenti e registrazioni scaduti sono stati cancellati.
mail-activation-subject = Attiva il tuo account
mail-activation-body =
    Gentile { $name },

    ti sei registrato ai Servizi online. Apri il collegamento qui sotto entro { $days } giorni per attivare il tuo account e ottenere il codice persona. Poi carica un documento di identità valido per completare la registrazione.

    Se non ti sei registrato, non devi fare nulla: senza il collegamento tutto viene cancellato.
mail-activation-link = Attiva il tuo account
mail-activated-subject = Il tuo account è attivo
mail-activated-body =
    Gentile { $name },

    il tuo account è attivo. Il tuo codice persona è { $code }: con esso e con la password accedi ai Servizi online.

    Per completare la registrazione carica un documento di identità valido.
mail-activated-link = Completa la registrazione
mail-already-known-subject = Risulti già registrato
mail-already-known-body =
    Gentile utente,

    qualcuno, probabilmente tu, ha provato a registrarsi ai Servizi online con i tuoi dati. Non devi registrarti di nuovo: l'Ateneo ti conosce già.

    Se hai dimenticato il codice persona o la password, apri la pagina qui sotto. Se non basta, scrivi all'assistenza. Se non sei stato tu, non devi fare nulla.
mail-already-known-link = Recupero credenziali

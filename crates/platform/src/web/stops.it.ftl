# Perché qualcosa non si può fare, che cosa non va in un campo, il menu e le parole di tutte le stanze.

stop-not-found-heading = Pagina non trovata
stop-not-found-next = Controlla l'indirizzo oppure riparti dalla pagina iniziale. Se ti ha portato qui un nostro collegamento, scrivi all'assistenza.
stop-forbidden-heading = Qui non puoi farlo
stop-forbidden-next = Se pensi di averne diritto, accedi di nuovo o scrivi all'assistenza.
stop-busy-heading = Un momento, per favore
stop-busy-next = Nulla di quanto hai scritto è andato perso. Attendi qualche secondo, torna indietro e riprova.
stop-busy-send-again = Attendi qualche secondo, poi ricarica questa pagina e conferma il nuovo invio degli stessi dati: nulla di quanto hai scritto va perso e nulla viene fatto due volte.
stop-broken-heading = Si è verificato un errore da parte nostra
stop-broken-next = Nulla è stato salvato a metà: torna indietro e riprova. Se succede ancora, comunica all'assistenza il codice qui sotto.
stop-refused-heading = Operazione non riuscita
stop-refused-next = Torna indietro con il browser: ciò che hai scritto è ancora lì. Correggi e invia di nuovo.
stop-home = Vai alla pagina iniziale
stop-complete-registration = Completa la registrazione
stop-request = Codice della richiesta:

problem-not-found = La pagina non esiste, oppure non puoi vederla.
problem-forbidden = La tua utenza non ha questa funzione.
problem-sign-in = Prima accedi.
problem-registration-incomplete = La tua registrazione non è ancora completa: carica prima un documento d'identità valido.
problem-form-expired = La pagina è rimasta aperta troppo a lungo, oppure nel frattempo hai fatto di nuovo l'accesso. Ricarica la pagina e invia di nuovo.
problem-cross-site = La richiesta proveniva da un altro sito ed è stata rifiutata.
problem-unsupported-form = I dati sono arrivati in una forma che questa pagina non legge.
problem-form-too-large = Hai inviato più dati di quanti questa pagina ne accetti.
problem-upload-too-large = Il file supera la dimensione accettata.
problem-broken-upload = Il caricamento si è interrotto. Scegli di nuovo il file e invialo.
problem-broken-form = Non è stato possibile leggere i dati.
problem-method-not-allowed = Questa pagina non si può usare in questo modo.
problem-too-many-requests = Troppi tentativi. Riprova tra { $seconds } { $seconds ->
    [one] secondo
   *[other] secondi
}.
problem-busy = In questo momento il servizio è molto occupato.
problem-broken = La richiesta non è stata completata per un nostro errore.
problem-invalid-form = Alcuni dati vanno corretti.
problem-stale = Nel frattempo qualcuno ha modificato questi dati.

fault-required = Campo obbligatorio.
fault-too-long = Testo troppo lungo: al massimo { $max ->
    [one] un carattere
   *[other] { $max } caratteri
}.
fault-forbidden-characters = Il campo contiene caratteri non ammessi. Scrivilo di nuovo invece di incollarlo.
fault-malformed = Il valore non è nella forma prevista.
fault-check-digit = Il carattere di controllo non corrisponde: cerca un errore di battitura.
fault-unknown-choice = Scegli una voce dell'elenco.
fault-file-required = Scegli un file: non ne è arrivato nessuno, o era vuoto.
fault-file-too-large = Il file è troppo grande.
fault-not-a-pdf = Il file non è un PDF. Salvalo o esportalo come PDF e caricalo di nuovo.
fault-not-a-scan = Qui si accettano solo file PDF, JPEG e PNG.
fault-damaged = Il file è incompleto o rovinato. Aprilo per controllarlo, salvalo di nuovo e caricalo.
fault-encrypted = Il PDF è protetto da password. Togli la protezione e caricalo di nuovo.
fault-active-content = Il PDF contiene programmi, allegati che non sono semplici testi, dati o immagini, o comandi automatici. Stampalo di nuovo come PDF («Stampa su file») e carica il risultato.
fault-too-many-pages = Il PDF ha più di 200 pagine. Carica solo le pagine richieste.
fault-too-large-picture = L'immagine è troppo grande: al massimo 12.000 punti per lato. Riducila e caricala di nuovo.
fault-stale = Nel frattempo è stato modificato in un'altra finestra. Ora risulta: { $stored }. Invia di nuovo per mantenere ciò che hai scritto.
fault-not-a-date = Scrivi la data nella forma gg/mm/aaaa.
fault-in-the-future = Questa data è nel futuro.
fault-in-the-past = Questa data è nel passato.

menu-applications = Le mie domande
menu-payments = Pagamenti
menu-careers = Le mie carriere
menu-certificates = Richiesta certificati e autocertificazioni
menu-programmes = Corsi
menu-profile = I miei dati
menu-security = Accesso e sicurezza
menu-assistance = Assistenza autenticazione
menu-office-applications = Domande
menu-office-admissions = Ammissioni
menu-office-programmes = Corsi
menu-office-certificates = Certificati
menu-office-careers = Carriere
menu-office-assistance = Sportello assistenza
menu-office-payments = Pagamenti
menu-office-staff = Personale
menu-office-jobs = Lavori in corso
menu-office-journal = Registro

shell-demo-banner = Dimostrazione: un ateneo inventato, persone inventate, nessun pagamento reale.

mail-link = Apri la pagina
mail-footer = { $institution } – Servizi Online. Messaggio inviato automaticamente: non rispondere.

event-platform-mail-sent = È stata inviata un'e-mail.

role-programme-secretary = Segreteria di corso
role-central-secretariat = Segreteria centrale
role-assistance-desk = Sportello assistenza
role-finance = Ufficio pagamenti
role-administrator = Amministratore
role-auditor = Revisore

problem-documents-busy = In questo momento stiamo preparando molti documenti. Non è stato perso nulla: riprova tra un minuto.
problem-documents-unavailable = Non siamo riusciti a preparare il documento. Non è stato perso nulla: riprova tra qualche minuto; se succede ancora, scrivi all'assistenza.
problem-file-unreadable = Non riusciamo a mostrare questo file. L'originale resta conservato così com'è.

fault-not-a-pdf = Il file non è un PDF. Salvalo o esportalo come PDF e caricalo di nuovo.
fault-not-a-picture = Il file non è un'immagine JPEG o PNG. Salvalo in uno di questi formati e caricalo di nuovo.
fault-encrypted = Il PDF è protetto da password. Togli la protezione e caricalo di nuovo.
fault-active-content = Il PDF contiene programmi, allegati o comandi automatici. Stampalo di nuovo come PDF («Stampa su file») e carica il risultato.
fault-damaged = Il file è incompleto o rovinato. Aprilo per controllarlo, salvalo di nuovo e caricalo.
fault-too-many-pages = Il PDF ha più di { $max } pagine. Carica solo le pagine richieste.
fault-too-large-picture = L'immagine è troppo grande: al massimo { $max } punti per lato. Riducila e caricala di nuovo.

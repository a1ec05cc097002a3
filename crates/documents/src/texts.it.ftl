problem-documents-busy = In questo momento stiamo preparando molti documenti. Non è stato perso nulla: riprova tra un minuto.
problem-documents-unavailable = Non siamo riusciti a preparare il documento. Non è stato perso nulla: riprova tra qualche minuto; se succede ancora, scrivi all'assistenza.
problem-file-unreadable = Non riusciamo a mostrare questo file. L'originale resta conservato così com'è.

fault-not-a-picture = Il file non è un'immagine JPEG o PNG. Salvalo in uno di questi formati e caricalo di nuovo.

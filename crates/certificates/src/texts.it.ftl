problem-certificates-changed-meanwhile = Nel frattempo la richiesta è cambiata, forse in un’altra finestra. Ricarica la pagina: mostra com’è adesso.

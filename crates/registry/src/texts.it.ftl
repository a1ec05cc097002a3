registry-careers-title = Le mie carriere
registry-careers-intro = Ogni carriera ha la sua matricola: usala quando scrivi alla segreteria.
registry-careers-none = Non hai ancora una carriera
registry-careers-none-next = La carriera si apre, con la matricola, quando la tua iscrizione è confermata: segui lo stato della domanda.
registry-career-matricola = MATRICOLA
registry-career-status = STATO CARRIERA
registry-career-category = CATEGORIA
registry-career-programme = Corso
registry-career-opened = Dal
registry-status-active = ATTIVO
registry-status-closed = CHIUSO
registry-kind-master = Master universitario
registry-kind-postgraduate = Corso di perfezionamento
registry-kind-specialist = Corso di formazione specialistica

event-registry-career-opened = La carriera è stata aperta.
event-registry-career-closed = La carriera è stata chiusa.

# The office's side of certificates.
office-certificates-q = Search
office-certificates-q-help = ID of the request, student identification number, person code, number or code of a document, number of a registered mail, or surname and name.
office-certificates-officer = In charge
office-certificates-anyone = Anyone
office-certificates-me = Me
office-certificates-nobody = Nobody
office-certificates-an-officer = An operator
office-certificates-by-itself = By itself
office-certificates-waiting = What waits for the office
office-certificates-all = All
office-certificates-every-delivery = Every delivery type
office-certificates-every-programme = Every programme
office-certificates-clear = Remove the filters
office-certificates-none = No request fits
office-certificates-none-help = Remove a filter, or look for the person by another word.
office-certificates-caption = Requests for certificates
office-certificates-person = Person
office-certificates-days = Days since sent
office-certificates-count = { $n ->
    [one] 1 request
   *[other] { $n } requests
}
office-certificates-state-submitted = To be taken in charge
office-certificates-state-in-charge = To be decided
office-certificates-state-issuing = Being signed
office-certificates-state-to-print = To be printed and sent, or laid ready
office-certificates-state-collectable = Waiting at the counter
office-certificates-state-posted = Given to the post
office-certificates-state-ready = To be downloaded by the person
office-certificates-state-handed-over = Handed over
office-certificates-state-refused = Refused
office-certificates-now-submitted = Nobody has it yet. Take charge of it: it has a footnote to approve, a note to read, or a communication to answer.
office-certificates-now-in-charge = Read what the person wrote, answer, and approve or refuse.
office-certificates-now-issuing = The documents are being made and signed by themselves. Nothing has to be done: if it takes longer than an hour, the page of the jobs says why.
office-certificates-now-ready = The person can download the documents. Nothing has to be done.
office-certificates-now-to-print = Print the documents with their cover sheet, then give them to the post or lay them ready at the counter.
office-certificates-now-posted = The documents were sent by registered mail. Nothing has to be done.
office-certificates-now-collectable = The documents wait at the counter: whoever comes shows an identity document.
office-certificates-now-handed-over = The documents were handed over. Nothing has to be done.
office-certificates-now-refused = The request was refused, and the person was told why.
office-certificates-refund = Money to be given back
office-certificates-refund-due = { $amount } were paid for this request and have to be given back to the person. They were told; the refund is made outside of this service.
office-certificates-note = Note to the operator
office-certificates-number = No.
office-certificates-when = When
office-certificates-withdrawn = Documents that are no longer valid
office-certificates-who = PERSON AND CAREER
office-certificates-person-code = Person code
office-certificates-born = Born on
office-certificates-mail = E-mail
office-certificates-reads = Language
office-certificates-career-status = Career status
office-certificates-paid-on = Paid on
office-certificates-printed-on = Printed on
office-certificates-handed-to = Handed to

office-certificates-do-take = Take charge
office-certificates-do-take-over = Take over from a colleague
office-certificates-do-answer = Answer
office-certificates-do-answer-help = The person gets a mail and reads the answer on the page of their request. The request stays with you: afterwards approve it or refuse it.
office-certificates-do-release = Approve and issue
office-certificates-do-release-help = The documents are numbered, signed and sealed at once, with the footnotes that you approve. This cannot be taken back: an issued document can only be corrected or revoked.
office-certificates-do-refuse = Refuse
office-certificates-do-refuse-help = No document of this request is issued, and its appointment at the counter is free again. The person gets a mail and reads the reason. This cannot be taken back.
office-certificates-refuse-paid = { $amount } were paid: they have to be given back. It is noted on the request, and the person is told.
office-certificates-refuse-free = Nothing was paid for it.
office-certificates-do-printed = Mark as printed
office-certificates-do-post = Given to the post
office-certificates-do-post-help = Write the number of the registered mail. The person gets a mail, and reads the number on the page of their request. The address on the envelope:
office-certificates-do-lay-ready = Lay ready at the counter
office-certificates-do-hand-over = Hand over
office-certificates-do-hand-over-help = Ask for an identity document and compare it. Nothing is copied: only its kind is noted. The person gets a mail that the documents were collected.
office-certificates-do-supersede = Correct
office-certificates-do-supersede-help = The document is issued again from the record as it is now, with a new number and a new code. From this moment whoever checks the former one reads that it was replaced and is no longer valid. The person gets a mail when the new one is signed. Correct the career first, if it is wrong. This cannot be taken back.
office-certificates-do-revoke = Revoke
office-certificates-do-revoke-help = From this moment whoever checks the document reads that the university revoked it. No other takes its place. The person gets a mail. This cannot be taken back.
office-certificates-which-document = Document no. { $number }, issued on { $when }.

office-certificates-field-answer = Answer
office-certificates-field-answer-help = The person reads it as you write it.
office-certificates-field-answer-or-none = Answer
office-certificates-field-answer-or-none-help = Needed when a footnote is refused: say why. Otherwise leave it empty, or answer what the person wrote.
office-certificates-field-footnote = Footnote
office-certificates-footnote-approved = Print it at the bottom of the certificate
office-certificates-footnote-refused = Do not print it
office-certificates-field-refusal = Reason
office-certificates-field-refusal-help = The person reads it as you write it: say what they can do instead.
office-certificates-field-registered-number = Number of the registered mail
office-certificates-field-registered-number-help = As it stands on the receipt, for example 15012345678-9.
office-certificates-field-to = Who is at the counter
office-certificates-to-person = The person themselves
office-certificates-to-delegate = A delegate
office-certificates-delegate-named = The person named a delegate: { $name }, { $document }.
office-certificates-field-delegate-name = Name and surname of the delegate
office-certificates-field-delegate-name-help = Only if a delegate is at the counter.
office-certificates-field-identity-kind = Identity document
office-certificates-identity-identity-card = Identity card
office-certificates-identity-passport = Passport
office-certificates-identity-driving-licence = Driving licence
office-certificates-identity-residence-permit = Residence permit
office-certificates-identity-other = Another document with a photograph
office-certificates-field-identity-note = Remark
office-certificates-field-identity-note-help = Only if something has to be remembered. Do not write the whole number of the document.
office-certificates-field-checked = I compared the identity document with whoever is at the counter, and it is valid.
office-certificates-field-delegation-checked = I have the signed delegation and the copy of the identity document of whoever delegates.
office-certificates-field-withdrawal = Reason
office-certificates-field-withdrawal-help = It is kept on record for the office, and is not shown to whoever checks the document.
office-certificates-field-requests = Requests

office-certificates-print = Print
office-certificates-print-help = Choose what you print now. For all of it you get one file of cover sheets and one of address labels; the signed documents are printed from their own files.
office-certificates-print-make = Prepare
office-certificates-print-none = Nothing waits to be printed
office-certificates-print-none-help = Documents that go by post or to the counter come here as soon as they are signed.
office-certificates-batch = To print together
office-certificates-batch-help = Print the cover sheets, the labels and each document in as many copies as are written beside it.
office-certificates-covers = Cover sheets (PDF)
office-certificates-labels = Address labels (PDF)
office-certificates-papers = Signed documents
office-certificates-paper-copies = No. { $number } × { $copies }
office-certificates-mark-all = Mark all as printed
office-certificates-mark-all-help = When everything is on paper. Then open each request to give it to the post or to lay it ready.

fault-office-certificates-stale = A colleague, or another window, changed the request meanwhile. Look at it as it is now: what you typed is still here; send it again if it still holds.
fault-office-certificates-why-not = Say to the person why a footnote is not printed.
fault-office-certificates-registered-number = Write the number as it stands on the receipt: 8 to 20 letters and digits.
fault-office-certificates-not-checked = Documents are handed over only after the identity was checked.
fault-office-certificates-no-delegation = Without the signed delegation the documents cannot be handed over to a delegate.

done-office-certificates-take = You are in charge of this request.
done-office-certificates-answer = The answer was sent.
done-office-certificates-release = Approved: the documents are being made and signed.
done-office-certificates-refuse = Refused. The person was told.
done-office-certificates-printed = Marked as printed.
done-office-certificates-post = Noted. The person was told that the documents are on their way.
done-office-certificates-lay-ready = Noted. The person was told when the counter is open and what to bring.
done-office-certificates-hand-over = Handed over.
done-office-certificates-supersede = The former document is replaced; the new one is being signed.
done-office-certificates-revoke = The document is revoked.

event-certificates-taken = An operator took charge of the request.
office-event-certificates-taken = { $to } took charge of the request.
event-certificates-answered = The office answered.
event-certificates-released = The office approved: the documents are being made and signed.
office-event-certificates-released = Approved. Footnotes refused: { $footnotes-refused }.
event-certificates-refused = The office could not grant the request.
event-certificates-refund-due = What was paid has to be given back.
event-certificates-printed = The documents were printed.
event-certificates-posted = The documents were given to the post.
event-certificates-collectable = The documents were laid ready at the counter.
event-certificates-handed-over = The documents were handed over.
office-event-certificates-handed-over = The documents were handed over to the { $to ->
    [delegate] delegate
   *[person] person
}.
event-certificates-batch-made = Requests were put together to be printed.

certificates-refund-title = You get your money back
certificates-refund-words = You paid { $amount } for this request: the university gives it back to you. The office contacts you if it needs your bank details; for questions write to the secretariat.
certificates-collect-title = What to bring to the counter
certificates-collect-identity = A valid identity document.
certificates-collect-delegate = Whoever collects for you brings the signed delegation form, a copy of your identity document and their own identity document.
certificates-collect-hours = Open: { $hours }.

mail-certificates-answered-subject = The office answered about your request for certificates
mail-certificates-answered-body =
    Dear { $name },

    the office answered about request no. { $number }. The answer is on the request’s page.
mail-certificates-answered-link = Read the answer
mail-certificates-refused-subject = Your request for certificates could not be granted
mail-certificates-refused-body =
    Dear { $name },

    the office could not grant request no. { $number }: no document was issued. The reason is on the request’s page.
mail-certificates-refused-link = Read the reason
mail-certificates-refused-paid-subject = Your request for certificates could not be granted
mail-certificates-refused-paid-body =
    Dear { $name },

    the office could not grant request no. { $number }: no document was issued. The reason is on the request’s page.

    What you paid is given back to you: the page says how much.
mail-certificates-refused-paid-link = Read the reason
mail-certificates-posted-subject = Your certificates are on their way
mail-certificates-posted-body =
    Dear { $name },

    the documents of request no. { $number } were sent by registered mail. The number of the mail is on the request’s page.
mail-certificates-posted-link = Go to the request
mail-certificates-collectable-subject = Your certificates are ready at the counter
mail-certificates-collectable-body =
    Dear { $name },

    the documents of request no. { $number } wait for you at the counter: { $counter }.

    Open: { $hours }.

    Bring a valid identity document. Whoever collects for you brings the signed delegation form, a copy of your identity document and their own identity document.
mail-certificates-collectable-link = Go to the request
mail-certificates-handed-over-subject = Your certificates were collected
mail-certificates-handed-over-body =
    Dear { $name },

    the documents of request no. { $number } were handed over at the counter.

    If neither you nor your delegate collected them, write to the office at once.
mail-certificates-handed-over-link = Go to the request

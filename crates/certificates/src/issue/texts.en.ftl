mail-certificates-ready-subject = The document you asked for is ready
mail-certificates-ready-body =
    Dear { $name },

    the documents of request no. { $number } are signed and can be downloaded from the request’s page, once you have signed in.

    They stay there, unchanged: download them again whenever you need them.
mail-certificates-ready-link = Go to the request
mail-certificates-corrected-subject = A document was corrected
mail-certificates-corrected-body =
    Dear { $name },

    a document of request no. { $number } was corrected: the new one takes the place of the former, which is no longer valid. Whoever checks the former one is told.

    Download the new document from the request’s page and send it to whoever received the former one.
mail-certificates-corrected-link = Go to the request
mail-certificates-revoked-subject = A document was revoked
mail-certificates-revoked-body =
    Dear { $name },

    the university revoked a document of request no. { $number }: it is no longer valid, and whoever checks it is told.

    The request’s page says which one. For questions write to the office.
mail-certificates-revoked-link = Go to the request

event-certificates-prepared = The document got its number
event-certificates-issued = The document was signed
event-certificates-seal-waits = The document is ready and waits for its seal: the service that completes it does not answer. It is tried again by itself, you need do nothing
event-certificates-ready = The documents can be downloaded
event-certificates-to-print = The documents are ready to be printed
event-certificates-superseded = The document was replaced by a corrected one
event-certificates-revoked = The document was revoked

problem-certificates-not-in-record = The career no longer has what the document would say. The office has to look at the career.
problem-certificates-unknown-exemption = The exemption from stamp duty that was chosen is no longer provided for. Choose the use of the certificate again.
problem-certificates-not-issued = The document is not among those issued and valid: it can be neither replaced nor revoked.
problem-certificates-no-reason = Write the reason: it is kept on record.

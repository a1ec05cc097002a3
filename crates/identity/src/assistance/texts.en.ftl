assistance-faq = Frequent questions
assistance-q1 = I cannot sign in: what do I check?
assistance-a1 = The person code has 8 digits. The password distinguishes capital and small letters. After several failed attempts you have to wait some minutes; the page says how many.
assistance-q2 = I forgot my person code or my password
assistance-a2 = Use the recovery of credentials above: we write to the personal e-mail address you registered with.
assistance-q3 = The activation link does not arrive or has expired
assistance-a3 = Look in the spam folder, then ask for the link again above. A link is valid for 30 days and works once; after that you register again.
assistance-q4 = I changed phone or lost it, and my second factor with it
assistance-a4 = Use one of your recovery codes in place of the code. If you have none left, ask the assistance desk for an emergency code: “Deactivate 2FA” above says how.
assistance-q5 = I have been a student here: do I register again?
assistance-a5 = No. You keep your person code for life: recover your credentials, then bring your residence, your contact address and your personal e-mail up to date and upload a valid identity document.
assistance-q6 = I no longer have access to the e-mail address I registered with
assistance-a6 = Write to us with the form below and attach a valid identity document: we check it and help you to sign in again.
assistance-q7 = What does “Stay connected” mean?
assistance-a7 = It keeps the session active for a whole day on this device. Do not use it on a computer that others use. Without it the session ends after an hour without use.
assistance-q8 = I do not have an Italian fiscal code
assistance-a8 = If you are not an Italian citizen you can register without it: tick the box beside the field.
assistance-request = Request to the assistance desk
assistance-request-text = We answer by e-mail. Do not write passwords or codes: nobody of the university ever asks for them.
assistance-kind = Subject
assistance-kind-credentials = I cannot sign in
assistance-kind-person-code = I do not know my person code
assistance-kind-deactivate-2fa = Deactivate 2FA
assistance-kind-already-registered = I seem to be registered already
assistance-kind-other = Something else
assistance-name = Name and surname
assistance-person-code = Person code, if you know it
assistance-message = Message
assistance-message-hint = Say what you did, what happened and what you expected
assistance-file = Attachment
assistance-file-hint = A screenshot, or your identity document if you ask to deactivate 2FA: PDF, JPEG or PNG, up to { $megabytes } MB
assistance-send = Send
assistance-number = Number
assistance-asked-title = We have received your request
assistance-asked-text = The assistance desk answers by e-mail, usually within two working days. We have sent you a message with a link to your request: there you can follow it and write again.
assistance-thread-title = Your request
assistance-reply = Write again
assistance-status-open = To be answered
assistance-status-answered = Answered
assistance-status-closed = Closed
assistance-said-request = Request
assistance-said-answer = Answer of the assistance desk
assistance-said-reply = Message of the person
assistance-said-note = Note for colleagues
assistance-when = Received
assistance-all = All
assistance-search = Number, e-mail or person code
assistance-answer = Text
assistance-answer-hint = The person reads { $language }. The text is sent by e-mail: write no passwords, codes or other personal data.
assistance-what = What to do
assistance-what-answer = Answer by e-mail
assistance-what-answer-close = Answer by e-mail and close
assistance-what-note = Keep as a note for colleagues
assistance-close = Close without an answer
assistance-changed = a colleague or the person changed the request in the meantime
deactivate-title = Deactivate 2FA
deactivate-intro = If you lost the device that makes the codes of your second factor, there are three ways to sign in again:
deactivate-recovery-code = You have one of the recovery codes that you printed: sign in and type it in place of the code.
deactivate-ask = You have none: ask the assistance desk for an emergency code. Choose “Deactivate 2FA” and attach a valid identity document; we check your identity before we issue the code.
deactivate-code = You have an emergency code: sign in with your person code and password and type it in place of the code. It works once, within 24 hours.
deactivate-after = With the emergency code you set up a new second factor and then go on as usual. Every step is told to you by e-mail.
desk-empty = No request fits
desk-empty-text = Change the filters to see others.
desk-people = Find a person
desk-people-search = Person code, user name, e-mail or name
desk-people-text = Write a person code, a user name, an e-mail address or a name and surname.
desk-people-none = Nobody has this code, user name, address or name.
desk-waiting-title = A registration waits for its activation
desk-waiting = Somebody registered with this address and has not used the link yet.
desk-find = Find this person
desk-login = Person code or user name
desk-recovery = New password
desk-recovery-text = Sends a link to a new password to the address above. The second factor is still asked for.
desk-emergency = Emergency code: deactivate 2FA
desk-emergency-text = Only after you have checked the person's identity. The code works once, within 24 hours, and lets the person set up a new second factor. The person is told by e-mail.
desk-how = How did you check the identity?
desk-how-in-person = In person, with a document
desk-how-video-call = In a video call, with a document
desk-how-document = Document sent with the request, compared with the one on file
desk-note = What you checked
desk-note-hint = Type and number of the document, who was present; it stays with the code
desk-emergency-issue = Issue the code
desk-emergency-title = Emergency code
desk-emergency-tell = Tell it to the person by telephone or in person, never by e-mail. It is shown only now.
problem-account-disabled = The account is disabled: enable it first.
problem-no-second-factor = This account has no second factor to deactivate.
done-assistance-replied = Your message was added to the request.
done-assistance-answered = The answer was sent by e-mail.
done-assistance-noted = The note was added.
done-assistance-closed = The request was closed.
done-recovery-sent = The link to a new password was sent.
done-emergency-issued = The emergency code was issued.
done-activation-sent = The activation link was sent again.
event-identity-assistance-asked = A request was sent to the assistance desk.
event-identity-assistance-replied = The person wrote again.
event-identity-assistance-answered = The assistance desk answered.
event-identity-assistance-noted = A note for colleagues was added.
event-identity-assistance-closed = The request was closed.
event-identity-assistance-file-seen = The attachment was opened.
event-identity-account-seen = The account was looked at by the assistance desk.
event-identity-emergency-code-issued = An emergency code was issued after an identity check.
mail-assistance-asked-subject = Request { $number } received
mail-assistance-asked-body =
    Dear { $name },

    we have received your request { $number }. The assistance desk answers by e-mail, usually within two working days. On the page below you can follow it and write again.
mail-assistance-asked-link = Your request
mail-assistance-answered-subject = Answer to your request { $number }
mail-assistance-answered-body =
    Dear { $name },

    { $answer }

    Assistance desk, request { $number }. To write again use the page below.
mail-assistance-answered-link = Your request
mail-emergency-code-issued-subject = An emergency code was issued for you
mail-emergency-code-issued-body =
    Dear { $name },

    after checking your identity the assistance desk issued an emergency code that deactivates your second factor. It works once, within { $hours } hours, together with your password.

    If you did not ask for it, write to the assistance desk at once and change your password.
mail-emergency-code-issued-link = How to use the code
mail-account-disabled-subject = Your account was disabled
mail-account-disabled-body =
    Dear { $name },

    your Online Services account was disabled by the assistance desk, and all sessions were closed. To learn why and what to do, write to the assistance desk.
mail-account-disabled-link = Authentication assistance

assistance-choose = Choose your request:
assistance-recovery = Credentials Recovery
assistance-information-text = Answers to what people ask most, and how to write to the office
assistance-kind-deactivate-2fa = Emergency 2FA deactivation
assistance-kind-credentials = I cannot recover my credentials
assistance-kind-registration = Registration and activation of the account
assistance-kind-information = Information and assistance
assistance-status-open = Waiting for the office
assistance-status-answered = Answered
assistance-status-closed = Closed
assistance-faq-code = I forgot my person code
assistance-faq-code-answer = Open “Credentials Recovery” and write the personal e-mail address that you registered with: the code is sent there.
assistance-faq-password = I forgot my password
assistance-faq-password-answer = Open “Credentials Recovery” and write your person code: a link to a new password is sent to your personal e-mail address. It works once, within { $hours } hours. Nobody at the university knows your password or can tell it to you.
assistance-faq-address = I no longer have access to my e-mail address
assistance-faq-address-answer = Write to the office with the kind “I cannot recover my credentials”. The office checks who you are before it changes anything: have an identity document at hand.
assistance-faq-device = I do not have my phone with me
assistance-faq-device-answer = When the code of the second factor is asked for, type one of the ten recovery codes that you got when you set it up. Each one works once.
assistance-faq-lost = I lost my phone and have no recovery codes
assistance-faq-lost-answer = Choose “Emergency 2FA deactivation”. After checking who you are, the office gives you an emergency code that works once, within { $emergency } hours. With your password and that code you set up a second factor on another device.
assistance-faq-link = The activation link has expired or never arrived
assistance-faq-link-answer = Look in the spam folder. The link works for { $days } days; a new one can be asked for with “Ask for a new activation link” on the sign-in page of the link, or from the office.
assistance-faq-locked = There were too many failed attempts
assistance-faq-locked-answer = Wait for the time that the page says, at most twenty minutes, and try again. With a second factor you do not have to wait: type its code together with your password. From a device where you signed in before you are let in too.
assistance-faq-disabled = My account was disabled
assistance-faq-disabled-answer = The university disables an account when somebody else may be using it, or when the person asks for it. Write to the office: it tells you why and enables it again after checking who you are.
assistance-faq-stay = What does “Stay connected” do?
assistance-faq-stay-answer = It keeps the session active for a whole day, even if you close the browser. Do not tick it on a device that others use.
assistance-faq-asked = Who asks me for a code or a password?
assistance-faq-asked-answer = Nobody. The office never asks for your password, for codes of your app or for recovery codes, neither by e-mail nor by telephone. Whoever does is not the university: tell the office.
assistance-write-title = Write to the office
assistance-write-text = If you did not find the answer, write to us. You do not have to sign in. You get a number, and the answer by e-mail.
assistance-write = Write to the office
assistance-back = Back
assistance-ask-text = Look first among the questions that people ask most:
assistance-emergency-title = How it works
assistance-emergency-codes = If you still have one of your recovery codes, you need nothing else: type it where the code of the app is asked for.
assistance-emergency-check = Otherwise send this request. The office contacts you and checks who you are, in person or in a video call, with an identity document.
assistance-emergency-code = It then tells you an emergency code, which works once, within 24 hours, together with your person code and password.
assistance-emergency-new = With it you set up a new second factor, and nothing else. The old one stops working, and we tell you so by e-mail.
assistance-kind = Kind of request
assistance-name = Name and surname
assistance-email = E-mail address
assistance-email-hint = The answer is sent here. Use an address that you can read now.
assistance-person-code-hint = 8 digits, if you know it
assistance-message = What happened
assistance-message-hint = At most 4,000 characters. Do not write passwords or codes.
assistance-attachment = Attachment
assistance-attachment-hint = Not mandatory: a picture of the error message, for example. PDF, JPEG or PNG, at most { $megabytes } MB.
assistance-send = Send the request
assistance-sent-title = Request sent
assistance-sent-number = Your request has the number { $number }. Keep it.
assistance-sent-contact = The Office in charge of processing it will contact you.
assistance-sent-mail = A message with this number and a link to the request is on its way to your address (at most one an hour). There is nothing else for you to do until we answer.
assistance-request = Request
assistance-request-title = Request { $number }
assistance-number = Number
assistance-sent-on = Sent on
assistance-changed-on = Last change
assistance-exchange = Messages
assistance-you = You
assistance-add = Add something
assistance-add-button = Send
desk-count = { $n ->
    [one] One request
   *[other] { $n } requests
}
desk-all = All
desk-search = Number, name, e-mail or person code
desk-search-hint = With words and no state chosen, all states are searched
desk-clear = Clear the filters
desk-none = No requests here
desk-none-text = Nobody waits for you with these filters. Change them to see other requests.
desk-people = Find a person
desk-people-text = What you look at is written in the journal. Look only for people who asked for help.
desk-people-label = Person code, e-mail address or name
desk-people-found = People found
desk-people-none = Check the code or the spelling. Somebody who registered with another address is found by name.
desk-code = Person code
desk-no-account = No account yet
desk-no-password = Password not chosen yet
desk-account = Account
desk-account-card = Person and account
desk-waiting = Registrations waiting for activation
desk-waiting-text = Somebody registered with this address and has not used the activation link yet. Sending it again makes the earlier one void.
desk-activation = Send the activation link again
desk-no-sessions = No open session.
desk-answer = Answer
desk-answer-hint = It is sent to { $email }, which nobody has proved to belong to the person. Write no codes, passwords or data of the person. At most 4,000 characters.
desk-answer-close = Close the request with this answer
desk-answer-send = Send the answer
desk-close = Close without an answer
desk-reopen = Reopen the request
desk-history = History
desk-code-title = Emergency 2FA deactivation
desk-code-text = Check who the person is first, as strictly as when the account was made, and write down how. The code that you get works once, within 24 hours, together with the password, and only to set up a new second factor. Earlier codes stop working, and the person is told by e-mail.
desk-check-how = How the person was identified
desk-check-in-person = In person, with an identity document
desk-check-video = In a video call, with an identity document
desk-check-document = By comparing a document with the one that is kept
desk-check-text = What was checked
desk-check-hint = Which document, who showed it, what was compared. 10 to 500 characters; it stays in the register.
desk-code-issue = Issue an emergency code
desk-code-page = Emergency code
desk-code-made = The code was issued. It is shown only now.
desk-code-once = Tell it only to the person whom you identified, by voice or on paper. Never write it in an e-mail.
desk-code-until = It works once, until { $until }.
desk-code-use = The person signs in with person code and password, types it where the code of the app is asked for, and sets up a new second factor.
desk-code-done = I have told the person
desk-codes = Emergency codes issued
desk-issued = Issued on
desk-expires = Valid until
desk-code-used = Used
desk-code-expired = Expired
desk-code-waiting = Not used yet
desk-other = Other actions
desk-recovery = Send a link to a new password
desk-recovery-text = The link goes to the person's address shown above; you do not see it.
desk-disable-text = A disabled account cannot sign in: its sessions are closed at once and its emergency codes stop working. The person is told by e-mail.
desk-enable-text = The person can sign in again with the same password and second factor, and is told by e-mail.
fault-choose-again = Choose the file again: it is not sent back with the page.
fault-check-too-short = Say in at least 10 characters what was checked.
problem-assistance-state = The request is closed, or somebody closed it in the meantime. Reopen it first.
problem-no-second-factor = This account has no second factor: there is nothing to deactivate.
problem-account-disabled = This account is disabled. Enable it first.
problem-no-pending-registration = No registration waits for activation at this address any more.
done-assistance-added = Your message was sent. The Office in charge of processing it will contact you.
done-assistance-answered = The answer was sent by e-mail.
done-assistance-closed = The request was closed.
done-assistance-reopened = The request was reopened.
done-activation-resent = The activation link was sent again. The earlier one no longer works.
done-recovery-sent = A link to a new password was sent to the person's address.
done-emergency-code-issued = An emergency code was issued. If you did not see it, issue another one: the earlier one stops working.
event-identity-assistance-asked = A request was sent to the assistance desk.
event-identity-assistance-added = The person added something to the request.
event-identity-assistance-answered = The desk answered.
event-identity-assistance-closed = The request was closed.
event-identity-assistance-reopened = The request was reopened.
event-identity-assistance-file-read = The attachment was downloaded.
event-identity-people-searched = The desk looked for a person.
event-identity-account-looked-at = The desk looked at the account.
event-identity-emergency-code-issued = An emergency code was issued after an identity check.
mail-assistance-received-subject = Your request { $number }
mail-assistance-received-body =
    Dear { $name },

    we received your request { $number }. The Office in charge of processing it will contact you.

    With the link below you can read it and add something. If you did not send it, there is nothing to do.
mail-assistance-received-link = Open the request
mail-assistance-answer-subject = Answer to your request { $number }
mail-assistance-answer-body =
    Dear { $name },

    the office has answered your request { $number }:

    { $answer }

    With the link below you can read the whole exchange and add something.
mail-assistance-answer-link = Open the request
mail-emergency-code-issued-subject = An emergency code was issued for your account
mail-emergency-code-issued-body =
    Dear { $name },

    the assistance desk checked an identity document and issued an emergency code for your Online Services account. It works once, within 24 hours, together with your password, and only to set up a new second factor.

    If it was not you who asked for it, write to the assistance desk at once and change your password.
mail-emergency-code-issued-link = Authentication assistance
mail-account-disabled-subject = Your account was disabled
mail-account-disabled-body =
    Dear { $name },

    the assistance desk disabled your Online Services account and closed its sessions. Nobody can sign in with it now.

    To learn why and to have it enabled again, write to the assistance desk.
mail-account-disabled-link = Authentication assistance
mail-account-enabled-subject = Your account was enabled
mail-account-enabled-body =
    Dear { $name },

    your Online Services account was enabled again. You can sign in with your password and your second factor.

    If you did not ask for it, write to the assistance desk.
mail-account-enabled-link = Authentication assistance

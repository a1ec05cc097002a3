# Why something could not be done, what is wrong with a field, the menu, and words that every room uses.

stop-not-found-heading = Page not found
stop-not-found-next = Check the address, or start again from the home page. If a link of ours brought you here, write to the assistance desk.
stop-forbidden-heading = You cannot do this here
stop-forbidden-next = If you believe you should be able to, sign in again or write to the assistance desk.
stop-busy-heading = One moment, please
stop-busy-next = Nothing you typed is lost. Wait a few seconds, go back and try again.
stop-busy-send-again = Wait a few seconds, then reload this page and confirm that the same data are sent again: nothing you typed is lost, and nothing is done twice.
stop-broken-heading = Something went wrong on our side
stop-broken-next = Nothing was saved by halves: go back and try again. If it happens again, send the assistance desk the code below.
stop-refused-heading = This could not be done
stop-refused-next = Go back with your browser: what you typed is still there. Correct it and send it again.
stop-home = Go to the home page
stop-complete-registration = Complete your registration
stop-request = Request code:

problem-not-found = The page does not exist, or it is not yours to see.
problem-forbidden = Your account does not have this function.
problem-sign-in = Sign in first.
problem-registration-incomplete = Your registration is not complete yet: upload a valid identity document first.
problem-form-expired = The page was open for too long, or you signed in again in the meantime. Reload the page and send it again.
problem-cross-site = The request came from another site and was refused.
problem-unsupported-form = The data arrived in a form that this page does not read.
problem-form-too-large = What you sent is larger than this page accepts.
problem-upload-too-large = The file is larger than this page accepts.
problem-broken-upload = The upload was interrupted. Choose the file again and send it.
problem-broken-form = The data could not be read.
problem-method-not-allowed = This page cannot be used in this way.
problem-too-many-requests = Too many attempts. Try again in { $seconds } { $seconds ->
    [one] second
   *[other] seconds
}.
problem-busy = The service is very busy right now.
problem-broken = The request could not be completed because of an error of ours.
problem-invalid-form = Some data have to be corrected.
problem-stale = Somebody changed this in the meantime.

fault-required = This field is mandatory.
fault-too-long = Too long: { $max ->
    [one] one character at most
   *[other] { $max } characters at most
}.
fault-forbidden-characters = This field contains characters that cannot be used. Type it again rather than pasting it.
fault-malformed = This value is not in the expected form.
fault-check-digit = The check character does not fit: look for a typing mistake.
fault-unknown-choice = Choose one of the entries of the list.
fault-file-required = Choose a file: none came, or it was empty.
fault-file-too-large = The file is too large.
fault-not-a-pdf = The file is not a PDF. Save or export it as PDF and upload it again.
fault-not-a-scan = Only PDF, JPEG and PNG files are accepted here.
fault-damaged = The file is incomplete or broken. Open it to check it, save it again and upload it.
fault-encrypted = The PDF is protected by a password. Remove the protection and upload it again.
fault-active-content = The PDF contains programs, attached files that are not plain texts, data or pictures, or automatic commands. Print it to a new PDF (“Print to file”) and upload the result.
fault-too-many-pages = The PDF has more than 200 pages. Upload only the pages that are asked for.
fault-too-large-picture = The picture is too large: at most 12,000 pixels on each side. Make it smaller and upload it again.
fault-stale = This was changed in another window in the meantime. It now says: { $stored }. Send again to keep what you typed.
fault-not-a-date = Write the date as dd/mm/yyyy.
fault-in-the-future = This date is in the future.
fault-in-the-past = This date is in the past.

menu-applications = My applications
menu-payments = Payments
menu-careers = My careers
menu-certificates = Certificate and self certification request
menu-programmes = Programmes
menu-profile = My data
menu-security = Sign-in and security
menu-assistance = Authentication assistance
menu-office-applications = Applications
menu-office-admissions = Admissions
menu-office-programmes = Programmes
menu-office-certificates = Certificates
menu-office-careers = Careers
menu-office-assistance = Assistance desk
menu-office-payments = Payments
menu-office-staff = Staff
menu-office-jobs = Background work
menu-office-journal = Journal

shell-demo-banner = Demonstration: a fictional university, invented people, no real payments.

mail-link = Open the page
mail-footer = { $institution } – Online Services. This message was sent automatically: do not reply to it.

event-platform-mail-sent = An e-mail was sent.

role-programme-secretary = Programme secretary
role-central-secretariat = Central secretariat
role-assistance-desk = Assistance desk
role-finance = Finance
role-administrator = Administrator
role-auditor = Auditor

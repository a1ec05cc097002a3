# The pages by which a person keeps their own data right.

profile-title = Personal Data
profile-intro = These are the data that you gave when you registered. Check them carefully and update what has changed with Manage.
profile-missing = Still missing for enrolment
profile-personal = Personal details
profile-tax-code = Tax Code (scan only)
profile-documents = Identity documents
profile-email = Personal email
profile-change-email = Change email
profile-phones = Telephone contacts
profile-residence = Residence address
profile-contact = Contact address
profile-contact-same = Coincides with the residence address
profile-file = File
profile-type = Type
profile-state = State
profile-no-fiscal-code = None
profile-add-fiscal-code = Add the Italian fiscal code

missing-identity-document = Identity document: add one that is still valid, with its scan.
missing-expired-document = Identity document: yours has expired, replace it with one that is still valid.
missing-tax-code-scan = Tax Code: add the scan.
missing-mobile = Telephone contacts: add your mobile number.
missing-residence = Residence address: add it.

fiscal-code-intro = If you were given an Italian fiscal code after you registered, write it here. It is compared with your personal details; afterwards only the secretariat can change it.
tax-code-intro = A scan of the card or of the certificate with your Italian fiscal code. A new scan takes the place of the former one.
tax-code-new-scan = New scan

documents-intro = At least one document must be valid. A new document takes the place of another through Manage; the former one stays in the list below.
document-add = Add a document
document-add-intro = Write the data as they are on the document.
document-manage = Manage the document
document-replace = Replace with a new document
document-replace-intro = The new document takes the place of this one, which stays among the former documents.
document-replaced-intro = Another document took the place of this one.
document-former = Former documents
document-valid = Valid
document-expired = Expired
document-replaced = Replaced

email-current = Personal e-mail address
email-new = New address
email-how = We send a link to the new address. It takes the place of the present one when you open the link and confirm; until then nothing changes.
email-send = Send the link
email-pending-label = Waiting for confirmation
email-pending = { $email }: open the link that we sent there and confirm by { $until }. Until then we go on writing to the present address.
email-pending-short = { $email }, to be confirmed by { $until }
email-cancel = Cancel the change
email-confirm-title = Confirm your new e-mail address
email-confirm-text = From now on the university will write to { $email }.
email-confirm-button = Confirm this address
email-confirmed-title = Your e-mail address was changed
email-confirmed = From now on we write to the new address. We also told the former one.
email-link-over-title = This link can no longer be used
email-link-over = It was used already, it has expired, or another one was sent after it. Sign in and ask for a new link.

residence-intro = To change your address begin with the residence: choose New address. To change only the contact address, answer No to the question below and go on.
address-new = New address
contact-new = New contact address
address-intro = Important paper documents are sent to this address during and after the programme. Choose the country first, then fill in all fields.
address-until = Until
address-former = Former residence addresses
contact-former = Former contact addresses
coincides-question = Does the new residence address coincide with the contact address?
coincides-now = Does the residence address coincide with the contact address?
answer-yes = Yes
answer-no = No
coincides-yes = Letters go to the residence.
coincides-no = Letters go to another address.

done-profile-saved = Your data were saved.
done-residence-saved = The residence address was saved. Now write the contact address, to which letters go.
done-document-added = The document was added.
done-document-replaced = The document was replaced. The former one is in the list below.
done-email-link-sent = We sent the link to the new address. Open it and confirm.
done-email-change-cancelled = The change was cancelled. The present address still holds.

fault-email-same = This is the address that we have already.
fault-no-residence = Add the residence address first.
fault-before-current-address = This day comes before the one on which the present address began ({ $day }).
fault-document-already-replaced = This document was replaced in another window in the meantime.
fault-choose-file-again = Choose the file once more: browsers do not keep it when a form comes back.

mail-people-email-confirm-subject = Confirm your new e-mail address
mail-people-email-confirm-body =
    Dear { $name },

    you asked the university to write to this address. Open the page below and confirm within { $hours } hours.

    If you did not ask for it, ignore this message: nothing will change.
mail-people-email-confirm-link = Confirm the address
mail-people-email-notice-subject = A change of your e-mail address was asked for
mail-people-email-notice-body =
    Dear { $name },

    somebody who signed in as you asked for your e-mail address to be changed. This address holds until the new one is confirmed.

    If it was not you, open the page below, cancel the change and choose a new password.
mail-people-email-notice-link = See the change
mail-people-email-changed-subject = Your e-mail address was changed
mail-people-email-changed-body =
    Dear { $name },

    your new e-mail address was confirmed. We no longer write to this one.

    If it was not you, write to the assistance desk at once.
mail-people-email-changed-link = Assistance

event-people-registered = Registered.
event-people-completed = Registration completed.
event-people-address-added = A new address was added.
event-people-contact-ended = Letters go to the residence again.
event-people-phones-changed = The telephone contacts were changed.
event-people-document-added = An identity document was added.
event-people-document-replaced = An identity document was replaced.
event-people-tax-code-scan-saved = The scan of the tax code was saved.
event-people-fiscal-code-added = The Italian fiscal code was added.
event-people-language-chosen = A language was chosen.
event-people-email-change-asked = A new e-mail address was asked for.
event-people-email-change-cancelled = The change of e-mail address was cancelled.
event-people-email-changed = The e-mail address was changed.

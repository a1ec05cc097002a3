# Applications: the list, the stages, the status.

applications-title = My applications
applications-caption = My applications
applications-none = You have not made an application yet
applications-none-next = Choose the programme you want to apply for: what you fill in is kept, and you can stop and continue at any time.
application-new = New application
application-new-title = Select the programme you want to apply for
application-new-intro = Search for the programme by its title or ID, then press Select in its row.
application-programme = Programme
application-status = Status
application-data = Data
application-details = Details
application-continue = Continue
application-correct = Correct
application-pay = Pay
application-protocol = Protocol number
application-started-on = Started on
application-sent-on = Sent on
application-resent-on = Sent again on
application-matricola = Student identification number
application-applicant = Applicant
application-secretariat = Secretariat of the programme
application-selected = The selected programme is: ID
application-overview = Overview of the application
application-optional = optional

application-stage-personal = Personal Data
application-stage-qualification = Qualification
application-stage-upload = Upload
application-stage-confirm = Confirm

application-kept = What you had typed and not saved yet is here again. Save it to keep it.
application-stale = This was changed in another window in the meantime. Nothing you typed is lost: look at it, then save again to keep what is written here.
application-changed = The application was changed in another window while you were reading it. This is how it is now: review it, then confirm.

application-asked-title = The Secretary asks for changes or additions by { $day }
application-asked-message = The Secretary writes:
application-asked-done = Done
application-asked-ready = Everything that was asked for is done: send the application again from its overview or from the page Confirm.

application-personal-intro = These are the data you entered when you registered. Check their accuracy carefully and update them if necessary.
application-personal-edit = Edit data or documents
application-personal-lacking = Still missing before you can proceed:
application-personal-refused = You cannot proceed yet: some data are missing

application-upload-intro = Here you can upload any document required for enrolment in the programme. This step is optional and only necessary for some programmes.
application-upload-obliged = Here you can upload any document required for enrolment in the programme. This programme requires some documents: without them the application cannot be submitted.
application-upload-lacking = Still missing on this page:
application-upload-wanted = Documents of this programme
application-permit-title = Entry visa or residence permit
application-permit-why = Citizens of countries outside the European Union need it to attend a programme in Italy. It is not asked for distance learning programmes.
application-attached-title = File upload
application-attached-list = List of attached documents:
application-attached-add-title = Add a document
application-attached-kind = Document type
application-attached-file = File
application-attached-description = Keywords describing the file
application-attached-description-hint = Mandatory for the category Other.
application-attached-add = Add attached file
application-pdf-only = PDF files only
application-policy = I have read the policy
application-policy-text = Before proceeding, read how your data are used:
application-remove = Remove
application-upload-replace = Upload/Replace
application-paper-about = What it is, and what to do if it has not come yet
application-paper-there = uploaded
application-paper-lacking = still to be uploaded

application-confirm-intro = Thoroughly review the information and data you have entered before submitting your application.
application-correct-this = Correct
application-papers = Documents
application-papers-kind = Document type
application-papers-of = About
application-papers-file = File
application-papers-size = Size
application-submit = Confirm and submit the application
application-submit-warning = Attention: after pressing 'CONFIRM AND SUBMIT THE APPLICATION' your application will no longer be editable
application-resubmit = Confirm and resubmit the application
application-resubmit-warning = Attention: after you resubmit it, your application will no longer be editable
application-nothing-missing = Nothing is missing: the application can be submitted.
application-missing-title = Still missing before the application can be submitted:
application-missing-refused = The application cannot go on yet: something is missing
application-checklist = Check list

application-missing-titles = { $n ->
    [one] Add the academic title required for admission.
   *[other] Add the { $n } academic titles that make up the admission requirement.
}
application-missing-details = Complete the data of the title: { $title }.
application-missing-requirement = None of your titles meets the minimum entry qualification of this programme: add the one that does.
application-missing-paper-of = Upload: { $paper } ({ $title }).
application-missing-paper = Upload: { $paper }.
application-missing-unconfirmed = Review and confirm the section “{ $stage }” with "Confirm and proceed".
application-missing-privacy = Tick "I have read the policy" on the page Upload.
application-missing-window = This programme takes no applications today.

application-status-title = Check application status
application-now-draft = You have not confirmed and submitted this application yet.
application-now-submitted = Your application was sent. The Secretary assesses it; this can take several days. Until it is finished you are not enrolled.
application-now-reopened = The Secretary needs changes or additions. Only the items listed below can be changed; everything else stays as you sent it.
application-now-conditional = Your application has passed the first assessment steps. The university is verifying your qualification with the institution that awarded it.
application-now-awaiting-payment = Your application is approved. You are enrolled as soon as fee and duty are paid.
application-now-confirmed = You are enrolled. Welcome!
application-now-rejected = The application was not accepted.
application-now-cancelled = The application was cancelled by the Secretary.
application-now-lapsed = The application was cancelled because its term passed.
application-now-withdrawn = You gave this application up.
application-acts = Who has to act
application-acts-you = You
application-acts-secretary = The Secretary of the programme
application-acts-university = The university: you will be contacted if you have to do anything
application-acts-nobody = Nobody
application-until = By
application-reason = Reason
application-pay-title = Payment of enrolment fee and duty
application-pay-text = Fill in the billing data, then pay on the pagoPA platform. The result arrives within minutes; you can close the page in the meantime.
application-verify-title = Verification of your qualification
application-verify-accepted = Your data were accepted
application-verify-asked = The institution that awarded the title was asked
application-verify-answered = It has answered
application-verify-confirmed = The qualification is confirmed
application-verify-text = There is nothing for you to do now.
application-final-fee = Within one week before the final examination you will have to pay the final examination fee. The Secretary will notify you in good time.
application-history = What has happened
application-withdraw = Give up the application
application-withdraw-title = Give up the application?
application-withdraw-warning = The application will be cancelled and cannot be taken up again. You can make a new one while the programme takes applications.
application-receipt-title = Receipt of the application
application-receipt-pdf = Download the receipt (PDF)
application-received = Your application was received. It is no longer editable.
application-received-next = Assessment can take several days. The Secretary writes to you about anything that is missing; check the status of the application until it reads ENROLMENT CONFIRMED.
application-check-status = Check application status

done-application-there = You have an application for this programme already: continue it here.
done-application-sent-already = The application was sent and can no longer be changed. This is where it is.
done-application-paper-saved = The file is saved.
done-application-paper-removed = The file was removed.
done-application-resubmitted = Your corrections were sent.
done-application-withdrawn = You gave the application up.

problem-application-locked = This part of the application cannot be changed now: the application was sent, or the Secretary asked for other parts. Its page says where it is and who has to act.
problem-application-window-closed = This programme takes no applications today. Its page says when they open.
problem-application-incomplete = Something is still missing: the check list of the application names it.
problem-application-unanswered = Not everything that the Secretary asked for is done yet.
problem-application-paid = The fee was paid already: write to the secretariat of the programme.
problem-application-paper-stays = This paper can be replaced, but not removed.
problem-application-no-self-certification = This title is not proven by a self-certification: its page says which papers are needed.

fault-application-policy-required = To proceed, read the policy and tick the box.
fault-application-too-many-files = There are { $max } attached documents already: remove one first.

event-enrolment-started = You started the application.
event-enrolment-stage-confirmed = You confirmed a section of the application.
event-enrolment-title-changed = You entered data of an academic title.
event-enrolment-title-removed = You removed an academic title.
event-enrolment-paper-uploaded = You uploaded a document.
event-enrolment-paper-removed = You removed a document.
event-enrolment-draft-kept = What was being typed was kept.
event-enrolment-term-looked-at = A term was looked at again.
event-enrolment-reminded = A reminder was sent to you: the term ends on { $last-day }.
event-enrolment-submitted = You submitted the application: protocol number { $protocol }.
event-enrolment-resubmitted = You sent the corrections.
event-enrolment-confirmed = Fee and duty are paid: the enrolment is confirmed.
event-enrolment-lapsed = The application was cancelled because its term passed.
event-enrolment-withdrawn = You gave the application up.

mail-review-corrections-subject = Your application needs changes or additions
mail-review-corrections-body =
    Dear { $name },

    the Secretary has looked at your application for { $programme } and asks for changes or additions.

    It is for you to act: sign in, read the message and send the application again by { $due }. Only the items named there are open.

    If nothing arrives by that day, the application is cancelled.
mail-review-corrections-link = Open your application

mail-review-conditional-subject = You are enrolled under condition
mail-review-conditional-body =
    Dear { $name },

    your application for { $programme } has passed the first assessment steps: you now see a yellow stamp beside it.

    The university is verifying your qualification. You do not have to do anything; the Secretary will contact you if something is needed. After that you will be asked for the fee and duty.
mail-review-conditional-link = Open your application

mail-review-university-asked-subject = Your qualification is being verified
mail-review-university-asked-body =
    Dear { $name },

    for your application for { $programme } we have asked the university that issued your qualification to confirm it.

    It is for that university to answer, by { $until }; the Secretary then decides. You do not have to do anything and will be told the outcome.
mail-review-university-asked-link = Open your application

mail-review-qualification-confirmed-subject = Your qualification is confirmed
mail-review-qualification-confirmed-body =
    Dear { $name },

    a qualification that you declared in your application for { $programme } is confirmed.

    It is for the Secretary to take the next step. You do not have to do anything for now.
mail-review-qualification-confirmed-link = Open your application

mail-review-qualification-refused-subject = Your qualification was not confirmed
mail-review-qualification-refused-body =
    Dear { $name },

    a qualification that you declared in your application for { $programme } could not be confirmed.

    It is for the Secretary to decide how the application goes on; you will be contacted. The secretariat's contacts are on the application's page.
mail-review-qualification-refused-link = Open your application

mail-review-payment-subject = Fee and duty: APPLICATION WAITING FOR PAYMENT
mail-review-payment-body =
    Dear { $name },

    your application for { $programme } is approved.

    It is for you to act: sign in, fill in the billing data and pay the enrolment fee and duty by { $due }. When the payment has been processed, your enrolment is confirmed and you receive your student number.
mail-review-payment-link = Open your application

mail-review-payment-moved-subject = Fee and duty: APPLICATION WAITING FOR PAYMENT
mail-review-payment-moved-body =
    Dear { $name },

    your application for { $programme } is approved.

    It is for you to act: sign in, fill in the billing data and pay the enrolment fee and duty by { $due }. The regular last day, 15 days before lessons start, has already passed: this is why the time is short, and we ask you to proceed as quickly as possible.

    When the payment has been processed, your enrolment is confirmed and you receive your student number.
mail-review-payment-moved-link = Open your application

mail-review-rejected-subject = Your application was not accepted
mail-review-rejected-body =
    Dear { $name },

    your application for { $programme } was not accepted.

    The reason is on the application's page, after you sign in. You do not have to do anything; if you have questions, write to the secretariat named there.
mail-review-rejected-link = Open your application

mail-review-cancelled-subject = Your application was cancelled
mail-review-cancelled-body =
    Dear { $name },

    the Secretary has cancelled your application for { $programme }. Nothing is to be paid any more.

    The reason is on the application's page, after you sign in. If you have questions, write to the secretariat named there.
mail-review-cancelled-link = Open your application

mail-review-final-fee-subject = Final examination fee
mail-review-final-fee-body =
    Dear { $name },

    the final examination of { $programme } is on { $exam }. Before it you have to pay the final examination fee.

    It is for you to act: sign in and pay by { $due }. We ask you to proceed as quickly as possible.
mail-review-final-fee-link = Open your application

mail-review-university-subject = Please confirm a qualification
mail-review-university-body =
    Dear colleagues,

    { $name } has applied to us and declares a qualification issued by you. Please tell us whether it is so: the page behind the link shows what was declared and takes a minute. No account is needed; the link is for your office only.

    You can answer until { $until }.

    { $institution }
mail-review-university-link = Answer here

mail-review-university-reminder-subject = Reminder: please confirm a qualification
mail-review-university-reminder-body =
    Dear colleagues,

    some weeks ago we asked you to confirm a qualification declared by { $name }. We have no answer yet.

    You can answer until { $until }, through this link or the one we sent before.

    { $institution }
mail-review-university-reminder-link = Answer here

mail-review-sent-again-subject = Sent again: an application in your charge
mail-review-sent-again-body =
    Dear { $name },

    { $applicant } has made the corrections that were asked for and sent the application for { $programme } again.

    It is for the Secretary to look at what changed and to accept the data. The application's page shows each change beside what was there before.
mail-review-sent-again-link = See what changed

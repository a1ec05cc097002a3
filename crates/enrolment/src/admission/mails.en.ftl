mail-admission-opened-master-subject = Pay the stamp duty to complete your enrolment
mail-admission-opened-master-body = Dear { $name },

    you are admitted to { $programme }. Please pay the stamp duty online to complete your enrolment: it will not be valid without the payment.

    Sign in to the online services, go to “Certificate and self certification request” and select “MASTER: ENROLMENT STAMP DUTY PAYMENT APPLICATION”. Confirm the selection, book it, select the green button and pay. We tell the contact person for you.
mail-admission-opened-master-link = Open the admission
mail-admission-opened-specialist-subject = Pay the stamp duty to complete your enrolment
mail-admission-opened-specialist-body = Dear { $name },

    you are admitted to { $programme }. Please pay the stamp duty online to complete your enrolment: it will not be valid without the payment.

    Sign in to the online services, go to “Certificate and self certification request” and select “SPECIALIST TRAINING COURSE ENROLMENT STAMP DUTY PAYMENT APPLICATION”. Confirm the selection, book it, select the green button and pay. We tell the contact person for you.
mail-admission-opened-specialist-link = Open the admission
mail-admission-opened-postgraduate-subject = Pay the stamp duty to complete your enrolment
mail-admission-opened-postgraduate-body = Dear { $name },

    you are admitted to { $programme }. Please pay the stamp duty online to complete your enrolment: it will not be valid without the payment.

    Sign in to the online services, go to “Certificate and self certification request” and select “POSTGRADUATE COURSE: ENROLMENT STAMP DUTY PAYMENT APPLICATION”. Confirm the selection, book it, select the green button and pay. We tell the contact person for you.
mail-admission-opened-postgraduate-link = Open the admission
mail-admission-confirmed-person-subject = ENROLMENT CONFIRMED
mail-admission-confirmed-person-body = Dear { $name },

    the stamp duty is paid: your enrolment in { $programme } is confirmed. Your student identification number is { $matricola }. The contact person was told.
mail-admission-confirmed-person-link = Open the admission
mail-admission-withdrawn-person-subject = Your admission was withdrawn
mail-admission-withdrawn-person-body = Dear { $name },

    your admission to { $programme } was withdrawn; there is no stamp duty to pay. The page of the admission says why and whom to write to.
mail-admission-withdrawn-person-link = Open the admission
mail-admission-paid-late-person-subject = Your payment arrived after the admission was withdrawn
mail-admission-paid-late-person-body = Dear { $name },

    we received your stamp duty for { $programme }, but the admission had been withdrawn before. The contact person decides and writes to you. Your money is not lost.
mail-admission-paid-late-person-link = Open the admission
mail-admission-paid-contact-subject = Stamp duty paid: { $person }
mail-admission-paid-contact-body = Dear { $name },

    { $person } paid the stamp duty for { $programme }. The enrolment is valid; the student number is { $matricola }.
mail-admission-paid-contact-link = Open the admission
mail-admission-paid-late-contact-subject = Stamp duty paid after withdrawal: { $person }
mail-admission-paid-late-contact-body = Dear { $name },

    { $person } paid the stamp duty for { $programme } after the admission had been withdrawn. Decide on the page of the admission whether to enrol.
mail-admission-paid-late-contact-link = Open the admission

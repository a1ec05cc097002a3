
mail-application-received-subject = Application received: { $protocol }
mail-application-received-body = Dear { $name },

    we received your application for { $programme }. Its protocol number is { $protocol }.

    The Secretary of the programme now assesses it; this can take several days. If something is missing, you will be told by when to add it. The receipt is on the application's page.
mail-application-received-link = Open the receipt
mail-application-resubmitted-subject = Your corrections were received
mail-application-resubmitted-body = Dear { $name },

    we received the corrections of your application for { $programme }. The Secretary of the programme assesses it again.
mail-application-resubmitted-link = Open the application
mail-application-withdrawn-subject = You gave up your application
mail-application-withdrawn-body = Dear { $name },

    as you asked, your application for { $programme } is cancelled. You can make a new one while the programme takes applications.
mail-application-withdrawn-link = Open the application
mail-application-lapsed-subject = Your application was cancelled: its term passed
mail-application-lapsed-body = Dear { $name },

    your application for { $programme } is cancelled because its term passed. The application's page says what can be done now and whom to write to.
mail-application-lapsed-link = Open the application
mail-application-draft-reminder-subject = Submit your application by { $day }
mail-application-draft-reminder-body = Dear { $name },

    your application for { $programme } is not submitted yet. Submit it by { $day }: after that day it is cancelled. The check list on its page says what is still missing.
mail-application-draft-reminder-link = Continue the application
mail-application-corrections-reminder-subject = Changes to your application are due by { $day }
mail-application-corrections-reminder-body = Dear { $name },

    the Secretary asked for changes or additions to your application for { $programme }. Send them by { $day }: after that day the application is cancelled.
mail-application-corrections-reminder-link = Open the application
mail-enrolment-confirmed-subject = Enrolment confirmed
mail-enrolment-confirmed-body = Dear { $name },

    fee and duty are paid: your enrolment in { $programme } is confirmed. Your student identification number is { $matricola }.

    Within one week before the final examination you will have to pay the final examination fee: the Secretary of the programme will notify you in good time.
mail-enrolment-confirmed-link = Open the application

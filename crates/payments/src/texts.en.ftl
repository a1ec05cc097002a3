# What is owed and what was paid.
payments-list-title = Payments
payments-none = You have no payments
payments-none-next = When the secretary accepts your application, you find here what to pay and until when.
payments-what = Reason for payment
payments-state = Status
payments-total = Total
payments-amount = Amount
payments-due-on = To be paid by
payments-notice-number = Notice number
payments-line = Item
payments-lines = What is paid
payments-details = Payment details
payments-instalment = Instalment
payments-instalments = Instalments
payments-instalment-of = Instalment { $number } of { $of }
payments-state-draft = To be completed
payments-state-open = To be paid
payments-state-overdue = Overdue
payments-state-processing = Being processed
payments-state-paid = Paid
payments-state-cancelled = Cancelled
payments-pay-text = The button takes you to the PagoPA platform, the payment system for public administrations in Italy. You come back here when you have finished.
payments-pay-fee-and-duty = Payment of tuition fee and stamp duty
payments-pay-duty = Payment of stamp duty
payments-pay-fee = Payment of fee
payments-notice-text = Would you rather pay at a bank, at a tobacconist's or with your app?
payments-notice-pdf = Download the payment notice (PDF)
payments-processing-title = Payment being processed
payments-processing = If you completed the payment, there is nothing for you to do: the system may take up to 15 minutes to process it and writes to you as soon as the result is in. This page refreshes by itself; you can close it without losing anything.
payments-processing-since = You went to the payment platform on { $at }.
payments-processing-unpaid = I did not complete the payment
payments-restart-title = Start the payment again?
payments-restart = You went to the payment platform on { $at } and the result is not in yet. Start again only if you left the platform without paying.
payments-restart-twice = If you did pay, wait: the result arrives within 15 minutes. Should two payments arrive, the office refunds the second one.
payments-restart-button = Start again: I have not paid
payments-restart-wait = Wait for the result
payments-result-positive = Payment result: POSITIVE
payments-result-negative = Payment result: NEGATIVE
payments-failed-next = You were not charged. You can try again, also with another method of payment.
payments-left = You left the platform without paying. You can start again whenever you like.
payments-overdue-text = The date by which to pay has passed. Pay now: the payment is still accepted.
payments-paid-at = Paid on { $at }. There is nothing else you have to do.
payments-receipt-pdf = Download the receipt (PDF)
payments-cancelled-text = This payment was cancelled: nothing is owed.
payments-back-to-origin = Back to the application
payments-reason-enrolment-fee = Enrolment fee and stamp duty
payments-reason-enrolment-instalment = Enrolment instalment
payments-reason-final-exam-fee = Final examination fee
payments-reason-certificates = Certificates and self-certifications

done-billing-saved = Billing data saved. You can pay now.

problem-charge-paid = The payment has been made already: it can no longer be cancelled.
problem-charge-closed = This payment can no longer be changed: it was made or cancelled.

mail-payment-reminder-subject = Reminder: payment due by { $due }
mail-payment-reminder-body =
    Dear { $name },

    please remember to pay { $amount } for “{ $what }” by { $due }.

    Open the payment page to pay on the PagoPA platform or to download the notice. If you have paid in the last few minutes, there is nothing else you have to do.
mail-payment-reminder-link = Open the payment

mail-payment-received-subject = Payment received
mail-payment-received-body =
    Dear { $name },

    we have received your payment of { $amount } for “{ $what }”, made on { $day }. Payment result: POSITIVE.

    You find the receipt on the payment page. There is nothing else you have to do.
mail-payment-received-link = Open the receipt

event-payments-charged = A payment was asked for.
event-payments-cancelled = The payment was cancelled.
event-payments-billing-given = The billing data were given.
event-payments-checkout-opened = The payment platform was opened.
event-payments-reminded = A reminder of the payment was sent.
event-payments-settled = The payment was made.
event-payments-receipt-received = A receipt arrived.
event-payments-receipt-repeated = A known receipt arrived again.
event-payments-receipt-altered = A known receipt arrived with other content.
event-payments-receipt-exception = A receipt waits for a decision of the office.
event-payments-receipt-not-ours = A receipt is for a notice of somebody else.
event-payments-receipt-void = A receipt tells of no payment.
event-payments-notice-asked = The payment platform asked about a notice.
event-payments-log-purged = The oldest rows of the log of events were deleted.
event-payments-sandbox-chosen = A choice was made on the test platform.
event-payments-exception-decided = The office decided about a receipt.

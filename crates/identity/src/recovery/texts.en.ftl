recovery-title = { $institution } credentials recovery
recovery-password-title = I forgot my password
recovery-password-text = We send a link to the personal e-mail address that you registered with. It works once, within { $hours } hours. Your second factor, if you have one, is still asked for afterwards.
recovery-code-title = I forgot my person code
recovery-code-text = We send the code to your personal e-mail address, if it is the one that you registered with.
recovery-email = Personal e-mail address
recovery-code-hint = The 8-digit code; staff write their user name
recovery-send-link = Send the link
recovery-send-code = Send the person code
recovery-other = You no longer have access to that e-mail address?
recovery-desk = Write to the assistance desk
recovery-sent-title = Check your mail
recovery-sent-text = If what you wrote is known to us, a message is on its way to the address you registered with. Links in it work once, within { $hours } hours.
recovery-sent-nothing = Nothing arrives within a few minutes? Look in the spam folder. We send at most one message an hour. If it still does not come, you may have registered with another address:
recovery-renew-title = Choose a new password
recovery-renew-text = Afterwards all open sessions are closed and you sign in with the new password.
link-over-title = This link can no longer be used
link-over-text = It was used already, it has expired, or a newer one was sent. What you can do now:
link-over-sign-in = Sign in, if you used it already
link-over-resend = Ask for a new activation link
link-over-recovery = Recover your person code or password
link-over-desk = Write to the assistance desk
event-identity-recovery-asked = Recovery of credentials was asked for.
event-identity-person-code-sent = The person code was sent by e-mail.
event-identity-recovery-link-sent = A link to a new password was sent by e-mail.
event-identity-recovered = The password was recovered through the link.
event-identity-account-made = The account was made.
mail-person-code-subject = Your person code
mail-person-code-body =
    Dear { $name },

    somebody, probably you, asked for the person code that belongs to this address. It is { $code }.

    If you forgot your password too, open the page below. If you did not ask, there is nothing to do.
mail-person-code-link = Credentials recovery
mail-recovery-subject = A new password for Online Services
mail-recovery-body =
    Dear { $name },

    somebody, probably you, asked for a new password. Open the link below within { $hours } hours and choose one. The link works once.

    If you did not ask, there is nothing to do: your password has not changed.
mail-recovery-link = Choose a new password

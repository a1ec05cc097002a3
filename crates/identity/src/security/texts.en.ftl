security-account = Your account
security-name = Name
security-user-name = User name
security-email = Personal e-mail address
security-state = State
security-change = Change
security-change-password = Change password
security-password-text = Change it when you think that somebody knows it. It never expires.
security-password-consequence = After the change you are signed out on all devices and sign in with the new password.
security-current-password = Current password
security-factor-on = Active
security-factor-off = Not active
security-factor-since = Active since
security-codes-left = Recovery codes left
security-factor-why = With a second factor nobody gets in with your password alone: a code from an app on your phone is asked for too.
security-factor-add = Activate the second factor
security-factor-replace = Change device
security-factor-remove = Deactivate the second factor
security-factor-remove-text = From then on your password alone opens your account; it must have at least 15 characters. You can activate the second factor again at any time.
security-new-codes = New recovery codes
security-new-codes-text = The codes that you have now stop working. You get ten new ones.
security-sessions = Open sessions
security-sessions-text = Where you are signed in now. Close what you do not recognise, and change your password.
security-session = Signed in on { $started }, last used on { $seen }
security-session-this = (this session)
security-session-close = Close
security-sign-out-everywhere = Sign out everywhere
password-new = New password
password-again = New password again
password-rules = At least { $least } characters, at most 128; spaces and all scripts are allowed. A sentence of several words is easy to remember and hard to guess.
enrol-title = Set up the second factor
enrol-mandatory-title = A second factor is needed to go on
enrol-mandatory = Staff, and people whose second factor was deactivated by the assistance desk, set up a second factor before they can use the services.
enrol-replaces = The new device takes the place of the present one as soon as you confirm. You get new recovery codes.
enrol-step-app = Open an authenticator app on your phone (any app that makes one-time passwords will do).
enrol-step-scan = Scan the picture below with it, or type the secret key.
enrol-step-code = Type the six digits that the app shows.
enrol-qr = QR code for your authenticator app; the secret key below says the same
enrol-secret = Secret key:
enrol-code = Code shown by the app
enrol-code-hint = Six digits; they change every 30 seconds
enrol-current = Code of your present second factor
enrol-current-hint = Six digits from the app, or a recovery code
enrol-confirm = Activate
codes-title = Recovery codes
codes-intro = Print these codes or write them down, and keep them away from your phone. Each one lets you sign in once without the app.
codes-once = They are shown only now. If you lose them you can make new ones under “Sign-in and security”.
codes-kept = I have kept the codes
fault-enrol-code-wrong = The code is wrong or was used already. Check the time on your phone and type the next one.
fault-current-password-wrong = This is not your current password.
fault-password-too-long = At most 128 characters.
fault-password-short-15 = At least 15 characters. Try a sentence of several words.
fault-password-short-8 = At least 8 characters.
fault-password-short-alone = Your password has fewer than 15 characters: change it first, then deactivate the second factor.
fault-password-differs = The two passwords are different. Type the same one twice.
fault-password-common = This password is easy to guess: it is common or follows a pattern. Try a sentence of several unrelated words.
fault-password-about-you = This password is made of words about you or the university. Try a sentence of several unrelated words.
done-session-closed = The session was closed.
done-second-factor-enrolled = The second factor is active. All later sign-ins ask for its code.
done-second-factor-removed = The second factor was deactivated.
done-recovery-codes-made = New recovery codes were made. The old ones no longer work.
event-identity-session-closed = A session was closed.
event-identity-signed-out-everywhere = Signed out on all devices.
event-identity-password-changed = The password was changed.
event-identity-second-factor-enrolled = A second factor was set up.
event-identity-second-factor-removed = The second factor was deactivated.
event-identity-recovery-codes-made = New recovery codes were made.
mail-password-changed-subject = Your password was changed
mail-password-changed-body =
    Dear { $name },

    the password of your Online Services account was changed, and all open sessions were closed.

    If it was not you, recover your credentials at once from “Authentication assistance” on the sign-in page, and write to the assistance desk.
mail-password-changed-link = Sign-in and security
mail-second-factor-enrolled-subject = A second factor is active
mail-second-factor-enrolled-body =
    Dear { $name },

    a second factor was set up for your Online Services account: from now on a code of your authenticator app is asked for at each sign-in.

    If it was not you, write to the assistance desk at once.
mail-second-factor-enrolled-link = Sign-in and security
mail-second-factor-removed-subject = The second factor was deactivated
mail-second-factor-removed-body =
    Dear { $name },

    the second factor of your Online Services account was deactivated. From now on your password alone opens it.

    If it was not you, change your password at once and write to the assistance desk.
mail-second-factor-removed-link = Sign-in and security

sign-in-title = Sign in
sign-in-heading = Sign in to Online Services
sign-in-credentials = { $institution } Credentials
sign-in-person-code = Person Code
sign-in-password = Password
sign-in-button = Sign in
sign-in-register = Register
sign-in-new-user = New user? Register: you will get your person code, the 8-digit code that you need for every service. Staff sign in here too, with their user name.
sign-in-stay-connected = Stay connected
sign-in-stay-connected-help = Keeps the session active for a whole day
sign-in-assistance = Authentication assistance
sign-in-recovery = { $institution } credentials recovery (person code and password)
sign-in-deactivate = Deactivate 2FA: access temporarily with { $institution } credentials only
sign-in-information = Information, FAQs and assistance
sign-in-providers = Sign in with your digital identity
sign-in-provider-spid = SPID login
sign-in-provider-cie = CIE login
sign-in-provider-eidas = Login with eIDAS
sign-in-provider-edugain = eduGAIN login
sign-in-wrong = Person code and password do not match. Check both and try again. If you forgot one of them, use “Authentication assistance” below.
sign-in-disabled = This account was disabled by the university. Write to the assistance desk to learn why and what to do.
sign-in-locked = There were too many failed attempts with this person code. Wait { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
} and try again. If you have a second factor, type its code together with your password and you can sign in at once.
sign-in-kept = Your session had ended. What you were typing is kept for an hour: sign in and you find it again.
sign-in-expired = Too much time has passed, or too many wrong codes were typed. Sign in again from the beginning.
sign-in-code-together = Code of your second factor
sign-in-code-together-hint = The six digits that your authenticator app shows now
second-factor-title = Second factor
second-factor-intro = Your password is right. To finish signing in, type the code that your authenticator app shows.
second-factor-code = Code
second-factor-code-hint = Six digits from the app; or one of your recovery codes; or the emergency code that the assistance desk gave you
second-factor-lost = I do not have my device with me, or I lost it
fault-second-factor-wrong = The code is wrong or was used already. Wait for the next one. { $left ->
    [one] One attempt is left
   *[other] { $left } attempts are left
}, then you have to sign in again.
done-signed-out = You signed out.
done-signed-out-everywhere = You signed out on all devices.
done-password-changed = Your password was changed and all sessions were closed. Sign in with the new password.
event-identity-sign-in-failed = A sign-in failed.
event-identity-password-accepted = The password was accepted; the second factor was asked for.
event-identity-signed-in = Signed in.
event-identity-signed-out = Signed out.
event-identity-disabled-account-tried = Somebody tried to sign in with a disabled account.
event-identity-recovery-code-used = A recovery code was used to sign in.
event-identity-emergency-code-used = An emergency code was used to deactivate the second factor.
mail-recovery-code-used-subject = A recovery code was used
mail-recovery-code-used-body =
    Dear { $name },

    somebody signed in to Online Services with your password and one of your recovery codes. Recovery codes that you still have: { $left }.

    If it was you, there is nothing to do; make new codes when few are left. If it was not you, change your password at once and write to the assistance desk.
mail-recovery-code-used-link = Sign-in and security
mail-emergency-code-used-subject = Your emergency code was used
mail-emergency-code-used-body =
    Dear { $name },

    somebody signed in to Online Services with your password and the emergency code that the assistance desk issued. With it a new second factor can be set up in place of the old one, and nothing else.

    If it was not you, write to the assistance desk at once.
mail-emergency-code-used-link = Authentication assistance
